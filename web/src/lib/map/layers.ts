// What the map can show: a class and words for each actor, and the legend that goes with them.
import { get } from '../api';
import { command } from '../command';
import { decimal, percent, sharePercent } from '../format';
import type { Depth } from '../schema';
import type { Attainable } from '../schema/attainable';
import type { Power } from '../schema/power';
import type { Principles } from '../schema/principles';
import type { Ties } from '../schema/ties';
import { DEPTHS, depthName } from '../vocabulary';

export interface LegendClass {
  name: string;
  colour: string;
}

export interface MapValue {
  /** Index into the layer's classes. */
  class: number;
  words: string;
  /** For sorting and the CSV file. */
  number: number | null;
}

export interface Layer {
  title: string;
  classes: readonly LegendClass[];
  values: ReadonlyMap<string, MapValue>;
  /** Why an actor that lives in the year may have no value. */
  whyBlank: string;
  sources: string;
  /** What the two ends of the colours mean, where they are not plain from the classes. */
  ends?: readonly [low: string, high: string];
  /** Names of actors, as the answer has them. */
  names: ReadonlyMap<string, string>;
}

export interface LayerQuestion {
  year: number;
  issue: string;
  issueName: string;
  /** Key of the actor that ties and prospects are seen from. */
  actor: string;
  actorName: string;
  /** Probability from which a depth counts as attainable, 0 to 1. */
  threshold: number;
}

export type LayerId = 'position' | 'power' | 'ties' | 'attainable';

/** Where the figures of each layer are found, under the root of the interface. */
const PATHS = {
  position: ({ year }) => `/principles?year=${year}`,
  power: ({ issue, year }) => `/power?${new URLSearchParams({ issue, year: String(year) })}`,
  ties: ({ actor, year }) => `/ties?${new URLSearchParams({ actor, year: String(year) })}`,
  attainable: ({ actor, issue, year, threshold }) =>
    `/attainable?${new URLSearchParams({ actor, issue, year: String(year), threshold: String(threshold) })}`,
} satisfies Record<LayerId, (question: LayerQuestion) => string>;

const shades = [0, 1, 2, 3, 4, 5].map((step) => `var(--shade-${step})`);
const sides = [0, 1, 2, 3, 4, 5, 6].map((step) => `var(--side-${step})`);

/** Lower bounds of the classes but the first. */
const POSITION_BOUNDS = [-1.25, -0.75, -0.25, 0.25, 0.75, 1.25];
const SHARE_BOUNDS = [0.001, 0.005, 0.02, 0.05, 0.1];

const classOf = (value: number, bounds: readonly number[]): number => bounds.filter((bound) => value >= bound).length;

/** 'under −1.25', '−1.25 to −0.75', … 'over 1.25'. */
function rangeNames(bounds: readonly number[], word: (bound: number) => string): string[] {
  const inner = bounds.slice(1).map((bound, i) => `${word(bounds[i] ?? bound)} to ${word(bound)}`);
  return [`under ${word(bounds[0] ?? 0)}`, ...inner, `over ${word(bounds.at(-1) ?? 0)}`];
}

const legend = (names: readonly string[], colours: readonly string[]): LegendClass[] =>
  names.map((name, i) => ({ name, colour: colours[i] ?? 'none' }));

async function positionLayer(question: LayerQuestion, signal: AbortSignal): Promise<Layer> {
  const { year } = question;
  const { positions } = await get<Principles>(PATHS.position(question), signal);
  return {
    title: `Positions in the General Assembly, ${year}`,
    classes: legend(
      rangeNames(POSITION_BOUNDS, (bound) => decimal(bound)),
      sides,
    ),
    values: new Map(
      positions.map((row) => [
        row.actor,
        {
          class: classOf(row.mean, POSITION_BOUNDS),
          words: `${decimal(row.mean)} (${decimal(row.low)} to ${decimal(row.high)})`,
          number: row.mean,
        },
      ]),
    ),
    ends: ['far from the United States', 'near the United States'],
    whyBlank: year < 1946 ? 'positions are read from votes in the General Assembly, which begin in 1946' : 'it cast no vote that year',
    sources: 'Roll calls of the United Nations General Assembly; one-dimensional dynamic model.',
    names: new Map(positions.map((row) => [row.actor, row.name])),
  };
}

async function powerLayer(question: LayerQuestion, signal: AbortSignal): Promise<Layer> {
  const { year, issueName } = question;
  const { shares } = await get<Power>(PATHS.power(question), signal);
  return {
    title: `Share of the issue: ${issueName}, ${year}`,
    classes: legend(
      rangeNames(SHARE_BOUNDS, (bound) => (bound < 0.01 ? sharePercent(bound) : percent(bound))),
      shades,
    ),
    values: new Map(
      shares.map((row) => [
        row.actor,
        {
          class: classOf(row.share, SHARE_BOUNDS),
          words: `${sharePercent(row.share)} of ${issueName.toLowerCase()}${row.age_years > 0 ? `, a figure ${row.age_years} years old` : ''}`,
          number: row.share,
        },
      ]),
    ),
    whyBlank: 'the tables behind this issue have no figure for it in that year',
    sources: 'The issue’s own tables, named in data/issues.toml.',
    names: new Map(shares.map((row) => [row.actor, row.name])),
  };
}

