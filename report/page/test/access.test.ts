/** Everybody can read the page: with a screen reader, a keyboard, a telephone, without the script. */
import {readFileSync} from 'node:fs';
import type {AxeResults, RunOptions} from 'axe-core';
import type {Page} from 'playwright-core';
import {reportData} from '../../../test/support/report-data';
import {reportTenant} from '../../../test/support/report-tenant';
import {TestBrowser} from './browser';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** What names the element that has the keyboard. */
const FOCUSED = `(({id, name, textContent}) => id || name || textContent)(document.activeElement)`;
const DATA = reportTenant({users: 80});

let browser: TestBrowser;
beforeAll(async () => {
  browser = await TestBrowser.start();
});
afterAll(() => browser.close());

interface WithAxe {
  axe: {run(options: RunOptions): Promise<AxeResults>};
}

/** What axe finds, a line each. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate(() => (globalThis as unknown as WithAxe).axe.run({}));
  return results.violations.map(({id, nodes}) => `${id}: ${nodes[0]?.html}`);
}

test.each([
  {colorScheme: 'light' as const, viewport: {width: 1280, height: 900}},
  {colorScheme: 'dark' as const, viewport: {width: 1280, height: 900}},
  {colorScheme: 'light' as const, viewport: {width: 390, height: 844}},
  {colorScheme: 'dark' as const, viewport: {width: 390, height: 844}},
])('axe finds nothing: %j', async (settings) => {
  const {page} = await browser.open(DATA, {}, settings);
  for (const summary of await page.locator('summary').all()) await summary.click();
  expect(await violations(page)).toEqual([]);
});

test.each([
  ['nothing was read', reportData({asOfDate: null})],
  [
    'streams could not be read',
    reportData({
      unread: [
        {
          stream: 'sign_in_activity',
          message: 'The permission AuditLog.Read.All is missing.',
          marts: ['m365__wasted_seats', 'm365__admin_mfa_gaps'],
        },
      ],
      notes: [
        {kind: 'pseudonyms'},
        {kind: 'domains', domains: ['contoso.com']},
        {kind: 'concealed_names', streams: ['office365_active_user_detail']},
      ],
    }),
  ],
])('axe finds nothing when %s', async (_, data) => {
  const {page, complaints} = await browser.open(data);
  expect(await violations(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test.each([320, 390, 768, 959, 960, 1280])(
  'nothing is wider than a screen of %i',
  async (width) => {
    const {page} = await browser.open(DATA, {}, {viewport: {width, height: 900}});
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  },
);

test('the keyboard reaches the search, the filters, the headings and the buttons', async () => {
  const {page} = await browser.open(DATA);
  await page.focus('#list-search');
  const reached: string[] = [];
  for (let step = 0; step < 16; step++) {
    reached.push(await page.evaluate<string>(FOCUSED));
    await page.keyboard.press('Tab');
  }
  expect(reached).toEqual(
    expect.arrayContaining(['confidence', 'department', 'save-all', 'Person', 'Value a month']),
  );
});

test('without the script the figures and rows are there, and no control that does nothing', async () => {
  const {page} = await browser.open(DATA, {}, {javaScriptEnabled: false});
  const rows = DATA.marts.m365__wasted_seats.length;
  expect(await page.locator('#list-table tbody tr').count()).toBe(rows);
  expect(await page.locator('button:visible, input:visible, select:visible').count()).toBe(0);
  expect(await page.textContent('noscript')).toMatch('need JavaScript');
  expect(await page.textContent('#summary .lead')).toMatch(/\d+ can be given back now/);
});
