// The engine goes away while the page is open, and comes back.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, describe, it } from 'node:test';
import { launch, open } from './browser.mjs';

const program = process.env.ENTENTE_BIN;
const running = new Set();

/** Starts an engine of the test's own; resolves to its process and the address that it prints. */
async function start(port) {
    const engine = spawn(program, ['serve', '--port', String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
    running.add(engine);
    const [address] = await once(createInterface({ input: engine.stdout }), 'line');
    return { engine, address: address.trim() };
}

async function stop(engine) {
    const ended = once(engine, 'exit');
    engine.kill('SIGTERM');
    await ended;
    running.delete(engine);
}

describe('an engine that is lost', { skip: program ? false : 'set ENTENTE_BIN to the program' }, () => {
    after(() => Promise.all([...running].map(stop)));

    it('is missed, and its answers come back with it', async () => {
        const first = await start(0);
        const { port } = new URL(first.address);
        const browser = await launch();
        try {
            const { page } = await open(browser, { path: '/?actors=IND,AUS,JPN&issue=trade&as_of=2012', root: first.address });
            const verdict = await page.locator('#verdict-sentence').innerText();
            await stop(first.engine);
            await page.getByRole('button', { name: 'Send Japan out of the room' }).click();
            await page.waitForSelector('main [role=alert]');
            assert.match(await page.locator('main [role=alert]').innerText(), /does not answer.*entente serve/s);

            await start(port);
            await page.getByRole('button', { name: 'Ask again' }).click();
            await page.waitForSelector('#verdict-sentence');
            assert.equal(new URL(page.url()).searchParams.get('must_not'), 'JPN');
            await page.getByRole('button', { name: 'Call Japan back' }).click();
            await page.waitForFunction((text) => document.querySelector('#verdict-sentence')?.innerText === text, verdict);
        } finally {
            await browser.close();
        }
    });
});
