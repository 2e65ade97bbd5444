import {tmpdir} from 'node:os';
import {Readable} from 'node:stream';
import fc from 'fast-check';
import {TransientError} from '../../src/errors';
import {NetworkError} from '../../src/graph/network-error';
import {spoolReport} from '../../src/graph/reports/report-file';
import type {Row} from '../../src/streams/define-stream';
import {reportStream} from '../support/fake-reports';
import {FakePages, read} from '../support/fake-pages';
import type {Outcome} from '../support/fake-pages';
import {holds} from './checking';
import {expectForeseen, written} from './outcomes';
import {anySpelling, anyTable, csvOf, damaged} from './tables';

const STREAM = reportStream();
const TITLES = Object.values(STREAM.schema.properties).flatMap(
  ({title}) => (title as string) ?? [],
);

/** Reads a file that is downloaded in pieces. */
function readReport(file: Buffer, {pieces = 1, domains = ['*']} = {}): Promise<Outcome> {
  const size = Math.max(1, Math.ceil(file.length / pieces));
  const chunks = Array.from({length: pieces}, (_, index) =>
    file.subarray(index * size, (index + 1) * size),
  );
  return read(STREAM, new FakePages(), {
    fullRefresh: true,
    domains,
    report: (_url, shouldDownload) =>
      spoolReport(Readable.from(chunks), {shouldDownload, folder: tmpdir()}).catch(giveUp),
  });
}

/** What the client makes of a file that is damaged each time. */
function giveUp(error: unknown): never {
  throw error instanceof NetworkError ? new TransientError(error.message, {cause: error}) : error;
}

/** Every text of a cell is somewhere in the row: as it is, or converted by its column's type. */
function expectAllCells(row: Row, cells: string[]): void {
  const others = Object.values((row['other_columns'] ?? {}) as Row);
  const fields = Object.entries(row).filter(([field]) => !/_/.test(field) && field !== 'id');
  const values = fields.flatMap(([, value]) => (value === null ? [] : [JSON.stringify(value)]));
  const filled = cells.filter((cell) => cell !== '');
  for (const cell of filled) {
    const isThere = others.includes(cell) || values.some((value) => isReading(value, cell));
    if (!isThere) throw new Error(`${JSON.stringify(cell)} is not in ${JSON.stringify(row)}`);
  }
  expect(others.length + values.length).toBeGreaterThanOrEqual(filled.length);
}

function isReading(value: string, cell: string): boolean {
  if ([cell, cell.slice(0, 10)].some((text) => value === JSON.stringify(text))) return true;
  if (/^-?\d+(\.0+)?$/.test(cell)) return Number(value) === Number(cell);
  return /^(true|false|yes|no)$/i.test(cell) && /^(true|false)$/.test(value);
}

test('every table is delivered row by row, with every cell', async () => {
  const property = fc.asyncProperty(
    anyTable(TITLES),
    anySpelling(),
    fc.integer({min: 1, max: 9}),
    async (table, spelling, pieces) => {
      const outcome = await readReport(csvOf(table, spelling), {pieces});
      // A file whose last line has no end is only taken where that line is clearly whole.
      if (outcome.error && !spelling.ended) return expectForeseen(outcome.error);
      expect(outcome.error).toBeUndefined();
      expect(outcome.rows.length).toBe(table.rows.length);
      table.rows.forEach((cells, index) => expectAllCells(outcome.rows[index]!, cells));
      expect(written('mails', outcome.rows)).toHaveLength(table.rows.length);
      expect(outcome.rows.every((row) => row['reportRefreshDate'] !== null)).toBe(true);
    },
  );
  await holds(property);
});

test('with domains, every row is delivered or counted as left out', async () => {
  const property = fc.asyncProperty(anyTable(TITLES), anySpelling(), async (table, spelling) => {
    const file = csvOf(table, {...spelling, ended: true});
    const {rows, skipped, error} = await readReport(file, {domains: ['contoso.com']});
    if (error) return expectForeseen(error);
    const left = skipped.outsideDomains + skipped.withoutName;
    expect(rows.length + left).toBe(table.rows.length);
  });
  await holds(property, {share: 0.5});
});

describe('a file that is no table is delivered in full, or named as damaged', () => {
  /** Never more rows than lines, and none without a key. */
  async function expectSound(file: Buffer): Promise<void> {
    const {rows, error} = await readReport(file, {pieces: 3});
    if (error) expectForeseen(error);
    const lines = file.toString('latin1').split(/[\r\n]/).length;
    expect(rows.length).toBeLessThan(lines);
    written('mails', rows);
  }

  test('any bytes', async () => {
    const bytes = fc.uint8Array({maxLength: 400}).map((array) => Buffer.from(array));
    await holds(fc.asyncProperty(bytes, expectSound));
  });

  test('any bytes behind a header', async () => {
    const header = Buffer.from(`${TITLES.join(',')}\r\n`);
    const bytes = fc
      .uint8Array({maxLength: 400})
      .map((array) => Buffer.concat([header, Buffer.from(array)]));
    await holds(fc.asyncProperty(bytes, expectSound));
  });

  test('a table with damaged bytes', async () => {
    const file = fc
      .tuple(anyTable(TITLES), anySpelling())
      .chain(([table, spelling]) => damaged(csvOf(table, spelling)));
    await holds(fc.asyncProperty(file, expectSound));
  });
});

describe('a report without a day of its own is an error, not an empty report:', () => {
  test.each(['', 'n/a', '2026-02-31', '9999-12-31', '02/27/2026'])('%j', async (day) => {
    const file = csvOf(
      {header: ['Report Refresh Date', 'User Principal Name'], rows: [[day, 'ana@contoso.com']]},
      {mark: true, lineEnd: '\n', ended: true, quoted: false},
    );
    const {error, rows, states} = await readReport(file);
    expect(error?.message).toMatch(/has rows, but the first has no date .* Report Refresh Date/);
    expect([rows, states]).toEqual([[], []]);
  });
});
