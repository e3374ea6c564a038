// Drives the page in a real browser against a real engine.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { base, getJson, launch, open } from './browser.mjs';

const chips = (page) => page.locator('ul[aria-label="Actors asked about"] .chip');
const settled = (page) => page.waitForSelector('main[aria-busy="false"]');
const askedFor = (page) => new URL(page.url()).searchParams;

/** Waits until the engine has answered a question that `matches`. */
const answered = (page, matches) =>
    page.waitForResponse((response) => response.url().includes('/api/v1/ask') && matches(new URL(response.url()).searchParams));

/** The verdict as the page writes it: names for keys, shares as the browser's language has them. */
const said = ({ verdict, question }) =>
    verdict.replace(/\b[A-Z][A-Z0-9_-]+\b/g, (key) => question.actors.find((actor) => actor.id === key)?.name ?? key).replaceAll(' %', '%');

async function add(page, text) {
    const input = page.locator('#actor-search');
    await input.fill(text);
    await input.press('Enter');
}

describe('the page that asks', () => {
    let browser;
    before(async () => {
        browser = await launch();
    });
    after(() => browser?.close());

    it('the default question is answered in a matrix of 30 cells', async () => {
        const { page, context, errors } = await open(browser);
        const about = await getJson('/api/v1/about');
        assert.equal(await page.locator('tbody td[role=gridcell]').count(), 30);
        assert.equal(await page.locator('th[scope=row]').count(), 5);
        assert.ok((await page.locator('#verdict-sentence').innerText()).length > 20);
        assert.equal(askedFor(page).get('issue'), about.default_question.issue);
        assert.equal(askedFor(page).get('as_of'), String(about.default_question.as_of));
        for (const name of ['actors', 'horizon', 'threshold', 'impact']) assert.ok(askedFor(page).get(name), `the address holds ${name}`);
        assert.deepEqual(errors, []);
        await context.close();
    });

    it('the matrix shows the numbers that the engine gave', async () => {
        const { page, context } = await open(browser);
        const answer = await getJson(`/api/v1/ask?${askedFor(page)}`);
        for (const cell of answer.matrix) {
            const text = await page.locator(`#cell-${cell.scope}-${cell.depth}`).innerText();
            if (cell.probability === null) assert.match(text, /no evidence/);
            else if (cell.probability >= 0.01 && cell.probability <= 0.99)
                assert.ok(
                    text.includes(`${Math.round(cell.probability * 100)}%`),
                    `${cell.scope} × ${cell.depth}: ${text} against ${cell.probability}`,
                );
        }
        assert.equal(await page.locator('.matrix .flag').count(), answer.frontier.length);
        await context.close();
    });

    it('a click on a cell shows its composition, and the address keeps the cell', async () => {
        const { page, context } = await open(browser);
        const answer = await getJson(`/api/v1/ask?${askedFor(page)}`);
        const cell = answer.matrix.find((each) => each.composition.length > 0);
        assert.ok(cell, 'some cell has a composition');
        await page.click(`#cell-${cell.scope}-${cell.depth}`);
        const names = await page.locator('[data-role=composition] li').allInnerTexts();
        const first = answer.question.actors.find((actor) => actor.id === cell.composition[0]);
        assert.ok(names.includes(first?.name ?? cell.composition[0]), `${names} names ${cell.composition[0]}`);
        assert.equal(askedFor(page).get('cell'), `${cell.scope}:${cell.depth}`);
        await context.close();
    });

    it('arrow keys walk the matrix', async () => {
        const { page, context } = await open(browser);
        await page.click('#cell-bilateral-practice');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowRight');
        assert.equal(await page.evaluate(() => document.activeElement?.id), 'cell-multilateral-interests');
        assert.match(await page.locator('#detail-title').innerText(), /Multilateral.*interests/);
        await context.close();
    });

    it('adding an actor changes the address and the answer; Back undoes it', async () => {
        const { page, context } = await open(browser, { path: '/?actors=IND,AUS&issue=trade' });
        const before = askedFor(page).get('actors');
        const answer = answered(page, (asked) => asked.get('actors')?.split(',').includes('JPN'));
        await add(page, 'Japan');
        const body = await (await answer).json();
        await settled(page);
        assert.equal(askedFor(page).get('actors'), `${before},JPN`);
        assert.equal(await chips(page).count(), 3);
        assert.ok(body.question.actors.some((actor) => actor.id === 'JPN'));
        assert.equal(await page.locator('#verdict-sentence').textContent(), said(body));

        const again = answered(page, (asked) => asked.get('actors') === before);
        await page.goBack();
        await again;
        assert.equal(await chips(page).count(), 2);
        await context.close();
    });

    it('removing an actor asks anew', async () => {
        const { page, context } = await open(browser, { path: '/?actors=IND,AUS,JPN&issue=trade' });
        const answer = answered(page, (asked) => asked.get('actors') === 'IND,AUS');
        await chips(page).last().locator('button').click();
        assert.equal((await answer).status(), 200);
        await settled(page);
        assert.equal(askedFor(page).get('actors'), 'IND,AUS');
        await context.close();
    });

    it('an actor dragged out of the room changes the matrix, and can be called back', async () => {
        const { page, context } = await open(browser, { path: '/?actors=IND,AUS,JPN&issue=trade&as_of=2012' });
        const without = answered(page, (asked) => asked.get('must_not') === 'JPN');
        await page.locator('.room .in li', { hasText: 'Japan' }).dragTo(page.locator('.room .out'));
        const body = await (await without).json();
        await page.waitForFunction((verdict) => document.querySelector('#verdict-sentence')?.textContent === verdict, said(body));
        assert.deepEqual(body.question.actors.map((actor) => actor.id).sort(), ['AUS', 'IND']);
        assert.equal(askedFor(page).get('must_not'), 'JPN');
        const back = answered(page, (asked) => asked.get('actors') === 'IND,AUS,JPN' && asked.get('must_not') === null);
        await page.getByRole('button', { name: 'Call Japan back' }).click();
        await back;
        await settled(page);
        assert.equal(askedFor(page).get('must_not'), null);
        await context.close();
    });

    it('one member leaves a group by its button, and the others stay', async () => {
        const { page, context } = await open(browser, { path: '/?actors=G7:members&issue=trade&as_of=2012' });
        const without = answered(page, (asked) => asked.get('must_not') === 'CAN');
        await page.getByRole('button', { name: 'Send Canada out of the room' }).click();
        const left = (await (await without).json()).question.actors;
        assert.ok(left.length === 6 && !left.some((actor) => actor.id === 'CAN'));
        assert.equal(askedFor(page).get('actors'), 'G7:members');
        await context.close();
    });

    it('an actor who must be in is in every composition, and the link says so', async () => {
        const { page, context } = await open(browser, { path: '/?actors=IND,AUS,JPN,USA&issue=trade&as_of=2012' });
        const demanded = answered(page, (asked) => asked.get('must') === 'IND');
        await page.getByRole('button', { name: 'India must be in' }).click();
        const body = await (await demanded).json();
        assert.deepEqual(body.question.must, ['IND']);
        for (const one of body.compositions) assert.ok(one.members.includes('IND'), `${one.scope}: ${one.members}`);
        await page.waitForSelector('.room [aria-pressed=true]');
        const theirs = await open(browser, { path: new URL(page.url()).search });
        assert.equal(await theirs.page.locator('.room .must').innerText(), 'India\n−');
        await theirs.context.close();
        await context.close();
    });

    it('the frontier’s history is asked for when it is opened, and the link keeps it open', async () => {
        const { page, context, requests } = await open(browser, { path: '/?actors=EU,IND&issue=climate&as_of=2014' });
        assert.ok(!requests.some((address) => address.includes('history=')));
        const answer = answered(page, (asked) => asked.get('history') === 'true');
        await page.getByRole('button', { name: /decade by decade/ }).click();
        const { history } = await (await answer).json();
        await page.waitForSelector('[aria-labelledby=history-title] svg');
        assert.equal(await page.locator('[aria-labelledby=history-title] ol li').count(), history.length);
        assert.equal(askedFor(page).get('history'), '1');
        const asked = answered(page, (put) => put.get('as_of') === String(history[0].as_of));
        await page.locator('[aria-labelledby=history-title] .year').first().click();
        await asked;
        await context.close();
    });

    it('what speaks for it and what would change it stand under the table', async () => {
        const { page, context } = await open(browser, { path: '/?actors=IND,AUS,JPN&issue=trade&as_of=2012' });
        const answer = await getJson(`/api/v1/ask?${askedFor(page)}`);
        await page.waitForSelector('#reasons-title');
        if (answer.contributions.length > 0) await page.waitForSelector('[aria-labelledby=reasons-title] svg');
        assert.equal(await page.locator('[aria-labelledby=reasons-title] ul li').count(), answer.movers.length);
        await context.close();
    });

    it('the members of a group can be typed', async () => {
        const { page, context } = await open(browser, { path: '/?actors=IND&issue=trade', waitFor: '#actor-search' });
        const answer = answered(page, (asked) => asked.get('actors') === 'IND,EU:members');
        await add(page, 'EU:members');
        const body = await (await answer).json();
        assert.ok(body.question.actors.length > 10, 'the Union is many actors');
        await context.close();
    });

    it('an unknown actor is answered with a hint, and taking it out mends the page', async () => {
        const { page, context, errors } = await open(browser, { path: '/?actors=IND,AUS&issue=trade' });
        await add(page, 'Atlantis');
        await page.waitForSelector('[role=alert]');
        assert.match(await page.locator('[role=alert]').innerText(), /Atlantis/);
        assert.ok((await page.locator('[data-role=hint]').innerText()).length > 5);
        assert.equal(await page.locator('#verdict-sentence').count(), 0, 'no old answer stands under the new question');
        await chips(page).last().locator('button').click();
        await page.waitForSelector('#verdict-sentence');
        assert.equal(await page.locator('[role=alert]').count(), 0);
        assert.deepEqual(errors, []);
        await context.close();
    });

    it('with nobody to ask about the page invites, and an example is answered', async () => {
        const { page, context, requests } = await open(browser, { path: '/?actors=&issue=trade', waitFor: '.invitation' });
        assert.equal(requests.filter((address) => address.includes('/api/v1/ask')).length, 0);
        await page.locator('.invitation button').last().click();
        await page.waitForSelector('#verdict-sentence');
        assert.equal(askedFor(page).get('actors'), 'USA,JPN,AUS');
        await context.close();
    });

    it('a link gives a colleague the same view', async () => {
        const { page, context } = await open(browser, {
            path: '/?actors=IND,AUS&issue=trade&as_of=2010&horizon=7&threshold=0.35&impact=0.2',
        });
        await page.click('#cell-minilateral-rules');
        const theirs = await open(browser, { path: new URL(page.url()).search });
        assert.equal(theirs.page.url(), page.url());
        for (const place of ['#verdict-sentence', '#detail-title', '.matrix table'])
            assert.equal(await theirs.page.locator(place).innerText(), await page.locator(place).innerText());
        assert.equal(await theirs.page.getByLabel('Horizon, in years').inputValue(), '7');
        await theirs.context.close();
        await context.close();
    });

    it('an answer that comes too late is not shown', async () => {
        const { page, context } = await open(browser, { path: '/?actors=IND,AUS&issue=trade&as_of=2010' });
        await page.route(/as_of=2005/, async (route) => {
            await new Promise((resolve) => setTimeout(resolve, 900));
            await route.continue().catch(() => undefined);
        });
        const setYear = async (year) => {
            const field = page.getByLabel('As of', { exact: true });
            await field.fill(String(year));
            await field.blur();
        };
        const slow = page.waitForRequest(/as_of=2005/);
        await setYear(2005);
        await slow;
        const quick = answered(page, (asked) => asked.get('as_of') === '2008');
        await setYear(2008);
        await quick;
        await page.waitForTimeout(1200);
        assert.match(await page.locator('.verdict .kicker').innerText(), /2008/);
        assert.equal(askedFor(page).get('as_of'), '2008');
        await context.close();
    });

    it('a lost engine is told, and asking again brings the answer back', async () => {
        const { page, context } = await open(browser, { path: '/?actors=IND,AUS&issue=trade' });
        await page.route('**/api/v1/ask*', (route) => route.abort());
        await chips(page).last().locator('button').click();
        await page.waitForSelector('[role=alert]');
        assert.match(await page.locator('[role=alert]').innerText(), /does not answer/);
        await page.unroute('**/api/v1/ask*');
        await add(page, 'AUS');
        await page.waitForSelector('#verdict-sentence');
        await context.close();
    });

    it('a phone 390 pixels wide shows all of the matrix', async () => {
        const { page, context } = await open(browser, { width: 390, height: 844 });
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, 'nothing reaches over the edge');
        for (const box of await page.locator('tbody td[role=gridcell]').all()) {
            const { x, width } = await box.boundingBox();
            assert.ok(x >= 0 && x + width <= 390 && width > 36, `a cell of ${width} at ${x}`);
        }
        await page.locator('#cell-bilateral-culture').click();
        assert.match(await page.locator('#detail-title').innerText(), /Bilateral.*culture/);
        await context.close();
    });

    it('no request leaves the origin', async () => {
        const { page, context, requests } = await open(browser);
        await page.click('#cell-bilateral-rules');
        await page.getByRole('button', { name: /theme/ }).click();
        await settled(page);
        assert.ok(requests.length >= 6);
        for (const address of requests) assert.equal(new URL(address).origin, new URL(base).origin);
        await context.close();
    });
});
