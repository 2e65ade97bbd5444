/** A row that is copied says what it says when it is parsed. */
import fc from 'fast-check';
import {MessageWriter} from '../../src/airbyte/message-writer';
import {LineOutput} from '../../src/airbyte/output';
import {Redactor} from '../../src/airbyte/redactor';
import {rowTextOf} from '../../src/copied-row';
import type {Page} from '../../src/graph/pages';
import {RowCopier} from '../../src/graph/row-copier';
import {Pseudonyms} from '../../src/personal-data/pseudonyms';
import {rowCopierOf} from '../../src/read/row-copier-of';
import type {ExtractionTime} from '../../src/read/extraction-clock';
import type {PagesOptions} from '../../src/read/stream-context';
import {createTransform, setSyncedAt} from '../../src/read/transform';
import {loadStreams} from '../../src/streams/load';
import type {Row, Stream} from '../../src/streams/stream';
import {anyJson, anyText} from '../hostile/json-values';
import {PSEUDONYM_KEY} from '../support/expected-pseudonyms';
import {FakePages, page, read} from '../support/fake-pages';
import {spelled} from '../support/json-spellings';
import {Sink} from '../support/output-recorder';

const EXTRACTED_AT = {ms: 1_700_000_000_000, iso: '2023-11-14T22:13:20.000Z'};

const COPIED = ['user_registration_details', 'users'];

let streams: Map<string, Stream>;
beforeAll(async () => {
  streams = new Map((await loadStreams()).map((stream) => [stream.definition.name, stream]));
});

function copy(stream: string, body: Buffer): {value: unknown[]} | undefined {
  return rowCopierOf(streams.get(stream)!)!.read(body);
}

/** The lines that are written of rows of Graph. */
async function linesOf(
  name: string,
  rows: readonly unknown[],
  extractedAt = (_index: number): ExtractionTime => EXTRACTED_AT,
): Promise<string[]> {
  const {definition, schema} = streams.get(name)!;
  const descriptor = {name, namespace: 'é\u2028'};
  const sink = new Sink();
  const output = new LineOutput(sink);
  const writer = new MessageWriter({output, redactor: new Redactor(), now: () => 0});
  const transform = createTransform(definition, Object.keys(schema.properties));
  for (const [index, row] of rows.entries()) {
    const time = extractedAt(index);
    writer.record(descriptor, setSyncedAt(transform(row), time), time.ms);
  }
  await output.end();
  return sink.lines;
}

/** What a reader of the lines gets. */
function parsed(lines: readonly string[]): unknown[] {
  return lines.map((line) => JSON.parse(line) as unknown);
}

const USER = {
  id: 'a',
  userPrincipalName: 'zoe@contoso.com',
  displayName: 'Zoë 😀',
  accountEnabled: true,
  createdDateTime: '2020-01-01T00:00:00Z',
  assignedLicenses: [{skuId: 's', disabledPlans: []}],
};

function pageOf(...rows: object[]): Buffer {
  return Buffer.from(JSON.stringify({'@odata.nextLink': 'https://x/y', value: rows}));
}

test('rows are copied of each stream that changes and compares none, and of no other', () => {
  const changed = ({definition}: Stream): boolean =>
    ['transform', 'expand', 'relationship', 'filterOnlyProperty', 'report'].some(
      (name) => name in definition,
    ) ||
    definition.omittedInLargePages !== undefined ||
    ['change_detection', 'sign_in_passes'].includes(definition.cursor.kind);
  const all = [...streams.values()];
  const copied = all.filter((stream) => rowCopierOf(stream) !== undefined);
  expect(copied).toEqual(all.filter((stream) => !changed(stream)));
  expect(copied.map(({definition}) => definition.name)).toEqual(expect.arrayContaining(COPIED));
});

test('no row is copied of more than 31 fields, or where a field is looked at that Graph does not send', () => {
  const fields = Array.from({length: 31}, (_, index) => `field${index}`);
  const rows = {all: fields, sent: fields, looked: ['field30'], nullText: 'x'};
  expect(RowCopier.of(rows)).toBeDefined();
  expect(RowCopier.of({...rows, sent: [...fields, 'field31']})).toBeUndefined();
  expect(RowCopier.of({...rows, looked: ['id']})).toBeUndefined();
});

test('of 31 fields the last one is known as well', () => {
  const fields = Array.from({length: 31}, (_, index) => `field${index}`);
  const copier = RowCopier.of({all: fields, sent: fields, looked: ['field30'], nullText: 'x'})!;
  const [row] = copier.read(Buffer.from('{"value":[{"field30":"a"}]}'))!.value as [Row];
  expect([row['field30'], rowTextOf(row)?.lacks]).toEqual(['a', fields.slice(0, 30)]);
});

