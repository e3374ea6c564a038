// What axe-core finds wrong with the page as it stands.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One line for each violation, with the elements that have it. */
export async function violations(page) {
    await page.evaluate(axe);
    return page.evaluate(async () =>
        (await window.axe.run()).violations.map(
            (one) =>
                `${one.impact} ${one.id}: ${one.nodes
                    .slice(0, 4)
                    .map((node) => node.html.slice(0, 200))
                    .join(' | ')}`,
        ),
    );
}
