import {serializeRecord} from '../../src/airbyte/serialize-record';
import type {FieldChange, JsonObject, RecordMessage} from '../../src/airbyte/messages';
import {SystemError} from '../../src/errors';

const NUL = '\0';
const HALF = '\ud83d';

/** What a destination reads of a record with this data. */
function read(data: JsonObject): RecordMessage {
  const line = serializeRecord({stream: 'users', data, emitted_at: 5});
  const {type, record} = JSON.parse(line) as {type: string; record: RecordMessage};
  expect([type, record.stream, record.emitted_at]).toEqual(['RECORD', 'users', 5]);
  return record;
}

function changesOf(data: JsonObject): [FieldChange['field'], string, string][] {
  const changes = read(data).meta?.changes ?? [];
  return changes.map(({field, change, reason}) => [field, change, reason]);
}

function nested(levels: number): unknown {
  return JSON.parse('{"a":['.repeat(levels / 2) + ']}'.repeat(levels / 2));
}

describe('what every reader takes stays as it is, and nothing is told', () => {
  test.each<[string, unknown]>([
    ['null', null],
    ['an empty text', ''],
    ['letters of several bytes', 'Zoë 😀 漢字'],
    ['a backslash before u0000', '\\u0000 \\ud800'],
    ['control characters', '\u0001\t\n\u001f'],
    ['the replacement character', '\ufffd'],
    ['a long text', 'x'.repeat(100_000)],
    ['a long text with control characters', '\u0001'.repeat(100_000)],
    ['a value that is nested deep', nested(800)],
    ['many values', Array.from({length: 2_000}, (_, index) => ({index}))],
    ['a key that objects have by nature', JSON.parse('{"__proto__": 1, "constructor": 2}')],
    ['a long key', {['k'.repeat(50_000)]: 1}],
    ['a type that is not in the schema', {userPrincipalName: 7}],
  ])('%s', (_what, value) => {
    expect(read({id: '1', value})).toEqual({
      stream: 'users',
      data: {id: '1', value},
      emitted_at: 5,
    });
  });
});

describe('characters that readers refuse are replaced, and the field is told', () => {
  test.each<[string, unknown, unknown]>([
    ['NUL', `a${NUL}b`, 'ab'],
    ['nothing but NUL', NUL, ''],
    ['the first half of a surrogate pair', `a${HALF}`, 'a\ufffd'],
    ['the second half', '\ude00b', '\ufffdb'],
    ['halves in the wrong order', '\ude00\ud83d', '\ufffd\ufffd'],
    ['halves with NUL between them', '\ud83d\0\ude00', '\ufffd\ufffd'],
    ['within a list', ['ok', [NUL]], ['ok', ['']]],
    ['within an object', {a: {b: `x${NUL}`}, c: 1}, {a: {b: 'x'}, c: 1}],
    ['in a key', {[`a${NUL}`]: 1, [HALF]: 2}, {a: 1, '\ufffd': 2}],
    ['beside a whole pair', `😀${HALF}`, '😀\ufffd'],
  ])('%s', (_what, value, expected) => {
    const data = {id: '1', good: 'x', value};
    expect(read(data).data).toEqual({id: '1', good: 'x', value: expected});
    expect(changesOf(data)).toEqual([['value', 'TRUNCATED', 'SOURCE_SERIALIZATION_ERROR']]);
  });

  test('and the row that was handed in is not touched', () => {
    const data = {id: '1', value: [NUL]};
    serializeRecord({stream: 'users', data, emitted_at: 5});
    expect(data).toEqual({id: '1', value: [NUL]});
  });
});

describe('a value that would make the platform drop the line becomes null, and is told', () => {
  test.each<[string, unknown]>([
    ['nested more than Jackson takes', nested(1_000)],
    ['nested more than JSON.stringify takes', nested(100_000)],
    ['with a key longer than Jackson takes', [{['k'.repeat(50_001)]: 1}]],
  ])('%s', (_what, value) => {
    const data = {id: '1', good: nested(100), value};
    expect(read(data).data).toEqual({id: '1', good: nested(100), value: null});
    expect(changesOf(data)).toEqual([['value', 'NULLED', 'SOURCE_SERIALIZATION_ERROR']]);
  });
});

describe('a record with a value of many levels keeps 900, with its own', () => {
  const lists = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  const objects = (levels: number): unknown =>
    JSON.parse(`${'{"":'.repeat(levels)}1${'}'.repeat(levels)}`);

  test.each([
    ['899 lists', lists(899), 0],
    ['900 lists', lists(900), 1],
    ['899 objects', objects(899), 0],
    ['900 objects', objects(900), 1],
  ])('%s', (_what, value, changes) => {
    expect(changesOf({id: '1', value})).toHaveLength(changes);
  });
});

describe('a record that is larger than destinations take', () => {
  const MEGABYTE = 1_000_000;

  test('loses its largest field, and tells so', () => {
    const data = {id: '1', a: 'x'.repeat(2 * MEGABYTE), b: 'x'.repeat(14 * MEGABYTE), c: 'x'};
    expect(read(data).data).toEqual({...data, b: null});
    expect(changesOf(data)).toEqual([['b', 'NULLED', 'SOURCE_RECORD_SIZE_LIMITATION']]);
  });

  test('loses as many fields as it must', () => {
    const long = 'x'.repeat(10 * MEGABYTE);
    const {data} = read({id: '1', a: long, b: [long], c: {c: long}, d: 1});
    expect(Object.values(data).filter((value) => value === null).length).toBe(2);
  });

  test.each([
    [15_000_000, []],
    [15_000_001, [['a', 'NULLED', 'SOURCE_RECORD_SIZE_LIMITATION']]],
  ])('and has %d bytes in its fields: changes %j', (bytes, changes) => {
    const others = JSON.stringify('1').length + JSON.stringify('').length;
    expect(changesOf({id: '1', a: 'x'.repeat(bytes - others)})).toEqual(changes);
  });

  test('is measured in bytes', () => {
    expect(changesOf({id: '1', a: '漢'.repeat(6 * MEGABYTE)})).toHaveLength(1);
    expect(changesOf({id: '1', a: 'x'.repeat(14 * MEGABYTE)})).toEqual([]);
  });
});

describe('a primary key that would have to change ends the stream', () => {
  test.each([
    ['NUL', `1${NUL}`, /^users: Microsoft Graph sent a row whose id is of characters/],
    ['half a surrogate pair', HALF, /^users: Microsoft Graph sent a row whose id is of characters/],
    ['16 MB', 'x'.repeat(16_000_000), /^users: Microsoft Graph sent a row whose id is longer than/],
  ])('%s', (_what, id, message) => {
    const write = (): string => serializeRecord({stream: 'users', data: {id}, emitted_at: 5});
    expect(write).toThrow(SystemError);
    expect(write).toThrow(message);
  });
});
