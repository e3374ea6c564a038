// The system's Chromium, and the address of the running `entente serve` that the tests look at.
import { chromium } from 'playwright-core';

export const base = process.env.ENTENTE_URL?.replace(/\/$/, '') ?? '';
if (!base) throw new Error('set ENTENTE_URL to a running `entente serve`, for example http://127.0.0.1:8080');

export function launch() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-dev-shm-usage',
            '--disable-background-networking',
            '--disable-component-update',
            '--no-first-run',
        ],
    });
}

/** Opens the page and keeps watch: every request's address, every error that the page throws or logs. */
export async function open(
    browser,
    { path = '/', width = 1280, height = 900, colorScheme = 'light', waitFor = '#verdict-sentence', root = base } = {},
) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    const requests = [];
    const errors = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
        // A refused question is logged by the browser itself; that is no fault of the page.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text());
    });
    page.setDefaultTimeout(15_000);
    await page.goto(root.replace(/\/$/, '') + path);
    if (waitFor) await page.waitForSelector(waitFor);
    return { context, page, requests, errors };
}

export async function getJson(path) {
    const response = await fetch(`${base}${path}`);
    return response.json();
}
