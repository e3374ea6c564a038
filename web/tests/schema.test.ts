// @vitest-environment node
import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { generate } from '../scripts/schema.mjs';
import { about, actors, answer } from './answer';

const read = async (name: string): Promise<object> => JSON.parse(await readFile(`../docs/http/${name}.schema.json`, 'utf8')) as object;
const validator = async (name: string) => new Ajv({ strict: false, allErrors: true }).compile(await read(name));

test('the types are what the schemas in docs/http say', async () => {
  for (const [path, text] of await generate()) expect(await readFile(`src/lib/${path}`, 'utf8'), path).toBe(text);
});

test.each([
  ['answer', answer],
  ['actors', actors],
  ['about', about],
  ['issues', [{ id: 'climate', name: 'Climate', description: 'Emissions.' }]],
  [
    'error',
    {
      type: 'urn:entente:unknown_id',
      title: 'Not Found',
      status: 404,
      detail: 'no such actor',
      code: 'unknown_id',
      message: 'no such actor',
      hint: 'Nearest: Italy.',
    },
  ],
])('the %s of the tests is one that the schema allows', async (name, value) => {
  const validate = await validator(name);
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
});

test('the schema refuses an answer of 29 cells, and a probability over 1', async () => {
  const validate = await validator('answer');
  expect(validate({ ...answer, matrix: answer.matrix.slice(1) })).toBe(false);
  expect(validate({ ...answer, matrix: answer.matrix.map((cell, i) => (i === 0 ? { ...cell, probability: 1.2 } : cell)) })).toBe(false);
});
