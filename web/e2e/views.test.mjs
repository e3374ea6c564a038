// Every view that the running engine offers: what it shows, its link, its files, its keyboard, both themes, a tablet.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { violations } from './axe.mjs';
import { base, getJson, launch, open } from './browser.mjs';
import { about, NORMS, offered, saved, VIEWS } from './views.mjs';

/** Whether the atlas holds roll calls, from which earlier years are known. */
const hasVotes =
    offered.has('common-ground') &&
    'proposals' in (await getJson('/api/v1/common-ground?actors=IND,BRA,ZAF&issue=human_rights&as_of=2014&limit=1'));

const has = (name) => (offered.has(name) ? false : `the engine has no ${name}`);
const params = (page) => new URL(page.url()).searchParams;

describe('the views', () => {
    let browser;
    before(async () => {
        browser = await launch();
    });
    after(() => browser?.close());

    for (const { path, filled } of VIEWS) {
        it(`${path} is filled, without an error and without another origin, in both themes and on a tablet`, async () => {
            const { page, context, errors, requests } = await open(browser, { path, waitFor: filled });
            assert.deepEqual(await violations(page), [], 'light');
            await page.getByRole('button', { name: /theme/ }).click();
            assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
            assert.deepEqual(await violations(page), [], 'dark');
            await page.setViewportSize({ width: 820, height: 1180 });
            await page.waitForTimeout(150);
            const width = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(width <= 820, `nothing reaches over the edge of a tablet: ${width}`);
            assert.deepEqual(errors, []);
            for (const address of requests)
                assert.ok(address.startsWith(base) || address.startsWith('data:') || address.startsWith('blob:'), address);
            await context.close();
        });
    }

    it('the menu offers what the engine has, and nothing else', async () => {
        const { page, context } = await open(browser);
        const names = await page.locator('nav[aria-label=Views] a').allInnerTexts();
        assert.equal(names.includes('Order'), offered.has('order'));
        assert.equal(names.includes('Cores'), offered.has('core'));
        assert.equal(names.includes('Common ground'), offered.has('common-ground'));
        await page.goto(`${base}/?view=nowhere`);
        assert.match(await page.locator('[role=alert]').innerText(), /nowhere/);
        await context.close();
    });

    it('a plain sentence is understood, shown, and can be corrected', async () => {
        const { page, context } = await open(browser);
        await page.fill('#sentence', 'What can the EU and India do on climate, as of 2014?');
        const answer = page.waitForResponse((response) => response.url().includes('issue=climate'));
        await page.press('#sentence', 'Enter');
        assert.deepEqual((await (await answer).json()).question.actors.map((actor) => actor.id).sort(), ['EU', 'IND']);
        assert.match(await page.locator('.sentence [role=status]').innerText(), /European Union.*India.*as of 2014/s);
        await page.locator('ul[aria-label="Actors asked about"] .chip button').last().click();
        await page.locator('#actor-search').fill('Brazil');
        await page.press('#actor-search', 'Enter');
        await page.waitForFunction(() => new URL(location.href).searchParams.get('actors') === 'EU,BRA');
        await context.close();
    });

    it('what was read wrongly in a sentence is taken back, and the line goes when something else is asked', async () => {
        const { page, context } = await open(browser);
        await page.fill('#sentence', 'What can the EU, Brazil and India do on climate, as of 2014?');
        await page.press('#sentence', 'Enter');
        await page.waitForFunction(() => new URL(location.href).searchParams.get('actors') === 'EU,BRA,IND');
        await page.getByRole('button', { name: 'Not Brazil' }).click();
        await page.waitForFunction(() => new URL(location.href).searchParams.get('actors') === 'EU,IND');
        assert.equal(await page.locator('.sentence .part').count(), 4);
        await page.locator('#issue').selectOption('trade');
        await page.waitForFunction(() => document.querySelectorAll('.sentence .part').length === 0);
        await context.close();
    });

    it('numbers stand as the reader’s own language writes them', { skip: has('order') }, async () => {
        const context = await browser.newContext({ locale: 'de-DE' });
        const page = await context.newPage();
        await page.goto(`${base}/?view=order&year=1985`);
        await page.waitForSelector('.three svg');
        assert.match(await page.locator('.verdict .muted').first().innerText(), /\d+\s%/);
        assert.match(await page.locator('.three svg').first().textContent(), /0,00\d/);
        await context.close();
    });

    it('the matrix is saved as CSV, SVG and PNG', async () => {
        const { page, context } = await open(browser);
        const csv = await saved(page, /Download as CSV: What is attainable/);
        assert.match(csv.name, /^entente-.*\.csv$/);
        assert.equal(csv.bytes.toString('utf8').trim().split('\r\n').length, 31);
        const svg = (await saved(page, /Download as SVG: What is attainable/)).bytes.toString('utf8');
        assert.match(svg, /^<svg .*staircase|^<svg /);
        assert.ok(!svg.includes('var(--'), 'colours are written out');
        const png = await saved(page, /Download as PNG: What is attainable/);
        assert.equal(png.bytes.subarray(1, 4).toString('latin1'), 'PNG');
        assert.ok(png.bytes.length > 5000);
        await context.close();
    });

    it('the answer prints to a PDF', async () => {
        const { page, context } = await open(browser);
        const pdf = await page.pdf({ format: 'A4', printBackground: true });
        assert.equal(pdf.subarray(0, 4).toString('latin1'), '%PDF');
        assert.ok(pdf.length > 20_000);
        await context.close();
    });

    it('the brief of the answer opens, stands by itself and prints', { skip: has('brief') }, async () => {
        const { page, context, requests } = await open(browser);
        const [brief] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: 'Brief' }).click()]);
        await brief.waitForLoadState();
        const text = await brief.locator('body').innerText();
        assert.ok(text.length > 1000, 'two pages of text');
        const pdf = await brief.pdf({ format: 'A4' });
        assert.equal(pdf.subarray(0, 4).toString('latin1'), '%PDF');
        for (const address of requests) assert.ok(address.startsWith(base));
        await context.close();
    });

    it('a lost engine is told in every view, and asking again brings the view back', { skip: has('order') }, async () => {
        const { page, context } = await open(browser);
        await page.route('**/api/v1/order*', (route) => route.abort());
        await page.getByRole('link', { name: 'Order' }).click();
        await page.waitForSelector('[role=alert]');
        assert.match(await page.locator('[role=alert]').innerText(), /does not answer/);
        await page.unroute('**/api/v1/order*');
        await page.getByRole('button', { name: 'Ask again' }).first().click();
        await page.waitForSelector('.three svg');
        await context.close();
    });

    it('a year chosen in the order stands in the address, and its link shows the same', { skip: has('order') }, async () => {
        const { page, context } = await open(browser, { path: '/?view=order', waitFor: '.three svg' });
        await page.locator('input[type=number]').fill('1913');
        await page.locator('input[type=number]').blur();
        await page.waitForFunction(() => document.querySelector('#system-title')?.textContent?.includes('1913'));
        assert.equal(params(page).get('year'), '1913');
        const theirs = await open(browser, { path: new URL(page.url()).search, waitFor: '.three svg' });
        assert.equal(await theirs.page.locator('.verdict').first().innerText(), await page.locator('.verdict').first().innerText());
        const csv = await saved(page, /Download as CSV: What kind of order/);
        assert.match(csv.bytes.toString('utf8'), /1816,unipolar/);
        const svg = (await saved(page, /Download as SVG: What kind of order/)).bytes.toString('utf8');
        assert.ok(!svg.includes('var(--'));
        await theirs.context.close();
        await context.close();
    });

    it('the map follows year, layer and point of view, and says why a place is blank', { skip: has('principles') }, async () => {
        const { page, context } = await open(browser, { path: '/?view=map&year=1985', waitFor: '.map svg' });
        assert.match(await page.locator('[aria-label=Legend]').innerText(), /not covered/);
        assert.match(await page.locator('aside').innerText(), /Borders/);
        await page.getByLabel('Disputed ground').selectOption({ label: 'Members of the United Nations' });
        await page.waitForFunction(() => document.querySelector('aside')?.textContent?.includes('Crimea is coloured with Ukraine'));
        assert.equal(params(page).get('borders'), 'un');
        await page.getByText('Power', { exact: true }).click();
        await page.waitForFunction(() => document.querySelector('main h2')?.textContent?.startsWith('Share of the issue'));
        assert.equal(params(page).get('layer'), 'power');
        await context.close();
    });

    it('the registry is filtered, sorted, opened and left by keyboard alone', { skip: has('registry') }, async () => {
        const { page, context } = await open(browser, { path: '/?view=registry', waitFor: 'tbody td a' });
        const all = await page.locator('.bar p[role=status]').innerText();
        await page.focus('#registry-text');
        await page.keyboard.type('abraham');
        await page.waitForFunction((before) => document.querySelector('.bar p[role=status]')?.textContent !== before, all);
        await page.focus('tbody td a');
        await page.keyboard.press('Enter');
        await page.waitForSelector('#evidence-title');
        assert.equal(params(page).get('id'), 'abraham-accords');
        assert.match(await page.locator('main h1').innerText(), /Abraham/);
        await page.goBack();
        await page.waitForSelector('tbody td a');
        assert.equal(params(page).get('text'), 'abraham');
        await context.close();
    });

    it('an actor found in the network lights up with its ties', { skip: has('registry/network') }, async () => {
        const { page, context } = await open(browser, { path: '/?view=registry&show=network&year=2014', waitFor: '.node' });
        await page.fill('#network-search', 'France');
        await page.press('#network-search', 'Enter');
        await page.waitForFunction(() => document.querySelector('aside h3')?.textContent === 'France');
        assert.ok((await page.locator('aside li').count()) > 1);
        await context.close();
    });

    it('who must be in the room for 80 % of emissions is two steps away for a newcomer', { skip: has('core') }, async () => {
        const { page, context } = await open(browser);
        const answer = page.waitForResponse((response) => /\/api\/v1\/core.*all=true/.test(response.url()));
        await page.getByRole('button', { name: /Who must be in the room/ }).click();
        const body = await (await answer).json();
        await page.waitForSelector('[data-role=core] li');
        assert.equal(params(page).get('issue'), 'climate');
        assert.equal(params(page).get('share'), '0.8');
        assert.equal(body.as_of, about.atlas.last_year, 'who names no year means today');
        assert.match(await page.locator('#verdict-sentence').innerText(), new RegExp(`^${body.cores[0].length} actors are enough`));
        assert.equal(await page.locator('[data-role=core] li').count(), body.cores[0].length);
        assert.ok(body.shares[0] >= 0.8);
        await context.close();
    });

    it('a pivotal actor is left out of the core, and the address says so', { skip: has('core') }, async () => {
        const { page, context } = await open(browser, { path: '/?view=core&issue=climate&share=0.6&as_of=2014', waitFor: '.pivotal' });
        const answer = page.waitForResponse((response) => /all=true.*must_not=/.test(response.url()));
        await page.locator('.pivotal button').first().click();
        const body = await (await answer).json();
        const out = params(page).get('without');
        assert.ok(out && !body.cores.flat().includes(out));
        await page.locator('#core-share').fill('40');
        await page.waitForFunction(() => new URL(location.href).searchParams.get('share') === '0.4');
        await context.close();
    });

    it('who must be in and who must stay out is set on the page, and every core keeps to it', { skip: has('core') }, async () => {
        const { page, context } = await open(browser, {
            path: '/?view=core&issue=climate&share=0.5&as_of=2014',
            waitFor: '[data-role=core]',
        });
        const demanded = page.waitForResponse((response) => response.url().includes('must=BRA') && response.url().includes('all=true'));
        await page.fill('#must-search', 'Brazil');
        await page.press('#must-search', 'Enter');
        assert.ok((await (await demanded).json()).cores.every((core) => core.includes('BRA')));
        const without = page.waitForResponse((response) => response.url().includes('must_not=RUS') && response.url().includes('all=true'));
        await page.fill('#without-search', 'Russia');
        await page.press('#without-search', 'Enter');
        assert.ok((await (await without).json()).cores.every((core) => core.includes('BRA') && !core.includes('RUS')));
        assert.deepEqual([params(page).get('must'), params(page).get('without')], ['BRA', 'RUS']);
        await context.close();
    });

    it('who would leave follows the cost of being in, and the link keeps it', { skip: has('voting-power') }, async () => {
        const { page, context } = await open(browser, {
            path: '/?view=core&issue=climate&share=0.6&as_of=2014',
            waitFor: '[aria-labelledby=leave-title] svg',
        });
        const dear = page.waitForResponse((response) => response.url().includes('cost=0.2'));
        await page.getByLabel('Cost of being in').fill('0.2');
        const { coalition } = await (await dear).json();
        const leavers = coalition.stability[0].leavers.length;
        assert.ok(leavers > 0, 'a dear coalition loses members');
        await page.waitForFunction((number) => {
            const said = document.querySelector('[aria-labelledby=leave-title] [role=status]:not(.progress) strong')?.textContent ?? '';
            return number > 5
                ? said.startsWith(`${number} of`) || said.startsWith('Every member')
                : said.includes('leave') || said.includes('out');
        }, leavers);
        assert.equal(params(page).get('cost'), '0.2');
        await context.close();
    });

    it('the growth of a core is drawn since 1950 and saved', { skip: has('core') }, async () => {
        const { page, context } = await open(browser, {
            path: '/?view=core&issue=climate&share=0.8&as_of=2014',
            waitFor: 'figure[aria-label^="Members of the smallest core"] svg, [role=img][aria-label^="Members of the smallest core"] svg',
        });
        const csv = (await saved(page, /Download as CSV: How the room grew/)).bytes.toString('utf8');
        assert.match(csv, /^\uFEFF?year,size,proven,members/);
        assert.ok(csv.trim().split('\r\n').length > 50);
        await context.close();
    });

    it('the label audit names cases and leads to their pages', { skip: has('registry/audit') }, async () => {
        const { page, context } = await open(browser, { path: '/?view=registry&show=audit', waitFor: '.wide table' });
        const audit = await getJson('/api/v1/registry/audit');
        const under = audit.findings.filter((finding) => finding.finding === 'under-labelled');
        await page.getByRole('radio', { name: `Deeper than called (${under.length})` }).check({ force: true });
        await page.waitForFunction((name) => document.querySelector('.wide tbody a')?.textContent === name, under[0].name);
        assert.equal(params(page).get('finding'), 'under-labelled');
        await page.locator('.wide tbody a').first().click();
        await page.waitForSelector('.audit');
        await page.getByRole('link', { name: 'The whole audit' }).click();
        await page.waitForSelector('.wide table');
        await context.close();
    });

    it('the years of a map play on, and stop', { skip: has('principles') }, async () => {
        const { page, context } = await open(browser, { path: '/?view=map&layer=power&issue=climate&year=1990', waitFor: '.map svg' });
        await page.getByRole('button', { name: 'Play year after year' }).click();
        await page.waitForFunction(() => Number(new URL(location.href).searchParams.get('year')) >= 1992);
        await page.getByRole('button', { name: 'Stop' }).click();
        const year = params(page).get('year');
        await page.waitForTimeout(1500);
        assert.equal(params(page).get('year'), year);
        await context.close();
    });

    it('without a network the page says so, and goes on when it is back', async () => {
        const { page, context } = await open(browser, { path: '/?actors=IND,AUS,JPN&issue=trade&as_of=2012' });
        await context.setOffline(true);
        await page.getByRole('button', { name: 'Send Japan out of the room' }).click();
        await page.waitForSelector('main [role=alert]');
        assert.match(await page.locator('main [role=alert]').innerText(), /does not answer/);
        await context.setOffline(false);
        await page.getByRole('button', { name: 'Ask again' }).click();
        await page.waitForSelector('#verdict-sentence');
        assert.equal(params(page).get('must_not'), 'JPN');
        await context.close();
    });

    it('a reader without a mouse asks, corrects, looks into a square and goes to another view', async () => {
        const { page, context } = await open(browser);
        const at = () => page.evaluate(() => document.activeElement?.id ?? '');
        const tabTo = async (id) => {
            for (let step = 0; step < 60 && (await at()) !== id; ++step) await page.keyboard.press('Tab');
            assert.equal(await at(), id);
        };
        await tabTo('sentence');
        const asked = page.waitForResponse((response) => response.url().includes('actors=EU,IND'));
        await page.keyboard.type('What can the EU and India do on climate, as of 2014?');
        await page.keyboard.press('Enter');
        await asked;
        await tabTo('actor-search');
        const corrected = page.waitForResponse((response) => response.url().includes('actors=EU,IND,JPN'));
        await page.keyboard.type('Japa');
        await page.keyboard.press('Enter');
        await corrected;
        await page.waitForSelector('main[aria-busy=false] #verdict-sentence');
        for (let step = 0; step < 60 && !(await at()).startsWith('cell-'); ++step) await page.keyboard.press('Tab');
        await page.keyboard.press('Control+Home');
        await page.keyboard.press('ArrowRight');
        assert.equal(await at(), 'cell-bilateral-interests');
        assert.match(await page.locator('#detail-title').innerText(), /Bilateral.*interests/);
        await page.getByRole('link', { name: 'Cores', exact: true }).focus();
        await page.keyboard.press('Enter');
        await page.waitForSelector('#core-share');
        assert.equal(params(page).get('actors'), 'EU,IND,JPN');
        await context.close();
    });

    it('where the atlas holds no votes, common ground says so and what to do', { skip: has('common-ground') || hasVotes }, async () => {
        const { page, context } = await open(browser, { path: '/?view=norms&actors=IND,BRA&as_of=2014', waitFor: '[role=alert]' });
        assert.match(await page.locator('[role=alert]').innerText(), /votes/);
        assert.ok((await page.locator('[data-role=hint]').innerText()).length > 10);
        await context.close();
    });

    it('a text ticked into the package is added up, and its link shows the same package', { skip: has('common-ground') }, async () => {
        const { page, context } = await open(browser, {
            path: `${NORMS}&package=none`,
            waitFor: '[data-role=proposals] li',
        });
        assert.equal(await page.locator('.empty').count(), 1);
        await page.locator('[data-role=proposals] > li input').first().check();
        await page.waitForSelector('#package-title ~ figure svg');
        const theirs = await open(browser, { path: new URL(page.url()).search, waitFor: '#package-title ~ figure svg' });
        assert.equal(await theirs.page.locator('#package-title ~ ol').innerText(), await page.locator('#package-title ~ ol').innerText());
        await theirs.context.close();
        await context.close();
    });

    it('from the keyboard alone a reader skips to the view and walks the menu', async () => {
        const { page, context } = await open(browser);
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'To the view');
        await page.keyboard.press('Enter');
        assert.equal(await page.evaluate(() => document.activeElement?.id), 'view');
        await page.locator('nav[aria-label=Views] a').last().focus();
        const name = await page.evaluate(() => document.activeElement?.textContent);
        await page.keyboard.press('Enter');
        await page.waitForFunction((view) => document.querySelector('nav [aria-current=page]')?.textContent === view, name);
        await context.close();
    });

    it('the first view loads less than 350 kB of JavaScript, compressed', async () => {
        const { page, context } = await open(browser);
        const scripts = await page.evaluate(() =>
            performance
                .getEntriesByType('resource')
                .filter((entry) => entry.name.endsWith('.js'))
                .map((entry) => entry.name),
        );
        const { gzipSync } = await import('node:zlib');
        let size = 0;
        for (const address of scripts) size += gzipSync(Buffer.from(await (await fetch(address)).arrayBuffer())).length;
        assert.ok(size < 350_000, `${size} bytes`);
        await context.close();
    });
});
