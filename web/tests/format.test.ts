import { describe, expect, test } from 'vitest';
import { count, coverage, day, interval, inWords, signed, liftSentence, listing, percent, points, tick } from '../src/lib/format';

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

test.each([
  ['2014-12-18', 'Dec 18, 2014'],
  ['2014-12', 'Dec 2014'],
  ['2014', '2014'],
  ['2014-99-99', '2014-99-99'],
])('the day %s is %s', (iso, text) => expect(day(iso, 'en-US')).toBe(text));

test('numbers on an axis are short, with the reader’s own marks', () => {
  expect(tick(-0.30000000000000004, 'de-DE')).toBe('−0,3');
  expect(tick(1200, 'en-US')).toBe('1,200');
  expect(tick('Brazil')).toBe('Brazil');
});

test('a sentence of the engine is read with names for keys, and shares as the reader writes them', () => {
  const nameOf = (key: string) => ({ JPN: 'Japan', AUS: 'Australia' })[key] ?? key;
  expect(inWords('As deep as values (JPN and AUS): 66 % within 10 years of 2012, by the EU-India pact.', nameOf, 'en')).toBe(
    'As deep as values (Japan and Australia): 66% within 10 years of 2012, by the EU-India pact.',
  );
  expect(inWords('less than 1 %', nameOf, 'de').replaceAll('\u00a0', ' ')).toBe('less than 1 %');
});

test('a change has its sign', () => {
  expect([signed(0.931, 2, 'en'), signed(-0.931, 2, 'en'), signed(0, 1, 'en')]).toEqual(['+0.93', '−0.93', '0.0']);
});
