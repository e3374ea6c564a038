import { expect, test } from 'vitest';
import { coreCommand, corePath, largestBySize, pivots, readCore, writeCore } from '../src/lib/core';

test('who is in every minimal core is pivotal', () => {
  const found = pivots([
    ['CHN', 'USA', 'IND'],
    ['CHN', 'USA', 'RUS'],
  ]);
  expect(found.filter((each) => each.isPivotal).map((each) => each.key)).toEqual(['CHN', 'USA']);
  expect(found.find((each) => each.key === 'RUS')).toMatchObject({ count: 1, isPivotal: false });
  expect(pivots([])).toEqual([]);
});

test('of each size the largest share counts, and the gain is over the size before', () => {
  const point = (size: number, share: number, diameter: number) => ({ size, share, diameter, members: [] });
  const best = largestBySize([point(1, 0.3, 0), point(2, 0.4, 0.5), point(2, 0.5, 2), point(3, 0.6, 2)]);
  expect(best.map((each) => each.share)).toEqual([0.3, 0.5, 0.6]);
  expect(best.map((each) => Math.round(each.gain * 10))).toEqual([3, 2, 1]);
});

test('the question goes through the address and back, and to the engine as it is asked', () => {
  const question = readCore(
    new URLSearchParams('issue=climate,trade&share=0.8&actors=G20:members&as_of=2014&cohesion=1.5&without=CHN'),
    2024,
  );
  expect(question).toMatchObject({ issues: ['climate', 'trade'], share: 0.8, cohesion: 1.5, without: ['CHN'] });
  const written = Object.entries(writeCore(question)).filter(([, value]) => value !== null);
  expect(readCore(new URLSearchParams(written.map(([name, value]) => [name, String(value)])), 2024)).toEqual(question);
  expect(new URLSearchParams(corePath(question).split('?')[1]).get('must_not')).toBe('CHN');
  expect(coreCommand(question)).toContain('--must-not CHN');
  expect(readCore(new URLSearchParams(), 2019)).toMatchObject({
    actors: ['world'],
    issues: ['climate'],
    share: 0.8,
    cohesion: null,
    as_of: 2019,
  });
});
