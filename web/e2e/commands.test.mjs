// Every command that a view prints runs as it stands, in a shell, on the atlas that the page shows.
//
// ENTENTE_BIN names the program; ENTENTE_ATLAS the atlas, if it is not the one beside it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { launch, open } from './browser.mjs';

const program = process.env.ENTENTE_BIN;
const run = promisify(execFile);

/** An address, and what stands there once the commands do. */
const PLACES = [
    [
        '/?actors=EU,IND,Viet Nam&issue=climate&as_of=2014&horizon=5&threshold=0.3&impact=0.05&history=1',
        '[aria-labelledby=history-title] details',
    ],
    ['/?actors=USA,JPN,AUS,CHN&issue=trade&as_of=2012&must=USA&must_not=CHN', '#provenance-title'],
    ['/?view=core&issue=climate,energy&share=0.5&as_of=2014&cohesion=3.5&must=IND&without=RUS', '[aria-labelledby=leave-title] details'],
    ['/?view=core&actors=G20:members&issue=climate&share=0.6&as_of=2014&cost=0.2&spillover=0.5', '[aria-labelledby=leave-title] details'],
    [
        '/?view=norms&actors=IND,BRA,ZAF&issue=human_rights&as_of=2020&words=women,child’s&threshold=0.7&consent=no_objection',
        'main details',
    ],
    ['/?view=order&year=1913', 'main details'],
    ...['position', 'power', 'ties', 'attainable'].map((layer) => [`/?view=map&year=2012&layer=${layer}`, 'main details']),
    ['/?view=registry&text=free trade&year=2010', 'main details'],
    ['/?view=registry&show=network&year=2014&actor=IND', 'main details'],
    ['/?view=registry&show=audit', 'main details'],
    ['/?view=registry&id=abraham-accords', 'main details'],
    ['/?view=lookback', 'main details'],
];

describe('the commands that the page prints', { skip: program ? false : 'set ENTENTE_BIN to the program' }, () => {
    let browser;
    before(async () => {
        browser = await launch();
    });
    after(() => browser?.close());

    for (const [path, filled] of PLACES) {
        it(`run: ${path}`, async () => {
            const { page, context } = await open(browser, { path, waitFor: null });
            await page.waitForSelector(filled, { state: 'attached' });
            const commands = await page.locator('[data-role=command]').allTextContents();
            assert.ok(commands.length > 0 || path.includes('attainable'), 'some command is printed');
            for (const command of commands) {
                const { stdout } = await run('sh', ['-c', command], {
                    env: { ...process.env, PATH: `${dirname(program)}:${process.env.PATH}` },
                    maxBuffer: 1 << 28,
                });
                assert.ok(stdout.length > 0, command);
            }
            await context.close();
        });
    }
});
