// @vitest-environment node
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { ActorIndex } from '../src/lib/actors';
import type { ActorEntry } from '../src/lib/schema';
import type { Layer } from '../src/lib/map/layers';
import { shapesOf } from '../src/lib/map/shapes';
import { standingOf, unshown } from '../src/lib/map/standing';
import { holderOf, POINTS_OF_VIEW } from '../src/lib/map/views';

const state = (id: string, number: string | null, born = 1945, died: number | null = null): ActorEntry => ({
  id,
  name: id,
  kind: 'state',
  born,
  died,
  members: false,
  region: '',
  iso_numeric: number,
});
const index = new ActorIndex([
  state('RUS', '643'),
  state('UKR', '804', 1991),
  state('BRA', '76'),
  state('DDR', '278', 1954, 1990),
  state('TWN', '158'),
]);
const layer: Layer = {
  title: '',
  classes: [{ name: 'some', colour: 'red' }],
  values: new Map([
    ['RUS', { class: 0, words: 'one', number: 1 }],
    ['DDR', { class: 0, words: 'two', number: 2 }],
  ]),
  whyBlank: 'no figure',
  sources: '',
  names: new Map(),
};
const [ground, un, blank] = POINTS_OF_VIEW;
const shape = (id: string) => ({ id, name: id, geometry: { type: 'Point' as const, coordinates: [0, 0] } });
const standing = (id: string, view = ground!, year = 1985, chosen: string | null = null) =>
  standingOf(shape(id), layer, view, year, index, chosen);

test('Crimea is cut out of Russia, so that a point of view can give it to either', async () => {
  const world = JSON.parse(await readFile('node_modules/world-atlas/countries-50m.json', 'utf8'));
  const shapes = shapesOf(world);
  expect(shapes.filter((each) => each.id === 'Crimea')).toHaveLength(1);
  expect(shapes.some((each) => each.name === 'Antarctica')).toBe(false);
  expect(holderOf('Crimea', ground!, index.keyOfNumber)).toBe('RUS');
  expect(holderOf('Crimea', un!, index.keyOfNumber)).toBe('UKR');
  expect(holderOf('Crimea', blank!, index.keyOfNumber)).toBeNull();
});

describe('what a shape shows', () => {
  test('a value where there is one, the reason where there is none', () => {
    expect(standing('643')).toMatchObject({ kind: 'value', key: 'RUS' });
    expect(standing('076')).toMatchObject({ kind: 'blank', key: 'BRA', reason: 'no figure' });
    expect(standing('804')).toMatchObject({ kind: 'unborn', key: 'UKR' });
    expect(standing('N. Cyprus')).toMatchObject({ kind: 'disputed' });
    expect(standing('999')).toMatchObject({ kind: 'blank', key: null });
    expect(standing('643', ground!, 1985, 'RUS')).toMatchObject({ kind: 'chosen' });
  });

  test('states that no shape shows are listed', () => {
    expect(unshown(layer, new Set(['RUS']), index).map((each) => each.key)).toEqual(['DDR']);
  });

  test('every point of view says in words what it does', () => {
    for (const view of POINTS_OF_VIEW) {
      expect(view.says.length).toBeGreaterThan(60);
      expect(Object.keys(view.holders)).toEqual(Object.keys(ground!.holders));
    }
  });
});
