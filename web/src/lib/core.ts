// Minimal coalitions: the engine's answer, and what follows from a list of cores.
import { command } from './command';
import type { Row } from './csv';
import { joinActors, parseActors } from './actor-list';
import type { Core, CoreFrontierPoint } from './schema/core';
import type { CoalitionOutlook, VotingPower } from './schema/voting_power';

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
  /** What a member pays for being in, in the unit of its stake: the whole issue is worth 1. */
  cost: number;
  /** Part of the good that outsiders have too: 1 is a public good, 0 a club. */
  spillover: number;
}

/** What is taken where a link says nothing. */
const USUAL = { cost: 0.02, spillover: 1 } as const;

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
    cost: Math.min(1, Math.max(0, number('cost', USUAL.cost))),
    spillover: Math.min(1, Math.max(0, number('spillover', USUAL.spillover))),
  };
}

export const writeCore = (question: CoreQuestion): Record<string, string | number | null> => ({
  ...question,
  issues: null,
  cost: question.cost === USUAL.cost ? null : question.cost,
  spillover: question.spillover === USUAL.spillover ? null : question.spillover,
  actors: joinActors(question.actors),
  issue: question.issues.join(','),
  must: joinActors(question.must),
  without: joinActors(question.without),
});

/** The question, with the one thing that is wanted of its answer beside the core. */
function pathWith(question: CoreQuestion, wanted: 'all' | 'history' | 'frontier'): string {
  const params = new URLSearchParams({
    issue: question.issues.join(','),
    share: String(question.share),
    actors: joinActors(question.actors),
    as_of: String(question.as_of),
    [wanted]: 'true',
  });
  if (question.cohesion !== null) params.set('cohesion', String(question.cohesion));
  if (question.must.length > 0) params.set('must', joinActors(question.must));
  if (question.without.length > 0) params.set('must_not', joinActors(question.without));
  return `/core?${params}`;
}

/** Every minimal core. */
export const corePath = (question: CoreQuestion): string => pathWith(question, 'all');

/** The minimal core for the same share, year by year. */
export const growthPath = (question: CoreQuestion): string => pathWith(question, 'history');

/** Size, share and cohesion: asked for by itself, since only actors whose position is known can be on it. */
export const frontierPath = (question: CoreQuestion): string => pathWith(question, 'frontier');

/** Whether a core would last: who would rather leave, who would rather join, and what would hold it together. */
export function outlookPath(question: CoreQuestion, members: readonly string[]): string {
  const params = new URLSearchParams({
    issue: question.issues[0] ?? '',
    actors: joinActors(question.actors),
    quota: String(question.share),
    as_of: String(question.as_of),
    coalition: joinActors(members),
    cost: String(question.cost),
    spillover: String(question.spillover),
  });
  return `/voting-power?${params}`;
}

export interface MemberOutlook {
  actor: string;
  name: string;
  /** What it gains by being in rather than out; below 0 it would rather be out. */
  gain: number;
  /** Paid (above 0) or paying (below 0), for all to stay; 0 where nothing has to be paid. */
  transfer: number;
  /** Share of the orders in which it turns defeat into victory. */
  pivotal: number;
  /** Without it the core misses the share. */
  isCritical: boolean;
  /** In how many of the variants it would leave. */
  leaves: number;
}

/** The members of a coalition, the least willing first. */
export function membersOf(power: VotingPower, outlook: CoalitionOutlook): MemberOutlook[] {
  const stated = outlook.stability[0];
  return outlook.members
    .map((actor) => {
      const voter = power.voters.find((each) => each.actor === actor);
      return {
        actor,
        name: voter?.name ?? actor,
        gain: stated?.gains[actor]?.gain ?? 0,
        transfer: outlook.side_payments.transfers[actor] ?? 0,
        pivotal: voter?.shapley ?? 0,
        isCritical: outlook.critical.includes(actor),
        leaves: outlook.stability.filter((variant) => variant.leavers.includes(actor)).length,
      };
    })
    .sort((a, b) => a.gain - b.gain);
}

export interface GrowthPoint {
  year: number;
  size: number;
  members: string[];
  proven: boolean;
  /** Keys of those who were not in the year before, and of those who are no longer. */
  joined: string[];
  left: string[];
}

/** Who is in the second set and not in the first, and the other way round. */
export const changesBetween = (before: readonly string[], after: readonly string[]): { joined: string[]; left: string[] } => ({
  joined: after.filter((key) => !before.includes(key)),
  left: before.filter((key) => !after.includes(key)),
});

/** Years in which a core was found, with who came and went. */
export function growthOf(history: Core['history']): GrowthPoint[] {
  const found = history.flatMap((point) => (point.size === null ? [] : [{ ...point, size: point.size }]));
  return found.map((point, i) => ({ ...point, ...changesBetween(found[i - 1]?.members ?? point.members, point.members) }));
}

/** Bounds of cohesion that the frontier is drawn for: no two members further apart than this. */
const COHESION_STEPS = [1, 2, 3] as const;

export interface FrontierLine {
  name: string;
  /** Step of the shade. */
  tone: number;
  points: FrontierPoint[];
}

/** The frontier as lines: what each size can carry at most, by how far apart the members may stand. */
export function frontierLines(frontier: readonly FrontierPoint[]): FrontierLine[] {
  const whole: FrontierLine = { name: 'however far apart', tone: 5, points: largestBySize(frontier) };
  if (!frontier.some((point) => point.diameter !== null && point.diameter > 0)) return [whole];
  const bound = (limit: number, tone: number): FrontierLine => ({
    name: `within ${limit}`,
    tone,
    points: largestBySize(frontier.filter((point) => (point.diameter ?? 0) <= limit)),
  });
  const lines = COHESION_STEPS.map((limit, i) => bound(limit, 2 + i)).filter((line) => line.points.length > 1);
  return [...lines, whole];
}

/** The command that prints the same. */
export const coreCommand = ({ issues, share, as_of, actors, cohesion, must, without }: CoreQuestion): string =>
  command('core', { issue: issues, share, as_of, actors, cohesion, must, must_not: without, all: true });

/** The command that prints whether a core would last. */
export const outlookCommand = ({ issues, share, as_of, actors, cost, spillover }: CoreQuestion, coalition: readonly string[]): string =>
  command('voting-power', { issue: issues[0], actors, quota: share, as_of, coalition, cost, spillover });

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

/**
 * The most that each number of states can carry where nothing but the share is asked for: the largest carriers.
 * Empty where more than that is asked, for then the engine's search is needed.
 */
export function largestCarriers(question: CoreQuestion, carried: Core['carried'], most = 20): FrontierPoint[] {
  const isPlain = question.issues.length === 1 && question.cohesion === null && question.must.length === 0 && question.without.length === 0;
  if (!isPlain || question.actors.join() !== 'world') return [];
  const largest = [...carried].sort((a, b) => (b.shares[0] ?? 0) - (a.shares[0] ?? 0)).slice(0, most);
  let share = 0;
  return largest.map((each, i) => {
    share += each.shares[0] ?? 0;
    return { size: i + 1, share, diameter: null, members: largest.slice(0, i + 1).map((member) => member.actor) };
  });
}

export const frontierRows = (frontier: readonly FrontierPoint[]): Row[] =>
  frontier.map((point) => ({ size: point.size, share: point.share, diameter: point.diameter, members: point.members.join('+') }));
