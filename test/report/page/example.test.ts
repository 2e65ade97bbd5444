/** The example of the docs is what the page is now; `npm run report:example` makes it anew. */
import {readFileSync} from 'node:fs';
import {EXAMPLE_PAGE, EXAMPLE_PICTURE, MAX_PICTURE_BYTES} from '../../../tools/report-example';
import {renderReport, sectionIds, textOf} from '../../support/report-page';
import {reportTenant} from '../../support/report-tenant';

const page = readFileSync(EXAMPLE_PAGE, 'utf8');

function policyOf(text: string): string {
  return /Content-Security-Policy" content="([^"]*)"/.exec(text)![1]!;
}

function tableHeadings(text: string): string[] {
  return [...text.matchAll(/<thead>(.*?)<\/thead>/gs)].map(([, head]) => textOf(head!).trim());
}

test('it has the style, the script, the sections and the tables of the page', () => {
  const now = renderReport(reportTenant({users: 300}));
  expect(policyOf(page)).toBe(policyOf(now));
  expect(sectionIds(page)).toEqual(sectionIds(now));
  expect(tableHeadings(page)).toEqual(expect.arrayContaining(tableHeadings(now)));
});

test('it says that nobody in it is real, and is of a bearable size', () => {
  expect(page).toContain('Demo: a simulated tenant with made-up people');
  expect(page.length).toBeLessThan(1_000_000);
});

test('the picture is a PNG that is light', () => {
  const picture = readFileSync(EXAMPLE_PICTURE);
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect(picture.length).toBeLessThanOrEqual(MAX_PICTURE_BYTES);
  // Width and height in the header; https://www.w3.org/TR/png-3/#11IHDR
  expect(picture.readUInt32BE(16)).toBeGreaterThan(1_000);
  expect(picture.readUInt32BE(20)).toBeGreaterThan(600);
});
