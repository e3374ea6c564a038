// What the order of the system was: the engine's answer, and the words and colours of its classes.
import type { Row } from './csv';

export type OrderClass = 'unipolar' | 'bipolar' | 'multipolar' | 'polycentric';
export type Measure = 'regimes' | 'votes' | 'alliances' | 'disputes';

export interface OrderYear {
  year: number;
  class: string;
  unipolar: number;
  bipolar: number;
  multipolar: number;
  polycentric: number;
  poles_majors: number | null;
  poles_system: number | null;
  regimes: number | null;
  votes: number | null;
  alliances: number | null;
  disputes: number | null;
}

export interface SeriesPoint {
  year: number;
  mean: number | null;
  low: number | null;
  high: number | null;
  num: number;
}

export interface OrderSeries {
  name: string;
  group: string;
  unit: string;
  meaning: string;
  points: SeriesPoint[];
}

export interface Claim {
  measure: string;
  verdict: string;
  then_mean: number | null;
  then_low: number | null;
  then_high: number | null;
  then_years: string | null;
  now_mean: number | null;
  now_low: number | null;
  now_high: number | null;
  now_years: string | null;
  effect: number | null;
  low: number | null;
  high: number | null;
  reason: string;
}

export interface Change {
  series: string;
  rank: number;
  year: number;
  change: number;
  drivers: string[] | string;
}

export interface Order {
  years: OrderYear[];
  series: OrderSeries[];
  claim: Claim[];
  changes: Change[];
}

export interface OrderState {
  actor: string;
  name: string;
  major: boolean | null;
  share: number | null;
  share_sd: number | null;
  position: { mean: number; se: number; low: number; high: number } | null;
}

export interface YearValue {
  series: string;
  group: string;
  year: number;
  mean: number | null;
  low: number | null;
  high: number | null;
  unit: string;
  meaning: string;
}

export interface SystemOfYear extends OrderYear {
  series: YearValue[];
  explanations: { series: string; year: number; actor: string; name: string; contribution: number; change: number }[];
  states: OrderState[];
}

export const CLASSES: readonly { id: OrderClass; name: string; meaning: string; colour: string }[] = [
  { id: 'unipolar', name: 'Unipolar', meaning: 'one power holds half, or is far over the second', colour: 'var(--class-unipolar)' },
  { id: 'bipolar', name: 'Bipolar', meaning: 'two powers stand over all others', colour: 'var(--class-bipolar)' },
  { id: 'multipolar', name: 'Multipolar', meaning: 'dispersed power, shared principles', colour: 'var(--class-multipolar)' },
  { id: 'polycentric', name: 'Polycentric', meaning: 'dispersed power, diverse principles', colour: 'var(--class-polycentric)' },
];

export const MEASURES: readonly { id: Measure; name: string; axis: string }[] = [
  { id: 'regimes', name: 'Regimes', axis: 'Spread of liberal democracy among the major powers' },
  { id: 'votes', name: 'Votes', axis: 'Spread of positions in the General Assembly, major powers' },
  { id: 'alliances', name: 'Alliances', axis: 'Dissimilarity of alliances among the major powers' },
  { id: 'disputes', name: 'Disputes', axis: 'Militarised disputes between major powers, per pair and year' },
];

const SERIES_NAMES: Readonly<Record<string, string>> = {
  regimes: 'Regimes',
  polity: 'Polity scores',
  votes: 'Votes in the Assembly',
  alliances: 'Alliances',
  disputes: 'Disputes',
  poles_majors: 'Number of major powers',
  poles_system: 'Number of powers, all states',
  magnetism_regimes_smooth: 'Magnetism, by regimes',
  magnetism_votes_smooth: 'Magnetism, by votes',
  constitutionalism_smooth: 'Constitutionalism',
};

export const seriesName = (name: string): string => SERIES_NAMES[name] ?? name.replaceAll('_', ' ');

export function seriesNamed(order: Order, name: string): OrderSeries | undefined {
  return order.series.find((series) => series.name === name);
}

/** Years of a series that have a value and an interval. */
export const known = (series: OrderSeries | undefined): SeriesPoint[] => (series?.points ?? []).filter((point) => point.mean !== null);

/** One row a class and year, for drawing and for the CSV file. */
export function classRows(years: readonly OrderYear[]): { year: number; class: OrderClass; probability: number }[] {
  return CLASSES.flatMap(({ id }) => years.map((year) => ({ year: year.year, class: id, probability: year[id] })));
}

/** The class that a year most probably is. */
export function likeliest(year: OrderYear): (typeof CLASSES)[number] {
  return CLASSES.reduce((best, each) => (year[each.id] > year[best.id] ? each : best));
}

export const claimRows = (claims: readonly Claim[]): Row[] => claims.map((claim) => ({ ...claim }));

/** Drivers as the engine lists them: 'DEU −0.93'. */
export const driversOf = (change: Change): string[] =>
  Array.isArray(change.drivers) ? change.drivers : change.drivers.split(/[;,]\s*/).filter(Boolean);
