import {nameVisibilityInHead} from '../../../src/streams/concealed-names';
import type {NameVisibility} from '../../../src/streams/concealed-names';
import {ReportRows} from '../../../src/read/reports/report-row';
import type {Row, Stream} from '../../../src/streams/stream';
import {loadStreams} from '../../../src/streams/load';
import {HEADER, reportStream} from '../../support/fake-reports';

const MAILS = reportStream();
const HASH = 'E58EEF6A6BBD3D0293CB306D24A42057';
const ORIGIN = {day: '2026-02-27', period: 'D7', ours: {}};

let streams: Map<string, Stream>;
beforeAll(async () => {
  streams = new Map((await loadStreams()).map((stream) => [stream.definition.name, stream]));
});

/** The row of one record, given by column. */
function rowOf(stream: Stream, record: Record<string, string>, ours: Row = {}): Row {
  const rows = new ReportRows(stream, Object.keys(record));
  return rows.row(Object.values(record), 5, {...ORIGIN, ours});
}

function mail(change: Record<string, string> = {}): Row {
  const [date, name, deleted, sent, period] = HEADER.split(',') as [string, ...string[]];
  const record = {
    [date]: '2026-02-27',
    [name!]: 'Ann@Contoso.com',
    [deleted!]: 'False',
    [sent!]: '3',
    [period!]: '7',
  };
  return rowOf(MAILS, {...record, ...change});
}

test('a record becomes a flat row with every field of the schema', () => {
  expect(mail()).toEqual({
    id: '2026-02-27|D7|ann@contoso.com',
    reportRefreshDate: '2026-02-27',
    userPrincipalName: 'Ann@Contoso.com',
    isDeleted: false,
    sendCount: 3,
    reportPeriod: 7,
    names_concealed: false,
    other_columns: null,
  });
});

describe('the id of a row', () => {
  test.each([
    ['', 'row-5'],
    ['--', 'row-5'],
    ['(Unknown)', 'row-5'],
    ['(UNKNOWN)', 'row-5'],
    ['  ', 'row-5'],
    ['0', 'row-5'],
    ['00000000-0000-0000-0000-000000000000', 'row-5'],
    ['ANN@contoso.com ', 'ann@contoso.com'],
    ['0@contoso.com', '0@contoso.com'],
    [HASH, HASH.toLowerCase()],
  ])('of the user %j ends in %s', (name, end) => {
    expect(mail({'User Principal Name': name})['id']).toBe(`2026-02-27|D7|${end}`);
  });

  test('tells a deleted user from another one of the same name', () => {
    const deleted = mail({'Is Deleted': 'True'});
    expect(deleted['id']).toBe('2026-02-27|D7|ann@contoso.com|deleted');
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'office365_activations_user_detail',
      {'User Principal Name': 'Ann@x.y', 'Product Type': 'Microsoft 365 APPS'},
      'ann@x.y|microsoft 365 apps',
    ],
    [
      'office365_activations_user_detail',
      {'User Principal Name': 'Ann@x.y', 'Product Type': ''},
      'ann@x.y|row-5',
    ],
    [
      'sharepoint_site_usage_detail',
      {'Site Id': 'AB12-CD', 'Owner Principal Name': 'ann@x.y'},
      'ab12-cd',
    ],
    [
      'sharepoint_site_usage_detail',
      {'Site Id': '00000000-0000-0000-0000-000000000000', 'Owner Principal Name': 'ann@x.y'},
      'row-5',
    ],
    [
      'onedrive_usage_account_detail',
      {'Site Id': 'AB12-CD', 'Owner Principal Name': 'ann@x.y'},
      'ab12-cd',
    ],
    [
      'onedrive_usage_account_detail',
      {'Site Id': '00000000-0000-0000-0000-000000000000', 'Owner Principal Name': 'Ann@x.y'},
      'ann@x.y',
    ],
    ['onedrive_usage_account_detail', {'Owner Principal Name': 'Ann@x.y'}, 'ann@x.y'],
    ['onedrive_usage_account_detail', {'Site Id': '', 'Owner Principal Name': ''}, 'row-5'],
  ])('of %s with %j ends in %s', (name, record, end) => {
    expect(rowOf(streams.get(name)!, record)['id']).toBe(`2026-02-27|D7|${end}`);
  });
});

