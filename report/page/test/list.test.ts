/** The list of wasted seats answers what is typed, chosen and clicked, and gives all rows as CSV. */
import {readFileSync} from 'node:fs';
import {parse} from 'csv-parse/sync';
import type {Page} from 'playwright-core';
import {reportTenant} from '../../../test/support/report-tenant';
import {MARTS} from '../../marts';
import type {WastedSeatsRow} from '../../marts';
import {TestBrowser} from './browser';

const DATA = reportTenant({users: 300});
const SEATS = DATA.marts.m365__wasted_seats;

let browser: TestBrowser;
beforeAll(async () => {
  browser = await TestBrowser.start();
});
afterAll(() => browser.close());

/** Texts of a column of the list, without what stands below in small letters. */
async function column(page: Page, index: number): Promise<string[]> {
  const cells = page.locator(`#list-table tbody tr > :nth-child(${index + 1})`);
  return (await cells.allInnerTexts()).map((text) => text.split('\n')[0]!.trim());
}

function count(page: Page): Promise<string | null> {
  return page.textContent('#list-count');
}

async function download(page: Page, button: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  return readFileSync(await file.path(), 'utf8');
}

/** The values of a CSV as the mart has them. */
function rowsOf(csv: string): Record<string, unknown>[] {
  const rows: Record<string, string>[] = parse(csv, {bom: true, columns: true});
  return rows.map((row) =>
    Object.fromEntries(
      MARTS.m365__wasted_seats.columns.map(({name, kind}) => [name, valueOf(row[name]!, kind)]),
    ),
  );
}

function valueOf(text: string, kind: string): unknown {
  if (text === '') return null;
  if (kind === 'integer' || kind === 'decimal') return Number(text);
  if (kind === 'boolean') return text === 'true';
  return text;
}

function byId(rows: readonly object[]): object[] {
  return [...(rows as WastedSeatsRow[])].sort((a, b) =>
    a.wasted_seat_id < b.wasted_seat_id ? -1 : 1,
  );
}

test('the button gives a CSV with every row and value of the mart', async () => {
  const {page} = await browser.open(DATA);
  const rows = rowsOf(await download(page, '#save-all'));
  expect(byId(rows)).toEqual(byId(SEATS));
});

test('words that are typed must all stand in the row, in any order and case', async () => {
  const {page} = await browser.open(DATA);
  await page.fill('#list-search', '12 näme SALES');
  const names = await column(page, 0);
  const expected = SEATS.filter(
    ({display_name, department}) => department === 'Sales, EMEA' && display_name!.includes('12'),
  );
  expect(expected.length).toBeGreaterThan(0);
  expect([...names].sort()).toEqual(expected.map(({display_name}) => display_name).sort());
  expect(await count(page)).toBe(
    `${expected.length} of ${SEATS.length} rows, ${expected.length} seats.`,
  );
});

test('filters apply together, and only what they leave is downloaded', async () => {
  const {page} = await browser.open(DATA);
  expect(await page.isHidden('#save-selected')).toBe(true);
  await page.selectOption('select[name=reason]', 'inactive');
  await page.selectOption('select[name=confidence]', 'review');
  await page.selectOption('select[name=product]', 'Visio Plan 2');
  const expected = SEATS.filter(
    ({reason, confidence, product}) =>
      reason === 'inactive' && confidence === 'review' && product === 'Visio Plan 2',
  );
  expect(expected.length).toBeGreaterThan(0);
  expect(byId(rowsOf(await download(page, '#save-selected')))).toEqual(byId(expected));
  await page.click('#list-clear');
  expect(await count(page)).toMatch(`${SEATS.length} rows,`);
});

test('people without a department can be chosen', async () => {
  const {page} = await browser.open(DATA);
  await page.selectOption('select[name=department]', '(none)');
  const expected = SEATS.filter(({department}) => department === null).length;
  expect(await count(page)).toMatch(`${expected} of ${SEATS.length} rows,`);
});

test('headings sort by what the column means, first up, then down', async () => {
  const {page} = await browser.open(DATA);
  const value = page.locator('#list-table thead th').nth(7);
  await value.locator('button').press('Enter');
  expect(await value.getAttribute('aria-sort')).toBe('ascending');
  expect((await column(page, 7))[0]).toBe('€34.00');
  await value.locator('button').press('Enter');
  expect(await value.getAttribute('aria-sort')).toBe('descending');
  expect((await column(page, 7)).slice(0, 2)).toEqual(['€402.50', '€238.00']);
  const sure = page.locator('#list-table thead th').nth(4);
  await sure.locator('button').click();
  expect(await value.getAttribute('aria-sort')).toBe('none');
  expect((await column(page, 4))[0]).toBe('Certain');
});

test('a telephone, which has no headings, sorts by a list of them', async () => {
  const {page} = await browser.open(DATA, {}, {viewport: {width: 390, height: 844}});
  expect(await page.locator('#list-table thead button:visible').count()).toBe(0);
  await page.selectOption('#list-order', {label: 'Value a month'});
  expect((await column(page, 7))[0]).toBe('€34.00');
  await page.selectOption('#list-order', '');
  expect((await column(page, 7))[0]).toBe('€402.50');
});

test('the screen begins with some rows and shows all on demand', async () => {
  const {page} = await browser.open(DATA);
  expect(await column(page, 0)).toHaveLength(50);
  expect(await count(page)).toMatch(/; the first 50 are shown\.$/);
  await page.click('#list-more');
  expect(await column(page, 0)).toHaveLength(SEATS.length);
  expect(await page.isHidden('#list-more')).toBe(true);
});
