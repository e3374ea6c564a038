import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import AnswerView from '../src/components/AnswerView.svelte';
import type { Answer } from '../src/lib/schema';
import { answer } from './answer';

let component: ReturnType<typeof mount> | undefined;

function show(given: Answer, scope: 'bilateral' | 'maxilateral' | 'plurilateral', depth: 'practice' | 'values'): string {
  const names = new Map(given.question.actors.map((actor) => [actor.id, actor.name]));
  component = mount(AnswerView, {
    target: document.body,
    props: {
      answer: given,
      question: { actors: ['EU', 'IND'], issue: 'climate', as_of: 2014 },
      chosen: { scope, depth },
      nameOf: (key: string) => names.get(key) ?? key,
      changes: null,
      hasBrief: false,
      onchoose: () => undefined,
      hasHistory: false,
      onhistory: () => undefined,
      onyear: () => undefined,
    },
  });
  flushSync();
  return (document.body.textContent ?? '').replace(/\s+/g, ' ');
}
const panel = () => (document.querySelector('.detail')?.textContent ?? '').replace(/\s+/g, ' ');

afterEach(() => {
  if (component) unmount(component);
});

test('a cell shows its composition, interval, lift and what blocks it', () => {
  show(answer, 'bilateral', 'values');
  expect(panel()).toContain('30% between 20% and 40%');
  expect(panel()).toContain('2.5 times as likely');
  expect(panel()).toContain('European Union');
  expect(panel()).toContain('21 points They vote apart on rights.');
  expect(panel()).toContain('Below the 50% asked for.');
});

test('a held cell names the partnership that stands', () => {
  show(answer, 'bilateral', 'practice');
  expect(panel()).toContain('Already held by EU–India Strategic Partnership');
});

test('a cell without evidence has no number', () => {
  show(answer, 'maxilateral', 'practice');
  expect(panel()).toContain('That is not a zero.');
  expect(panel()).not.toMatch(/\d/);
});

test('every part of the answer is on the page', () => {
  const text = show(answer, 'plurilateral', 'practice');
  for (const part of [
    answer.verdict,
    'Open a track on grids.',
    'low (20%): under the radar',
    'Deeper. Sign a treaty on coal.',
    'Minilateral, depth not known',
    '84%',
    'Need to have',
    'short by 20%',
    'founded anew',
    'Still meets.',
    '1 of 1 stand',
    'Emission shares end in 2014.',
    'version 2021, 1946–2019',
    'A wide interval.',
  ]) {
    expect(text).toContain(part);
  }
});

test('an answer with little in it says what is lacking', () => {
  const bare: Answer = {
    ...answer,
    frontier: [],
    compositions: [],
    blockers: [],
    comparables: [],
    next_step: null,
    need: { ...answer.need, verdict: 'unknown', like_minded_share: null, shortfall: null, required_share: null },
  };
  const text = show(bare, 'bilateral', 'practice');
  expect(text).toContain('No step clears the threshold.');
  expect(text).toContain('No composition clears the threshold in any scope.');
  expect(text).toContain('Need or nice: not known');
  expect(text).not.toMatch(/null|undefined|NaN/);
});
