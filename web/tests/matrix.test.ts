import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import Matrix from '../src/components/Matrix.svelte';
import { clears, gridOf, openingCell, shadeOf } from '../src/lib/matrix';
import type { CellPosition } from '../src/lib/question';
import { answer } from './answer';

test.each([
  [0, 0],
  [0.0999, 0],
  [0.1, 1],
  [0.49, 2],
  [0.5, 3],
  [0.75, 4],
  [0.9, 5],
  [1, 5],
])('a probability of %s has shade %s', (probability, shade) => expect(shadeOf(probability)).toBe(shade));

describe('the grid', () => {
  test('has five rows of six, whatever the order of the cells', () => {
    const grid = gridOf([...answer.matrix].reverse());
    expect(grid.map((row) => row.length)).toEqual([6, 6, 6, 6, 6]);
    expect(grid[2]?.[3]).toMatchObject({ scope: 'minilateral', depth: 'values' });
  });

  test('refuses an answer with a cell missing', () => {
    expect(() => gridOf(answer.matrix.slice(1))).toThrow('bilateral, practice');
  });

  test('counts the threshold itself as cleared, and no evidence never', () => {
    const grid = gridOf(answer.matrix);
    const clearedIn = (row: number) => grid[row]?.filter((cell) => clears(cell, 0.5)).length;
    expect([0, 1, 2, 3, 4].map(clearedIn)).toEqual([3, 2, 4, 0, 2]);
    expect(grid[3]?.some((cell) => clears(cell, 0))).toBe(false);
  });

  test('opens on the thickest cell of the frontier, else on the likeliest', () => {
    expect(openingCell(answer)).toEqual({ scope: 'minilateral', depth: 'values' });
    expect(openingCell({ ...answer, frontier: [] })).toEqual({ scope: 'bilateral', depth: 'practice' });
  });
});

describe('the drawn matrix', () => {
  let component: ReturnType<typeof mount>;
  let chosen: CellPosition[];

  beforeEach(() => {
    chosen = [];
    component = mount(Matrix, {
      target: document.body,
      props: { answer, chosen: { scope: 'bilateral', depth: 'practice' }, onchoose: (cell: CellPosition) => chosen.push(cell) },
    });
    flushSync();
  });
  afterEach(() => unmount(component));

  const cellOf = (scope: string, depth: string) => document.getElementById(`cell-${scope}-${depth}`) as HTMLElement;

  test('is a table with 30 cells under headers', () => {
    expect(document.querySelectorAll('tbody td')).toHaveLength(30);
    expect([...document.querySelectorAll('th[scope=row]')].map((th) => th.textContent)).toEqual([
      'Bilateral',
      'Multilateral',
      'Minilateral',
      'Maxilateral',
      'Plurilateral',
    ]);
    expect([...document.querySelectorAll('th[scope=col]')].map((th) => th.textContent)).toEqual([
      'Practice',
      'Interests',
      'Rules',
      'Values',
      'Identity',
      'Culture',
    ]);
  });

  test('writes numbers where there is evidence and words where there is none', () => {
    expect(cellOf('bilateral', 'rules').textContent).toContain('60%');
    expect(cellOf('bilateral', 'rules').textContent).toContain('between 50% and 70%');
    expect(cellOf('maxilateral', 'rules').textContent).toContain('no evidence');
    expect(cellOf('maxilateral', 'rules').textContent).not.toMatch(/\d/);
  });

  test('marks what is held, what is borrowed and what is on the frontier', () => {
    expect(document.querySelectorAll('.dot')).toHaveLength(1);
    expect(cellOf('bilateral', 'practice').querySelector('.dot')).not.toBeNull();
    expect(document.querySelectorAll('.ring')).toHaveLength(5);
    expect(document.querySelectorAll('.flag')).toHaveLength(2);
    expect(cellOf('minilateral', 'values').textContent).toContain('on the frontier');
  });

  test('draws the staircase around what clears', () => {
    const paths = [...document.querySelectorAll('[data-role=staircase] path')].map((path) => path.getAttribute('d'));
    expect(paths).toContain('M0 0L3 0L3 1L2 1L2 2L4 2L4 3L0 3ZM0 4L2 4L2 5L0 5Z');
  });

  test('has one cell in the tab order, and arrows move on from it', () => {
    expect(document.querySelectorAll('td[tabindex="0"]')).toHaveLength(1);
    const press = (key: string) => cellOf('bilateral', 'practice').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    press('ArrowRight');
    press('ArrowDown');
    press('ArrowUp');
    press('End');
    press('x');
    expect(chosen).toEqual([
      { scope: 'bilateral', depth: 'interests' },
      { scope: 'multilateral', depth: 'practice' },
      { scope: 'bilateral', depth: 'practice' },
      { scope: 'bilateral', depth: 'culture' },
    ]);
  });

  test('a click chooses', () => {
    cellOf('minilateral', 'rules').click();
    expect(chosen).toEqual([{ scope: 'minilateral', depth: 'rules' }]);
  });
});
