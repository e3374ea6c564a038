// The latest document asked for: a newer request calls off the one under way, so that no late answer is shown.
import { ApiFailure, get } from './api';

/** Puts any thrown value into words. */
export function asFailure(cause: unknown): ApiFailure {
  if (cause instanceof ApiFailure) return cause;
  return new ApiFailure('failed', cause instanceof Error ? cause.message : String(cause), 'Reload the page.', 0);
}

/**
 * Asks once what is watched has stood still for a while: a slider passes through many values. Nothing is asked while it is null.
 * Called while a component is set up.
 */
export function whenSettled(watched: () => unknown, pauseMs: number, ask: () => void): void {
  $effect(() => {
    if (watched() === null) return;
    const settling = setTimeout(ask, pauseMs);
    return () => clearTimeout(settling);
  });
}

export class Latest<T> {
  value = $state.raw<T | null>(null);
  failure = $state.raw<ApiFailure | null>(null);
  isLoading = $state(false);
  /** The path under /api/v1 of what is shown, or of what failed last; '' at first. */
  path = $state.raw('');
  #underway: AbortController | null = null;

  /** Forgets the document, and calls off the request under way. */
  clear(): void {
    this.#underway?.abort();
    this.#underway = null;
    this.value = null;
    this.failure = null;
    this.isLoading = false;
  }

  /** Resolves to the document at `path` under /api/v1; to null where the request failed or was superseded. */
  load(path: string): Promise<T | null> {
    return this.take((signal) => get<T>(path, signal), path);
  }

  /** The same for what takes more than one request. */
  async take(fetched: (signal: AbortSignal) => Promise<T>, path = ''): Promise<T | null> {
    this.#underway?.abort();
    const controller = new AbortController();
    this.#underway = controller;
    this.isLoading = true;
    try {
      const value = await fetched(controller.signal);
      if (this.#underway !== controller) return null;
      this.value = value;
      this.failure = null;
      return value;
    } catch (cause) {
      if (this.#underway !== controller) return null;
      this.value = null;
      this.failure = asFailure(cause);
      return null;
    } finally {
      if (this.#underway === controller) {
        this.#underway = null;
        this.path = path;
        this.isLoading = false;
      }
    }
  }
}
