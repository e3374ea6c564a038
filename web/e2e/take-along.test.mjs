// What a reader takes along from a view: every picture and table as a file, the page and the brief on paper, and the way back.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { base, launch, open } from './browser.mjs';
import { offered, VIEWS } from './views.mjs';

const PAPERS = ['A4', 'Letter'];
/** Chromium holds back the eleventh file that a page saves in a row. */
const AT_ONCE = 9;
const numPages = (pdf) => pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;

/** What a file of each kind has to be; throws where it is not. */
const CHECKS = {
    SVG: async (bytes, page) => {
        const svg = bytes.toString('utf8');
        assert.ok(svg.startsWith('<svg ') && !svg.includes('var(--'), 'colours are written out');
        const parse = (text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent ?? null;
        assert.equal(await page.evaluate(parse, svg), null);
    },
    PNG: async (bytes) => {
        assert.equal(bytes.subarray(1, 4).toString('latin1'), 'PNG');
        assert.ok(bytes.length > 1000);
    },
    CSV: async (bytes) => assert.ok(bytes.toString('utf8').trim().split('\r\n').length > 1, 'a head and a row'),
};

describe('what a reader takes along', () => {
    let browser;
    before(async () => {
        browser = await launch();
    });
    after(() => browser?.close());

    for (const { path, filled } of VIEWS) {
        it(`every picture and table of ${path} is saved as SVG, PNG and CSV`, async () => {
            const filledPage = async () => {
                const opened = await open(browser, { path, waitFor: filled });
                await opened.page.waitForTimeout(600);
                return opened;
            };
            let { page, context } = await filledPage();
            const buttons = page.getByRole('button', { name: /^Download as/ });
            const labels = await buttons.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
            assert.ok(labels.length >= 3 && labels.length % 3 === 0, `${labels.length} buttons`);
            for (const [i, label] of labels.entries()) {
                if (i > 0 && i % AT_ONCE === 0) {
                    await context.close();
                    ({ page, context } = await filledPage());
                }
                const button = page.getByRole('button', { name: label, exact: true }).first();
                const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
                const kind = label.slice('Download as '.length, 'Download as '.length + 3);
                await CHECKS[kind](await readFile(await download.path()), page).catch((fault) => assert.fail(`${label}: ${fault.message}`));
            }
            await context.close();
        });

        it(`${path} prints on A4 and Letter without running over the edge`, async () => {
            const { page, context } = await open(browser, { path, waitFor: filled });
            for (const format of PAPERS) {
                const pdf = await page.pdf({ format, printBackground: true });
                assert.ok(pdf.length > 10_000 && numPages(pdf) > 0, format);
            }
            // A4 with the margins of the page's own @page rule, in CSS pixels.
            await page.emulateMedia({ media: 'print' });
            await page.setViewportSize({ width: 688, height: 1002 });
            await page.waitForTimeout(200);
            const width = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(width <= 688, `${width} pixels wide`);
            await context.close();
        });
    }

    it('a brief has two pages at most, on A4 and on Letter', { skip: offered.has('brief') ? false : 'no briefs' }, async () => {
        for (const query of ['actors=EU,IND&issue=climate&as_of=2014', 'actors=USA,JPN,AUS,CAN,MEX,VNM&issue=trade&as_of=2012']) {
            const { page, context } = await open(browser, { path: `/api/v1/brief?${query}&format=html`, waitFor: 'h1' });
            for (const format of PAPERS)
                assert.ok(numPages(await page.pdf({ format, preferCSSPageSize: false })) <= 2, `${query} on ${format}`);
            await context.close();
        }
    });

    it('Back and Forward walk the views, each with its question', async () => {
        const { page, context } = await open(browser, { path: '/?actors=IND,AUS&issue=trade&as_of=2012' });
        const at = (name) => page.waitForFunction((text) => document.querySelector('nav [aria-current=page]')?.textContent === text, name);
        await page.getByRole('link', { name: 'Registry', exact: true }).click();
        await at('Registry');
        await page.getByRole('link', { name: 'Map', exact: true }).click();
        await at('Map');
        await page.goBack();
        await at('Registry');
        await page.goBack();
        await page.waitForSelector('#verdict-sentence');
        assert.equal(new URL(page.url()).searchParams.get('actors'), 'IND,AUS');
        await page.goForward();
        await at('Registry');
        await page.reload();
        await at('Registry');
        await context.close();
    });

    it('an address that is no page is not found', async () => {
        const response = await fetch(`${base}/nothing-here`);
        assert.equal(response.status, 404);
        assert.equal((await response.json()).code, 'unknown_id');
    });
});
