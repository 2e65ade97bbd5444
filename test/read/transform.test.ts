import {SystemError} from '../../src/errors';
import {noCursor, tenantWide} from '../../src/streams/define-stream';
import type {Row} from '../../src/streams/define-stream';
import {createTransform, setSyncedAtOfRows, tombstone} from '../../src/read/transform';
import {streamOf} from '../support/fake-pages';

const FIELDS = ['id', 'mail', 'plans', '_ab_cdc_deleted_at', 'synced_at'];
const STAMP = {ms: 5, iso: '1970-01-01T00:00:00.005Z'};

const {definition} = streamOf(FIELDS, {
  cursor: noCursor({because: 'a test'}),
  domainFilter: tenantWide({because: 'a test'}),
});
const transform = createTransform(definition, FIELDS);

describe('a row of the schema', () => {
  test('has every declared field, null where Graph left it out', () => {
    expect(transform({id: '1'})).toEqual({
      id: '1',
      mail: null,
      plans: null,
      _ab_cdc_deleted_at: null,
      synced_at: null,
    });
  });

  test('has no field that is not declared', () => {
    expect(transform({id: '1', '@odata.type': 'x', other: 5})).not.toHaveProperty('other');
    expect(transform({id: '1', '@odata.type': 'x'})).not.toHaveProperty('@odata.type');
  });

  test.each<[what: string, plans: unknown, expected: unknown]>([
    ['an object', {'@odata.type': '#x', name: 'a'}, {name: 'a'}],
    ['an object in a list', [{'@odata.type': '#x', name: 'a'}, 5], [{name: 'a'}, 5]],
    ['an object in an object', {inner: {'@odata.id': 'x', n: 1}}, {inner: {n: 1}}],
    ['an object with nothing else', [{'@odata.type': '#x'}], [{}]],
  ])(
    'has no annotations of OData in %s, and leaves the row of Graph as it was',
    (_, plans, expected) => {
      const raw = JSON.stringify({id: '1', plans});
      const row = JSON.parse(raw) as Row;
      expect(transform(row)['plans']).toEqual(expected);
      expect(JSON.stringify(row)).toBe(raw);
    },
  );

  test('keeps members with an @ that are no annotations of OData', () => {
    const plans = {'@odata': 1, '@other.type': 2, 'mail@odata.type': 3};
    expect(transform({id: '1', plans})['plans']).toEqual(plans);
  });

  test('keeps its fields in the order of the schema', () => {
    const keys = Object.keys(transform({plans: [], mail: 'a', id: '1'}));
    expect(keys).toEqual(['id', 'mail', 'plans', '_ab_cdc_deleted_at', 'synced_at']);
  });

  test.each<[unknown, unknown]>([
    [undefined, null],
    [null, null],
    ['0001-01-01T00:00:00Z', null],
    ['2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z'],
    ['', ''],
    [0, 0],
    [false, false],
    [[], []],
    [{}, {}],
    [
      [{at: '0001-01-01T00:00:00Z', deep: {at: '0001-01-01T00:00:00Z'}}],
      [{at: null, deep: {at: null}}],
    ],
    [
      ['0001-01-01T00:00:00Z', 'x'],
      [null, 'x'],
    ],
    [{a: {b: [1, {c: null}]}}, {a: {b: [1, {c: null}]}}],
  ])('has for %j the value %j', (value, expected) => {
    expect(transform({id: '1', plans: value})['plans']).toEqual(expected);
  });

  test('is made of what reshape gives', () => {
    const transform = ({id, address}: Row): Row => ({id, mail: `${String(address)}!`});
    const reshaped = createTransform({...definition, transform}, FIELDS)({id: '1', address: 'a'});
    expect(reshaped['mail']).toBe('a!');
  });

  test('does not change the row of Graph', () => {
    const raw = Object.freeze({id: '1', plans: Object.freeze([{at: '0001-01-01T00:00:00Z'}])});
    expect(transform(raw)['plans']).toEqual([{at: null}]);
    expect(raw.plans[0]?.at).toBe('0001-01-01T00:00:00Z');
  });
});

describe('what is no row ends the stream', () => {
  test.each([
    [null, 'is no object'],
    ['1', 'is no object'],
    [{}, 'has no id'],
    [{id: null}, 'has no id'],
    [{id: ''}, 'has no id'],
    [{id: 5}, 'has no id'],
    [[], 'has no id'],
  ])('%j %s', (raw, reason) => {
    const message =
      `things: Microsoft Graph sent a row that ${reason}. The stream ends here, so that nothing ` +
      'is left out unnoticed.';
    expect(() => transform(raw)).toThrow(new SystemError(message));
    expect(() => transform(raw)).toThrow(SystemError);
  });
});

test('all rows of a page carry its stamp', () => {
  expect(setSyncedAtOfRows([{id: '1'}, {id: '2'}], STAMP)).toEqual([
    {id: '1', synced_at: STAMP.iso},
    {id: '2', synced_at: STAMP.iso},
  ]);
});

test('a tombstone has the id and the time only', () => {
  expect(tombstone('1', STAMP)).toEqual({id: '1', _ab_cdc_deleted_at: STAMP.iso});
});
