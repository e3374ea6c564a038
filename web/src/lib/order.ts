// What the order of the system was: the engine's answer, and the words and colours of its classes.
import type { Row } from './csv';

import type { Order, OrderSeries, OrderYear } from './schema/order';
import type { OrderOfYear, OrderState } from './schema/order_year';

export type { Order, OrderSeries, OrderState, OrderYear };
export type SystemOfYear = OrderOfYear;
export type OrderClass = OrderYear['class'];
export type Claim = Order['claim'][number];
export type Change = Order['changes'][number];
export type SeriesPoint = OrderSeries['points'][number];
export type Measure = 'regimes' | 'votes' | 'alliances' | 'disputes';

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

/** Probability of a class; a year whose class is not known has none. */
export const chanceOf = (year: OrderYear, id: OrderClass): number => year[id] ?? 0;

/** One row a class and year, for drawing and for the CSV file. */
export function classRows(years: readonly OrderYear[]): { year: number; class: OrderClass; probability: number }[] {
  return CLASSES.flatMap(({ id }) => years.map((year) => ({ year: year.year, class: id, probability: chanceOf(year, id) })));
}

/** The class that a year most probably is. */
export function likeliest(year: OrderYear): (typeof CLASSES)[number] {
  return CLASSES.reduce((best, each) => (chanceOf(year, each.id) > chanceOf(year, best.id) ? each : best));
}

export const claimRows = (claims: readonly Claim[]): Row[] => claims.map((claim) => ({ ...claim }));
