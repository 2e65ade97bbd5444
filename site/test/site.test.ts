/** The site that npm run docs:site built, in a browser that reaches nothing but this machine. */
import {readFileSync, readdirSync} from 'node:fs';
import type {AxeResults, RunOptions} from 'axe-core';
import {chromium} from 'playwright-core';
import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import {HTML} from '../folders';
import {readSite} from '../site';
import {serveFolder} from './serve-folder';
import type {ServedFolder} from './serve-folder';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = {width: 390, height: 844};
const DESK = {width: 1280, height: 800};
const PAGES = readdirSync(HTML, {recursive: true, encoding: 'utf8'}).filter(
  (file) => file.endsWith('.html') && !file.startsWith('examples/'),
);

interface WithAxe {
  axe: {run(options: RunOptions): Promise<AxeResults>};
}

let server: ServedFolder;
let browser: Browser;
/** Addresses elsewhere that a page asked for, and what it complained of. */
const faults: string[] = [];

beforeAll(async () => {
  server = await serveFolder(HTML, readSite({}).base);
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM']!,
    args: ['--no-sandbox'],
  });
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
beforeEach(() => faults.splice(0));

async function openTab(settings: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(settings);
  await context.route(
    (url) => !url.href.startsWith(server.address),
    (route) => {
      faults.push(route.request().url());
      return route.abort();
    },
  );
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  return page;
}

async function open(page: Page, path: string): Promise<void> {
  const response = await page.goto(server.address + path);
  if (response?.status() !== 200) faults.push(`${path}: ${response?.status()}`);
}

/** Without scripts, which are the same for all: a page has the same width, and is there sooner. */
test('no page is wider than a phone, or asks another host for anything', async () => {
  const page = await openTab({viewport: PHONE, javaScriptEnabled: false});
  const wide: string[] = [];
  for (const path of PAGES) {
    await open(page, path);
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (width > PHONE.width) wide.push(`${path}: ${width}`);
  }
  expect(PAGES.length).toBeGreaterThan(80);
  expect(wide).toEqual([]);
  expect(faults).toEqual([]);
});

test.each([
  ['MFA', 'MFA registration'],
  ['sign_in_activity', 'sign_in_activity'],
  ['AADSTS7000222', 'Errors'],
])('the search finds %s', async (words, title) => {
  const page = await openTab({viewport: DESK});
  await open(page, 'quick-start.html');
  await page.locator('.VPNavBarSearch button').first().click();
  await page.locator('#localsearch-input').fill(words);
  const results = page.locator('.results .result');
  await results.first().waitFor();
  expect((await results.allInnerTexts()).join('\n')).toContain(title);
  await results.first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('quick-start.html'));
  expect(faults).toEqual([]);
});

const KINDS = [
  'index.html',
  'setup.html',
  'streams.html',
  'streams/users.html',
  'errors.html',
  'data-model.html',
  'warehouse.html',
  'troubleshooting.html',
];

test.each([
  ['light' as const, DESK],
  ['dark' as const, PHONE],
])('axe finds nothing serious: %s', async (colorScheme, viewport) => {
  const page = await openTab({viewport, colorScheme});
  const found: string[] = [];
  for (const path of KINDS) {
    await open(page, path);
    await page.evaluate(AXE);
    const results = await page.evaluate(() =>
      (globalThis as unknown as WithAxe).axe.run({resultTypes: ['violations']}),
    );
    for (const {id, impact, nodes} of results.violations)
      if (impact === 'serious' || impact === 'critical')
        found.push(`${path}: ${id}: ${nodes[0]?.html}`);
  }
  expect(found).toEqual([]);
  expect(faults).toEqual([]);
});

test('a diagram is drawn, and has the colours of the page in light and dark', async () => {
  const colours = await Promise.all(
    (['light', 'dark'] as const).map(async (colorScheme) => {
      const page = await openTab({viewport: DESK, colorScheme});
      await open(page, 'data-model.html');
      return page.evaluate<string>(
        `getComputedStyle([...document.querySelectorAll('.diagram svg text')]
          .find(({textContent}) => textContent === 'user_licenses')).fill`,
      );
    }),
  );
  expect(new Set(colours).size).toBe(2);
});

test('the example report is served as it is', async () => {
  const page = await openTab({viewport: DESK});
  await open(page, 'report.html');
  expect(await page.locator('img[src*="report"]').first().isVisible()).toBe(true);
  await open(page, 'index.html');
  await page.getByText('See an example report').click();
  await page.waitForURL(/examples\/report\.html$/);
  expect(await page.locator('.VPNav').count()).toBe(0);
  expect(await page.locator('section').count()).toBeGreaterThan(3);
});
