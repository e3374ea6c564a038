import { describe, expect, test } from 'vitest';
import { parseActors } from '../src/lib/actor-list';
import { defaultQuestion, readCell, readQuestion, writeAddress, writeQuestion, type AskedQuestion } from '../src/lib/question';
import { about } from './answer';

const asked: AskedQuestion = {
  actors: ['EU:members', 'Côte d’Ivoire', 'world'],
  issue: 'climate',
  as_of: 2014,
  horizon: 5,
  threshold: 0.5,
  impact: 0.55,
};

describe('actors as text', () => {
  test.each([
    ['EU,IND', ['EU', 'IND']],
    [' EU:members ,, India ', ['EU:members', 'India']],
    ['South   Korea, South Korea', ['South Korea']],
    [' , ', []],
  ])('%j is %j', (text, actors) => expect(parseActors(text)).toEqual(actors));
});

describe('the address', () => {
  test('holds the whole question and the chosen cell', () => {
    const address = writeAddress(asked, { scope: 'minilateral', depth: 'rules' });
    expect(readQuestion(address, { actors: [], issue: 'trade', as_of: 1950 })).toEqual(asked);
    expect(readCell(address)).toEqual({ scope: 'minilateral', depth: 'rules' });
  });

  test('can be read aloud: commas and colons stand as they are', () => {
    expect(writeQuestion({ actors: ['EU:members', 'IND'], issue: 'climate', as_of: 2014 })).toBe(
      'issue=climate&actors=EU:members,IND&as_of=2014',
    );
  });

  test('leaves to the engine what was not set', () => {
    expect(writeQuestion({ actors: ['EU'], issue: 'trade', as_of: 2000 })).not.toMatch(/horizon|threshold|impact/);
  });

  test('falls back where it says nothing or nonsense', () => {
    expect(readQuestion('?as_of=soon&threshold=&issue=', asked)).toEqual(asked);
    expect(readQuestion('', asked)).toEqual(asked);
  });

  test('may ask about nobody, which is not the same as the default', () => {
    expect(readQuestion('?actors=', asked).actors).toEqual([]);
  });

  test.each(['?cell=unilateral:rules', '?cell=bilateral:trust', '?cell=bilateral', '?', '?cell='])('%j names no cell', (search) =>
    expect(readCell(search)).toBeNull(),
  );
});

describe('the question to open with', () => {
  test('is the engine’s, whether its actors come as text or as a list', () => {
    expect(defaultQuestion(about)).toEqual({ actors: ['EU:members', 'IND'], issue: 'climate', as_of: 2014 });
    const listed = { ...about, default_question: { ...about.default_question, actors: ['EU', 'IND'], horizon: 7 } };
    expect(defaultQuestion(listed)).toEqual({ actors: ['EU', 'IND'], issue: 'climate', as_of: 2014, horizon: 7 });
  });
});

test('who must be in and who is sent out stand in the address, and only there', () => {
  const asked = readQuestion('?actors=USA,JPN,AUS&issue=trade&must=JPN&must_not=AUS,CAN', defaultQuestion(about));
  expect(asked).toMatchObject({ must: ['JPN'], must_not: ['AUS', 'CAN'] });
  expect(writeQuestion(asked)).toContain('must=JPN&must_not=AUS,CAN');
  const plain = readQuestion('?actors=USA,JPN,AUS', asked);
  expect(plain.must).toBeUndefined();
  expect(writeQuestion({ ...plain, must: [] })).not.toContain('must');
});
