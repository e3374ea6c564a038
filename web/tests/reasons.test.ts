import { expect, test } from 'vitest';
import { reasonsOf } from '../src/lib/reasons';
import { answer } from './answer';

test('reasons run from what helps to what hinders, as factors of the odds', () => {
  const reasons = reasonsOf(answer.contributions);
  expect(reasons.map((reason) => reason.words)).toEqual(['how far apart their capitals lie', 'strategic rivalry, or its absence']);
  expect(reasons[0]?.factor).toBeCloseTo(2.0138, 3);
  expect((reasons[0]?.factor ?? 0) * (reasons[1]?.factor ?? 0)).toBeCloseTo(1, 9);
});
