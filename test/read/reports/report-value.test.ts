import {converterFor} from '../../../src/read/reports/report-value';

const INTEGER = {type: ['null', 'integer']};
const BOOLEAN = {type: ['null', 'boolean']};
const DATE = {type: ['null', 'string'], format: 'date'};
const ARRAY = {type: ['null', 'array'], items: {type: 'string'}};
const STRING = {type: ['null', 'string']};

test.each<[object, string, unknown]>([
  [INTEGER, '0', 0],
  [INTEGER, '-5', -5],
  [INTEGER, '2147483648', 2_147_483_648],
  [INTEGER, '1319413953331', 1_319_413_953_331],
  [INTEGER, '9007199254740991', 9_007_199_254_740_991],
  [INTEGER, '9007199254740992', undefined],
  [INTEGER, '9007199254740993', undefined],
  [INTEGER, '5.0', 5],
  [INTEGER, '5.5', undefined],
  [INTEGER, '1e3', undefined],
  [INTEGER, '0x10', undefined],
  [INTEGER, ' 5', undefined],
  [INTEGER, 'Infinity', undefined],
  [INTEGER, 'n/a', undefined],
  [{type: 'integer'}, '7', 7],
  [BOOLEAN, 'True', true],
  [BOOLEAN, 'FALSE', false],
  [BOOLEAN, 'Yes', true],
  [BOOLEAN, 'no', false],
  [BOOLEAN, '1', undefined],
  [BOOLEAN, 'maybe', undefined],
  [BOOLEAN, 'constructor', undefined],
  [BOOLEAN, '__proto__', undefined],
  [DATE, '2026-02-27', '2026-02-27'],
  [DATE, '2026-02-27T13:14:15Z', '2026-02-27'],
  [DATE, '2026-02-27 13:14:15', '2026-02-27'],
  [DATE, '27.02.2026', undefined],
  [DATE, 'never', undefined],
  [ARRAY, 'MICROSOFT 365 E5+POWER BI (FREE)', ['MICROSOFT 365 E5', 'POWER BI (FREE)']],
  [
    ARRAY,
    'ENTERPRISE MOBILITY + SECURITY E5+MICROSOFT 365 E3',
    ['ENTERPRISE MOBILITY + SECURITY E5', 'MICROSOFT 365 E3'],
  ],
  [ARRAY, 'ENTERPRISE MOBILITY + SECURITY E5', ['ENTERPRISE MOBILITY + SECURITY E5']],
  [ARRAY, 'A++B', ['A', 'B']],
  [STRING, 'PT1H2M', 'PT1H2M'],
  [STRING, ' x ', ' x '],
  [STRING, '0', '0'],
  [{}, 'x', 'x'],
])('as %j, %j becomes %j', (schema, text, value) => {
  expect(converterFor(schema as Record<string, unknown>)(text)).toEqual(value);
});

test.each([INTEGER, BOOLEAN, DATE, ARRAY, STRING])('as %j, an empty text is null', (schema) => {
  expect(converterFor(schema)('')).toBeNull();
});
