// Minimal coalitions: the engine's answer, and what follows from a list of cores.
import type { Row } from './csv';
import { parseActors } from './question';
import type { CoreFrontierPoint } from './schema/core';

/** A point of the frontier, as far as it is drawn. */
export type FrontierPoint = Pick<CoreFrontierPoint, 'size' | 'share' | 'diameter' | 'members'>;

export interface CoreQuestion {
  actors: string[];
  issues: string[];
  /** Share of each issue to be carried, 0 to 1. */
  share: number;
  /** Largest distance in principles of two members; null for any. */
  cohesion: number | null;
  as_of: number;
  /** Keys of actors that every core holds, and that none does. */
  must: string[];
  without: string[];
}

export function readCore(params: URLSearchParams, lastYear: number): CoreQuestion {
  const number = (name: string, fallback: number) => {
    const value = Number(params.get(name) || NaN);
    return Number.isFinite(value) ? value : fallback;
  };
  const list = (name: string, fallback: string[]) => {
    const found = parseActors(params.get(name) ?? '');
    return found.length > 0 ? found : fallback;
  };
  const cohesion = number('cohesion', NaN);
  return {
    actors: list('actors', ['world']),
    issues: list('issue', ['climate']),
    share: Math.min(1, Math.max(0.01, number('share', 0.8))),
    cohesion: Number.isNaN(cohesion) ? null : Math.min(20, Math.max(0, cohesion)),
    as_of: Math.round(number('as_of', lastYear)),
    must: list('must', []),
    without: list('without', []),
  };
}

export const writeCore = (question: CoreQuestion): Record<string, string | number | null> => ({
  ...question,
  issues: null,
  actors: question.actors.join(','),
  issue: question.issues.join(','),
  must: question.must.join(','),
  without: question.without.join(','),
});

export function corePath(question: CoreQuestion): string {
  const params = new URLSearchParams({
    issue: question.issues.join(','),
    share: String(question.share),
    actors: question.actors.join(','),
    as_of: String(question.as_of),
    all: 'true',
    frontier: 'true',
  });
  if (question.cohesion !== null) params.set('cohesion', String(question.cohesion));
  if (question.must.length > 0) params.set('must', question.must.join(','));
  if (question.without.length > 0) params.set('must_not', question.without.join(','));
  return `/core?${params}`;
}

/** The command that prints the same. */
export function coreCommand(question: CoreQuestion): string {
  const parts = [`entente core --issue ${question.issues.join(',')} --share ${question.share} --as-of ${question.as_of}`];
  if (question.actors.join() !== 'world') parts.push(`--actors ${question.actors.join(',')}`);
  if (question.cohesion !== null) parts.push(`--cohesion ${question.cohesion}`);
  if (question.must.length > 0) parts.push(`--must ${question.must.join(',')}`);
  if (question.without.length > 0) parts.push(`--must-not ${question.without.join(',')}`);
  return parts.join(' ');
}

/** In how many of the cores each actor is; those in all of them are pivotal. */
export function pivots(cores: readonly (readonly string[])[]): { key: string; count: number; isPivotal: boolean }[] {
  const counts = new Map<string, number>();
  for (const core of cores) for (const key of core) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts]
    .map(([key, count]) => ({ key, count, isPivotal: count === cores.length }))
    .sort((a, b) => b.count - a.count || a.key.localeCompare(b.key));
}

/** For each size the point with the largest share: what the next member buys. */
export function largestBySize(frontier: readonly FrontierPoint[]): (FrontierPoint & { gain: number })[] {
  const best = new Map<number, FrontierPoint>();
  for (const point of frontier) if (point.share > (best.get(point.size)?.share ?? -1)) best.set(point.size, point);
  const sorted = [...best.values()].sort((a, b) => a.size - b.size);
  return sorted.map((point, i) => ({ ...point, gain: point.share - (sorted[i - 1]?.share ?? 0) }));
}

export const frontierRows = (frontier: readonly FrontierPoint[]): Row[] =>
  frontier.map((point) => ({ size: point.size, share: point.share, diameter: point.diameter, members: point.members.join('+') }));
