// The engine's HTTP interface: requests that can be called off, and failures that say what to do.
import { writeQuestion, type AskedQuestion } from './question';
import type { About, ActorList, ApiError, IssueList } from './schema';

/** A request that brought no answer, in words for the reader. */
export class ApiFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly hint: string,
    /** HTTP status; 0 where no response came at all. */
    readonly status: number,
  ) {
    super(message);
    this.name = 'ApiFailure';
  }
}

/** What every request's path is under. */
export const ROOT = '/api/v1';

function isApiError(body: unknown): body is ApiError {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body;
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const body: unknown = await response.json().catch(() => null);
  if (isApiError(body)) return new ApiFailure(body.code, body.message, body.hint ?? '', response.status);
  return new ApiFailure(
    'failed',
    `The engine answered with status ${response.status}.`,
    'Try again; `entente doctor` checks the set-up.',
    response.status,
  );
}

/** Gets one JSON document. Throws ApiFailure, or the signal's AbortError. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`${ROOT}${path}`, { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiFailure('unreachable', 'The engine does not answer.', 'Check that `entente serve` is still running, then try again.', 0);
  }
  if (!response.ok) throw await failureOf(response);
  try {
    return (await response.json()) as T;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiFailure('failed', 'The engine’s answer broke off.', 'Try again.', response.status);
  }
}

export const getAbout = (): Promise<About> => get<About>('/about');
export const getActors = (): Promise<ActorList> => get<ActorList>('/actors');
export const getIssues = (): Promise<IssueList> => get<IssueList>('/issues');

/** Where the answer to a question is found, under the root. */
export const answerPath = (question: AskedQuestion): string => `/ask?${writeQuestion(question)}`;
