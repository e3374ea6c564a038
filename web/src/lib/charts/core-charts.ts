// Who carries the issue, and what the next member buys.
import type { FrontierLine, FrontierPoint, GrowthPoint, MemberOutlook } from '../core';
import { decimal, percent, sharePercent } from '../format';
import { chart, onPick, Plot, roomForNames, TIP, yearAxis } from './plot';

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

/** Size against share, a line for each bound on how far apart the members may stand. */
export function frontierChart(lines: readonly FrontierLine[], wanted: number, size: number, width: number): SVGSVGElement {
  const rows = lines.flatMap((line) => line.points.map((point) => ({ ...point, line: line.name, tone: line.tone })));
  const ends = lines.flatMap((line) => line.points.slice(-1).map((point) => ({ ...point, line: line.name, tone: line.tone })));
  // Names of lines that end close together are kept a line's height apart.
  const room = 0.052;
  const labels = [...ends].sort((a, b) => a.share - b.share).map((end) => ({ ...end, at: end.share }));
  for (let i = 1; i < labels.length; ++i) labels[i]!.at = Math.max(labels[i]!.at, labels[i - 1]!.at + room);
  const chosen = (lines.at(-1)?.points ?? []).filter((point) => point.size === size);
  const colourOf = (row: { tone: number }) => `var(--tie-${row.tone})`;
  return chart(width, {
    height: Math.max(260, Math.min(340, width * 0.55)),
    marginBottom: 40,
    marginRight: 112,
    x: {
      label: 'Members →',
      ticks: Math.min(10, lines.at(-1)?.points.length ?? 10),
      tickFormat: (value: number) => (Number.isInteger(value) ? String(value) : ''),
      nice: true,
    },
    y: { label: '↑ Share of the issue, %', percent: true, grid: true, domain: [0, 100] },
    marks: [
      Plot.ruleY([wanted], { stroke: 'var(--edge)', strokeDasharray: '4 3' }),
      Plot.line(rows, { x: 'size', y: 'share', z: 'line', stroke: colourOf, strokeWidth: 2.2, curve: 'monotone-x' }),
      Plot.dot(rows, { x: 'size', y: 'share', fill: colourOf, r: 2.6 }),
      Plot.text(labels, {
        x: 'size',
        y: 'at',
        text: 'line',
        textAnchor: 'start',
        dx: 7,
        fill: 'var(--ink)',
        fontWeight: 500,
      }),
      Plot.dot(chosen, { x: 'size', y: 'share', fill: 'var(--edge)', r: 6 }),
      Plot.tip(
        rows,
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

/** How many it took for the same share, year by year. */
export function growthChart(points: readonly GrowthPoint[], year: number, width: number, pick: (year: number) => void): SVGSVGElement {
  const chosen = points.filter((point) => point.year === year);
  const drawn = chart(width, {
    height: 230,
    x: yearAxis({ nice: false }),
    y: { label: '↑ Members of the smallest core', grid: true, nice: true, zero: true, ticks: 6 },
    marks: [
      Plot.areaY(points, { x: 'year', y: 'size', fill: 'var(--shade-2)', fillOpacity: 0.45, curve: 'step' }),
      Plot.lineY(points, { x: 'year', y: 'size', stroke: 'var(--accent)', strokeWidth: 2, curve: 'step' }),
      Plot.dot(
        points.filter((point) => !point.proven),
        { x: 'year', y: 'size', r: 3, stroke: 'var(--muted)', fill: 'var(--surface)' },
      ),
      Plot.dot(chosen, { x: 'year', y: 'size', r: 6, fill: 'var(--edge)' }),
      Plot.tip(
        points,
        Plot.pointerX({
          x: 'year',
          y: 'size',
          title: (point: GrowthPoint) =>
            [
              `${point.year}: ${point.size} members`,
              point.joined.length > 0 ? `new: ${point.joined.join(', ')}` : '',
              point.left.length > 0 ? `gone: ${point.left.join(', ')}` : '',
            ]
              .filter(Boolean)
              .join('\n'),
          lineWidth: 22,
          ...TIP,
        }),
      ),
    ],
  });
  return onPick<GrowthPoint>(drawn, (point) => pick(point.year));
}

/** What each member gains by staying: left of the line it would rather be out. */
export function stayChart(members: readonly MemberOutlook[], width: number): SVGSVGElement {
  const isLeaver = (member: MemberOutlook) => member.gain < 0;
  return chart(width, {
    height: 46 + members.length * 20,
    marginLeft: roomForNames(
      members.map((member) => member.name),
      150,
    ),
    marginRight: 24,
    marginTop: 6,
    marginBottom: 38,
    x: { label: 'Gain from being in, % of all that is achieved →', grid: true, nice: true, percent: true, ticks: width < 420 ? 4 : 7 },
    y: { domain: members.map((member) => member.name), label: null, tickSize: 0, padding: 0.3 },
    marks: [
      Plot.barX(members, { y: 'name', x: 'gain', fill: (member: MemberOutlook) => (isLeaver(member) ? 'var(--edge)' : 'var(--shade-4)') }),
      Plot.dot(
        members.filter((member) => member.transfer !== 0),
        {
          y: 'name',
          x: (member: MemberOutlook) => member.gain + member.transfer,
          r: 4,
          stroke: 'var(--ink)',
          fill: 'var(--surface)',
          strokeWidth: 1.5,
        },
      ),
      Plot.ruleX([0], { stroke: 'var(--ink)' }),
      Plot.tip(
        members,
        Plot.pointerY({
          y: 'name',
          x: 'gain',
          title: (member: MemberOutlook) =>
            `${member.name}: ${isLeaver(member) ? 'would rather be out' : 'would stay'}\ngain ${sharePercent(member.gain)}${member.transfer === 0 ? '' : `\n${member.transfer > 0 ? 'would be paid' : 'would pay'} ${sharePercent(Math.abs(member.transfer))}`}`,
          ...TIP,
        }),
      ),
    ],
  });
}
