import { describe, expect, test } from 'vitest';
import { FURTHEST, quantile } from '../src/lib/normal';
import { gainsOf, normsPath, packageGains, readNorms, writeNorms, type Proposal } from '../src/lib/norms';

const proposal = (chances: Record<string, [yes: number, no: number]>): Proposal => ({
  id: 1,
  date: '2014-12-01',
  title: 'A text',
  issue: ['hr'],
  position: 0,
  se: 0.1,
  acceptable: true,
  worst_member: 'IND',
  worst_chance: 0.8,
  joint: 0.7,
  breadth: 0.6,
  chances: Object.fromEntries(Object.entries(chances).map(([key, [yes, no]]) => [key, { yes, no, low: yes, high: yes }])),
});

describe('the quantile of the normal distribution', () => {
  test.each([
    [0.5, 0],
    [0.975, 1.959964],
    [0.01, -2.326348],
    [0.84134475, 1],
    [1e-4, -3.719016],
  ])('of %f is %f', (chance, score) => expect(quantile(chance)).toBeCloseTo(score, 5));

  test('ends where a chance says nothing more', () => {
    expect(quantile(0)).toBe(-FURTHEST);
    expect(quantile(1)).toBe(FURTHEST);
    expect(quantile(NaN)).toBe(-FURTHEST);
  });
});

describe('gains', () => {
  test('are the expected y* over its doubt, whatever the cut point', () => {
    // y* has mean 0.6 and deviation 1.2; it says yes over 0.5 and no under -0.5.
    const phi = (x: number) => 0.5 * (1 + erf(x / Math.SQRT2));
    const gains = gainsOf(proposal({ IND: [phi((0.6 - 0.5) / 1.2), phi((-0.5 - 0.6) / 1.2)] }));
    expect(gains.IND).toBeCloseTo(0.5, 4);
  });

  test('one who is as likely to say yes as no gains nothing', () => {
    expect(gainsOf(proposal({ BRA: [0.3, 0.3] })).BRA).toBeCloseTo(0, 9);
  });

  test('of a package add up, so that a member may give on one text what it gets on another', () => {
    const [india, brazil] = packageGains(
      ['IND', 'BRA'],
      [proposal({ IND: [0.9, 0.05], BRA: [0.2, 0.6] }), proposal({ IND: [0.5, 0.3], BRA: [0.95, 0.01] })],
    );
    expect(brazil?.parts[0]).toBeLessThan(0);
    expect(brazil?.total).toBeGreaterThan(0);
    expect(india?.total).toBeCloseTo((india?.parts[0] ?? 0) + (india?.parts[1] ?? 0));
  });
});

test('the question goes through the address and back', () => {
  const question = readNorms(
    new URLSearchParams('actors=IND,BRA&issue=human_rights&words=use of force&as_of=2014&threshold=0.7&consent=no_objection'),
    2024,
  );
  expect(question).toMatchObject({ actors: ['IND', 'BRA'], as_of: 2014, threshold: 0.7, consent: 'no_objection' });
  const written = new URLSearchParams(Object.entries(writeNorms(question)).map(([name, value]) => [name, String(value)]));
  expect(readNorms(written, 2024)).toEqual(question);
  expect(normsPath(question)).toContain('words=use+of+force');
  expect(readNorms(new URLSearchParams('threshold=7&as_of=x'), 2024)).toMatchObject({ threshold: 0.99, as_of: 2024 });
});

/** Abramowitz and Stegun 7.1.26, good to 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const value = 1 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x);
  return x < 0 ? -value : value;
}
