import {Readable} from 'node:stream';
import type {CsvRow} from '../../../src/graph/reports/csv';
import type {ReportFile} from '../../../src/graph/reports/report-file';
import {RowIds} from '../../../src/read/reports/row-ids';
import {loadStreams} from '../../../src/streams/load';
import type {Stream} from '../../../src/streams/stream';

const ZERO = '00000000-0000-0000-0000-000000000000';
const MAIL = ['User Principal Name', 'Display Name', 'Is Deleted', 'Deleted Date', 'Send Count'];
const SITE = ['Site Id', 'Site URL', 'Owner Display Name', 'File Count', 'Is Deleted'];

let streams: Map<string, Stream>;
beforeAll(async () => {
  streams = new Map((await loadStreams()).map((stream) => [stream.definition.name, stream]));
});

/** The ids of the rows of one file, in its order. */
async function idsOf(name: string, header: CsvRow, rows: CsvRow[]): Promise<string[]> {
  const text = [header, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
  const file = {header, read: () => Readable.from([Buffer.from(text)])} as unknown as ReportFile;
  const ids = new RowIds(streams.get(name)!, header);
  await ids.findRepeated(file);
  return rows.map((row, index) => ids.idOf(row, index + 2));
}

const mails = (rows: CsvRow[]): Promise<string[]> =>
  idsOf('email_activity_user_detail', MAIL, rows);
const sites = (rows: CsvRow[]): Promise<string[]> =>
  idsOf('sharepoint_site_usage_detail', SITE, rows);

const ANN = ['ann@contoso.com', 'Ann', 'False', '', '1'];
const DELETED = ['ann@contoso.com', 'Ann', 'True', '2026-02-20', '1'];
const DELETED_BEFORE = ['ANN@contoso.com', 'Ann', 'True', '2026-02-11', '1'];

describe('a key that one row has', () => {
  test('is its id, beside others that several have', async () => {
    const ids = await mails([ANN, DELETED, ['', 'Bob', 'False', '', '3']]);
    expect(ids).toEqual(['ann@contoso.com', 'ann@contoso.com|deleted', 'row-4']);
    const more = await mails([ANN, DELETED, ['', 'Bob', 'False', '', '3'], DELETED_BEFORE]);
    expect([more[0], more[2]]).toEqual(['ann@contoso.com', 'row-4']);
  });

  test('of several parts counts as a whole', async () => {
    const header = ['User Principal Name', 'Product Type', 'Windows'];
    const rows = [
      ['ann@contoso.com', 'VISIO', '1'],
      ['ann@contoso.com', 'PROJECT', '1'],
      ['ann@contoso.com', '', '1'],
    ];
    expect(await idsOf('office365_activations_user_detail', header, rows)).toEqual([
      'ann@contoso.com|visio',
      'ann@contoso.com|project',
      'ann@contoso.com|row-4',
    ]);
  });
});

/** Every order of the rows. */
function ordersOf<T>(rows: T[]): T[][] {
  if (rows.length < 2) return [rows];
  return rows.flatMap((row, place) =>
    ordersOf(rows.filter((_, other) => other !== place)).map((others) => [row, ...others]),
  );
}

describe('rows of one key have ids of their own, in whatever order they come:', () => {
  const CASES: [what: string, of: 'mails' | 'sites', rows: CsvRow[]][] = [
    ['two deleted users of one name', 'mails', [DELETED, DELETED_BEFORE]],
    ['beside a user of that name', 'mails', [ANN, DELETED, DELETED_BEFORE]],
    ['two users of one name', 'mails', [ANN, ['Ann@contoso.com ', 'Annabel', 'False', '', '1']]],
    [
      'users of one name who differ in a number alone',
      'mails',
      [ANN, [...ANN.slice(0, 4), '2'], [...ANN.slice(0, 4), '3']],
    ],
    [
      'nameless rows',
      'mails',
      [
        ['', 'A', 'False', '', '1'],
        ['(Unknown)', 'B', 'False', '', '1'],
        ['--', 'B', 'False', '', '2'],
      ],
    ],
    [
      'concealed sites with a hash in place of their address',
      'sites',
      [
        [ZERO, 'A1', 'FF', '3', 'False'],
        [ZERO, 'B2', 'FF', '3', 'False'],
        [ZERO, '', 'FF', '3', 'False'],
      ],
    ],
    [
      'concealed sites that only their owner tells apart',
      'sites',
      [
        [ZERO, '', 'AA', '3', 'False'],
        ['', '', 'BB', '3', 'False'],
      ],
    ],
    [
      'deleted sites without an id',
      'sites',
      [
        [ZERO, '', 'AA', '3', 'True'],
        [ZERO, '', 'AA', '3', 'False'],
        [ZERO, '', 'AB', '3', 'True'],
      ],
    ],
  ];

  test.each(CASES)('%s', async (_what, of, rows) => {
    const read = of === 'mails' ? mails : sites;
    const expected = new Map<CsvRow, string>();
    const first = await read(rows);
    rows.forEach((row, place) => expected.set(row, first[place]!));
    expect(new Set(first).size).toBe(rows.length);
    for (const order of ordersOf(rows)) {
      // The number of a line stands only where a key is that of one row.
      const ids = (await read(order)).map((id) => id.replace(/row-\d+/, 'row-N'));
      expect(ids).toEqual(order.map((row) => expected.get(row)!.replace(/row-\d+/, 'row-N')));
    }
  });

  test('a number that is restated changes no id where a lasting field tells them apart', async () => {
    const before = await mails([DELETED, DELETED_BEFORE]);
    const restated = [DELETED, DELETED_BEFORE].map((row) => [...row.slice(0, 4), '99']);
    expect(await mails(restated)).toEqual(before);
  });

  test('copies of one row are numbered', async () => {
    const ids = await mails([DELETED, DELETED, ANN, DELETED]);
    expect(new Set(ids).size).toBe(4);
    expect(ids[2]).toBe('ann@contoso.com');
    expect([ids[1], ids[3]]).toEqual([`${ids[0]}|2`, `${ids[0]}|3`]);
  });

  test('an id says the key that the rows share', async () => {
    for (const id of await mails([DELETED, DELETED_BEFORE])) {
      expect(id).toMatch(/^ann@contoso\.com\|deleted\|[0-9a-f]{16}$/);
    }
  });
});
