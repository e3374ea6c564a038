// The 5 × 6 table as rows and columns, and what is to be drawn in it.
import type { CellPosition } from './question';
import type { Answer, Cell, FrontierCell } from './schema';
import { DEPTHS, SCOPES } from './vocabulary';

/** Lower bounds of the shades, in probability; the last shade is the darkest. */
export const SHADE_BOUNDS = [0, 0.1, 0.25, 0.5, 0.75, 0.9] as const;

/** The shade of a probability: 0 (faintest) to 5. */
export function shadeOf(probability: number): number {
  return Math.max(
    0,
    SHADE_BOUNDS.findLastIndex((bound) => probability >= bound),
  );
}

/** Cells by row (scope) and column (depth), whatever the order they came in. Throws where one is missing. */
export function gridOf(matrix: readonly Cell[]): Cell[][] {
  const byName = new Map(matrix.map((cell) => [`${cell.scope}:${cell.depth}`, cell]));
  return SCOPES.map((scope) =>
    DEPTHS.map((depth) => {
      const cell = byName.get(`${scope.id}:${depth.id}`);
      if (!cell) throw new Error(`the answer has no cell for ${scope.id}, ${depth.id}`);
      return cell;
    }),
  );
}

/** Whether a cell is attainable at the threshold that was asked for. */
export function clears(cell: Cell, threshold: number): boolean {
  return cell.evidence !== 'none' && cell.probability !== null && cell.probability >= threshold;
}

export function samePlace(a: CellPosition | null, b: CellPosition | null): boolean {
  return a !== null && b !== null && a.scope === b.scope && a.depth === b.depth;
}

export function isOnFrontier(cell: CellPosition, frontier: readonly FrontierCell[]): boolean {
  return frontier.some((edge) => samePlace(cell, edge));
}

/** The cell to open with: the frontier's thickest one, else the likeliest. */
export function openingCell(answer: Answer): CellPosition {
  const depthOf = (cell: CellPosition) => DEPTHS.findIndex((depth) => depth.id === cell.depth);
  const edge = [...answer.frontier].sort((a, b) => depthOf(b) - depthOf(a) || b.probability - a.probability)[0];
  if (edge) return { scope: edge.scope, depth: edge.depth };
  const likeliest = [...answer.matrix].sort((a, b) => (b.probability ?? -1) - (a.probability ?? -1))[0];
  return likeliest ? { scope: likeliest.scope, depth: likeliest.depth } : { scope: 'bilateral', depth: 'practice' };
}

/** Change of each cell's probability between two answers to the same question with other actors; null where the question is another. */
export function changesOf(before: Answer, after: Answer): ReadonlyMap<string, number> | null {
  const [was, is] = [before.question, after.question];
  if (was.issue !== is.issue || was.as_of !== is.as_of || was.horizon !== is.horizon || was.impact !== is.impact) return null;
  const old = new Map(before.matrix.map((cell) => [`${cell.scope}:${cell.depth}`, cell.probability]));
  const changes = after.matrix.flatMap((cell): [string, number][] => {
    const name = `${cell.scope}:${cell.depth}`;
    const probability = old.get(name) ?? null;
    const change = cell.probability === null || probability === null ? 0 : cell.probability - probability;
    return Math.abs(change) < 0.005 ? [] : [[name, change]];
  });
  return new Map(changes);
}
