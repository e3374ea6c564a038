// The question that is asked, and its round trip through the address bar.
import { joinActors, parseActors } from './actor-list';
import { command } from './command';
import type { About, Depth, Scope } from './schema';
import { DEPTHS, SCOPES } from './vocabulary';

/** What is sent to the engine. A number left out is the engine's own default. */
export interface AskedQuestion {
  /** As typed: `EU`, `IND`, `G7:members`, `world`, a name. */
  actors: string[];
  issue: string;
  as_of: number;
  horizon?: number;
  /** Probability, 0 to 1. */
  threshold?: number;
  /** Share of the issue, 0 to 1. */
  impact?: number;
  /** Keys of actors of the pool that every composition holds. */
  must?: string[];
  /** Keys of those who are sent out of the room: taken out of the pool. */
  must_not?: string[];
}

export interface CellPosition {
  scope: Scope;
  depth: Depth;
}

function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)?.trim();
  if (!text) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** The question that the engine opens with. */
export function defaultQuestion(about: About): AskedQuestion {
  const { actors, ...rest } = about.default_question;
  return { ...rest, actors: typeof actors === 'string' ? parseActors(actors) : [...actors] };
}

/** Reads a question out of an address; what the address leaves out is taken from `fallback`. */
export function readQuestion(search: string, fallback: AskedQuestion): AskedQuestion {
  const query = new URLSearchParams(search);
  const question: AskedQuestion = { ...fallback };
  const actors = query.get('actors');
  if (actors !== null) question.actors = parseActors(actors);
  question.issue = query.get('issue')?.trim() || fallback.issue;
  question.as_of = numberIn(query, 'as_of') ?? fallback.as_of;
  for (const name of ['horizon', 'threshold', 'impact'] as const) {
    const value = numberIn(query, name);
    if (value !== undefined) question[name] = value;
  }
  for (const name of ['must', 'must_not'] as const) {
    const keys = parseActors(query.get(name) ?? '');
    if (keys.length > 0) question[name] = keys;
    else delete question[name];
  }
  return question;
}

/** The question as query text: the same for the page's address and for the engine. */
export function writeQuestion(question: AskedQuestion): string {
  const query = new URLSearchParams({
    issue: question.issue,
    actors: joinActors(question.actors),
    as_of: String(question.as_of),
  });
  for (const name of ['horizon', 'threshold', 'impact'] as const) {
    const value = question[name];
    if (value !== undefined) query.set(name, String(value));
  }
  for (const name of ['must', 'must_not'] as const) {
    const keys = question[name] ?? [];
    if (keys.length > 0) query.set(name, joinActors(keys));
  }
  // Commas and colons may stand unescaped in a query, and an address with them can be read aloud.
  return query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
}

/** The command that prints the answer. */
export const askCommand = ({ issue, ...question }: AskedQuestion, more: { history?: boolean } = {}): string =>
  command('ask', { issue, ...question, ...more });

/** Reads the chosen cell out of an address, if it names one. */
export function readCell(search: string): CellPosition | null {
  const [scopeText, depthText] = (new URLSearchParams(search).get('cell') ?? '').split(':');
  const scope = SCOPES.find((known) => known.id === scopeText)?.id;
  const depth = DEPTHS.find((known) => known.id === depthText)?.id;
  return scope && depth ? { scope, depth } : null;
}

/** The page's whole address: question and chosen cell. */
export function writeAddress(question: AskedQuestion, cell: CellPosition | null): string {
  return `?${writeQuestion(question)}${cell ? `&cell=${cell.scope}:${cell.depth}` : ''}`;
}
