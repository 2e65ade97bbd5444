/** On paper: no part of the list is missing, tables have their heads on each sheet and nowhere else. */
import {execFileSync} from 'node:child_process';
import {reportTenant} from '../../../test/support/report-tenant';
import type {ReportData} from '../../report-data';
import {TestBrowser} from './browser';

const HEAD = /Person\s+Department\s+Product\s+Why/;

let browser: TestBrowser;
beforeAll(async () => {
  browser = await TestBrowser.start();
});
afterAll(() => browser.close());

/** The sheets with their lines of text; what a reader sees, from Debian's poppler-utils. */
async function sheetsOf(data: ReportData, settings: object = {}): Promise<string[][]> {
  const {page} = await browser.open(data, {}, settings);
  const pdf = await page.pdf({preferCSSPageSize: true});
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], {input: pdf, encoding: 'utf8'});
  const sheets = text.split('\f').map((sheet) => sheet.split('\n').filter((line) => line.trim()));
  return sheets.filter((lines) => lines.length > 0);
}

test.each([
  ['with the script', {}],
  ['without the script', {javaScriptEnabled: false}],
  ['from a dark screen', {colorScheme: 'dark'}],
])('every row of the list is printed under its heading %s', async (_, settings) => {
  const data = reportTenant({users: 300});
  const sheets = await sheetsOf(data, settings);
  const first = sheets.findIndex((lines) => lines.some((line) => HEAD.test(line)));
  const listed = sheets.slice(first).map((lines) => lines.join('\n'));
  for (const {display_name: name} of data.marts.m365__wasted_seats) {
    if (name) expect(listed.join('\n')).toMatch(new RegExp(`${name}\\b`));
  }
  const withHead = sheets.map((lines) => lines.findIndex((line) => HEAD.test(line)));
  const inList = withHead.slice(first, withHead.findLastIndex((line) => line >= 0) + 1);
  // After the sheet on which the list begins, the head is what each sheet begins with, and stands there once.
  expect(inList.length).toBeGreaterThan(3);
  expect(inList.slice(1).every((line) => line === 0 || line === 1)).toBe(true);
  for (const lines of sheets) {
    expect(lines.filter((line) => HEAD.test(line)).length).toBeLessThan(2);
  }
});

test('controls, links between sections and what only a screen needs are not printed', async () => {
  const text = (await sheetsOf(reportTenant({users: 60}))).flat().join('\n');
  expect(text).not.toMatch(/Download|Clear|Show all rows|Skip to the report/);
  expect(text).toMatch(/What can be given back/);
});

test('tables of people that a screen folds are printed', async () => {
  const text = (await sheetsOf(reportTenant({users: 60}))).flat().join('\n');
  expect(text).toMatch(/15 seats that could use a smaller suite/);
  expect(text).toMatch(/Microsoft 365 F3/);
});

test('a heading never ends a sheet', async () => {
  const data = reportTenant({users: 300});
  const {page} = await browser.open(data);
  const headings = (await page.locator('h2, h3').allTextContents()).map((text) => text.trim());
  const sheets = await sheetsOf(data);
  const last = sheets.map((lines) => lines.at(-1)!.trim());
  expect(last.filter((line) => headings.includes(line))).toEqual([]);
});
