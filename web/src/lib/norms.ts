// Common ground: the question in the address, and what a package of texts gives each member.
import { command } from './command';
import { joinActors, parseActors } from './actor-list';
import type { CommonGround, NormMember, NormPackage, Proposal, Zone } from './schema/common_ground';

export type { CommonGround, NormMember, NormPackage, Proposal, Zone };

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
  actors: joinActors(question.actors),
  consent: question.consent === 'yes' ? null : question.consent,
});

export function normsPath(question: NormQuestion): string {
  const params = new URLSearchParams({
    actors: joinActors(question.actors),
    as_of: String(question.as_of),
    threshold: String(question.threshold),
    consent: question.consent,
    limit: String(LISTED),
  });
  if (question.issue) params.set('issue', question.issue);
  if (question.words) params.set('words', question.words);
  return `/common-ground?${params}`;
}

/** The command that prints the same. */
export const normsCommand = ({ actors, issue, words, as_of, threshold, consent }: NormQuestion): string =>
  command('common-ground', { actors, issue, words, as_of, threshold, consent });

/** A column for each dimension of the positions: `position_1` … */
export const positionColumns = (positions: readonly number[]): Record<string, number> =>
  Object.fromEntries(positions.map((position, i) => [`position_${i + 1}`, position]));

export interface MemberGain {
  member: string;
  total: number;
  /** Of each text, in the package's order. */
  parts: number[];
}

/** What a package gives each member: gains add up, so that a member may give on one text what it gets on another. */
export function packageGains(members: readonly string[], proposals: readonly Proposal[]): MemberGain[] {
  return members.map((member) => {
    const parts = proposals.map((proposal) => proposal.gains[member] ?? 0);
    return { member, parts, total: parts.reduce((sum, part) => sum + part, 0) };
  });
}
