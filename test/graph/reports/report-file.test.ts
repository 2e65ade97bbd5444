import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {open} from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {ConfigError} from '../../../src/errors';
import {readCsvRows} from '../../../src/graph/reports/csv';
import {spoolReport} from '../../../src/graph/reports/report-file';
import type {ReportFile} from '../../../src/graph/reports/report-file';
import {assertWritable} from '../../../src/graph/reports/temporary-file';
import {expectNoOpenReports} from '../../support/open-reports';

const HEADER = 'Report Refresh Date,User Principal Name\r\n';
const BOM = '\ufeff';

let folder: string;
let files: ReportFile[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reports-'));
  files = [];
});

afterEach(async () => {
  await Promise.all(files.map((file) => file.close()));
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, {recursive: true});
});
expectNoOpenReports();

async function spool(text: string, size = 1_000, to = folder): Promise<ReportFile> {
  const bytes = Buffer.from(text);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  const file = await spoolReport(Readable.from(chunks), {shouldDownload: () => true, folder: to});
  files.push(file);
  return file;
}

async function rowsOf(file: ReportFile): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of readCsvRows(file.read(), file.header.length)) rows.push(row);
  return rows;
}

async function failureOf(text: string): Promise<Error> {
  return spool(text).then(
    () => new Error('there was no failure'),
    (error: Error) => error,
  );
}

describe('a row with a bare quote', () => {
  const day = '2026-02-27';

  test.each<[what: string, cells: string, name: string]>([
    ['within a text', 'x"y', 'x"y'],
    ['at the end of a text', 'x"', 'x"'],
    ['twice', 'x"y"z', 'x"y"z'],
    ['behind a closing quote', '"x"y', '"x"y'],
    ['behind a quoted comma', '"x,y"z', '"x,y"z'],
  ])('%s is read as it stands, and its line is known', async (_what, cell, name) => {
    for (const size of [1, 5, 1_000]) {
      const file = await spool(`${HEADER}${day},${cell}\r\n${day},ann\r\n${day},"b"\r\n`, size);
      expect(await rowsOf(file)).toEqual([
        [day, name],
        [day, 'ann'],
        [day, 'b'],
      ]);
      expect(file.bareQuotes?.line).toBe(2);
      expect(file.first).toEqual([day, name]);
    }
  });

  test('in the last line is no end in the middle of a line', async () => {
    const file = await spool(`${HEADER}${day},"a\r\nb"\r\n${day},x"y\r\n`);
    expect(file.bareQuotes).toEqual({line: 4, count: 1});
  });

  test('that opens a field which no other quote closes is named with its line', async () => {
    const error = await failureOf(`${HEADER}${day},ann\r\n${day},"bob\r\n${day},cid\r\n`);
    expect(error.message).toBe(
      'A report ended in the middle of a field whose quote in line 3 stays open',
    );
  });

  test('in the first row that stays open is named as well', async () => {
    const error = await failureOf(`${HEADER}${day},"ann\r\n${day},bob\r\n`);
    expect(error.message).toContain('line 2');
  });

  test('is not seen where there is none', async () => {
    expect(await spool(`${HEADER}${day},"a ""b"" c"\r\n`)).not.toHaveProperty('bareQuotes');
  });
});

