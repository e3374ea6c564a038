// Asks the engine, one question at a time: a newer question calls off the one under way.
import { ApiFailure, getAnswer } from './api';
import type { AskedQuestion } from './question';
import type { Answer } from './schema';

/** Puts any thrown value into words. */
export function asFailure(cause: unknown): ApiFailure {
  if (cause instanceof ApiFailure) return cause;
  return new ApiFailure('failed', cause instanceof Error ? cause.message : String(cause), 'Reload the page.', 0);
}

export class Asker {
  answer = $state.raw<Answer | null>(null);
  failure = $state.raw<ApiFailure | null>(null);
  isAsking = $state(false);
  #underway: AbortController | null = null;

  /** Forgets the answer, and calls off the question under way. */
  clear(): void {
    this.#underway?.abort();
    this.#underway = null;
    this.answer = null;
    this.failure = null;
    this.isAsking = false;
  }

  /** Resolves to the answer; to null where the question failed or was superseded. */
  async ask(question: AskedQuestion): Promise<Answer | null> {
    this.#underway?.abort();
    const controller = new AbortController();
    this.#underway = controller;
    this.isAsking = true;
    try {
      const answer = await getAnswer(question, controller.signal);
      if (this.#underway !== controller) return null;
      this.answer = answer;
      this.failure = null;
      return answer;
    } catch (cause) {
      if (this.#underway !== controller) return null;
      this.answer = null;
      this.failure = asFailure(cause);
      return null;
    } finally {
      if (this.#underway === controller) {
        this.#underway = null;
        this.isAsking = false;
      }
    }
  }
}
