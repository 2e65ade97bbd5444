import {blankCopiedRow} from '../../src/copied-row';
import {RowPseudonymizer} from '../../src/personal-data/row-pseudonymizer';
import {Pseudonyms} from '../../src/personal-data/pseudonyms';
import type {Row, Stream} from '../../src/streams/stream';
import {PSEUDONYM_KEY, principalPseudonymOf, pseudonymOf} from '../support/expected-pseudonyms';
import {streamOf} from '../support/fake-pages';

const pseudonyms = new Pseudonyms(PSEUDONYM_KEY);

function streamWith(properties: Record<string, Row>, definition: object = {}): Stream {
  const stream = streamOf([], {
    cursor: {kind: 'none', isIncremental: false, because: ''},
    domainFilter: {kind: 'tenant_wide', because: ''},
    ...definition,
  });
  return {...stream, schema: {properties}};
}

function kinds(fields: Record<string, string>): Record<string, Row> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, kind]) => [field, {'x-personal': kind}]),
  );
}

function applied(properties: Record<string, Row>, row: Row, definition: object = {}): Row {
  const people = RowPseudonymizer.for(streamWith(properties, definition), pseudonyms);
  people?.apply(row);
  return row;
}

const FIELDS = kinds({
  id: 'id',
  upn: 'address',
  name: 'name',
  text: 'free_text',
  host: 'device',
  plan: 'none',
});

test.each<[string, Row, Row]>([
  [
    'texts',
    {id: 'A', upn: 'a@b.de', name: 'A', text: 'A', host: 'A', plan: 'A'},
    {
      id: pseudonymOf('a'),
      upn: principalPseudonymOf('a@b.de'),
      name: null,
      text: null,
      host: null,
      plan: 'A',
    },
  ],
  [
    'lists',
    {id: 'A', upn: ['a@b.de', null, 'x'], name: ['A'], plan: ['A']},
    {
      id: pseudonymOf('a'),
      upn: [principalPseudonymOf('a@b.de'), null, pseudonymOf('x')],
      name: null,
      plan: ['A'],
    },
  ],
  [
    'numbers',
    {id: 12, upn: 34, name: 5, plan: 6},
    {id: pseudonymOf('12'), upn: pseudonymOf('34'), name: null, plan: 6},
  ],
  [
    'objects and truths',
    {id: {a: 'A'}, upn: true, name: {a: 'A'}, text: {a: 'A'}},
    {id: null, upn: null, name: null, text: null},
  ],
  [
    'nulls',
    {id: 'A', upn: null, name: null, plan: null},
    {id: pseudonymOf('a'), upn: null, name: null, plan: null},
  ],
  [
    'a tombstone',
    {id: 'A', _ab_cdc_deleted_at: 'now'},
    {id: pseudonymOf('a'), _ab_cdc_deleted_at: 'now'},
  ],
])('%s are replaced by their kind', (_what, row, expected) => {
  expect(applied(FIELDS, row)).toEqual(expected);
});

const NESTED = {
  ...kinds({id: 'none'}),
  owner: {'x-personal': 'none', properties: kinds({id: 'id', name: 'name', since: 'none'})},
  plans: {'x-personal': 'none', items: {properties: kinds({planId: 'none'})}},
  errors: {'x-personal': 'none', items: {properties: kinds({value: 'address', kind: 'none'})}},
};

test('within objects and lists of them, and what is not declared there goes', () => {
  const row = {
    id: '1',
    owner: {id: 'A', name: 'A', since: '2026', more: 'A'},
    plans: [{planId: 'p'}, {planId: 'q', assignedBy: 'A'}, null],
    errors: [
      {value: 'a@b.de', kind: 'k'},
      {value: null, kind: null},
    ],
  };
  expect(applied(NESTED, row)).toEqual({
    id: '1',
    owner: {id: pseudonymOf('a'), name: null, since: '2026'},
    plans: [{planId: 'p'}, {planId: 'q'}, null],
    errors: [
      {value: principalPseudonymOf('a@b.de'), kind: 'k'},
      {value: null, kind: null},
    ],
  });
});

test('nested objects of Graph are not changed, for somebody else may hold them', () => {
  const owner = Object.freeze({id: 'A', name: 'A'});
  applied(NESTED, {id: '1', owner});
  expect(owner).toEqual({id: 'A', name: 'A'});
});

test('an id that is made of fields is made anew of what stands in them', () => {
  const rowId = ({upn, plan}: Row): string => [upn, plan].join('_');
  const row = {id: 'a@b.de_P', upn: 'a@b.de', plan: 'P'};
  expect(applied(FIELDS, row, {rowId})['id']).toBe(`${principalPseudonymOf('a@b.de')}_P`);
});

test('the id of a row of a report is made elsewhere', () => {
  const report = {takes: 'period', naturalKey: ['upn']};
  expect(applied(FIELDS, {id: 'day|D7|x', upn: 'a@b.de'}, {report})['id']).toBe('day|D7|x');
});

test('parts of an id look as their fields do; of those that are emptied stays that they differ', () => {
  const {keys} = RowPseudonymizer.for(streamWith(FIELDS), pseudonyms)!;
  expect(keys.part('upn', 'a@b.de')).toBe(principalPseudonymOf('a@b.de'));
  expect(keys.part('id', 'x')).toBe(pseudonymOf('x'));
  expect(keys.part('name', 'alice')).toBe(pseudonymOf('alice'));
  expect(keys.part('plan', 'p')).toBe('p');
  expect(keys.digest('alice')).toBe(pseudonymOf('alice').slice(2));
});

test.each([
  ['nothing of people', kinds({id: 'none', plan: 'none'}), pseudonyms],
  ['something of people and no key', FIELDS, undefined],
])('a stream that says %s stays as it is', (_what, properties, key) => {
  expect(RowPseudonymizer.for(streamWith(properties), key)).toBeUndefined();
});

test('a stream that says something deep within is one of people', () => {
  expect(RowPseudonymizer.for(streamWith(NESTED), pseudonyms)).toBeDefined();
});

test('a row that is written as it came is no row for it', () => {
  expect(() => applied(FIELDS, blankCopiedRow(['id']))).toThrow('must not be copied');
});
