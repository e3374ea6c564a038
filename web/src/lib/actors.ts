// Finds actors by key, name or group, and names them again.
import type { ActorEntry } from './schema';

/** One line of the search list. */
export interface ActorOption {
  /** What is put into the question: `IND`, `EU`, `EU:members`, `world`. */
  token: string;
  label: string;
  /** Key, kind, years: what tells it from its neighbours. */
  detail: string;
}

/** A text by which a sentence may mean an actor. */
export interface ActorName {
  text: string;
  token: string;
  isGroup: boolean;
  /** A key counts only as it is written: 'CAN' is Canada, 'can' is not. */
  isKey: boolean;
}

const MEMBERS = ':members';
const WORLD: ActorOption = { token: 'world', label: 'Every living state', detail: 'world' };

const KIND_WORDS: Readonly<Record<ActorEntry['kind'], string>> = {
  state: 'state',
  collective: 'collective entity, as one actor',
  subnational: 'subnational',
  firm: 'firm',
  civil: 'civil body',
  person: 'person',
  club: 'group',
};

/** Lower case without accents and with plain apostrophes, so that 'Cote d'Ivoire' finds Côte d’Ivoire. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[‘’ʼ]/g, "'")
    .toLowerCase()
    .trim();
}

/** How well `needle` fits, smaller is better; null where it does not. */
function rank(actor: ActorEntry, needle: string): number | null {
  const key = fold(actor.id);
  const name = fold(actor.name);
  if (key === needle || name === needle) return 0;
  if (name.startsWith(needle)) return 1;
  if (key.startsWith(needle)) return 2;
  if (name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(needle))) return 3;
  return name.includes(needle) ? 4 : null;
}

function lived(actor: ActorEntry, year: number): boolean {
  return (actor.born ?? -Infinity) <= year && year <= (actor.died ?? Infinity);
}

function years(actor: ActorEntry): string {
  return actor.died === null ? `since ${actor.born}` : `${actor.born ?? '…'}–${actor.died}`;
}

function optionsOf(actor: ActorEntry, year: number): ActorOption[] {
  const options: ActorOption[] = [];
  if (actor.kind !== 'club') {
    const spell = lived(actor, year) || actor.born === null ? '' : ` · ${years(actor)}`;
    options.push({ token: actor.id, label: actor.name, detail: `${actor.id} · ${KIND_WORDS[actor.kind]}${spell}` });
  }
  if (actor.members) {
    options.push({ token: actor.id + MEMBERS, label: `${actor.name}: its members`, detail: `${actor.id}${MEMBERS} · as of ${year}` });
  }
  return options;
}

/** The atlas's actors, ready to be searched. */
export class ActorIndex {
  readonly #actors: readonly ActorEntry[];
  readonly #byKey: ReadonlyMap<string, ActorEntry>;
  readonly #byName: ReadonlyMap<string, ActorEntry>;

  /** Keys by ISO 3166 numeric code, by which maps know their shapes; of several holders the one that lives. */
  readonly keyOfNumber: ReadonlyMap<string, string>;

  constructor(actors: readonly ActorEntry[]) {
    this.#actors = actors;
    const dead = actors.filter((actor) => actor.died !== null);
    const alive = actors.filter((actor) => actor.died === null);
    this.keyOfNumber = new Map(
      [...dead, ...alive].flatMap((actor): [string, string][] =>
        actor.iso_numeric ? [[actor.iso_numeric.padStart(3, '0'), actor.id]] : [],
      ),
    );
    this.#byKey = new Map(actors.map((actor) => [fold(actor.id), actor]));
    this.#byName = new Map(actors.map((actor) => [fold(actor.name), actor]));
  }

  /** The options that fit what was typed, best first; those alive in `year` before the others. */
  search(text: string, year: number, limit = 9): ActorOption[] {
    const wantsMembers = /:\w*$/.test(text);
    const needle = fold(text.replace(/:\w*$/, ''));
    if (needle === '') return [];
    const hits = this.#actors
      .map((actor) => ({ actor, order: rank(actor, needle) }))
      .filter((hit): hit is { actor: ActorEntry; order: number } => hit.order !== null)
      .sort(
        (a, b) =>
          a.order - b.order || Number(lived(b.actor, year)) - Number(lived(a.actor, year)) || a.actor.name.localeCompare(b.actor.name),
      );
    const options = hits.flatMap((hit) => optionsOf(hit.actor, year));
    if (!wantsMembers && 'world'.startsWith(needle)) options.unshift(WORLD);
    return options.filter((option) => !wantsMembers || option.token.endsWith(MEMBERS)).slice(0, limit);
  }

  /** The token as the engine knows it: a known name becomes its key; anything else stays as typed, for the engine to judge. */
  resolve(text: string): string {
    const typed = text.trim();
    const folded = fold(typed);
    if (folded === 'world') return 'world';
    const isGroup = folded.endsWith(MEMBERS);
    const stem = isGroup ? folded.slice(0, -MEMBERS.length) : folded;
    const actor = this.#byKey.get(stem) ?? this.#byName.get(stem);
    if (!actor) return typed;
    return isGroup || actor.kind === 'club' ? actor.id + MEMBERS : actor.id;
  }

  /** What a chip shows for a token. */
  label(token: string): string {
    const folded = fold(token);
    if (folded === 'world') return WORLD.label;
    if (folded.endsWith(MEMBERS)) {
      const actor = this.#byKey.get(folded.slice(0, -MEMBERS.length));
      return actor ? `${actor.name}: members` : token;
    }
    return this.#byKey.get(folded)?.name ?? token;
  }

  /** Every name and key that a sentence may hold, longest first; `others` are everyday names of keys. */
  names(others: Readonly<Record<string, string>>): ActorName[] {
    const own = this.#actors.flatMap((actor): ActorName[] => {
      const isGroup = actor.members;
      const token = actor.kind === 'club' ? actor.id + MEMBERS : actor.id;
      return [
        { text: fold(actor.name), token, isGroup, isKey: false },
        { text: fold(actor.id), token, isGroup, isKey: true },
      ];
    });
    const said = Object.entries(others)
      .filter(([, key]) => this.#byKey.has(fold(key)))
      .map(([text, key]): ActorName => ({ text, token: key, isGroup: this.#byKey.get(fold(key))?.members ?? false, isKey: false }));
    return [...own, ...said].sort((a, b) => b.text.length - a.text.length);
  }

  /** Whether the actor of a key lives in a year; false for a key that is none. */
  lives(key: string, year: number): boolean {
    const actor = this.entry(key);
    return actor !== undefined && lived(actor, year);
  }

  /** The actor of a key, if the atlas holds it. */
  entry(key: string): ActorEntry | undefined {
    return this.#byKey.get(fold(key));
  }

  /** Whether the atlas knows the token. An unknown one may still be an alias that the engine resolves. */
  knows(token: string): boolean {
    const folded = fold(token);
    return folded === 'world' || this.#byKey.has(folded.endsWith(MEMBERS) ? folded.slice(0, -MEMBERS.length) : folded);
  }
}
