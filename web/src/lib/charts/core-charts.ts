// Who carries the issue, and what the next member buys.
import type { FrontierPoint } from '../core';
import { largestBySize } from '../core';
import { decimal, percent, sharePercent } from '../format';
import { chart, Plot, TIP } from './plot';

export interface Carrier {
  name: string;
  share: number;
}

/** The members' shares set side by side, up to the share that was asked for. */
export function carriersChart(carriers: readonly Carrier[], wanted: number, width: number): SVGSVGElement {
  const rows = carriers.map((carrier, i) => {
    const before = carriers.slice(0, i).reduce((sum, each) => sum + each.share, 0);
    return { ...carrier, from: before, to: before + carrier.share };
  });
  const total = rows.at(-1)?.to ?? 0;
  const roomy = rows.filter((row) => (row.to - row.from) * (width - 40) > row.name.length * 7.2 + 8);
  const middle = (row: { from: number; to: number }) => (row.from + row.to) / 2;
  return chart(width, {
    height: 104,
    marginLeft: 12,
    marginRight: 28,
    marginTop: 30,
    x: { domain: [0, 100], percent: true, label: 'Share of the issue, % →', ticks: 10 },
    marks: [
      Plot.rect(rows, {
        x1: 'from',
        x2: 'to',
        y1: 0,
        y2: 1,
        fill: (_: unknown, i: number) => (i % 2 === 0 ? 'var(--shade-4)' : 'var(--tie-4)'),
        insetRight: 1,
      }),
      Plot.rect([{ from: total, to: 1 }], { x1: 'from', x2: 'to', y1: 0, y2: 1, fill: 'var(--shade-0)' }),
      Plot.text(roomy, { x: middle, y: 0.62, text: 'name', fill: 'var(--on-shade-4)', fontWeight: 600 }),
      Plot.text(roomy, { x: middle, y: 0.3, text: (row: Carrier) => percent(row.share), fill: 'var(--on-shade-4)' }),
      Plot.ruleX([wanted], { stroke: 'var(--edge)', strokeWidth: 2.5, insetTop: -6 }),
      Plot.text([wanted], {
        x: (value: number) => value,
        y: 1,
        dy: -14,
        text: (value: number) => `asked: ${percent(value)}`,
        fill: 'var(--edge)',
        fontWeight: 600,
      }),
      Plot.tip(
        rows,
        Plot.pointerX({
          x: middle,
          y: 0.5,
          title: (row: Carrier & { to: number }) => `${row.name}: ${sharePercent(row.share)}\ntogether ${sharePercent(row.to)}`,
          ...TIP,
        }),
      ),
    ],
    y: { axis: null, domain: [0, 1] },
  });
}

/** Size against share; where cohesion is asked about, a line for each bound of it. */
export function frontierChart(frontier: readonly FrontierPoint[], wanted: number, size: number, width: number): SVGSVGElement {
  const best = largestBySize(frontier);
  const hasCohesion = frontier.some((point) => point.diameter !== null && point.diameter > 0);
  const furthest = Math.max(0.01, ...frontier.map((point) => point.diameter ?? 0));
  const shadeOf = (point: FrontierPoint) => `var(--shade-${5 - Math.floor(4 * ((point.diameter ?? 0) / furthest))})`;
  return chart(width, {
    height: Math.max(260, Math.min(340, width * 0.55)),
    marginBottom: 40,
    x: {
      label: 'Members →',
      ticks: Math.min(12, best.length),
      tickFormat: (value: number) => (Number.isInteger(value) ? String(value) : ''),
      nice: true,
    },
    y: { label: '↑ Share of the issue, %', percent: true, grid: true, domain: [0, 100] },
    marks: [
      Plot.ruleY([wanted], { stroke: 'var(--edge)', strokeDasharray: '4 3' }),
      ...(hasCohesion
        ? [Plot.dot(frontier, { x: 'size', y: 'share', fill: shadeOf, r: 4, stroke: 'var(--line-strong)', strokeWidth: 0.6 })]
        : []),
      Plot.line(best, { x: 'size', y: 'share', stroke: 'var(--accent)', strokeWidth: 2 }),
      Plot.dot(best, {
        x: 'size',
        y: 'share',
        fill: (point: FrontierPoint) => (point.size === size ? 'var(--edge)' : 'var(--accent)'),
        r: (point: FrontierPoint) => (point.size === size ? 6 : 3.2),
      }),
      Plot.tip(
        frontier,
        Plot.pointer({
          x: 'size',
          y: 'share',
          title: (point: FrontierPoint) =>
            `${point.size} members carry ${sharePercent(point.share)}${point.diameter === null ? '' : `\nfurthest two ${decimal(point.diameter)} apart`}\n${point.members.slice(0, 8).join(', ')}${point.members.length > 8 ? ' …' : ''}`,
          ...TIP,
        }),
      ),
    ],
  });
}
