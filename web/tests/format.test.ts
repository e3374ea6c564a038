import { describe, expect, test } from 'vitest';
import { count, coverage, interval, liftSentence, listing, percent, points } from '../src/lib/format';

describe('per cent', () => {
  test.each([
    [0, '0%'],
    [0.001, '<1%'],
    [0.004999, '<1%'],
    [0.005, '1%'],
    [0.424, '42%'],
    [0.994, '99%'],
    [0.995, '>99%'],
    [0.9999, '>99%'],
    [1, '100%'],
    [null, 'not known'],
    [undefined, 'not known'],
    [Number.NaN, 'not known'],
  ])('%s is %j', (value, text) => expect(percent(value, 'en')).toBe(text));

  test('follows the reader’s locale', () => expect(percent(0.42, 'de')).toBe('42\u00a0%'));
});

test('an interval needs both ends', () => {
  expect(interval(0.3, 0.55, 'en')).toBe('between 30% and 55%');
  expect(interval(null, 0.55, 'en')).toBe('');
});

test.each([
  [3.14, '3.1 times as likely as in the average comparable set of actors.'],
  [0.25, '0.25 times as likely as in the average comparable set of actors.'],
  [12.46, '12.5 times as likely as in the average comparable set of actors.'],
  [1.02, 'About as likely as in the average comparable set of actors.'],
  [null, ''],
])('a lift of %s reads %j', (lift, text) => expect(liftSentence(lift, 'en')).toBe(text));

test.each([
  [0.21, '21 points'],
  [-0.21, '21 points'],
  [0.004, '0.4 points'],
])('a loss of %s is %j', (loss, text) => expect(points(loss, 'en')).toBe(text));

test.each([
  [1946, 2019, '1946–2019'],
  [2014, 2014, '2014'],
  [null, 2014, '…–2014'],
  [null, null, 'coverage not stated'],
])('years %s to %s are %j', (first, last, text) => expect(coverage(first, last)).toBe(text));

test('lists and counts read as words', () => {
  expect(listing(['India'])).toBe('India');
  expect(listing(['India', 'France', 'Japan'])).toBe('India, France and Japan');
  expect(count(1, 'actor')).toBe('1 actor');
  expect(count(2, 'party', 'parties')).toBe('2 parties');
});
