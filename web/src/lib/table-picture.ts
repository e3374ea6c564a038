// Any table as a picture, for slides and papers.
import type { Row, Value } from './csv';
import { escapeXml, framed, type Caption, type Frame } from './picture';

const CHARACTER = 6.4;
const ROW = 22;
const MOST_CHARACTERS = 44;
const MOST_ROWS = 60;

function shown(value: Value): string {
  if (value === null || value === undefined) return '–';
  const text = typeof value === 'number' && !Number.isInteger(value) ? value.toPrecision(3) : String(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}

/** Draws the rows under their column names; a long table is cut, and the foot says so. */
export function tablePicture(rows: readonly Row[], caption: Caption, frame: Omit<Frame, 'width' | 'height'>): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const kept = rows.slice(0, MOST_ROWS);
  const widths = columns.map((column) => Math.max(column.length, ...kept.map((row) => shown(row[column]).length)) * CHARACTER + 18);
  const lefts = widths.map((_, i) => 16 + widths.slice(0, i).reduce((sum, width) => sum + width, 0));
  const width = Math.max(420, Math.ceil(32 + widths.reduce((sum, each) => sum + each, 0)));
  const isNumber = columns.map((column) => kept.every((row) => typeof row[column] !== 'string'));
  const cell = (text: string, column: number, y: number, attributes: string) => {
    const right = isNumber[column];
    const x = (lefts[column] ?? 0) + (right ? (widths[column] ?? 0) - 18 : 0);
    return `<text x="${x}" y="${y}"${right ? ' text-anchor="end"' : ''} ${attributes}>${escapeXml(text)}</text>`;
  };
  const head = columns.map((column, i) => cell(column, i, 20, `font-size="11" font-weight="600" fill="${frame.muted}"`)).join('');
  const body = kept
    .map((row, r) => columns.map((column, i) => cell(shown(row[column]), i, 44 + r * ROW, `font-size="12" fill="${frame.ink}"`)).join(''))
    .join('');
  const line = `<path d="M16 27H${width - 16}" stroke="${frame.muted}" stroke-width="0.75"/>`;
  const foot = kept.length < rows.length ? `The first ${kept.length} of ${rows.length} rows. ${caption.foot}` : caption.foot;
  return framed(head + line + body, { ...caption, foot }, { ...frame, width, height: 34 + kept.length * ROW });
}
