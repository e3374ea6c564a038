// The pictures of docs/: every view in both themes, as WebP.
//
// ENTENTE_URL=http://127.0.0.1:8137 npm run screenshots [-- VIEW…]
import { mkdir, writeFile } from 'node:fs/promises';
import { launch, open } from './browser.mjs';

const folder = new URL('../../docs/images/', import.meta.url);
const WIDTH = 1440;

/** Name of the picture, address, what stands there once it is filled, and the height shown. */
const VIEWS = [
    ['ask', '/?actors=USA,JPN,AUS,CAN,MEX,VNM&issue=trade&as_of=2012', '#reasons-title', 1000],
    ['core', '/?view=core&issue=climate&share=0.8&as_of=2019', '[aria-labelledby=leave-title] svg', 1300],
    ['norms', '/?view=norms&actors=EU,IND,BRA,ZAF&issue=human_rights&as_of=2020', '[data-role=proposals] li', 1100],
    ['order', '/?view=order&year=1913', '.three svg', 1160],
    ['map', '/?view=map&year=2014', '.map svg', 980],
    ['registry', '/?view=registry&show=audit', '.wide table', 1080],
    ['network', '/?view=registry&show=network&year=2014', '.node', 1080],
    ['partnership', '/?view=registry&id=eu-india', '#evidence-title', 900],
    ['lookback', '/?view=lookback', '.cases li', 1000],
];

/** Makes a picture smaller: the browser itself writes WebP. */
async function asWebp(page, png) {
    const address = await page.evaluate(async (text) => {
        const picture = new Image();
        picture.src = `data:image/png;base64,${text}`;
        await picture.decode();
        const canvas = document.createElement('canvas');
        canvas.width = picture.naturalWidth;
        canvas.height = picture.naturalHeight;
        canvas.getContext('2d').drawImage(picture, 0, 0);
        return canvas.toDataURL('image/webp', 0.82);
    }, png.toString('base64'));
    return Buffer.from(address.split(',')[1], 'base64');
}

await mkdir(folder, { recursive: true });
const browser = await launch();
const wanted = process.argv.slice(2);
for (const [name, path, filled, height] of VIEWS) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const colorScheme of ['light', 'dark']) {
        const { page, context } = await open(browser, { path, width: WIDTH, height, colorScheme, waitFor: filled });
        await page.waitForTimeout(600);
        const picture = await asWebp(page, await page.screenshot());
        const file = `workbench-${name}${colorScheme === 'dark' ? '-dark' : ''}.webp`;
        await writeFile(new URL(file, folder), picture);
        console.log(`${file}  ${Math.round(picture.length / 1000)} kB`);
        await context.close();
    }
}
await browser.close();
