// The brief's words: the rows and columns of its table, with what each means, in one place.
import type { Cell, Composition, Comparable, Depth, Scope } from './schema';

export type Tie = 'gesellschaft' | 'gemeinschaft';

interface ScopeWords {
  id: Scope;
  name: string;
  meaning: string;
}

interface DepthWords {
  id: Depth;
  name: string;
  tie: Tie;
  meaning: string;
}

/** Rows of the table, from the most to the least formal. */
export const SCOPES: readonly ScopeWords[] = [
  {
    id: 'bilateral',
    name: 'Bilateral',
    meaning: 'Two parties, bound by a treaty or a standing arrangement. One of them may be a collective entity.',
  },
  { id: 'multilateral', name: 'Multilateral', meaning: 'Three or more states under a general or regional treaty.' },
  { id: 'minilateral', name: 'Minilateral', meaning: 'The smallest number, out of a larger concerned group, that has the largest impact.' },
  { id: 'maxilateral', name: 'Maxilateral', meaning: 'Between collective entities, such as regional organisations.' },
  {
    id: 'plurilateral',
    name: 'Plurilateral',
    meaning: 'Cross-cutting: states with firms, cities or civil bodies, or open clubs with a shared function.',
  },
];

/** Columns of the table, from thin to thick. */
export const DEPTHS: readonly DepthWords[] = [
  { id: 'practice', name: 'Practice', tie: 'gesellschaft', meaning: 'Regular meetings, joint exercises, working together day by day.' },
  { id: 'interests', name: 'Interests', tie: 'gesellschaft', meaning: 'A stated common aim; a duty to consult or to fund.' },
  { id: 'rules', name: 'Rules', tie: 'gesellschaft', meaning: 'Binding obligations, a secretariat, settlement of disputes.' },
  { id: 'values', name: 'Values', tie: 'gemeinschaft', meaning: 'Clauses on democracy or rights, and conditions that follow from them.' },
  {
    id: 'identity',
    name: 'Identity',
    tie: 'gemeinschaft',
    meaning: 'Common citizenship rights, one voice abroad, another’s defence as one’s own.',
  },
  {
    id: 'culture',
    name: 'Culture',
    tie: 'gemeinschaft',
    meaning: 'Shared schooling, language bodies, long-lived people-to-people institutions.',
  },
];

export const TIES: Readonly<Record<Tie, { name: string; gloss: string }>> = {
  gesellschaft: { name: 'Gesellschaft', gloss: 'business-like ties' },
  gemeinschaft: { name: 'Gemeinschaft', gloss: 'ties of community' },
};

/** What an issue is measured by, where one figure carries it whole; of the others a share is a share of weight. */
export const MEASURES: Readonly<Record<string, string>> = {
  climate: 'emissions',
  trade: 'world trade',
  disarmament: 'military spending',
  finance: 'world output',
  human_rights: 'the world’s people',
  migration: 'the world’s people',
};

/** What a cell's numbers rest on, said to a reader. */
export const EVIDENCE: Readonly<Record<Cell['evidence'], string>> = {
  table: 'Fitted on tables of real partnerships.',
  registry: 'Tables are thin here: strength is borrowed from the curated registry, hence the wider interval.',
  held: 'Reached already by a partnership that stands.',
  none: 'No evidence: neither the tables nor the registry can inform this cell. That is not a zero.',
};

export const EVIDENCE_SHORT: Readonly<Record<Cell['evidence'], string>> = {
  table: 'from tables',
  registry: 'from the registry',
  held: 'already held',
  none: 'no evidence',
};

export const HOW: Readonly<Record<Composition['how'], string>> = {
  founded: 'founded anew',
  widened: 'by widening what exists',
  held: 'already held',
};

/** How a partnership ended up, with a mark that reads without colour. */
export const STATUS: Readonly<Record<Comparable['status'], { name: string; mark: string; isAlive: boolean }>> = {
  active: { name: 'Active', mark: '●', isAlive: true },
  suspended: { name: 'Suspended', mark: '◐', isAlive: false },
  lapsed: { name: 'Lapsed', mark: '○', isAlive: false },
  ended: { name: 'Ended', mark: '■', isAlive: false },
  failed: { name: 'Failed', mark: '✕', isAlive: false },
};

const scopeNames = new Map(SCOPES.map((scope) => [scope.id, scope.name]));
const depthNames = new Map(DEPTHS.map((depth) => [depth.id, depth.name]));
const depthTies = new Map(DEPTHS.map((depth) => [depth.id, depth.tie]));

export function scopeName(scope: Scope): string {
  return scopeNames.get(scope) ?? scope;
}

export function depthName(depth: Depth): string {
  return depthNames.get(depth) ?? depth;
}

export function tieOf(depth: Depth): Tie {
  return depthTies.get(depth) ?? 'gesellschaft';
}

/** 'Minilateral, rules': how a cell is called in running text. */
export function cellName(cell: { scope: Scope; depth: Depth }): string {
  return `${scopeName(cell.scope)} × ${depthName(cell.depth).toLowerCase()}`;
}
