// Common ground: the question in the address, and what a package of texts gives each member.
import { quantile } from './normal';
import { parseActors } from './question';

export interface NormMember {
  key: string;
  name: string;
  position: number;
  se: number;
  /** Texts that it alone would accept. */
  accepts: number;
  /** Texts that every other member would accept and this one would not. */
  blocks_alone: number;
}

export interface Chance {
  yes: number;
  low: number;
  high: number;
  no: number;
}

export interface Proposal {
  /** Latest roll call on the text; null for the reader's own. */
  id: number | null;
  date: string;
  title: string;
  issue: string[];
  position: number;
  se: number;
  acceptable: boolean;
  worst_member: string;
  worst_chance: number;
  /** Chance that all consent. */
  joint: number;
  /** Mean chance of yes of all other states. */
  breadth: number;
  chances: Record<string, Chance>;
}

export interface NormPackage {
  proposals: { id: number; date: string; title: string; gains: Record<string, number> }[];
  gains: Record<string, number>;
  proven: boolean;
  text: string;
}

export interface Zone {
  empty: boolean;
  low: number | null;
  high: number | null;
  text: string;
}

/** What `/api/v1/common-ground` answers, as far as it is shown. */
export interface CommonGround {
  question: { issue_name: string; as_of: number; from: number; to: number };
  text: string;
  members: NormMember[];
  unknown: { key: string; name: string }[];
  considered: number;
  acceptable: number;
  proposals: Proposal[];
  zone: Zone;
  hardest: { member: string; text: string } | null;
  package: NormPackage | null;
  alternatives: NormPackage[];
  never_agree: { who: string[]; text: string }[];
}

export interface NormQuestion {
  actors: string[];
  /** Id of an issue; empty for all texts. */
  issue: string;
  words: string;
  as_of: number;
  /** Chance from which a member counts as accepting, 0 to 1. */
  threshold: number;
  consent: 'yes' | 'no_objection';
}

export const DEFAULT_ACTORS = ['EU', 'IND', 'BRA', 'ZAF'];
/** Texts asked for: the package's are among them. */
const LISTED = 600;

export function readNorms(params: URLSearchParams, lastYear: number): NormQuestion {
  const number = (name: string, fallback: number) => {
    const value = Number(params.get(name) || NaN);
    return Number.isFinite(value) ? value : fallback;
  };
  const actors = parseActors(params.get('actors') ?? '');
  return {
    actors: actors.length > 0 ? actors : DEFAULT_ACTORS,
    issue: params.get('issue') ?? '',
    words: params.get('words') ?? '',
    as_of: Math.round(number('as_of', lastYear)),
    threshold: Math.min(0.99, Math.max(0.05, number('threshold', 0.8))),
    consent: params.get('consent') === 'no_objection' ? 'no_objection' : 'yes',
  };
}

export const writeNorms = (question: NormQuestion): Record<string, string | number | null> => ({
  ...question,
  actors: question.actors.join(','),
  consent: question.consent === 'yes' ? null : question.consent,
});

export function normsPath(question: NormQuestion): string {
  const params = new URLSearchParams({
    actors: question.actors.join(','),
    as_of: String(question.as_of),
    threshold: String(question.threshold),
    consent: question.consent,
    limit: String(LISTED),
  });
  if (question.issue) params.set('issue', question.issue);
  if (question.words) params.set('words', question.words);
  return `/common-ground?${params}`;
}

/**
 * What a text gives each member over the status quo, in units of the doubt about its vote.
 *
 * A member says yes where y* is over its cut point and no where it is under minus that; so with chances of both the
 * cut point falls out: (quantile of yes − quantile of no) / 2 is the expected y* over its standard deviation.
 */
export function gainsOf(proposal: Proposal): Record<string, number> {
  return Object.fromEntries(
    Object.entries(proposal.chances).map(([member, chance]) => [member, (quantile(chance.yes) - quantile(chance.no)) / 2]),
  );
}

export interface MemberGain {
  member: string;
  total: number;
  /** Of each text, in the package's order. */
  parts: number[];
}

/** What a package gives each member: gains add up, so that a member may give on one text what it gets on another. */
export function packageGains(members: readonly string[], proposals: readonly Proposal[]): MemberGain[] {
  const gains = proposals.map(gainsOf);
  return members.map((member) => {
    const parts = gains.map((gain) => gain[member] ?? 0);
    return { member, parts, total: parts.reduce((sum, part) => sum + part, 0) };
  });
}
