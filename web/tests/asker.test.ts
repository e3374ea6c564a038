import { afterEach, describe, expect, test, vi } from 'vitest';
import { ApiFailure } from '../src/lib/api';
import { Asker } from '../src/lib/asker.svelte';
import { answer } from './answer';

const question = { actors: ['EU', 'IND'], issue: 'climate', as_of: 2014 };
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

describe('asking', () => {
  test('sends the question and keeps the answer', async () => {
    const { waiting, addresses } = slowFetch();
    const asker = new Asker();
    const asked = asker.ask(question);
    expect(asker.isAsking).toBe(true);
    waiting[0]?.(json(answer));
    expect((await asked)?.verdict).toBe(answer.verdict);
    expect(addresses).toEqual(['/api/v1/ask?issue=climate&actors=EU,IND&as_of=2014']);
    expect(asker.isAsking).toBe(false);
  });

  test('a newer question calls off the older, whose late answer is not shown', async () => {
    const { waiting } = slowFetch();
    const asker = new Asker();
    const first = asker.ask(question);
    const second = asker.ask({ ...question, as_of: 2000 });
    waiting[0]?.(json({ ...answer, verdict: 'late' }));
    expect(await first).toBeNull();
    expect(asker.isAsking).toBe(true);
    waiting[1]?.(json(answer));
    await second;
    expect(asker.answer?.verdict).toBe(answer.verdict);
    expect(asker.failure).toBeNull();
  });

  test('a failure keeps the engine’s words and its hint, and hides the old answer', async () => {
    const { waiting } = slowFetch();
    const asker = new Asker();
    const good = asker.ask(question);
    waiting[0]?.(json(answer));
    await good;
    const bad = asker.ask({ ...question, actors: ['Atlantis'] });
    waiting[1]?.(json({ code: 'unknown_id', message: 'no actor is called "Atlantis"', hint: 'Nearest: Italy.' }, 404));
    expect(await bad).toBeNull();
    expect(asker.answer).toBeNull();
    expect(asker.failure).toMatchObject({ code: 'unknown_id', hint: 'Nearest: Italy.', status: 404 });
  });

  test('says so where the engine is gone, or answers with something else', async () => {
    const asker = new Asker();
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('refused')));
    await asker.ask(question);
    expect(asker.failure).toMatchObject({ code: 'unreachable', status: 0 });
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>', { status: 502 })));
    await asker.ask(question);
    expect(asker.failure).toBeInstanceOf(ApiFailure);
    expect(asker.failure?.message).toContain('502');
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"verdict":', { status: 200 })));
    await asker.ask(question);
    expect(asker.failure?.message).toContain('broke off');
  });
});
