// A plain sentence becomes a question: 'what can the EU and India do on climate, as of 2014?' What was not understood is said.
import { ActorIndex, fold } from './actors';
import { ISSUE_WORDS, NAMES, VIEW_WORDS } from './sentence-words';
import type { IssueEntry } from './schema';

export interface Understood {
  /** View that answers such a sentence: 'ask', 'core', … */
  view: string;
  actors: string[];
  /** Those whom the sentence leaves out: 'without China'. */
  without: string[];
  issue?: string;
  as_of?: number;
  horizon?: number;
  /** Probability, 0 to 1. */
  threshold?: number;
  /** Share of the issue, 0 to 1. */
  impact?: number;
  /** Words that nothing was made of and that may have mattered. */
  left: string[];
}

/** Words that carry the sentence and no content. */
const FILLERS = new Set(
  (
    'a about after agree agreed agreement agreements all among an and are as at be between brought by can carry common core could cooperation countries country ' +
    'cover covers covering deal do does emissions for form from get have how if in is it join joint least likely make might more most must need needed of on or other ' +
    'except excluding leaving minus not our out over part partnership partnerships people possible reach really rules room set should smallest so some state states than that the their them there they this ' +
    'to together towards treaty under up want was we were what when where which who whom will with within without work world would year years'
  ).split(' '),
);

