import {isGraphProperty, isRow} from '../../src/streams/row';

test.each([
  ['userPrincipalName', true],
  ['id', true],
  ['synced_at', false],
  ['_ab_cdc_deleted_at', false],
])('%s is a property of Graph: %j', (name, expected) => {
  expect(isGraphProperty(name)).toBe(expected);
});

test.each([
  [{}, true],
  [{id: '1'}, true],
  [null, false],
  [[], false],
  ['row', false],
  [undefined, false],
])('%j is a row: %j', (value, expected) => {
  expect(isRow(value)).toBe(expected);
});
