import { describe, expect, test } from 'vitest';
import { labelled, place } from '../src/lib/layout';
import { filtered, sorted, yearsOf, type Filters, type Network, type PartnershipRow } from '../src/lib/registry';

const row = (id: string, part: Partial<PartnershipRow> = {}): PartnershipRow => ({
  id,
  name: id,
  scope: 'bilateral',
  depth: 'rules',
  label: 'none',
  status: 'active',
  begun: 1990,
  ended: null,
  parties: ['ARG', 'BRA'],
  sources: [],
  family: 'formal',
  issues: ['trade'],
  ...part,
});
const none: Filters = { text: '', scope: '', depth: '', status: '', family: '', issue: '', actor: '', year: null };
const rows = [
  row('b', { name: 'Alliance for Progress', depth: null, begun: 1961, ended: 1973 }),
  row('a', { name: 'Élan', parties: ['FRA', 'DEU', 'ITA'], depth: 'values', issues: ['climate'] }),
];

describe('the list of partnerships', () => {
  test('filters by what is set, and accents do not matter', () => {
    expect(filtered(rows, { ...none, text: 'elan' }).map((each) => each.id)).toEqual(['a']);
    expect(filtered(rows, { ...none, actor: 'BRA' }).map((each) => each.id)).toEqual(['b']);
    expect(filtered(rows, { ...none, depth: 'unknown' }).map((each) => each.id)).toEqual(['b']);
    expect(filtered(rows, { ...none, year: 1980 })).toEqual([]);
    expect(filtered(rows, { ...none, year: 1973 }).map((each) => each.id)).toEqual(['b']);
    expect(filtered(rows, none)).toHaveLength(2);
  });

  test('sorts by depth with the unknown first, and turns round', () => {
    expect(sorted(rows, 'depth').map((each) => each.id)).toEqual(['b', 'a']);
    expect(sorted(rows, '-depth').map((each) => each.id)).toEqual(['a', 'b']);
    expect(sorted(rows, 'name').map((each) => each.id)).toEqual(['b', 'a']);
    expect(sorted(rows, 'no such column').map((each) => each.id)).toEqual(['b', 'a']);
  });

  test('years say whether it lasts', () => {
    expect(rows.map(yearsOf)).toEqual(['1961–1973', 'since 1990']);
  });
});

describe('the network', () => {
  const node = (id: string, degree: number) => ({ id, name: id, kind: 'state' as const, region: 'Europe', degree });
  const network: Network = {
    year: 2014,
    partnerships: 2,
    total_links: 2,
    left_out: 0,
    nodes: [node('A', 2), node('B', 1), node('C', 1)],
    links: [
      { source: 'A', target: 'B', count: 1, depth: 'culture', deepest: ['x'] },
      { source: 'A', target: 'C', count: 3, depth: null, deepest: [] },
    ],
  };

  test('is placed in the same way each time, inside of the picture', () => {
    const once = place(network, 600, 400);
    const again = place(network, 600, 400);
    expect(once.nodes.map(({ x, y }) => [x, y])).toEqual(again.nodes.map(({ x, y }) => [x, y]));
    for (const { x, y } of once.nodes) expect(x >= 0 && x <= 600 && y >= 0 && y <= 400).toBe(true);
    expect(once.ties.map((tie) => tie.depth)).toEqual([5, -1]);
  });

  test('names that would lie on one another are left out, the most tied is kept', () => {
    const { nodes } = place(network, 600, 400);
    const heap = nodes.map((each) => ({ ...each, x: 100, y: 100 }));
    expect([...labelled(heap)]).toEqual(['A']);
  });
});