const GROUP_BEFORE = /(?:members|member states|states|countries)\s+of\s+(?:the\s+)?$/;
const GROUP_AFTER = /^(?:'s|’s)?\s+(?:members|member states|states|countries)\b/;

/** A sentence that is eaten up piece by piece; what was understood is blanked so that it is not read twice. */
class Reader {
  text: string;

  constructor(sentence: string) {
    this.text = ` ${fold(sentence)
      .replace(/[?!;"“”()]/g, ' ')
      .replace(/\s+/g, ' ')} `;
  }

  /** Takes the first match out; its groups are returned. */
  take(pattern: RegExp): RegExpExecArray | null {
    const match = pattern.exec(this.text);
    if (match) this.blank(match.index, match[0].length);
    return match;
  }

  blank(from: number, length: number): void {
    this.text = this.text.slice(0, from) + '\u0000'.repeat(length) + this.text.slice(from + length);
  }

  /** Where `words` stand as whole words; -1 where they do not. */
  find(words: string): number {
    const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const match = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').exec(this.text);
    return match ? match.index : -1;
  }
}

function share(text: string | undefined): number | undefined {
  const value = Number(text?.replace(',', '.')) / 100;
  return value > 0 && value <= 1 ? Math.round(value * 1000) / 1000 : undefined;
}

function readNumbers(reader: Reader, found: Understood, now: number): void {
  const asOf = reader.take(/\b(?:as of|in|since|as seen in|seen from|at the end of)\s+(1[89]\d\d|20\d\d)\b/);
  if (asOf) found.as_of = Number(asOf[1]);
  const within = reader.take(/\bwithin\s+(?:the next\s+)?(\d{1,2})\s+years?\b/) ?? reader.take(/\bin\s+(\d{1,2})\s+years?\b/);
  if (within) found.horizon = Number(within[1]);
  const until = reader.take(/\b(?:by|until|before)\s+(20\d\d|19\d\d)\b/);
  if (until && !within) found.horizon = Math.min(20, Math.max(1, Number(until[1]) - (found.as_of ?? now)));
  const likely = reader.take(/(\d{1,2}(?:[.,]\d+)?)\s*(?:%|per ?cent)\s*(?:likely|probable|probability|odds|chance|sure)/);
  const sure = likely && share(likely[1]);
  if (sure) found.threshold = sure;
  const carry = reader.take(/(\d{1,3}(?:[.,]\d+)?)\s*(?:%|per ?cent)/);
  const part = carry && share(carry[1]);
  if (part) found.impact = part;
  else if (!found.impact && reader.take(/\b(?:half|most) of (?:the )?(?:world|emissions|trade|issue)/)) found.impact = 0.5;
  const bare = found.as_of === undefined ? reader.take(/(?<!\d)(1[89]\d\d|20\d\d)(?!\d)/) : null;
  if (bare) found.as_of = Number(bare[1]);
}

function readIssue(reader: Reader, found: Understood, issues: readonly IssueEntry[]): void {
  const words = issues
    .flatMap((issue) => [issue.id, issue.name, ...(ISSUE_WORDS[issue.id] ?? [])].map((word) => ({ id: issue.id, word: fold(word) })))
    .sort((a, b) => b.word.length - a.word.length);
  for (const { id, word } of words) {
    const at = reader.find(word);
    if (at < 0) continue;
    reader.blank(at, word.length);
    found.issue ??= id;
  }
}

interface Hit {
  at: number;
  end: number;
  token: string;
}

/** What says that those named next are left out. */
const OUT = /\b(?:without|except for|except|excluding|but not|minus|leaving out)\s+(?:the\s+)?$/;
/** What goes on with a list: everything between two names has been blanked or is one of these. */
const GOES_ON = /^[\s,\u0000]*(?:and|or|nor|&)?[\s\u0000]*(?:the\s+)?$/;

/** Names, longest first, so that 'South Korea' is not read as Korea, nor 'European Union members' as the Union. */
function readActors(reader: Reader, sentence: string, index: ActorIndex): { actors: string[]; without: string[] } {
  const hits: Hit[] = [];
  const whole = reader.text;
  for (const { text, token, isGroup, isKey } of index.names(NAMES)) {
    if (isKey && !sentence.includes(token.replace(/:members$/, ''))) continue;
    for (let at = reader.find(text); at >= 0; at = reader.find(text)) {
      const before = GROUP_BEFORE.exec(reader.text.slice(0, at));
      const after = GROUP_AFTER.exec(reader.text.slice(at + text.length));
      const wantsMembers = isGroup && (before !== null || after !== null) && !token.endsWith(':members');
      hits.push({ at, end: at + text.length, token: wantsMembers ? `${token}:members` : token });
      reader.blank(before ? before.index : at, text.length + (before?.[0].length ?? 0) + (after?.[0].length ?? 0));
    }
  }
  // Read in order: 'without' holds for the name behind it, and for those that the list goes on with.
  let isOut = false;
  let end = 0;
  const found = hits
    .sort((a, b) => a.at - b.at)
    .map((hit) => {
      const between = whole.slice(end, hit.at);
      isOut = OUT.test(between) || (isOut && GOES_ON.test(between));
      end = hit.end;
      return { token: hit.token, isOut };
    });
  const named = (out: boolean) => [...new Set(found.filter((hit) => hit.isOut === out).map((hit) => hit.token))];
  return { actors: named(false), without: named(true) };
}

/** Reads a sentence. `now` is the year that 'by 2030' counts from where none is given. */
export function understand(sentence: string, index: ActorIndex, issues: readonly IssueEntry[], now: number): Understood {
  const reader = new Reader(sentence);
  const view = VIEW_WORDS.find(({ pattern }) => pattern.test(reader.text))?.view ?? 'ask';
  const found: Understood = { view, actors: [], without: [], left: [] };
  readNumbers(reader, found, now);
  Object.assign(found, readActors(reader, sentence, index));
  if (reader.take(/\b(?:every(?:body| state| country)|all states|all countries|the whole world|the world)\b/)) found.actors.push('world');
  readIssue(reader, found, issues);
  found.left = reader.text
    .replaceAll('\u0000', ' ')
    .split(/[^\p{L}\p{N}'-]+/u)
    .filter((word) => word.length > 1 && !FILLERS.has(word) && !/^\d+$/.test(word));
  return found;
}

/**
 * The address that asks what was understood; what was not said is left to the view's own defaults, or to `kept`. A year
 * is kept within one view only: who goes to another without naming one means today.
 */
export function addressOfSentence(found: Understood, kept: URLSearchParams): string {
  const params = new URLSearchParams(found.view === 'ask' ? {} : { view: found.view });
  const put = (name: string, value: string | number | undefined) => {
    const chosen = value ?? kept.get(name) ?? undefined;
    if (chosen !== undefined) params.set(name, String(chosen));
  };
  put('actors', found.actors.length > 0 ? found.actors.join(',') : found.view === 'core' ? 'world' : undefined);
  if (found.without.length > 0) params.set(found.view === 'core' ? 'without' : 'must_not', found.without.join(','));
  put('issue', found.issue);
  if (found.as_of !== undefined || (kept.get('view') ?? 'ask') === found.view) put('as_of', found.as_of);
  if (found.view === 'core') {
    params.set('share', String(found.impact ?? 0.5));
  } else {
    if (found.impact !== undefined) params.set('impact', String(found.impact));
    if (found.threshold !== undefined) params.set('threshold', String(found.threshold));
    if (found.horizon !== undefined) params.set('horizon', String(found.horizon));
  }
  return `/?${params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')}`;
}
