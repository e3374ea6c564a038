// What speaks for and against, in a reader's words.
import type { Contribution } from './schema';

export interface Reason {
  words: string;
  /** Of the odds, against the average pair's: 2 doubles them, 0.5 halves them. */
  factor: number;
  feature: string;
}

/** Those for and those against, the strongest first. */
export function reasonsOf(contributions: readonly Contribution[]): Reason[] {
  return [...contributions]
    .sort((a, b) => b.log_odds - a.log_odds)
    .map(({ feature, words, log_odds }) => ({ feature, words, factor: Math.exp(log_odds) }));
}
