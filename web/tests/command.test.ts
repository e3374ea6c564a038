import { expect, test } from 'vitest';
import { command } from '../src/lib/command';
import { outlookCommand, readCore } from '../src/lib/core';
import { LAYERS } from '../src/lib/map/layers';
import { normsCommand, readNorms } from '../src/lib/norms';
import { askCommand } from '../src/lib/question';
import { registryCommand } from '../src/lib/registry';

test('what a shell would take apart is quoted, and what is not set is left out', () => {
  expect(command('ask', { issue: 'trade', as_of: 2012, must: [], words: '', cohesion: null, all: false })).toBe(
    'entente ask --issue trade --as-of 2012',
  );
  expect(command('x', { actors: ['Viet Nam', 'EU:members'], words: "women's rights; $HOME", all: true })).toBe(
    `entente x --actors 'Viet Nam,EU:members' --words 'women'\\''s rights; $HOME' --all`,
  );
  expect(command('x', { actors: ['Korea, Republic of', 'JPN'] })).toBe(`entente x --actors '"Korea, Republic of",JPN'`);
});

test('a command holds the whole question', () => {
  const question = {
    actors: ['EU', 'IND', 'USA'],
    issue: 'climate',
    as_of: 2014,
    horizon: 5,
    threshold: 0.3,
    impact: 0.2,
    must: ['IND'],
    must_not: ['USA'],
  };
  expect(askCommand(question, { history: true })).toBe(
    'entente ask --issue climate --actors EU,IND,USA --as-of 2014 --horizon 5 --threshold 0.3 --impact 0.2 --must IND --must-not USA --history',
  );
  expect(outlookCommand(readCore(new URLSearchParams('as_of=2014&cost=0.1'), 2019), ['CHN', 'USA'])).toBe(
    'entente voting-power --issue climate --actors world --quota 0.8 --as-of 2014 --coalition CHN,USA --cost 0.1 --spillover 1',
  );
  expect(normsCommand(readNorms(new URLSearchParams('actors=IND,BRA&words=nuclear,test&consent=no_objection'), 2020))).toBe(
    'entente common-ground --actors IND,BRA --words nuclear,test --as-of 2020 --threshold 0.8 --consent no_objection',
  );
  expect(
    registryCommand({ text: 'free trade', scope: '', depth: 'rules', status: '', family: '', issue: '', actor: 'IND', year: 2014 }),
  ).toBe(`entente registry list --text 'free trade' --depth rules --actor IND --year 2014`);
});

test('a map whose figures no single command prints has none', () => {
  const question = { year: 2014, issue: 'climate', issueName: 'Climate', actor: 'IND', actorName: 'India', threshold: 0.1 };
  expect(LAYERS.map((layer) => layer.command?.(question) ?? '')).toEqual([
    'entente principles --year 2014',
    'entente power --issue climate --year 2014',
    'entente registry list --actor IND --year 2014',
    '',
  ]);
});
