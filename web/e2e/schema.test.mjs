// What the running engine sends is what docs/http says it sends.
import { Ajv } from 'ajv';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { base, getJson } from './browser.mjs';

const ajv = new Ajv({ strict: false, allErrors: true });

/** Several documents rest on the answer’s definitions. */
ajv.addSchema(JSON.parse(await readFile(new URL('../../docs/http/answer.schema.json', import.meta.url), 'utf8')));

async function assertMatches(name, document) {
    const schema = JSON.parse(await readFile(new URL(`../../docs/http/${name}.schema.json`, import.meta.url), 'utf8'));
    const validate = ajv.getSchema(schema.$id) ?? ajv.compile(schema);
    assert.ok(validate(document), `${name}: ${JSON.stringify(validate.errors?.slice(0, 5), null, 1)}`);
}

describe('the HTTP interface', () => {
    for (const name of ['about', 'actors', 'issues']) {
        it(`sends ${name} as its schema says`, async () => assertMatches(name, await getJson(`/api/v1/${name}`)));
    }

    for (const [name, path] of [
        ['order', 'order'],
        ['order_year', 'order?year=1985'],
        ['registry', 'registry?limit=20'],
        ['network', 'registry/network?year=2014'],
        ['partnership', 'registry/abraham-accords'],
        ['power', 'power?issue=climate&year=2012'],
        ['principles', 'principles?year=2012'],
        ['ties', 'ties?actor=IND&year=2014'],
        ['attainable', 'attainable?actor=IND&issue=climate&year=2014'],
        ['core', 'core?issue=climate&share=0.8&as_of=2014&frontier=true&history=true'],
        ['voting_power', 'voting-power?issue=climate&actors=world&quota=0.6&as_of=2014&coalition=CHN,USA,IND'],
        ['common_ground', 'common-ground?actors=IND,BRA,ZAF&issue=human_rights&as_of=2020&limit=20'],
        ['audit', 'registry/audit'],
        ['lookback', 'lookback'],
    ]) {
        it(`sends ${path} as ${name} says`, async () => assertMatches(name, await getJson(`/api/v1/${path}`)));
    }

    for (const query of [
        'issue=trade&actors=USA,JPN,AUS,CAN,MEX,VNM&as_of=2012',
        'issue=security&actors=NATO,RUS&as_of=2013',
        'issue=climate&actors=EU:members,IND&as_of=2014',
        'issue=trade&actors=USA,JPN,AUS,CHN&as_of=2012&must=USA&must_not=CHN',
        'issue=climate&actors=EU,IND&as_of=2014&history=true',
    ]) {
        it(`answers ${query} as its schema says`, async () => {
            const answer = await getJson(`/api/v1/ask?${query}`);
            await assertMatches('answer', answer);
            assert.equal(new Set(answer.matrix.map((cell) => `${cell.scope}:${cell.depth}`)).size, 30, 'each cell once');
            for (const cell of answer.matrix) {
                const numbers = [cell.probability, cell.low, cell.high, cell.lift];
                if (cell.evidence === 'none') assert.deepEqual(numbers, [null, null, null, null], `${cell.scope} × ${cell.depth}`);
                else assert.ok(cell.low <= cell.probability && cell.probability <= cell.high, `${cell.scope} × ${cell.depth}: ${numbers}`);
            }
            for (const edge of answer.frontier)
                assert.ok(edge.probability >= answer.question.threshold, `${edge.scope} × ${edge.depth} clears`);
        });
    }

    for (const [query, status, code] of [
        ['issue=trade&actors=Atlantis,IND', 404, 'unknown_id'],
        ['issue=astrology&actors=USA,IND', 404, 'unknown_id'],
        ['issue=trade&actors=USA,IND&threshold=1.5', 400, 'wrong_usage'],
        ['issue=trade&actors=USA,IND&as_of=soon', 400, 'wrong_usage'],
    ]) {
        it(`refuses ${query} with ${status}`, async () => {
            const response = await fetch(`${base}/api/v1/ask?${query}`);
            assert.equal(response.status, status);
            const error = await response.json();
            await assertMatches('error', error);
            assert.equal(error.code, code);
            if (status === 404) assert.ok(error.hint.length > 0, 'a hint names what is near');
        });
    }
});
