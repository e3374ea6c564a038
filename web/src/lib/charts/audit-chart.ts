// How deep partnerships of each name are.
import type { DepthShare, LabelGroup } from '../audit';
import { groupName } from '../audit';
import { decimal, percent } from '../format';
import { chart, Plot, TIP } from './plot';

/** For each kind of label the share of its partnerships at each depth, thin to thick, with their mean on the scale. */
export function auditChart(shares: readonly DepthShare[], groups: readonly LabelGroup[], width: number): SVGSVGElement {
  const names = [...new Set(shares.map((share) => share.group))];
  const isNarrow = width < 560;
  const colourOf = (share: DepthShare) => (share.depth < 0 ? 'var(--sunk)' : `var(--tie-${share.depth})`);
  const roomy = shares.filter((share) => (share.to - share.from) * (width - 400) > 30);
  return chart(width, {
    height: 54 + names.length * (isNarrow ? 44 : 30),
    marginLeft: isNarrow ? 120 : 232,
    marginRight: isNarrow ? 106 : 128,
    marginTop: 10,
    x: { percent: true, domain: [0, 100], label: 'Share of the partnerships so called, % →', ticks: isNarrow ? 3 : 10 },
    y: { domain: names, label: null, axis: null, padding: 0.24 },
    marks: [
      Plot.axisY({ label: null, tickSize: 0, lineWidth: isNarrow ? 9 : 22 }),
      Plot.barX(shares, { y: 'group', x1: 'from', x2: 'to', fill: colourOf, stroke: 'var(--paper)', strokeWidth: 1 }),
      Plot.text(roomy, {
        y: 'group',
        x: (share: DepthShare) => (share.from + share.to) / 2,
        text: (share: DepthShare) => percent(share.to - share.from),
        fill: (share: DepthShare) => (share.depth >= 3 ? 'var(--on-tie-deep)' : 'var(--on-tie-thin)'),
        fontSize: 11,
      }),
      Plot.text(groups, {
        y: (group: LabelGroup) => groupName(group.group),
        x: 1,
        dx: 8,
        textAnchor: 'start',
        text: (group: LabelGroup) => `${group.cases} · mean ${decimal(group.score)}`,
        fill: 'var(--muted)',
      }),
      Plot.tip(
        shares.filter((share) => share.cases > 0),
        Plot.pointer({
          y: 'group',
          x: (share: DepthShare) => (share.from + share.to) / 2,
          title: (share: DepthShare) => `${share.group}: ${share.cases} at ${share.name.toLowerCase()}`,
          ...TIP,
        }),
      ),
    ],
  });
}