test('what a field is derived from is no field, or a copied row would have it in its text alone', () => {
  const derived = [...streams.values()].flatMap(({definition, schema}) =>
    Object.entries(definition.derived ?? {}).map(([field, {from}]) => ({
      name: `${definition.name}.${field}`,
      isField: field in schema.properties,
      isFromField: from in schema.properties,
    })),
  );
  expect(derived).toContainEqual({name: 'users.object_type', isField: true, isFromField: false});
  expect(derived.filter(({isField, isFromField}) => !isField || isFromField)).toEqual([]);
});

test('a copied line has the text of the row, then what the text lacks', async () => {
  const row = JSON.stringify(USER);
  const [line] = await linesOf('users', copy('users', pageOf(USER))!.value);
  const fields = Object.keys(streams.get('users')!.schema.properties);
  const lacking = fields.filter((field) => !(field in USER));
  const added = {object_type: 'user', synced_at: EXTRACTED_AT.iso} as Row;
  const tail = lacking.map((field) => `,"${field}":${JSON.stringify(added[field] ?? null)}`);
  expect(line).toBe(
    `{"type":"RECORD","record":{"stream":"users","namespace":"é\\u2028","data":${row.slice(0, -1)}${tail.join('')}},"emitted_at":${EXTRACTED_AT.ms}}}`,
  );
});

test('what is added to a row is its own', async () => {
  const users = [USER, {...USER, '@odata.type': '#microsoft.graph.agentUser'}, USER];
  const lines = await linesOf('users', copy('users', pageOf(...users))!.value, (index) => ({
    ms: index,
    iso: new Date(index).toISOString(),
  }));
  const records = parsed(lines).map((line) => (line as {record: {data: Row}}).record.data);
  expect(records.map(({object_type: type, synced_at: at}) => [type, at])).toEqual([
    ['user', '1970-01-01T00:00:00.000Z'],
    ['agentUser', '1970-01-01T00:00:00.001Z'],
    ['user', '1970-01-01T00:00:00.002Z'],
  ]);
});

describe('a row is parsed', () => {
  test.each<[why: string, change: Row]>([
    ['with a member that is no field', {other: 1}],
    ['with an annotation', {'@odata.type': '#microsoft.graph.agentUser'}],
    ['that was deleted', {'@removed': {reason: 'deleted'}}],
    ['with a field of ours', {synced_at: 'x'}],
    ['with no date', {createdDateTime: '0001-01-01T00:00:00Z'}],
    ['with no date in a list', {assignedLicenses: ['0001-01-01T00:00:00Z']}],
    ['with an annotation within', {assignedLicenses: [{'@odata.type': '#x'}]}],
    ['with a fraction', {employeeId: 1.5}],
    ['with a long integer', {employeeId: 2 ** 53}],
    ['with a line separator', {displayName: 'a\u2028b'}],
    ['with half a surrogate pair', {displayName: '\ud83d'}],
    ['with NUL', {displayName: 'a\0b'}],
    ['without a name', {userPrincipalName: undefined}],
    ['with an empty name', {userPrincipalName: ''}],
    ['with null for a name', {userPrincipalName: null}],
    ['with a number for a name', {userPrincipalName: 7}],
    ['with a name that is escaped', {userPrincipalName: 'a"b@contoso.com'}],
    ['without an id', {id: undefined}],
    ['that is long', {displayName: 'x'.repeat(50_000)}],
  ])('%s', (_, change) => {
    const rows = copy('users', pageOf({...USER, ...change}, USER))!.value as Row[];
    expect(rows.map((row) => rowTextOf(row) !== undefined)).toEqual([false, true]);
    expect(rows[0]).toEqual(JSON.parse(JSON.stringify({...USER, ...change})));
  });

  test('that has a field twice', () => {
    const row = '{"id":"a","userPrincipalName":"a@x","id":"b"}';
    expect(copy('users', Buffer.from(`{"value":[${row}]}`))).toEqual({
      value: [{id: 'b', userPrincipalName: 'a@x'}],
    });
  });

  test.each(['7', 'null', '[]', '{}', '"a"'])('that is %s', (row) => {
    expect(copy('users', Buffer.from(`{"value":[${row}]}`))).toEqual({value: [JSON.parse(row)]});
  });
});

test('what stands around the list is parsed', () => {
  const before = {'@odata.context': 'é/\n', nested: {value: [1]}};
  const after = {'@odata.nextLink': 'https://x/?a=\u2028', count: 1.5};
  const body = Buffer.from(JSON.stringify({...before, value: [], ...after}));
  expect(copy('users', body)).toEqual({...before, value: [], ...after});
});

