import { afterEach, describe, expect, test } from 'vitest';
import { Router } from '../src/lib/router.svelte';
import { VIEWS, viewsOf } from '../src/lib/views';
import { about } from './answer';

const at = (address: string) => {
  history.replaceState(null, '', address);
  return new Router();
};
afterEach(() => history.replaceState(null, '', '/'));

describe('the address', () => {
  test('names the view; without a name it is the first', () => {
    expect(at('/').view).toBe('ask');
    expect(at('/?view=order&year=1913').view).toBe('order');
  });

  test('a part that is set to nothing goes', () => {
    const router = at('/?view=map&year=1985&borders=un');
    router.set({ year: 1990, borders: null });
    expect(location.search).toBe('?view=map&year=1990');
    expect(router.number('year', 2000)).toBe(1990);
  });

  test('numbers are kept within their range, and what is none is the fallback', () => {
    const router = at('/?year=99999&most=x&share=');
    expect(router.number('year', 2000, 1816, 2024)).toBe(2024);
    expect(router.number('most', 160)).toBe(160);
    expect(router.number('share', 0.8)).toBe(0.8);
  });

  test('the question goes along from view to view, what only one view knows does not', () => {
    const router = at('/?view=core&issue=climate&actors=EU:members,IND&as_of=2014&share=0.8');
    expect(router.addressOf('ask')).toBe('/?actors=EU:members,IND&issue=climate&as_of=2014');
    expect(router.addressOf('norms')).toBe('/?view=norms&actors=EU:members,IND&issue=climate&as_of=2014');
  });

  test('Back is followed until it is not', () => {
    const router = at('/?view=order');
    const stop = router.follow();
    history.replaceState(null, '', '/?view=map');
    dispatchEvent(new PopStateEvent('popstate'));
    expect(router.view).toBe('map');
    stop();
    history.replaceState(null, '', '/?view=registry');
    dispatchEvent(new PopStateEvent('popstate'));
    expect(router.view).toBe('map');
  });
});

test('a view whose endpoint the engine has not is left out of the menu', () => {
  expect(viewsOf(about).map((view) => view.id)).toEqual(['ask']);
  const all = { ...about, views: VIEWS.flatMap((view) => view.needs) };
  expect(viewsOf(all)).toHaveLength(VIEWS.length);
});
