// What was said of each claim, with its interval, and whether it came true.
import { percent } from '../format';
import type { LookbackCase, LookbackClaim } from '../schema/lookback';
import { chart, Plot, TIP } from './plot';

export interface ClaimRow extends LookbackClaim {
  /** Of case and claim: a claim's own id is its case's. */
  key: string;
  /** The case, where it has one claim; else the claim with it. */
  name: string;
  case: string;
}

/** One row a claim, in the order of the cases. */
export const claimRowsOf = (cases: readonly LookbackCase[]): ClaimRow[] =>
  cases.flatMap((each) =>
    each.claims.map((claim) => ({
      ...claim,
      key: `${each.id}:${claim.id}`,
      case: each.title,
      name:
        each.claims.length === 1
          ? each.title
          : `${each.title}: ${claim.measure === 'founding' ? 'something new' : claim.measure === 'endures' ? 'still stands' : 'depth'}`,
    })),
  );

/** Filled: came true; hollow: did not. Right of the middle the engine said that it would. */
export function lookbackChart(rows: readonly ClaimRow[], width: number): SVGSVGElement {
  const scored = rows.filter((row) => row.probability !== null);
  const isNarrow = width < 620;
  const colourOf = (row: ClaimRow) =>
    row.judgement === 'hit' ? 'var(--class-multipolar)' : row.judgement === 'miss' ? 'var(--edge)' : 'var(--muted)';
  return chart(width, {
    height: 52 + scored.length * 21,
    marginLeft: isNarrow ? 150 : 372,
    marginRight: 78,
    marginTop: 12,
    marginBottom: 38,
    x: { domain: [0, 100], percent: true, label: 'Chance that was given, % →', grid: true },
    y: {
      domain: scored.map((row) => row.key),
      tickFormat: (key: string) => {
        const name = scored.find((row) => row.key === key)?.name ?? key;
        const most = isNarrow ? 22 : 58;
        return name.length > most ? `${name.slice(0, most - 1)}…` : name;
      },
      label: null,
      tickSize: 0,
      padding: 0.3,
    },
    marks: [
      Plot.ruleX([0.5], { stroke: 'var(--line-strong)', strokeDasharray: '4 3' }),
      Plot.link(scored, { y: 'key', x1: 'low', x2: 'high', stroke: colourOf, strokeWidth: 4, strokeOpacity: 0.35 }),
      Plot.dot(scored, {
        y: 'key',
        x: 'probability',
        r: 5,
        stroke: colourOf,
        strokeWidth: 2,
        fill: (row: ClaimRow) => (row.came_true ? colourOf(row) : 'var(--paper)'),
      }),
      Plot.text(scored, {
        y: 'key',
        x: 1,
        dx: 10,
        textAnchor: 'start',
        text: (row: ClaimRow) => (row.judgement === 'hit' ? '✓ hit' : row.judgement === 'miss' ? '✕ miss' : 'not scored'),
        fill: 'var(--muted)',
      }),
      Plot.tip(
        scored,
        Plot.pointerY({
          y: 'key',
          x: 'probability',
          title: (row: ClaimRow) =>
            `${row.text}\n${percent(row.probability)} (${percent(row.low)} to ${percent(row.high)}); an average set: ${percent(row.average_set)}\n${row.came_true ? 'came true' : 'did not come true'}`,
          lineWidth: 26,
          ...TIP,
        }),
      ),
    ],
  });
}