describe('a column', () => {
  test('is known in any capitals, with any blanks', () => {
    expect(rowOf(MAILS, {' send  COUNT ': '3'})).toMatchObject({sendCount: 3, other_columns: null});
  });

  test.each([
    'SEND COUNT',
    '\ufeff\ufeffSend Count',
    'SendCount',
    'Send\u00a0Count ',
    'send  count',
  ])('%j is the one of the schema', (header) => {
    expect(rowOf(MAILS, {[header]: '3'})).toMatchObject({sendCount: 3, other_columns: null});
  });

  test.each(['StorageUsed (Byte)', 'Storage Used(Byte)', 'storage used (byte)'])(
    '%j is the size of a mailbox',
    (header) => {
      const row = rowOf(streams.get('mailbox_usage_detail')!, {[header]: '9007199254740991'});
      expect(row).toMatchObject({storageUsedInBytes: 9007199254740991, other_columns: null});
    },
  );

  test.each(['Send-Count', 'Sent Count', 'Storage Used'])('%j is another one', (header) => {
    expect(mail({[header]: '4'})).toMatchObject({sendCount: 3, other_columns: {[header]: '4'}});
  });

  test('that is missing leaves null', () => {
    expect(rowOf(MAILS, {'User Principal Name': 'a@b.c'})).toMatchObject({
      sendCount: null,
      isDeleted: null,
      reportPeriod: null,
    });
  });

  test('that is not known keeps its header and its text', () => {
    expect(mail({'Fax Count': '007', Empty: ''})['other_columns']).toEqual({'Fax Count': '007'});
  });

  test('without a header is not known', () => {
    expect(mail({'': 'x'})['other_columns']).toEqual({'': 'x'});
  });

  test('named as a field of ours is not known', () => {
    expect(mail({id: 'x', synced_at: 'y'})['other_columns']).toEqual({id: 'x', synced_at: 'y'});
  });

  test.each(['__proto__', 'constructor', 'toString'])('of the name %s keeps its text', (name) => {
    const {other_columns: other} = mail({[name]: 'x'});
    expect(JSON.stringify(other)).toBe(`{"${name}":"x"}`);
  });

  test('whose header repeats keeps its text beside the first one', () => {
    const header = ['User Principal Name', 'Send Count', 'Send Count', 'send count'];
    const rows = new ReportRows(MAILS, header);
    expect(rows.unknownColumns).toEqual(['Send Count (2)', 'send count (3)']);
    expect(rows.row(['a@b.c', '1', '2', ''], 2, ORIGIN)).toMatchObject({
      sendCount: 1,
      other_columns: {'Send Count (2)': '2'},
    });
  });

  test.each([
    ['Send Count', '9007199254740993', 'sendCount'],
    ['Send Count', 'many', 'sendCount'],
    ['Is Deleted', 'perhaps', 'isDeleted'],
    ['Report Refresh Date', 'yesterday', 'reportRefreshDate'],
  ])('%s with a value that does not fit (%s) keeps it as a text', (header, text, field) => {
    expect(mail({[header]: text})).toMatchObject({[field]: null, other_columns: {[header]: text}});
  });
});

test('what the request knows fills only what the file leaves empty', () => {
  const ours = {reportPeriod: 30, reportDate: '2026-02-26'};
  expect(rowOf(MAILS, {'Report Period': ''}, ours)).toMatchObject(ours);
  expect(rowOf(MAILS, {'Report Period': '7'}, ours)).toMatchObject({reportPeriod: 7});
});

describe('names are concealed', () => {
  const GUID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

  /** What the row says, and what the head of a report says that begins with it. */
  test.each<[name: string, concealed: boolean, inHead: NameVisibility | undefined]>([
    [HASH, true, 'concealed'],
    [HASH.toLowerCase(), true, 'concealed'],
    [` ${HASH} `, true, 'concealed'],
    [`${HASH}e58eef6a`, true, 'concealed'],
    [HASH.toLowerCase().repeat(2), true, 'concealed'],
    [GUID, true, 'concealed'],
    [`{${GUID.toUpperCase()}}`, true, 'concealed'],
    ['<PII:H105(k3Rj0Q==)>@contoso.com', true, 'concealed'],
    ['<pii:H101(x)>', true, 'concealed'],
    [HASH.slice(1), false, undefined],
    [HASH.slice(2), false, undefined],
    [`${HASH}0`, false, undefined],
    [`${HASH.slice(1)}G`, false, undefined],
    ['k3Rj0Q==', false, undefined],
    ['svc-backup', false, undefined],
    ['@contoso.com', false, undefined],
    ['ann@', false, undefined],
    [`${HASH}@contoso.com`, false, 'named'],
    [`${GUID}@contoso.com`, false, 'named'],
    ["o'neil_x.com#EXT#@contoso.onmicrosoft.com", false, 'named'],
    ['a@b@contoso.com', false, 'named'],
    ['', false, undefined],
    ['(Unknown)', false, undefined],
  ])('where the user is %j: %p', (name, concealed, inHead) => {
    expect(mail({'User Principal Name': name})['names_concealed']).toBe(concealed);
    const head = {header: ['User Principal Name'], first: [name]};
    expect(nameVisibilityInHead(MAILS, head)).toBe(inHead);
  });

  test('in every row of a file that names nobody', () => {
    const rows = new ReportRows(MAILS, ['User Principal Name'], {isNamed: false});
    const marks = ['(Unknown)', 'k3Rj0Q=='].map((name) => rows.row([name], 2, ORIGIN));
    expect(marks.map((row) => row['names_concealed'])).toEqual([true, true]);
  });

  test.each([
    ['sharepoint_site_usage_detail', 'Owner Display Name'],
    ['onedrive_usage_account_detail', 'Owner Principal Name'],
    ['office365_activations_user_detail', 'Display Name'],
  ])('where %s has one in %s', (name, column) => {
    expect(rowOf(streams.get(name)!, {[column]: HASH})['names_concealed']).toBe(true);
  });

  test('but not where another column looks like one', () => {
    expect(mail({'Fax Count': HASH})['names_concealed']).toBe(false);
  });

  test('but not where somebody with a name is displayed as one', () => {
    const emails = streams.get('email_activity_user_detail')!;
    const record = {'User Principal Name': 'svc@contoso.com', 'Display Name': HASH};
    expect(rowOf(emails, record)['names_concealed']).toBe(false);
  });

  test('as far as a report without rows tells, in no way', () => {
    expect(nameVisibilityInHead(MAILS, {header: HEADER.split(',')})).toBeUndefined();
  });
});
