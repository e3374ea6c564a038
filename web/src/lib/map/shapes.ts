// Shapes of today's world (Natural Earth, 1:50m), each with the ISO number by which the atlas knows its actor.
import { geoContains, type GeoPermissibleObjects } from 'd3';
import type { Feature, Geometry, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import bordersAddress from 'world-atlas/countries-50m.json?url';
import { ApiFailure } from '../api';

export interface Shape {
  /** ISO 3166 numeric code, or the name of ground that has none. */
  id: string;
  name: string;
  geometry: Geometry;
}

type World = Topology<{ countries: GeometryCollection<{ name: string }> }>;

/** A place in Crimea: the file draws the peninsula as a part of Russia, and as an island of its own. */
const CRIMEA = [34.1, 45.2] as const;
const RUSSIA = '643';

/** Cuts the peninsula out, so that a point of view can give it to either. */
function withCrimea(shapes: readonly Shape[]): Shape[] {
  return shapes.flatMap((shape) => {
    if (shape.id !== RUSSIA || shape.geometry.type !== 'MultiPolygon') return [shape];
    const parts = shape.geometry.coordinates.map((coordinates): Polygon => ({ type: 'Polygon', coordinates }));
    const holds = (part: Polygon) => geoContains(part, [...CRIMEA]);
    const collect = (kept: readonly Polygon[]): MultiPolygon => ({
      type: 'MultiPolygon',
      coordinates: kept.map((part) => part.coordinates),
    });
    return [
      { ...shape, geometry: collect(parts.filter((part) => !holds(part))) },
      { id: 'Crimea', name: 'Crimea', geometry: collect(parts.filter(holds)) },
    ];
  });
}

const ANTARCTICA = '010';

export function shapesOf(world: World): Shape[] {
  const { features } = feature(world, world.objects.countries);
  const shapes = features.map((each: Feature<Geometry, { name: string }>): Shape => ({
    id: each.id === undefined ? each.properties.name : String(each.id),
    name: each.properties.name,
    geometry: each.geometry,
  }));
  return withCrimea(shapes).filter((shape) => shape.id !== ANTARCTICA);
}

/** Loads the shapes from the page's own origin. */
export async function loadShapes(signal?: AbortSignal): Promise<Shape[]> {
  const response = await fetch(bordersAddress, signal ? { signal } : {}).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiFailure('unreachable', 'The borders could not be loaded.', 'Check that `entente serve` is still running.', 0);
  });
  if (!response.ok) throw new ApiFailure('failed', 'The borders could not be loaded.', 'Build the workbench anew.', response.status);
  return shapesOf((await response.json()) as World);
}

/** Parts of the world to look at, west, south, east, north. */
export const FRAMES: readonly { id: string; name: string; box: readonly [number, number, number, number] }[] = [
  { id: 'world', name: 'World', box: [-168, -56, 190, 83.6] },
  { id: 'europe', name: 'Europe', box: [-12, 35, 45, 70] },
  { id: 'africa', name: 'Africa', box: [-19, -36, 54, 38] },
  { id: 'asia', name: 'Asia', box: [30, -11, 150, 55] },
  { id: 'americas', name: 'Americas', box: [-130, -56, -32, 60] },
];

/** The corners of a frame, for a projection to be fitted to. */
export function cornersOf([west, south, east, north]: readonly [number, number, number, number]): GeoPermissibleObjects {
  const middle = (west + east) / 2;
  return {
    type: 'MultiPoint',
    coordinates: [west, middle, east].flatMap((lon) => [
      [lon, south],
      [lon, north],
    ]),
  };
}
