import { expect, test } from 'vitest';
import { claimRowsOf } from '../src/lib/charts/lookback-chart';
import type { LookbackCase, LookbackClaim } from '../src/lib/schema/lookback';

const claim = (id: string, measure: LookbackClaim['measure']): LookbackClaim => ({
  id,
  text: 'They do.',
  measure,
  probability: 0.4,
  low: 0.2,
  high: 0.6,
  average_set: 0.3,
  came_true: true,
  judgement: 'miss',
  cite: 'x',
});
const example = (id: string, title: string, claims: LookbackClaim[]): LookbackCase => ({
  id,
  title,
  brief: '',
  issue: 'trade',
  actors: 'EU,USA',
  verdict: '',
  claims,
  events: [],
});

test('claims of one name in several cases stay apart, and a case with two claims says which is which', () => {
  const rows = claimRowsOf([
    example('a', 'The one', [claim('pact', 'founding')]),
    example('b', 'The other', [claim('pact', 'founding'), claim('stands', 'endures')]),
  ]);
  expect(new Set(rows.map((row) => row.key)).size).toBe(3);
  expect(rows.map((row) => row.name)).toEqual(['The one', 'The other: something new', 'The other: still stands']);
});