const depthIndex = (depth: Depth | null): number => DEPTHS.findIndex((each) => each.id === depth);
const DEPTH_CLASSES = ['none on record', ...DEPTHS.map((depth) => depth.name.toLowerCase())];
/** Ties show on paper from the thinnest on, so that it is told from none. */
const depthColours = ['var(--none)', ...DEPTHS.map((_, step) => `var(--tie-${step})`)];

async function tiesLayer(question: LayerQuestion, signal: AbortSignal): Promise<Layer> {
  const { year, actorName } = question;
  const { others } = await get<Ties>(PATHS.ties(question), signal);
  return {
    title: `Deepest partnership shared with ${actorName}, ${year}`,
    classes: legend(DEPTH_CLASSES, depthColours),
    values: new Map(
      others.flatMap((row): [string, MapValue][] => {
        if (row.count > 0 && row.depth === null) return [];
        const depth = depthIndex(row.depth);
        const words =
          row.count === 0
            ? 'no shared partnership on record'
            : `${row.depth ? depthName(row.depth).toLowerCase() : ''}; ${row.count} shared, deepest: ${row.deepest.join(', ')}`;
        return [[row.actor, { class: depth + 1, words, number: row.count === 0 ? 0 : depth + 1 }]];
      }),
    ),
    whyBlank: 'partnerships are shared, but no source on record shows how deep they are',
    sources: 'The registry; bodies that take in most states are left out.',
    names: new Map(others.map((row) => [row.actor, row.name])),
  };
}

async function attainableLayer(question: LayerQuestion, signal: AbortSignal): Promise<Layer> {
  const { year, issueName, actorName } = question;
  const answer = await get<Attainable>(PATHS.attainable(question), signal);
  return {
    title: `Deepest bilateral partnership attainable with ${actorName} on ${issueName.toLowerCase()}, as of ${year}`,
    classes: legend(['falls short', ...DEPTH_CLASSES.slice(1)], depthColours),
    values: new Map(
      answer.states
        .filter((state) => state.status !== 'unknown')
        .map((state) => {
          const depth = depthIndex(state.depth);
          const next = state.row[depth + 1];
          const reached = state.row[depth];
          const words = [
            reached
              ? `${depthName(reached.depth).toLowerCase()} with ${percent(reached.probability)} (${percent(reached.low)}–${percent(reached.high)})`
              : 'no depth clears the threshold',
            next && next.probability !== null ? `${depthName(next.depth).toLowerCase()} with ${percent(next.probability)}` : '',
          ];
          return [state.actor, { class: depth + 1, words: words.filter(Boolean).join('; '), number: depth + 1 }];
        }),
    ),
    whyBlank: 'nothing informs the forecast for this pair, or the two are an entity and its member',
    sources: `Forecast within ${answer.horizon} years, at a threshold of ${percent(answer.threshold)}; model of attainability.`,
    names: new Map(answer.states.map((state) => [state.actor, state.name])),
  };
}

export interface LayerKind {
  id: LayerId;
  name: string;
  needs: string;
  hasIssue: boolean;
  hasActor: boolean;
  load: (question: LayerQuestion, signal: AbortSignal) => Promise<Layer>;
  /** Where its figures are found, under the root of the interface. */
  path: (question: LayerQuestion) => string;
  /** The command that prints them; a map of prospects has none, since it takes a question for each state. */
  command?: (question: LayerQuestion) => string;
}

export const LAYERS: readonly LayerKind[] = [
  {
    id: 'position',
    name: 'Principles',
    needs: 'principles',
    hasIssue: false,
    hasActor: false,
    load: positionLayer,
    path: PATHS.position,
    command: ({ year }) => command('principles', { year }),
  },
  {
    id: 'power',
    name: 'Power',
    needs: 'power',
    hasIssue: true,
    hasActor: false,
    load: powerLayer,
    path: PATHS.power,
    command: ({ issue, year }) => command('power', { issue, year }),
  },
  {
    id: 'ties',
    name: 'Ties',
    needs: 'ties',
    hasIssue: false,
    hasActor: true,
    load: tiesLayer,
    path: PATHS.ties,
    command: ({ actor, year }) => command('registry list', { actor, year }),
  },
  {
    id: 'attainable',
    name: 'Prospects',
    needs: 'attainable',
    hasIssue: true,
    hasActor: true,
    load: attainableLayer,
    path: PATHS.attainable,
  },
];
