// What each blocker takes, as bars that end at what is attainable now.
import type { Answer, Blocker } from './schema';

export interface Step {
  blocker: Blocker;
  /** Probability as it is. */
  from: number;
  /** Probability without this blocker alone. */
  to: number;
}

/**
 * Steps, the largest first. Losses are measured one at a time and overlap, so they do not add up: each bar starts at what all
 * actors together reach now, where the answer holds that, else at 0.
 */
export function stepsOf(answer: Answer, blockers: readonly Blocker[]): Step[] {
  const pool = answer.question.actors.length;
  return [...blockers]
    .sort((a, b) => b.loss - a.loss)
    .map((blocker) => {
      const together = answer.compositions.find(
        (one) => one.scope === blocker.scope && one.depth === blocker.depth && one.members.length === pool,
      );
      const from = together?.probability ?? 0;
      return { blocker, from, to: Math.min(1, from + Math.max(0, blocker.loss)) };
    });
}
