// The views that the running engine offers, and what a reader takes along from them.
import { readFile } from 'node:fs/promises';
import { getJson } from './browser.mjs';

export const about = await getJson('/api/v1/about');
export const offered = new Set(about.views);
/** Common ground as of this year is known to the starter atlas too, which holds no roll calls. */
export const NORMS = '/?view=norms&actors=IND,BRA,ZAF&issue=human_rights&as_of=2020';

/** A view's address, what stands in it once it is filled, and the endpoints that it needs. */
export const VIEWS = [
    { path: '/', filled: '#verdict-sentence', needs: [] },
    { path: '/?view=order&year=1985', filled: '.three svg', needs: ['order'] },
    { path: '/?view=map&year=2014', filled: '.map svg', needs: ['principles', 'power'] },
    { path: '/?view=lookback', filled: '.cases li', needs: ['lookback'] },
    { path: '/?view=registry', filled: 'tbody td a', needs: ['registry'] },
    { path: '/?view=registry&show=network&year=2014', filled: '.node', needs: ['registry/network'] },
    { path: '/?view=registry&show=audit', filled: '.wide table', needs: ['registry/audit'] },
    { path: '/?view=registry&id=abraham-accords', filled: '#evidence-title', needs: ['registry'] },
    { path: '/?view=core&issue=climate&share=0.8&as_of=2014', filled: '[data-role=core]', needs: ['core'] },
    {
        path: NORMS,
        filled: '[data-role=proposals] li',
        needs: ['common-ground'],
    },
].filter((view) => view.needs.every((need) => offered.has(need)));

/** The file that a click on a download button brings. */
export async function saved(page, label) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: label }).first().click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}