describe('what is no report is named:', () => {
  test.each<[string, string, RegExp]>([
    ['nothing', '', /came an empty file$/],
    ['blank lines', '\r\n \r\n', /came an empty file$/],
    ['a byte order mark', BOM, /came an empty file$/],
    ['HTML', '<!DOCTYPE html>\n<html><title>Sign in</title>', /came HTML \("Sign in"\)$/],
    ['an error in JSON', '{"error": {"code": "x"}}', /came JSON \("\{.*/],
    ['a list in JSON', '[1]', /came JSON \("\[1\]"\)$/],
    ['another table', 'a,b\r\n1,2\r\n', /came "a,b 1,2"$/],
  ])('%s', async (_what, text, message) => {
    const error = await failureOf(text);
    expect(error).toMatchObject({name: 'NetworkError', code: 'NOT_CSV'});
    expect(error.message).toMatch(message);
  });

  test.each([
    '{"value": []}',
    '{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#x","value":[{"reportPeriod":7}]}',
    ' \n{\n  "value" : [\n {"userPrincipalName": "ann@contoso.com"}\n]\n}',
  ])('a report in JSON (%j)', async (text) => {
    expect(await failureOf(text)).toMatchObject({code: 'REPORT_IN_JSON'});
  });
});

describe('a header', () => {
  test.each([
    ['in other capitals', 'REPORT REFRESH DATE,USER PRINCIPAL NAME\r\n'],
    ['behind a blank', ` ${HEADER}`],
    ['behind a byte order mark', `${BOM}${HEADER}`],
    ['behind two', `${BOM}${BOM}${HEADER}`],
    ['in quotes behind two', `${BOM}${BOM}"Report Refresh Date","User Principal Name"\r\n`],
    ['behind a mark and a blank', `${BOM} ${HEADER}`],
    ['without blanks', 'ReportRefreshDate,UserPrincipalName\r\n'],
    ['with other blanks', 'Report\u00a0Refresh  Date,User Principal Name\r\n'],
  ])('%s is that of a report', async (_what, header) => {
    for (const size of [1, 2, 1_000]) {
      const file = await spool(`${header}2026-02-27,ann\r\n`, size);
      expect(await rowsOf(file)).toEqual([['2026-02-27', 'ann']]);
      expect(file).not.toHaveProperty('bareQuotes');
    }
  });
});

describe('a folder for temporary files', () => {
  test.each<[what: string, code: string, path: () => string]>([
    ['that does not exist', 'ENOENT', () => join(folder, 'missing')],
    ['that is a file', 'ENOTDIR', () => __filename],
    ['in which nobody may create a file', '(?:EACCES|EPERM|ENOENT)', () => '/proc/self'],
    ['with a name that is too long', 'ENAMETOOLONG', () => join(folder, 'x'.repeat(300))],
  ])('%s is a ConfigError that names it', async (_what, code, path) => {
    for (const use of [() => spool(HEADER, 1_000, path()), () => assertWritable(path())]) {
      const error: unknown = await use().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ConfigError);
      const {message, messageText} = error as ConfigError;
      expect(messageText.whole).toContain(`temporary files, ${path()}, cannot be written (`);
      expect(message).toMatch(new RegExp(`\\(${code}: .*TMPDIR`));
    }
  });

  test.each(['ENOSPC', 'EROFS', 'EDQUOT', 'EIO', 'EFBIG'])(
    'that fails with %s while it is written is a ConfigError, too',
    async (code) => {
      const failing = await failingWrites(code);
      try {
        const text = `${HEADER}2026-02-27,ann\r\n`;
        for (const use of [() => spool(text), () => assertWritable(folder)]) {
          const error: unknown = await use().catch((thrown: unknown) => thrown);
          expect(error).toMatchObject({failureType: 'config_error'});
          expect((error as Error).message).toContain(
            `${folder}, cannot be written (${code}: full)`,
          );
          expect((error as Error).message.length).toBeLessThan(300);
        }
      } finally {
        failing.mockRestore();
      }
    },
  );

  test('that can be written holds nothing afterwards', async () => {
    await expect(assertWritable(folder)).resolves.toBeUndefined();
    const file = join(folder, 'other');
    writeFileSync(file, '');
    await assertWritable(folder);
    expect(readdirSync(folder)).toEqual(['other']);
    rmSync(file);
  });
});

/** The file system refuses every write to an open file. */
async function failingWrites(code: string): Promise<jest.SpyInstance> {
  const handle = await open(__filename);
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const error = Object.assign(new Error(`${code}: full, write`), {code});
  return jest.spyOn(prototype, 'writeFile').mockRejectedValue(error);
}
