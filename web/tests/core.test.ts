import { expect, test } from 'vitest';
import {
  coreCommand,
  corePath,
  frontierLines,
  growthOf,
  frontierPath,
  growthPath,
  largestBySize,
  largestCarriers,
  membersOf,
  outlookPath,
  pivots,
  readCore,
  writeCore,
} from '../src/lib/core';
import type { CoalitionOutlook, VotingPower } from '../src/lib/schema/voting_power';

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
    new URLSearchParams(
      'issue=climate,trade&share=0.8&actors=G20:members&as_of=2014&cohesion=1.5&without=CHN&must=IND&cost=0.1&spillover=0.5',
    ),
    2024,
  );
  expect(question).toMatchObject({
    issues: ['climate', 'trade'],
    share: 0.8,
    cohesion: 1.5,
    without: ['CHN'],
    must: ['IND'],
    cost: 0.1,
    spillover: 0.5,
  });
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

test('the frontier is drawn as a line for each bound on how far apart members may stand', () => {
  const point = (size: number, share: number, diameter: number | null) => ({ size, share, diameter, members: [] });
  const lines = frontierLines([point(1, 0.3, 0), point(2, 0.35, 0.8), point(2, 0.5, 4), point(3, 0.4, 0.9), point(3, 0.6, 4)]);
  expect(lines.at(-1)).toMatchObject({ name: 'however far apart' });
  expect(lines.at(-1)?.points.map((each) => each.share)).toEqual([0.3, 0.5, 0.6]);
  expect(lines[0]?.name).toBe('within 1');
  expect(lines[0]?.points.map((each) => each.share)).toEqual([0.3, 0.35, 0.4]);
  expect(frontierLines([point(1, 0.3, null), point(2, 0.5, null)])).toHaveLength(1);
});

test('the growth of a core says who came and who went, and leaves out years without one', () => {
  const growth = growthOf([
    { year: 1950, size: null, members: [], proven: true },
    { year: 1951, size: 2, members: ['USA', 'RUS'], proven: true },
    { year: 1952, size: 2, members: ['USA', 'GBR'], proven: false },
  ]);
  expect(growth.map((point) => point.year)).toEqual([1951, 1952]);
  expect(growth[0]).toMatchObject({ joined: [], left: [] });
  expect(growth[1]).toMatchObject({ joined: ['GBR'], left: ['RUS'] });
});

test('growth and outlook ask the same question as the core', () => {
  const question = readCore(new URLSearchParams('issue=climate&share=0.6&must=IND&without=CHN&as_of=2014'), 2024);
  const growth = new URLSearchParams(growthPath(question).split('?')[1]);
  expect([growth.get('history'), growth.get('must'), growth.get('must_not'), growth.get('all')]).toEqual(['true', 'IND', 'CHN', null]);
  const frontier = new URLSearchParams(frontierPath(question).split('?')[1]);
  expect([frontier.get('frontier'), frontier.get('must'), frontier.get('all')]).toEqual(['true', 'IND', null]);
  const outlook = new URLSearchParams(outlookPath(question, ['IND', 'USA']).split('?')[1]);
  expect([outlook.get('quota'), outlook.get('coalition'), outlook.get('as_of')]).toEqual(['0.6', 'IND,USA', '2014']);
});

test('members stand in the order in which they would leave, with what each is paid', () => {
  const gain = (value: number) => ({ is_member: true, gain: value, free: 0 });
  const variant = (name: string, leavers: string[]) => ({
    name,
    is_internal: leavers.length === 0,
    is_external: true,
    leavers,
    joiners: [],
    free_riders: [],
    gains: { USA: gain(0.3), IND: gain(-0.01) },
  });
  const outlook: CoalitionOutlook = {
    members: ['USA', 'IND'],
    share: 0.4,
    wins: true,
    critical: ['USA'],
    stability: [variant('as stated', ['IND']), variant('costs halved', [])],
    side_payments: { total: 0.01, from_outside: 0, burden: 0.03, transfers: { USA: -0.01, IND: 0.01 } },
  };
  const power = { voters: [], coalition: outlook } as unknown as VotingPower;
  expect(membersOf(power, outlook).map((member) => [member.actor, member.leaves, member.transfer, member.isCritical])).toEqual([
    ['IND', 1, 0.01, false],
    ['USA', 0, -0.01, true],
  ]);
});

test('where only a share is asked for, the largest carriers are the frontier; where more is, the engine has to search', () => {
  const carried = [
    { actor: 'IND', name: 'India', shares: [0.1] },
    { actor: 'CHN', name: 'China', shares: [0.3] },
    { actor: 'USA', name: 'United States', shares: [0.2] },
  ];
  const asked = (query: string) => largestCarriers(readCore(new URLSearchParams(query), 2024), carried);
  expect(asked('').map((point) => point.members)).toEqual([['CHN'], ['CHN', 'USA'], ['CHN', 'USA', 'IND']]);
  expect(asked('').map((point) => point.share)).toEqual([0.3, 0.5, expect.closeTo(0.6, 9)]);
  for (const query of ['must=IND', 'without=CHN', 'cohesion=2', 'issue=climate,trade', 'actors=G7:members'])
    expect(asked(query)).toEqual([]);
});
