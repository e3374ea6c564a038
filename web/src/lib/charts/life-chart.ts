// A partnership's life: its depth step by step above, its parties' years below.
import type { PartnershipPage } from '../registry';
import { DEPTHS } from '../vocabulary';
import { chart, Plot, yearAxis } from './plot';

const MOST_PARTIES = 40;

export function lifeChart(page: PartnershipPage, width: number, now: number): SVGSVGElement {
  const end = page.ended ?? now;
  const phases = page.history.map((phase) => ({
    from: phase.first_year,
    to: Math.max(phase.first_year + 1, (phase.last_year ?? end) + 1),
    depth: DEPTHS.findIndex((depth) => depth.id === phase.depth),
    isAlive: phase.alive,
  }));
  const first = Math.min(page.begun, ...page.parties.map((party) => party.first_year));
  const span = [first, Math.max(end + 1, first + 2)] as const;
  const unknown = phases.filter((phase) => phase.depth < 0);
  const drawn = chart(width, {
    height: 176,
    marginLeft: 78,
    x: yearAxis({ domain: [...span], grid: true }),
    y: { domain: [-0.5, 5.5], ticks: [0, 1, 2, 3, 4, 5], tickFormat: (i: number) => DEPTHS[i]?.name ?? '', label: null },
    marks: [
      Plot.ruleY([2.5], { stroke: 'var(--line-strong)', strokeDasharray: '2 3' }),
      Plot.rect(
        phases.filter((phase) => phase.depth >= 0),
        {
          x1: 'from',
          x2: 'to',
          y1: -0.5,
          y2: (phase: { depth: number }) => phase.depth + 0.5,
          fill: (phase: { isAlive: boolean }) => (phase.isAlive ? 'var(--shade-3)' : 'var(--shade-1)'),
          insetLeft: 0.5,
        },
      ),
      // Years without evidence are hatched, and said where there is room.
      Plot.rect(unknown, { x1: 'from', x2: 'to', y1: -0.5, y2: 5.5, fill: 'url(#depth-not-known)', insetLeft: 0.5 }),
      Plot.text(
        unknown.filter((phase) => ((phase.to - phase.from) / (span[1] - span[0])) * (width - 96) > 92),
        {
          x: (phase: { from: number; to: number }) => (phase.from + phase.to) / 2,
          y: 4,
          text: (phase: { isAlive: boolean }) => (phase.isAlive ? 'depth not known' : 'dormant'),
          fill: 'var(--muted)',
          stroke: 'var(--paper)',
          strokeWidth: 4,
        },
      ),
      ...(page.ended === null ? [] : [Plot.ruleX([page.ended + 1], { stroke: 'var(--edge)', strokeWidth: 2 })]),
    ],
  });
  drawn.insertAdjacentHTML(
    'afterbegin',
    '<defs><pattern id="depth-not-known" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V7" stroke="var(--hatch)" stroke-width="1.5"/></pattern></defs>',
  );
  return drawn;
}

export function partiesChart(page: PartnershipPage, width: number, now: number): SVGSVGElement {
  const end = page.ended ?? now;
  const parties = [...page.parties].sort((a, b) => a.first_year - b.first_year || (a.name < b.name ? -1 : 1)).slice(0, MOST_PARTIES);
  const first = Math.min(page.begun, ...page.parties.map((party) => party.first_year));
  const names = [...new Set(parties.map((party) => party.name))];
  const rows = parties.map((party) => ({ ...party, to: Math.max(party.first_year + 0.6, (party.last_year ?? end) + 1) }));
  return chart(width, {
    height: 52 + names.length * 22,
    marginLeft: Math.min(190, Math.max(78, Math.max(...names.map((name) => name.length)) * 6.6)),
    x: yearAxis({ domain: [first, Math.max(end + 1, first + 2)], grid: true }),
    y: { domain: names, label: null, tickSize: 0, padding: 0.35 },
    marks: [
      Plot.barX(rows, {
        x1: 'first_year',
        x2: 'to',
        y: 'name',
        fill: (party: { role: string }) => (party.role === 'observer' ? 'var(--shade-2)' : 'var(--shade-4)'),
        rx: 2,
      }),
    ],
  });
}

export const numPartiesLeftOut = (page: PartnershipPage): number => Math.max(0, page.parties.length - MOST_PARTIES);