describe('a body is left to JSON.parse', () => {
  const row = JSON.stringify(USER);
  test.each([
    ['that is empty', ''],
    ['that is no object', `[${row}]`],
    ['without a list', '{"a":1}'],
    ['whose value is no list', '{"value":{}}'],
    ['with white space', `{ "value":[${row}]}`],
    ['with white space in its list', `{"value":[${row}, ${row}]}`],
    ['with a byte order mark', `\ufeff{"value":[${row}]}`],
    ['with a line end behind it', `{"value":[${row}]}\n`],
    ['with two lists', `{"value":[${row}],"value":[]}`],
    ['with a name that is escaped', `{"value":[${row}],"v\\u0061lue":[]}`],
    ['that was cut in a row', `{"value":[${row.slice(0, -5)}`],
    ['that was cut behind a row', `{"value":[${row}`],
    ['that was cut behind the list', `{"value":[${row}]`],
    ['that goes on', `{"value":[${row}]}}`],
    ['with something between rows', `{"value":[${row};${row}]}`],
    ['with something in a row', `{"value":[${row.replace(',', ';')}]}`],
    ['with a list that ends in a comma', `{"value":[${row},]}`],
  ])('%s', (_, body) => {
    expect(copy('users', Buffer.from(body))).toBeUndefined();
  });

  test('that is no UTF-8', () => {
    const body = Buffer.from(`{"value":[${row}]}`);
    body[body.indexOf('Zo')] = 0xff;
    expect(copy('users', body)).toBeUndefined();
  });
});

describe('a list is asked for rows that are copied', () => {
  /** Whether they may be copied, for each question. */
  class CopyingPages extends FakePages {
    readonly copies: boolean[] = [];

    override read(url: string, options: PagesOptions): AsyncGenerator<Page, void> {
      this.copies.push(options.rowCopier !== undefined);
      return super.read(url, options);
    }
  }

  const REFRESH = {fullRefresh: true, generationId: 7};

  test('from its beginning, and from a place where an attempt has ended', async () => {
    const users = streams.get('users')!;
    const pages = new CopyingPages().answer('/users', page([USER], {nextLink: 'https://x/2'}));
    for (let number = 2; number <= 11; number += 1) {
      const next = {nextLink: `https://x/${number + 1}`};
      pages.answer(`https://x/${number}`, page([{...USER, id: String(number)}], next));
    }
    const {states} = await read(users, pages, REFRESH);
    const state = states[0]!;
    const later = new CopyingPages().answer('https://x/11', page([{...USER, id: 'z'}]));
    const {rows} = await read(users, later, {...REFRESH, state});
    expect([rows.length, pages.copies, later.copies]).toEqual([1, [true], [true]]);
  });

  test('but not with pseudonyms', async () => {
    const pages = new CopyingPages().answer('/users', page([USER]));
    const pseudonyms = new Pseudonyms(PSEUDONYM_KEY);
    await read(streams.get('users')!, pages, {...REFRESH, pseudonyms});
    expect(pages.copies).toEqual([false]);
  });
});

/** Rows of any fields in any order, with anything in them, most of it harmless. */
function anyRow(fields: readonly string[]): fc.Arbitrary<Row> {
  const value = fc.oneof(
    {weight: 20, arbitrary: fc.constantFrom('a', 'Zoë', null, true, 7, 'x"y', '漢字', ['a'], [])},
    {weight: 1, arbitrary: anyText()},
    {weight: 1, arbitrary: anyJson()},
  );
  const member = fc.oneof(
    {weight: 60, arbitrary: fc.constantFrom(...fields)},
    {weight: 1, arbitrary: anyText()},
  );
  const members = fc.uniqueArray(fc.tuple(member, value), {selector: ([name]) => name});
  const looked = fc.record({
    id: fc.oneof(
      {weight: 9, arbitrary: fc.uuid()},
      anyText().filter((text) => text !== ''),
    ),
    userPrincipalName: fc.oneof({weight: 19, arbitrary: fc.emailAddress()}, value),
  });
  return fc.tuple(members, looked, fc.boolean()).map(([entries, ids, areLast]): Row => {
    const inner: Row = Object.fromEntries<unknown>(entries);
    return areLast ? {...inner, ...ids} : {...ids, ...inner, ...ids};
  });
}

test.each(COPIED)('%s: whatever a page says, copied and parsed rows say the same', async (name) => {
  const fields = Object.keys(streams.get(name)!.schema.properties);
  let copied = 0;
  const pages = fc.array(anyRow(fields), {minLength: 1, maxLength: 4});
  await fc.assert(
    fc.asyncProperty(
      pages.chain((value) => spelled({value})),
      async (text) => {
        const body = Buffer.from(text);
        const rows = copy(name, body)?.value ?? [];
        copied += rows.filter((row) => rowTextOf(row as object)).length;
        if (rows.length === 0) return;
        const {value} = JSON.parse(body.toString()) as {value: unknown[]};
        const [written, expected] = await Promise.all([
          outcomeOf(name, rows),
          outcomeOf(name, value),
        ]);
        expect(written).toEqual(expected);
      },
    ),
    {numRuns: 600},
  );
  expect(copied).toBeGreaterThan(300);
});

/** What is written, or why nothing is. */
async function outcomeOf(name: string, rows: readonly unknown[]): Promise<unknown> {
  try {
    return parsed(await linesOf(name, rows));
  } catch (error) {
    return (error as Error).message;
  }
}
