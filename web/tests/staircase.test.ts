import { describe, expect, test } from 'vitest';
import { outlinePath, outlineRings } from '../src/lib/staircase';

/** Rows of `#` (inside) and `.` (outside). */
const area = (...rows: string[]): boolean[][] => rows.map((row) => [...row].map((mark) => mark === '#'));

describe('the staircase', () => {
  test('is a square around one cell', () => {
    expect(outlinePath(area('#.', '..'))).toBe('M0 0L1 0L1 1L0 1Z');
  });

  test('steps in where a row reaches less deep', () => {
    expect(outlinePath(area('###', '#..'))).toBe('M0 0L3 0L3 1L1 1L1 2L0 2Z');
  });

  test('draws straight runs as one step, however many cells long', () => {
    expect(outlineRings(area('######', '######', '######', '######', '######'))).toEqual([
      [
        [0, 0],
        [6, 0],
        [6, 5],
        [0, 5],
      ],
    ]);
  });

  test('draws parts that do not touch as rings of their own', () => {
    expect(outlinePath(area('#..', '...', '##.'))).toBe('M0 0L1 0L1 1L0 1ZM0 2L2 2L2 3L0 3Z');
  });

  test('keeps two cells that touch at a corner apart', () => {
    expect(outlineRings(area('#.', '.#'))).toHaveLength(2);
    expect(outlineRings(area('.#', '#.'))).toHaveLength(2);
  });

  test('runs around a hole as well as around the outside', () => {
    const rings = outlineRings(area('###', '#.#', '###'));
    expect(rings).toHaveLength(2);
    expect(rings.map((ring) => ring.length)).toEqual([4, 4]);
  });

  test('is empty where nothing clears', () => {
    expect(outlinePath(area('..', '..'))).toBe('');
  });

  test('has as many unit sides as there are borders between inside and outside', () => {
    const inside = area('####..', '###...', '##.#..', '......', '#.....');
    const length = outlineRings(inside)
      .map((ring) =>
        ring.reduce(
          (sum, [x, y], i) =>
            sum + Math.abs(x - (ring[(i + 1) % ring.length]?.[0] ?? 0)) + Math.abs(y - (ring[(i + 1) % ring.length]?.[1] ?? 0)),
          0,
        ),
      )
      .reduce((a, b) => a + b, 0);
    let borders = 0;
    inside.forEach((cells, row) =>
      cells.forEach((isInside, column) => {
        if (!isInside) return;
        for (const [down, right] of [
          [-1, 0],
          [1, 0],
          [0, -1],
          [0, 1],
        ] as const)
          if (!inside[row + down]?.[column + right]) borders += 1;
      }),
    );
    expect(length).toBe(borders);
  });
});
