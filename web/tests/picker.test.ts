import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import ActorPicker from '../src/components/ActorPicker.svelte';
import { ActorIndex } from '../src/lib/actors';
import { actors } from './answer';

let component: ReturnType<typeof mount>;
let changes: string[][];

beforeEach(() => {
  changes = [];
  component = mount(ActorPicker, {
    target: document.body,
    props: { tokens: ['EU'], year: 2014, index: new ActorIndex(actors), onchange: (tokens: string[]) => changes.push(tokens) },
  });
  flushSync();
});
afterEach(() => unmount(component));

const input = () => document.querySelector('input') as HTMLInputElement;
const options = () => [...document.querySelectorAll('[role=option]')].map((option) => option.textContent?.trim());

function type(text: string): void {
  input().value = text;
  input().dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}

function press(key: string): void {
  input().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  flushSync();
}

test('Enter takes the option that is lit', () => {
  type('ind');
  expect(options()).toHaveLength(2);
  expect(input().getAttribute('aria-activedescendant')).toBe('actor-option-0');
  press('ArrowDown');
  press('Enter');
  expect(changes).toEqual([['EU', 'IDN']]);
  expect(input().value).toBe('');
});

test('a comma ends an actor, and a pasted list is taken whole', () => {
  type('india, Group of Seven, Atlantis');
  expect(changes).toEqual([['EU', 'IND', 'G7:members', 'Atlantis']]);
});

test('an actor that is there is not added again', () => {
  type('european union,');
  expect(changes).toEqual([]);
});

test('Backspace in the empty field takes the last actor out, and in text it does not', () => {
  type('i');
  press('Backspace');
  expect(changes).toEqual([]);
  type('');
  press('Backspace');
  expect(changes).toEqual([[]]);
});

test('Escape closes the list and keeps the text', () => {
  type('ind');
  press('Escape');
  expect(options()).toHaveLength(0);
  expect(input().value).toBe('ind');
});

test('a click on a chip’s cross takes that actor out', () => {
  (document.querySelector('[aria-label="Remove European Union"]') as HTMLElement).click();
  expect(changes).toEqual([[]]);
});
