// What speaks for and against, and how the frontier moved from decade to decade.
import { decimal, percent } from '../format';
import { shadeOf } from '../matrix';
import type { Reason } from '../reasons';
import type { FrontierCell, HistoryPoint } from '../schema';
import { cellName, DEPTHS, SCOPES } from '../vocabulary';
import { chart, Plot, TIP } from './plot';

/** Bars to the right raise the odds, to the left lower them; the scale is logarithmic, so that doubling and halving look alike. */
export function reasonsChart(reasons: readonly Reason[], width: number): SVGSVGElement {
  const isNarrow = width < 420;
  const far = Math.max(2, ...reasons.map((reason) => Math.max(reason.factor, 1 / reason.factor))) * 1.15;
  return chart(width, {
    height: 46 + reasons.length * (isNarrow ? 32 : 24),
    marginLeft: isNarrow ? 150 : 238,
    marginRight: 34,
    marginTop: 6,
    marginBottom: 38,
    x: {
      type: 'log',
      domain: [1 / far, far],
      label: 'Times the odds of an average pair →',
      ticks: isNarrow ? 3 : 5,
      tickFormat: '~g',
      grid: true,
    },
    y: { domain: reasons.map((reason) => reason.words), label: null, tickSize: 0, padding: 0.25, axis: null },
    marks: [
      Plot.axisY({ label: null, tickSize: 0, lineWidth: isNarrow ? 12 : 22 }),
      Plot.barX(reasons, {
        y: 'words',
        x1: 1,
        x2: 'factor',
        fill: (reason: Reason) => (reason.factor > 1 ? 'var(--shade-4)' : 'var(--edge)'),
      }),
      Plot.ruleX([1], { stroke: 'var(--ink)' }),
      ...[true, false].map((isFor) =>
        Plot.text(
          reasons.filter((reason) => reason.factor > 1 === isFor),
          {
            y: 'words',
            x: 'factor',
            text: (reason: Reason) => `×${decimal(reason.factor, reason.factor < 0.1 || Math.abs(reason.factor - 1) < 0.05 ? 2 : 1)}`,
            textAnchor: isFor ? 'start' : 'end',
            dx: isFor ? 5 : -5,
            fill: 'var(--ink)',
          },
        ),
      ),
    ],
  });
}

interface Square {
  year: string;
  row: number;
  column: number;
  edge: FrontierCell | null;
}

/** A small table for each year: what stands under the frontier is tinted, its cells have their odds. */
export function historyChart(points: readonly HistoryPoint[], width: number): SVGSVGElement {
  const squares = points.flatMap((point) =>
    SCOPES.flatMap((scope, row) =>
      DEPTHS.map((depth, column): Square => ({
        year: String(point.as_of),
        row,
        column,
        edge: point.frontier.find((cell) => cell.scope === scope.id && cell.depth === depth.id) ?? null,
      })),
    ),
  );
  const edges = squares.filter((square): square is Square & { edge: FrontierCell } => square.edge !== null);
  const silent = points.filter((point) => point.frontier.length === 0);
  const left = 92;
  return chart(width, {
    height: 168,
    marginLeft: left,
    marginRight: 6,
    marginTop: 26,
    marginBottom: 30,
    fx: { domain: points.map((point) => String(point.as_of)), label: null, padding: 0.09, axis: 'top' },
    x: { domain: DEPTHS.map((_, i) => i), axis: null, padding: 0.06 },
    y: { domain: SCOPES.map((_, i) => i), tickFormat: (i: number) => SCOPES[i]?.name ?? '', label: null, tickSize: 0, padding: 0.08 },
    marks: [
      Plot.cell(squares, { fx: 'year', x: 'column', y: 'row', fill: 'var(--shade-0)' }),
      Plot.cell(edges, {
        fx: 'year',
        x: 'column',
        y: 'row',
        fill: (square: Square & { edge: FrontierCell }) => `var(--shade-${shadeOf(square.edge.probability)})`,
        stroke: 'var(--edge)',
        strokeWidth: 1.5,
      }),
      Plot.text(silent, {
        fx: (point: HistoryPoint) => String(point.as_of),
        frameAnchor: 'middle',
        text: (point: HistoryPoint) => (point.note ? 'not covered' : 'none clears'),
        fill: 'var(--muted)',
        fontSize: 11,
      }),
      Plot.axisFx(
        [points[0], points.at(-1)].flatMap((point) => (point ? [String(point.as_of)] : [])),
        {
          anchor: 'bottom',
          label: null,
          tickFormat: () => 'thin → thick',
          fill: 'var(--muted)',
        },
      ),
      Plot.tip(
        edges,
        Plot.pointer({
          fx: 'year',
          x: 'column',
          y: 'row',
          title: (square: Square & { edge: FrontierCell }) =>
            `${square.year}: ${cellName(square.edge)}\n${percent(square.edge.probability)}\n${square.edge.composition.slice(0, 8).join(', ')}${square.edge.composition.length > 8 ? ' …' : ''}`,
          ...TIP,
        }),
      ),
    ],
  });
}
