import { describe, expect, test } from 'vitest';
import { normsPath, packageGains, readNorms, writeNorms, type Proposal } from '../src/lib/norms';

const proposal = (gains: Record<string, number>): Proposal => ({
  id: 1,
  date: '2014-12-01',
  title: 'A text',
  issue: ['hr'],
  position: 0,
  positions: [0],
  se: 0.1,
  acceptable: true,
  worst_member: 'IND',
  worst_chance: 0.8,
  joint: 0.7,
  joint_model: 0.75,
  breadth: 0.6,
  chances: {},
  gains,
});

describe('gains of a package', () => {
  test('add up, so that a member may give on one text what it gets on another', () => {
    const [india, brazil] = packageGains(['IND', 'BRA'], [proposal({ IND: 2, BRA: -0.5 }), proposal({ IND: 0.25, BRA: 1.5 })]);
    expect(india).toEqual({ member: 'IND', parts: [2, 0.25], total: 2.25 });
    expect(brazil).toEqual({ member: 'BRA', parts: [-0.5, 1.5], total: 1 });
  });

  test('of no texts are nothing', () => {
    expect(packageGains(['IND'], [])).toEqual([{ member: 'IND', parts: [], total: 0 }]);
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
