// The 5 × 6 table as a picture of its own: shades, numbers, intervals, hatching, dots and the staircase.
import { percent } from './format';
import { clears, gridOf, isOnFrontier, shadeOf } from './matrix';
import { escapeXml, framed, type Caption, type Frame } from './picture';
import type { Answer, Cell } from './schema';
import { outlinePath } from './staircase';
import { DEPTHS, SCOPES, TIES } from './vocabulary';

const LEFT = 118;
const TOP = 52;
const WIDE = 96;
const HIGH = 58;

export interface Shades {
  /** Fill and text of each shade, faintest first. */
  fill: readonly string[];
  text: readonly string[];
  edge: string;
  hatch: string;
}

function square(cell: Cell, x: number, y: number, isEdge: boolean, shades: Shades, frame: Frame): string {
  const box = `x="${x + 2}" y="${y + 2}" width="${WIDE - 4}" height="${HIGH - 4}" rx="3"`;
  const middle = x + WIDE / 2;
  if (cell.probability === null)
    return (
      `<rect ${box} fill="url(#hatch)" stroke="${shades.hatch}"/>` +
      `<text x="${middle}" y="${y + HIGH / 2 + 4}" text-anchor="middle" font-size="10" fill="${frame.muted}">no evidence</text>`
    );
  const shade = shadeOf(cell.probability);
  const text = shades.text[shade] ?? frame.ink;
  const at = (value: number) => x + 14 + value * (WIDE - 28);
  const base = y + HIGH - 13;
  const isHeld = (cell.held?.length ?? 0) > 0 || cell.evidence === 'held';
  return (
    `<rect ${box} fill="${shades.fill[shade] ?? 'none'}"/>` +
    `<text x="${middle}" y="${y + 30}" text-anchor="middle" font-size="16" font-weight="600" fill="${text}">${escapeXml(percent(cell.probability))}</text>` +
    `<path d="M${at(0)} ${base}H${at(1)}" stroke="${text}" stroke-opacity="0.3"/>` +
    `<path d="M${at(cell.low ?? cell.probability)} ${base}H${at(cell.high ?? cell.probability)}" stroke="${text}" stroke-width="3" stroke-opacity="0.6"/>` +
    `<path d="M${at(cell.probability)} ${base - 4}v8" stroke="${text}" stroke-width="2"/>` +
    (isHeld ? `<circle cx="${x + 13}" cy="${y + 13}" r="4" fill="${text}"/>` : '') +
    (cell.evidence === 'registry'
      ? `<circle cx="${x + (isHeld ? 25 : 13)}" cy="${y + 13}" r="4" fill="none" stroke="${text}" stroke-width="1.5"/>`
      : '') +
    (isEdge ? `<path d="M${x + WIDE - 17} ${y + 2}h15v15z" fill="${shades.edge}"/>` : '')
  );
}

/** The answer's table under the title that is given. */
export function matrixPicture(answer: Answer, caption: Caption, shades: Shades, colours: Omit<Frame, 'width' | 'height'>): string {
  const frame = { ...colours, width: LEFT + WIDE * 6 + 20, height: TOP + HIGH * 5 + 8 };
  const grid = gridOf(answer.matrix);
  const heads = DEPTHS.map(
    (depth, i) =>
      `<text x="${LEFT + WIDE * (i + 0.5)}" y="${TOP - 8}" text-anchor="middle" font-size="12" font-weight="600" fill="${frame.ink}">${depth.name}</text>`,
  );
  const ties = Object.values(TIES).map(
    (tie, i) =>
      `<text x="${LEFT + 2 + WIDE * 3 * i}" y="${TOP - 28}" font-size="11" fill="${frame.muted}">${tie.name}: ${tie.gloss}</text>`,
  );
  const rows = SCOPES.map(
    (scope, i) =>
      `<text x="16" y="${TOP + HIGH * (i + 0.5) + 4}" font-size="13" font-weight="600" fill="${frame.ink}">${scope.name}</text>`,
  );
  const cells = grid.flatMap((row, r) =>
    row.map((cell, c) => square(cell, LEFT + WIDE * c, TOP + HIGH * r, isOnFrontier(cell, answer.frontier), shades, frame)),
  );
  const path = outlinePath(grid.map((row) => row.map((cell) => clears(cell, answer.question.threshold))));
  const stairs = `<g transform="translate(${LEFT} ${TOP}) scale(${WIDE} ${HIGH})"><path d="${path}" fill="none" stroke="${shades.edge}" stroke-width="2.75" vector-effect="non-scaling-stroke" stroke-linejoin="round"/></g>`;
  const pattern = `<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V7" stroke="${shades.hatch}"/></pattern></defs>`;
  return framed(pattern + [...ties, ...heads, ...rows, ...cells].join('') + stairs, caption, frame);
}

/** The page's colours of the moment. */
export function shadesOf(): Shades {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const steps = [0, 1, 2, 3, 4, 5];
  return {
    fill: steps.map((step) => colour(`--shade-${step}`)),
    text: steps.map((step) => colour(`--on-shade-${step}`)),
    edge: colour('--edge'),
    hatch: colour('--hatch'),
  };
}
