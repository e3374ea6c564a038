// Partnerships as the engine lists and shows them, and how a list is filtered and sorted in the page.
import { fold } from './actors';
import { get } from './api';
import { command } from './command';
import type { Row } from './csv';
import type { Network } from './schema/network';
import type { Partnership } from './schema/partnership';
import type { PartnershipRow, RegistryPage } from './schema/registry';
import { DEPTHS } from './vocabulary';

export type { Network, PartnershipRow };
export type PartnershipPage = Partnership;

const PAGE = 5000;

/** Every partnership of the atlas; a long registry comes in pages. */
export async function loadRegistry(signal?: AbortSignal): Promise<PartnershipRow[]> {
  const rows: PartnershipRow[] = [];
  for (;;) {
    const page = await get<RegistryPage>(`/registry?limit=${PAGE}&offset=${rows.length}`, signal);
    const more = 'partnerships' in page ? page.partnerships : [];
    rows.push(...more);
    if (rows.length >= page.total || more.length === 0) return rows;
  }
}

export interface Filters {
  text: string;
  scope: string;
  depth: string;
  status: string;
  family: string;
  issue: string;
  actor: string;
  /** Alive in this year; null for any. */
  year: number | null;
}

/** The partnerships that pass every filter that is set. */
export function filtered(rows: readonly PartnershipRow[], filters: Filters): PartnershipRow[] {
  const needle = fold(filters.text);
  const { scope, depth, status, family, issue, actor, year } = filters;
  return rows.filter(
    (row) =>
      (!needle || fold(row.name).includes(needle) || fold(row.id).includes(needle)) &&
      (!scope || row.scope === scope) &&
      (!depth || (row.depth ?? 'unknown') === depth) &&
      (!status || row.status === status) &&
      (!family || row.family === family) &&
      (!issue || row.issues.includes(issue)) &&
      (!actor || row.parties.includes(actor)) &&
      (year === null || (row.begun <= year && year <= (row.ended ?? Infinity))),
  );
}

/** The command that prints the partnerships that pass. */
export const registryCommand = (filters: Filters): string => command('registry list', { ...filters });

/** Where a list of them, or their network, is found under the root of the interface. */
export function filteredPath(
  path: '/registry' | '/registry/network',
  filters: Filters,
  more: Readonly<Record<string, string>> = {},
): string {
  const params = new URLSearchParams(more);
  for (const [name, value] of Object.entries(filters)) if (value !== '' && value !== null) params.set(name, String(value));
  return `${path}?${params}`;
}

export type SortKey = 'name' | 'scope' | 'depth' | 'status' | 'begun' | 'parties';

const depthOrder = new Map<string | null, number>(DEPTHS.map((depth, i) => [depth.id, i]));

const VALUE: Readonly<Record<SortKey, (row: PartnershipRow) => string | number>> = {
  name: (row) => fold(row.name),
  scope: (row) => row.scope,
  depth: (row) => depthOrder.get(row.depth) ?? -1,
  status: (row) => row.status,
  begun: (row) => row.begun,
  parties: (row) => row.parties.length,
};

/** Sorted by a column, `-` before its name turns it round; equal ones by name. */
export function sorted(rows: readonly PartnershipRow[], by: string): PartnershipRow[] {
  const isReversed = by.startsWith('-');
  const value = VALUE[by.replace(/^-/, '') as SortKey] ?? VALUE.name;
  const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);
  return [...rows].sort((a, b) => (isReversed ? -1 : 1) * compare(value(a), value(b)) || compare(VALUE.name(a), VALUE.name(b)));
}

export const csvRows = (rows: readonly PartnershipRow[]): Row[] =>
  rows.map(({ parties, sources, issues, ...row }) => ({
    ...row,
    parties: parties.join('+'),
    issues: issues.join(' '),
    sources: sources.join(' '),
  }));

/** 'common_aim' of 'interests.common_aim', in words. */
export const signName = (sign: string): string => (sign.split('.')[1] ?? sign).replaceAll('_', ' ');

export const yearsOf = (row: { begun: number; ended: number | null }): string =>
  row.ended === null ? `since ${row.begun}` : row.ended === row.begun ? String(row.begun) : `${row.begun}–${row.ended}`;
