/** The page asks for nothing, and text in it is text. */
import {readFileSync} from 'node:fs';
import {parse} from 'csv-parse/sync';
import {product, reportData, wastedSeat} from '../../../test/support/report-data';
import {reportTenant} from '../../../test/support/report-tenant';
import {TestBrowser} from './browser';

const HOSTILE = [
  '<img src=x onerror="document.title=1">',
  '</script><script>document.title=1</script>',
  '<!--<script>',
  '"><svg onload=document.title=1>',
  "' onmouseover='document.title=1",
  '</style><style>body{display:none}',
  '&lt;b&gt; &amp;',
  '${document.title=1}',
  '=HYPERLINK("http://192.0.2.1")',
  'two\r\nlines\u2028\u2029',
  'nul\0and half \ud83d pair',
  'gnp.\u202eexe',
];

/** As a text that gets into the page by a mistake of ours would. */
const ADD_SCRIPT = `{
  const script = document.createElement('script');
  script.textContent = 'document.title = "changed"';
  document.body.append(script);
}`;

/** Names in the list, without the addresses below them. */
const NAMES = `[...document.querySelectorAll('#list-table tbody th .cell')]
  .map(({firstChild}) => firstChild.textContent)`;

let browser: TestBrowser;
beforeAll(async () => {
  browser = await TestBrowser.start();
});
afterAll(() => browser.close());

test('the page opens without a network, a request or a complaint of the browser', async () => {
  const opened = await browser.open(reportTenant({users: 300}));
  await opened.page.fill('#list-search', 'sales');
  await opened.page.hover('svg.stack');
  expect(opened.complaints).toEqual([]);
  expect(opened.requests).toEqual([]);
});

test('names, departments and products that are markup stay text, and run nothing', async () => {
  const seats = HOSTILE.map((text, index) =>
    wastedSeat({
      wasted_seat_id: `seat-${index}`,
      user_id: `user-${index}`,
      display_name: text,
      user_principal_name: `${text}@contoso.com`,
      department: text,
      cost_center: text,
      country: text,
      product: text,
    }),
  );
  const products = HOSTILE.map((text, index) => product({sku_id: `sku-${index}`, product: text}));
  const data = reportData({
    unread: [{stream: '<b>stream', message: HOSTILE[0]!, marts: ['m365__renewals']}],
    marts: {m365__wasted_seats: seats, m365__seat_inventory: products},
  });
  const {page, complaints, requests} = await browser.open(data);
  const title = await page.title();
  await page.fill('#list-search', 'o');
  await page.click('#list-clear');
  const names = await page.evaluate<string[]>(NAMES);
  const shown = (text: string): string =>
    text.replace('\0', '').replace('\ud83d', '\ufffd').replace('\r', '');
  expect([...names].sort()).toEqual(HOSTILE.map(shown).sort());
  expect(await page.title()).toBe(title);
  expect(await page.locator('main img, main b + svg, main style').count()).toBe(0);
  expect(complaints).toEqual([]);
  expect(requests).toEqual([]);
});

test('formulas in a downloaded CSV are text, and line ends stay what they are', async () => {
  const seats = HOSTILE.slice(0, 10).map((text, index) =>
    wastedSeat({wasted_seat_id: `seat-${index}`, display_name: text}),
  );
  const {page} = await browser.open(reportData({marts: {m365__wasted_seats: seats}}));
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('#save-all')]);
  const text = readFileSync(await file.path(), 'utf8');
  const rows: Record<string, string>[] = parse(text, {bom: true, columns: true});
  expect(rows.map((row) => row['display_name']).sort()).toEqual(
    HOSTILE.slice(0, 10)
      .map((name) => (name.startsWith('=') ? `'${name}` : name))
      .sort(),
  );
});

test('the policy lets no other script run', async () => {
  const {page, complaints} = await browser.open(reportTenant({users: 20}));
  await page.evaluate(ADD_SCRIPT);
  expect(await page.title()).not.toBe('changed');
  expect(complaints.join()).toMatch('Content Security Policy');
});
