// What each shape and each state without a shape shows: a value, or a reason why there is none.
import type { ActorIndex } from '../actors';
import type { Layer, MapValue } from './layers';
import type { Shape } from './shapes';
import { holderOf, type PointOfView } from './views';

export type Standing =
  | { kind: 'value'; key: string; name: string; value: MapValue }
  | { kind: 'chosen'; key: string; name: string }
  | { kind: 'blank' | 'unborn' | 'disputed'; key: string | null; name: string; reason: string };

/** The standing of one shape in a year. */
export function standingOf(
  shape: Shape,
  layer: Layer,
  view: PointOfView,
  year: number,
  index: ActorIndex,
  chosen: string | null,
): Standing {
  const key = holderOf(shape.id, view, index.keyOfNumber);
  if (key === null) return { kind: 'disputed', key: null, name: shape.name, reason: 'left blank in this point of view' };
  if (key === undefined) return { kind: 'blank', key: null, name: shape.name, reason: 'no actor of the atlas' };
  const name = index.label(key);
  if (key === chosen) return { kind: 'chosen', key, name };
  const value = layer.values.get(key);
  if (value) return { kind: 'value', key, name, value };
  if (!index.lives(key, year)) return { kind: 'unborn', key, name, reason: `no state of its own in ${year}` };
  return { kind: 'blank', key, name, reason: layer.whyBlank };
}

/** States with a value that no shape of today's borders shows, by name. */
export function unshown(layer: Layer, shown: ReadonlySet<string>, index: ActorIndex): { key: string; name: string; value: MapValue }[] {
  return [...layer.values]
    .filter(([key]) => !shown.has(key) && (index.entry(key)?.kind ?? 'state') === 'state')
    .map(([key, value]) => ({ key, name: layer.names.get(key) ?? index.label(key), value }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
