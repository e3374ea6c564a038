// How fast the page is: first paint, first answer, JavaScript of the first view, and a redraw after an actor left the room.
//
// ENTENTE_URL=http://127.0.0.1:8137 npm run speed
import { gzipSync } from 'node:zlib';
import { launch, open } from './browser.mjs';

const LOADS = 7;
const LEAVERS = ['Mexico', 'Canada', 'Vietnam', 'Australia'];

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const range = (values) => `${Math.round(middle(values))} ms (${Math.round(Math.min(...values))} to ${Math.round(Math.max(...values))})`;

/** Milliseconds from a click until the matrix has been drawn anew. */
async function redraw(page, name) {
    return page.evaluate(
        ([label]) =>
            new Promise((resolve) => {
                const before =
                    document.querySelector('#verdict-sentence')?.textContent + document.querySelector('.matrix table')?.textContent;
                const begun = performance.now();
                const look = () => {
                    const now =
                        document.querySelector('#verdict-sentence')?.textContent + document.querySelector('.matrix table')?.textContent;
                    if (now !== before) requestAnimationFrame(() => resolve(performance.now() - begun));
                    else if (performance.now() - begun < 5000) requestAnimationFrame(look);
                    else resolve(NaN);
                };
                document.querySelector(`[aria-label="Send ${label} out of the room"]`)?.click();
                look();
            }),
        [name],
    );
}

const browser = await launch();
const [paints, answers, redraws] = [[], [], []];
let size = 0;
for (let load = 0; load < LOADS; ++load) {
    const { page, context } = await open(browser);
    const seen = await page.evaluate(() => ({
        paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
        answer: performance.now(),
        scripts: performance
            .getEntriesByType('resource')
            .filter((entry) => entry.name.endsWith('.js'))
            .map((entry) => entry.name),
    }));
    paints.push(seen.paint);
    answers.push(seen.answer);
    if (load === 0) for (const address of seen.scripts) size += gzipSync(Buffer.from(await (await fetch(address)).arrayBuffer())).length;
    for (const name of LEAVERS) redraws.push(await redraw(page, name));
    await context.close();
}
await browser.close();
console.log(`first paint          ${range(paints)}`);
console.log(`first answer drawn   ${range(answers)}`);
console.log(`JavaScript by then   ${Math.round(size / 1000)} kB compressed`);
console.log(`redraw, actor out    ${range(redraws.filter(Number.isFinite))}`);
