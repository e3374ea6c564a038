// Members and texts on their axis, and what a package gives each member.
import { day, percent, signed } from '../format';
import type { MemberGain, NormMember as Member, Proposal, Zone } from '../norms';
import { chart, onPick, Plot, roomForNames, TIP } from './plot';

/** z of a two-sided 90 % interval. */
const Z90 = 1.645;

/** Where the members stand, with 90 % intervals. */
export function membersChart(members: readonly Member[], width: number): SVGSVGElement {
  const rows = [...members].sort((a, b) => a.position - b.position);
  return chart(width, {
    height: 46 + rows.length * 22,
    marginLeft: roomForNames(
      rows.map((row) => row.name),
      170,
    ),
    marginTop: 8,
    marginBottom: 40,
    x: { label: 'Position in the General Assembly: nearer the United States →', grid: true, nice: true },
    y: { domain: rows.map((row) => row.name), label: null, tickSize: 0 },
    marks: [
      Plot.ruleX([0], { stroke: 'var(--line-strong)' }),
      Plot.link(rows, {
        y: 'name',
        x1: (row: Member) => row.position - Z90 * row.se,
        x2: (row: Member) => row.position + Z90 * row.se,
        stroke: 'var(--shade-4)',
        strokeWidth: 5,
        strokeOpacity: 0.4,
      }),
      Plot.dot(rows, { y: 'name', x: 'position', fill: 'var(--shade-4)', r: 5 }),
    ],
  });
}

/** The texts: to which side they move matters, and how probable it is that all consent; acceptable ones lit. */
export function textsChart(
  proposals: readonly Proposal[],
  zone: Zone,
  chosen: ReadonlySet<string>,
  width: number,
  pick: (proposal: Proposal) => void,
): SVGSVGElement {
  const isChosen = (proposal: Proposal) => chosen.has(String(proposal.id));
  const drawn = chart(width, {
    height: Math.max(270, Math.min(380, width * 0.52)),
    marginBottom: 40,
    x: { label: 'Where the text would move matters: towards the United States →', grid: true, nice: true },
    y: { label: '↑ Chance that all of them consent', percent: true, domain: [0, 100], grid: true },
    marks: [
      ...(zone.empty || zone.low === null || zone.high === null
        ? []
        : [Plot.rect([zone], { x1: 'low', x2: 'high', y1: 0, y2: 1, fill: 'var(--accent-soft)' })]),
      Plot.link(
        proposals.filter((proposal) => proposal.acceptable || isChosen(proposal)),
        {
          x1: (proposal: Proposal) => proposal.position - Z90 * proposal.se,
          x2: (proposal: Proposal) => proposal.position + Z90 * proposal.se,
          y1: 'joint',
          y2: 'joint',
          stroke: (proposal: Proposal) => (isChosen(proposal) ? 'var(--ink)' : 'var(--edge)'),
          strokeOpacity: (proposal: Proposal) => (isChosen(proposal) ? 0.6 : 0.22),
        },
      ),
      Plot.dot(proposals, {
        x: 'position',
        y: 'joint',
        r: (proposal: Proposal) => (proposal.acceptable ? 5.5 : 3.5),
        fill: (proposal: Proposal) => (proposal.acceptable ? 'var(--edge)' : 'var(--line-strong)'),
        stroke: (proposal: Proposal) => (isChosen(proposal) ? 'var(--ink)' : 'var(--surface)'),
        strokeWidth: (proposal: Proposal) => (isChosen(proposal) ? 2.5 : 0.8),
      }),
      Plot.tip(
        proposals,
        Plot.pointer({
          x: 'position',
          y: 'joint',
          title: (proposal: Proposal) =>
            `${proposal.title}\n${day(proposal.date)}\nall consent: ${percent(proposal.joint)}; least willing: ${proposal.worst_member} ${percent(proposal.worst_chance)}`,
          lineWidth: 24,
          ...TIP,
        }),
      ),
    ],
  });
  return onPick<Proposal>(drawn, pick);
}

/** Gains side by side: right of the line a member gains, left of it it gives. */
export function gainsChart(
  gains: readonly MemberGain[],
  titles: readonly string[],
  nameOf: (key: string) => string,
  width: number,
): SVGSVGElement {
  const rows = gains.flatMap((gain) => gain.parts.map((part, i) => ({ name: nameOf(gain.member), gain: part, text: titles[i] ?? '', i })));
  const totals = gains.map((gain) => ({ name: nameOf(gain.member), total: gain.total }));
  return chart(width, {
    height: 50 + gains.length * 30,
    marginLeft: roomForNames(
      totals.map((row) => row.name),
      170,
    ),
    marginRight: 44,
    marginTop: 8,
    marginBottom: 40,
    x: { label: 'Gain over the status quo, in units of the doubt about a vote →', grid: true, nice: true },
    y: { domain: totals.map((row) => row.name), label: null, tickSize: 0, padding: 0.3 },
    marks: [
      Plot.barX(rows, {
        y: 'name',
        x: 'gain',
        fill: (row: { i: number }) => `var(--tie-${1 + (row.i % 5)})`,
        stroke: 'var(--paper)',
        strokeWidth: 1,
        title: (row: { text: string; gain: number }) => `${row.text}\n${signed(row.gain)}`,
      }),
      Plot.ruleX([0], { stroke: 'var(--ink)' }),
      Plot.dot(totals, {
        y: 'name',
        x: 'total',
        fill: (row: { total: number }) => (row.total > 0 ? 'var(--accent)' : 'var(--alarm)'),
        stroke: 'var(--surface)',
        r: 5,
      }),
      Plot.text(totals, {
        y: 'name',
        x: 'total',
        dx: 10,
        textAnchor: 'start',
        text: (row: { total: number }) => signed(row.total, 1),
        fontWeight: 600,
        stroke: 'var(--paper)',
        strokeWidth: 3,
        fill: 'var(--ink)',
      }),
    ],
  });
}
