import { afterEach, describe, expect, test, vi } from 'vitest';
import { answerPath, ApiFailure } from '../src/lib/api';
import { Latest } from '../src/lib/latest.svelte';
import type { Answer } from '../src/lib/schema';
import { answer } from './answer';

const question = { actors: ['EU', 'IND'], issue: 'climate', as_of: 2014 };
const path = answerPath(question);
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** A fetch that answers when told to, and that heeds its signal as a browser's does. */
function slowFetch() {
  const waiting: ((response: Response) => void)[] = [];
  const addresses: string[] = [];
  vi.stubGlobal('fetch', (address: string, { signal }: { signal?: AbortSignal } = {}) => {
    addresses.push(address);
    return new Promise<Response>((resolve, reject) => {
      waiting.push(resolve);
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  });
  return { waiting, addresses };
}

afterEach(() => vi.unstubAllGlobals());

describe('the latest request', () => {
  test('asks for the document and keeps it', async () => {
    const { waiting, addresses } = slowFetch();
    const latest = new Latest<Answer>();
    const asked = latest.load(path);
    expect(latest.isLoading).toBe(true);
    waiting[0]?.(json(answer));
    expect((await asked)?.verdict).toBe(answer.verdict);
    expect(addresses).toEqual(['/api/v1/ask?issue=climate&actors=EU,IND&as_of=2014']);
    expect(latest.isLoading).toBe(false);
  });

  test('a newer question calls off the older, whose late answer is not shown', async () => {
    const { waiting } = slowFetch();
    const latest = new Latest<Answer>();
    const first = latest.load(path);
    const second = latest.load(answerPath({ ...question, as_of: 2000 }));
    waiting[0]?.(json({ ...answer, verdict: 'late' }));
    expect(await first).toBeNull();
    expect(latest.isLoading).toBe(true);
    waiting[1]?.(json(answer));
    await second;
    expect(latest.value?.verdict).toBe(answer.verdict);
    expect(latest.failure).toBeNull();
  });

  test('a failure keeps the engine’s words and its hint, and hides the old answer', async () => {
    const { waiting } = slowFetch();
    const latest = new Latest<Answer>();
    const good = latest.load(path);
    waiting[0]?.(json(answer));
    await good;
    const bad = latest.load(answerPath({ ...question, actors: ['Atlantis'] }));
    waiting[1]?.(json({ code: 'unknown_id', message: 'no actor is called "Atlantis"', hint: 'Nearest: Italy.' }, 404));
    expect(await bad).toBeNull();
    expect(latest.value).toBeNull();
    expect(latest.failure).toMatchObject({ code: 'unknown_id', hint: 'Nearest: Italy.', status: 404 });
  });

  test('says so where the engine is gone, or answers with something else', async () => {
    const latest = new Latest<Answer>();
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('refused')));
    await latest.load(path);
    expect(latest.failure).toMatchObject({ code: 'unreachable', status: 0 });
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>', { status: 502 })));
    await latest.load(path);
    expect(latest.failure).toBeInstanceOf(ApiFailure);
    expect(latest.failure?.message).toContain('502');
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"verdict":', { status: 200 })));
    await latest.load(path);
    expect(latest.failure?.message).toContain('broke off');
  });
});
