/** A tenant of 20,000 users: the page stays readable, and the CSV is whole. */
import {readFileSync} from 'node:fs';
import {reportTenant} from '../../../test/support/report-tenant';
import {wastedSeatsCsv} from '../../wasted-seats-csv';
import {TestBrowser} from './browser';

const DATA = reportTenant({users: 20_000});
const SEATS = DATA.marts.m365__wasted_seats;

let browser: TestBrowser;
beforeAll(async () => {
  browser = await TestBrowser.start();
});
afterAll(() => browser.close());

test('2,000 rows stand in the page, and it says how many more the CSV has', async () => {
  expect(SEATS.length).toBeGreaterThan(10_000);
  const {page} = await browser.open(DATA, {}, {javaScriptEnabled: false});
  expect(await page.locator('#list-table tbody tr').count()).toBe(2_000);
  expect(await page.textContent('#list-limit')).toMatch(
    /2,000 of 14,003 rows.*the other 12,003 are in the CSV/s,
  );
});

test('the search looks through all rows, and the CSV has all of them', async () => {
  const {page, complaints} = await browser.open(DATA);
  await page.fill('#list-search', 'person.19998@contoso.com');
  expect(await page.locator('#list-table tbody tr').count()).toBe(1);
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('#save-all')]);
  const lines = readFileSync(await file.path(), 'utf8').split('\r\n');
  const expected = [...wastedSeatsCsv(SEATS, {showNames: true})].join('').split('\r\n');
  expect(lines[0]).toBe(expected[0]);
  expect([...lines].sort()).toEqual([...expected].sort());
  expect(complaints).toEqual([]);
});
