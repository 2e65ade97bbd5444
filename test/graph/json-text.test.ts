import fc from 'fast-check';
import {JsonText, NO_VALUE} from '../../src/graph/json-text';
import {anyJson} from '../hostile/json-values';
import {spelled} from '../support/json-spellings';

const NEVER = '0001-01-01T00:00:00';

interface Found {
  /** Where the value ends. */
  end: number;
  needsParsing: boolean;
}

function found(text: string): Found {
  const json = new JsonText(Buffer.from(text), Buffer.from(NEVER));
  const end = json.endOfValue(0);
  return {end, needsParsing: json.needsParsing};
}

describe('a value ends where its text ends, and may be copied', () => {
  test.each([
    'null',
    'true',
    'false',
    '0',
    '7',
    '-12',
    '999999999999999',
    '-999999999999999',
    '""',
    '"Zoë 😀 漢字"',
    '"\\"\\\\\\/\\b\\f\\n\\r\\t"',
    '"\\u00e9\\u2028"',
    '"0001-01-02T00:00:00Z"',
    '"\u007f\u0080\u2027\u202a"',
    '[]',
    '{}',
    '[[],{},"a",1]',
    '{"a":{"b":[null]},"":"@"}',
    '{"a":"]","b":"}","c":"\\""}',
  ])('%s', (text) => {
    expect(found(text)).toEqual({end: Buffer.byteLength(text), needsParsing: false});
  });
});

describe('a value that is written in another way needs parsing', () => {
  test.each([
    ['a fraction', '1.0'],
    ['an exponent', '1e3'],
    ['a capital exponent', '1E+3'],
    ['a negative zero', '-0'],
    ['an integer of 16 digits', '-1000000000000000'],
    ['an integer beyond all numbers', '9'.repeat(400)],
    ['a zero before a digit', '01'],
    ['no number', '1.e+-2'],
    ['the next line', '"\u0085"'],
    ['a line separator', '"\u2028"'],
    ['a paragraph separator', '"\u2029"'],
    ['NUL', '"\\u0000"'],
    ['escaped ASCII', '"\\u0041"'],
    ['half a surrogate pair', '"\\uD83d"'],
    ['a whole surrogate pair', '"\\ud83d\\ude00"'],
    ['no date', `"${NEVER}Z"`],
    ['no date in a list', `["${NEVER}"]`],
    ['an annotation', '{"a":[{"@odata.type":"#x"}]}'],
  ])('%s: %s', (_, text) => {
    expect(found(text)).toEqual({end: Buffer.byteLength(text), needsParsing: true});
  });
});

describe('no value', () => {
  test.each([
    '',
    ' 1',
    'nul',
    'True',
    '-',
    '+1',
    '.5',
    '"a',
    '"\n"',
    '"\u001f"',
    '"\\x"',
    '"\\u12g4"',
    '"\\u12',
    '"\\',
    '[1',
    '[1,]',
    '[,1]',
    '[1 ]',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{a:1}',
    '{1:1}',
    '{"a" :1}',
    '{"a":1',
    '['.repeat(51),
    '{"a":'.repeat(51),
  ])('%j', (text) => {
    expect(found(text).end).toBe(NO_VALUE);
  });

  test('brackets as deep as that, for which a stack has no room, end without an error', () => {
    expect(found('['.repeat(1_000_000)).end).toBe(NO_VALUE);
  });
});

test('a value ends before what follows it', () => {
  for (const [text, end] of [
    ['12,', 2],
    ['"a""', 3],
    ['[1]]', 3],
    ['{}x', 2],
    ['nullnull', 4],
  ] as const) {
    expect(found(text).end).toBe(end);
  }
});

test('what JSON.stringify writes has an end, and needs parsing for what it means alone', () => {
  fc.assert(
    fc.property(anyJson(), (value) => {
      expect(found(JSON.stringify(value)).end).toBe(Buffer.byteLength(JSON.stringify(value)));
    }),
  );
});

test('what is taken for a value that needs no parsing is one for JSON.parse, whatever was done to it', () => {
  const damage = fc.record({at: fc.nat(), bytes: fc.string({maxLength: 2}), cut: fc.nat({max: 2})});
  fc.assert(
    fc.property(anyJson().chain(spelled), fc.array(damage, {maxLength: 2}), (text, damages) => {
      const damaged = damages.reduce((rest, {at, bytes, cut}) => {
        const place = at % (rest.length + 1);
        return rest.slice(0, place) + bytes + rest.slice(place + cut);
      }, text);
      const {end, needsParsing} = found(damaged);
      const isWhole = end === Buffer.byteLength(damaged);
      // The test is of texts that UTF-8 can hold.
      if (!isWhole || needsParsing || !damaged.isWellFormed()) return;
      expect(() => JSON.parse(damaged) as unknown).not.toThrow();
    }),
    {numRuns: 2_000},
  );
});
