import { describe, expect, test } from 'vitest';
import { ActorIndex } from '../src/lib/actors';
import type { ActorEntry, IssueEntry } from '../src/lib/schema';
import { addressOfSentence, understand } from '../src/lib/sentence';

const actor = (id: string, name: string, kind: ActorEntry['kind'] = 'state', members = false): ActorEntry => ({
  id,
  name,
  kind,
  born: 1945,
  died: null,
  members,
  region: '',
  iso_numeric: null,
});
const index = new ActorIndex([
  actor('EU', 'European Union', 'collective', true),
  actor('G7', 'Group of Seven', 'club', true),
  actor('IND', 'India'),
  actor('IDN', 'Indonesia'),
  actor('KOR', 'South Korea'),
  actor('PRK', 'North Korea'),
  actor('USA', 'United States'),
  actor('CAN', 'Canada'),
  actor('CIV', 'Côte d’Ivoire'),
  actor('BRA', 'Brazil'),
  actor('ZAF', 'South Africa'),
  actor('GBR', 'United Kingdom'),
]);
const issues: IssueEntry[] = [
  { id: 'climate', name: 'Climate change', description: '' },
  { id: 'trade', name: 'Trade', description: '' },
  { id: 'security', name: 'Security', description: '' },
];
const read = (sentence: string) => understand(sentence, index, issues, 2024);

describe('a plain sentence', () => {
  test.each([
    ['What can the EU and India do on climate, as of 2014?', { view: 'ask', actors: ['EU', 'IND'], issue: 'climate', as_of: 2014 }],
    ['can Canada and South Korea trade freely by 2030', { actors: ['CAN', 'KOR'], issue: 'trade', horizon: 6 }],
    ['G7 and Brazil on security within 5 years', { actors: ['G7:members', 'BRA'], issue: 'security', horizon: 5 }],
    ['the members of the EU and the US on tariffs in 2012', { actors: ['EU:members', 'USA'], issue: 'trade', as_of: 2012 }],
    ['EU members with Indonesia, 60 % likely', { actors: ['EU:members', 'IDN'], threshold: 0.6 }],
    ["Cote d'Ivoire and Britain: global warming", { actors: ['CIV', 'GBR'], issue: 'climate' }],
    ['USA, CAN on trade carrying 22.5 % of it', { actors: ['USA', 'CAN'], issue: 'trade', impact: 0.225 }],
    ['all countries on climate', { actors: ['world'], issue: 'climate' }],
  ])('%s', (sentence, expected) => {
    expect(read(sentence)).toMatchObject(expected);
  });

  test('India is not read out of Indonesia, nor Korea out of South Korea', () => {
    expect(read('Indonesia and South Korea').actors).toEqual(['IDN', 'KOR']);
  });

  test('a key counts as it is written: can is no Canada', () => {
    expect(read('what can Brazil do').actors).toEqual(['BRA']);
    expect(read('what could CAN do').actors).toEqual(['CAN']);
  });

  test('who must be in the room asks for cores, with the share as said', () => {
    const found = read('Who must be in the room for climate rules that cover 80 % of emissions?');
    expect(found).toMatchObject({ view: 'core', issue: 'climate', impact: 0.8 });
    expect(addressOfSentence(found, new URLSearchParams())).toBe('/?view=core&actors=world&issue=climate&share=0.8');
  });

  test('norms are asked of those who are named', () => {
    expect(read('On what norms do India, Brazil and South Africa agree?')).toMatchObject({ view: 'norms', actors: ['IND', 'BRA', 'ZAF'] });
  });

  test('what was not understood is said, and nothing is made of it', () => {
    expect(read('what can Atlantis do on climate').left).toEqual(['atlantis']);
    expect(read('').actors).toEqual([]);
  });

  test('what was not said is kept from the question that stands', () => {
    const address = addressOfSentence(read('India and Brazil'), new URLSearchParams('issue=trade&as_of=2012&cell=bilateral:rules'));
    expect(address).toBe('/?actors=IND,BRA&issue=trade&as_of=2012');
  });

  test('those behind “without” are left out of the room, and of the core', () => {
    const found = read('What can India, Brazil and South Africa do on climate without the United States and Canada, as of 2014?');
    expect(found).toMatchObject({ actors: ['IND', 'BRA', 'ZAF'], issue: 'climate', as_of: 2014, left: [] });
    expect(found.without).toEqual(['USA', 'CAN']);
    expect(addressOfSentence(found, new URLSearchParams())).toContain('must_not=USA,CAN');
    const core = read('Who must be in the room for climate rules that cover 60 % of emissions, without India?');
    expect(core).toMatchObject({ view: 'core', actors: [], without: ['IND'] });
    expect(addressOfSentence(core, new URLSearchParams())).toBe('/?view=core&actors=world&without=IND&issue=climate&share=0.6');
    expect(read('India without Brazil on trade and South Africa').actors).toEqual(['IND', 'ZAF']);
  });
});
