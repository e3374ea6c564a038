import { describe, expect, test } from 'vitest';
import { toCsv } from '../src/lib/csv';
import { fileName } from '../src/lib/download';
import { changesOf } from '../src/lib/matrix';
import { matrixPicture } from '../src/lib/matrix-picture';
import { framed, wrap } from '../src/lib/picture';
import { tablePicture } from '../src/lib/table-picture';
import { stepsOf } from '../src/lib/waterfall';
import { answer } from './answer';

const frame = { background: '#fff', ink: '#000', muted: '#666' };
const shades = { fill: ['a', 'b', 'c', 'd', 'e', 'f'], text: ['1', '2', '3', '4', '5', '6'], edge: 'red', hatch: 'grey' };
const parse = (svg: string) => new DOMParser().parseFromString(svg, 'image/svg+xml');

describe('CSV', () => {
  test('quotes what needs it, leaves unknown values empty and keeps negative numbers', () => {
    expect(
      toCsv([
        { a: 'x,y', b: null, c: -0.5 },
        { a: 'say "no"', b: 1, c: true },
      ]),
    ).toBe('a,b,c\r\n"x,y",,-0.5\r\n"say ""no""",1,true\r\n');
  });

  test('a text that looks like a formula is not run by a spreadsheet', () => {
    expect(toCsv([{ a: '=1+1' }, { a: '-x' }, { a: '-5 points' }])).toBe("a\r\n'=1+1\r\n'-x\r\n-5 points\r\n");
  });

  test('rows with other columns share one head', () => {
    expect(toCsv([{ a: 1 }, { b: 2 }])).toBe('a,b\r\n1,\r\n,2\r\n');
  });
});

describe('pictures', () => {
  test('file names are plain', () => {
    expect(fileName('Côte d’Ivoire: what is attainable, 2014')).toBe('entente-cote-d-ivoire-what-is-attainable-2014');
  });

  test('a frame is well-formed XML whatever stands in its words', () => {
    const svg = parse(framed('<g/>', { title: 'A & B <c>', foot: '"x"' }, { ...frame, width: 300, height: 100 }));
    expect(svg.querySelector('parsererror')).toBeNull();
    expect(svg.querySelector('title')?.textContent).toBe('A & B <c>');
  });

  test('long lines are broken at words', () => {
    expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four']);
  });

  test('the matrix has a square for each cell and the staircase', () => {
    const svg = parse(matrixPicture(answer, { title: 't', foot: 'f' }, shades, frame));
    expect(svg.querySelector('parsererror')).toBeNull();
    const squares = [...svg.querySelectorAll('rect')].filter((rect) => rect.getAttribute('rx') === '3');
    expect(squares).toHaveLength(30);
    const blank = answer.matrix.filter((cell) => cell.probability === null).length;
    expect([...svg.querySelectorAll('text')].filter((text) => text.textContent === 'no evidence')).toHaveLength(blank);
  });

  test('a long table is cut and says so', () => {
    const rows = Array.from({ length: 70 }, (_, i) => ({ name: `row ${i}`, value: i }));
    expect(tablePicture(rows, { title: 't', foot: 'f' }, frame)).toContain('The first 60 of 70 rows.');
  });
});

describe('what changes without an actor', () => {
  test('is told for the same question only', () => {
    const other = {
      ...answer,
      matrix: answer.matrix.map((cell, i) =>
        i === 0 && cell.probability !== null ? { ...cell, probability: cell.probability - 0.1 } : cell,
      ),
    };
    const first = answer.matrix[0]!;
    expect(changesOf(answer, other)?.get(`${first.scope}:${first.depth}`)).toBeCloseTo(-0.1);
    expect(changesOf(answer, other)?.size).toBe(1);
    expect(changesOf(answer, { ...other, question: { ...other.question, as_of: 1990 } })).toBeNull();
  });

  test('steps of the waterfall end at one at most, largest first', () => {
    const steps = stepsOf(answer, answer.blockers);
    expect(steps.map((step) => step.blocker.loss)).toEqual([...answer.blockers].map((blocker) => blocker.loss).sort((a, b) => b - a));
    for (const step of steps) expect(step.to).toBeLessThanOrEqual(1);
  });
});
