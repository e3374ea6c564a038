import { describe, expect, test } from 'vitest';
import { ActorIndex, fold } from '../src/lib/actors';
import { actors } from './answer';

const index = new ActorIndex(actors);
const tokens = (text: string, year = 2014) => index.search(text, year).map((option) => option.token);

describe('searching actors', () => {
  test('puts the exact key first, then names that begin with it', () => {
    expect(tokens('eu')[0]).toBe('EU');
    expect(tokens('ind')).toEqual(['IND', 'IDN']);
  });

  test('offers an entity as one actor and as its members', () => {
    expect(tokens('european union')).toEqual(['EU', 'EU:members']);
  });

  test('offers a club by its members only', () => {
    expect(tokens('G7')).toEqual(['G7:members']);
  });

  test('narrows to members once a colon is typed', () => {
    expect(tokens('EU:')).toEqual(['EU:members']);
    expect(tokens('EU:mem')).toEqual(['EU:members']);
  });

  test('finds names without their accents and with any apostrophe', () => {
    expect(tokens("cote d'iv")).toEqual(['CIV']);
  });

  test('puts an actor that lives in the year before one that does not, and says when the other lived', () => {
    expect(tokens('germany')).toEqual(['DEU', 'DDR']);
    expect(index.search('germany', 2014)[1]?.detail).toContain('1954–1990');
  });

  test('knows the world', () => {
    expect(tokens('wor')[0]).toBe('world');
  });

  test('finds nothing for blanks or for what is not there', () => {
    expect(tokens('  ')).toEqual([]);
    expect(tokens('Atlantis')).toEqual([]);
  });
});

describe('what was typed', () => {
  test.each([
    ['india', 'IND'],
    ['ind', 'IND'],
    ['eu:MEMBERS', 'EU:members'],
    ['European Union:members', 'EU:members'],
    ['g7', 'G7:members'],
    ['World', 'world'],
    ['Atlantis', 'Atlantis'],
    ['S. Korea', 'S. Korea'],
  ])('%j is sent as %j', (typed, token) => expect(index.resolve(typed)).toBe(token));

  test('is shown by name', () => {
    expect(index.label('IND')).toBe('India');
    expect(index.label('EU:members')).toBe('European Union: members');
    expect(index.label('Atlantis')).toBe('Atlantis');
  });

  test('is marked where the atlas has no such key', () => {
    expect(index.knows('IND')).toBe(true);
    expect(index.knows('EU:members')).toBe(true);
    expect(index.knows('Atlantis')).toBe(false);
  });
});

test('folding keeps letters and drops their marks', () => expect(fold(' São Tomé ')).toBe('sao tome'));
