import {ProductNames} from '../../src/streams/product-names';

const E3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
const UNKNOWN = '00000000-0000-0000-0000-000000000000';
const names = new ProductNames();

test.each<[string, unknown, unknown, string | null]>([
  ['by its id', E3, undefined, 'Microsoft 365 E3'],
  ['by its id in capitals', E3.toUpperCase(), undefined, 'Microsoft 365 E3'],
  ['by its id, whatever the string id', E3, 'SPE_E5', 'Microsoft 365 E3'],
  ['by its string id', UNKNOWN, 'SPE_E3', 'Microsoft 365 E3'],
  ['by its string id in small letters', undefined, 'spe_e3', 'Microsoft 365 E3'],
  ['by a string id that has two names, not at all', UNKNOWN, 'MCOPSTN5', null],
  [
    'by an id whose string id has two names',
    '54a152dc-90de-4996-93d2-bc47e670fc06',
    'MCOPSTN5',
    'Skype for Business PSTN Domestic Calling (120 Minutes)',
  ],
  ['by an unknown id, not at all', UNKNOWN, undefined, null],
  ['by an unknown string id, not at all', UNKNOWN, 'NOBODY_KNOWS', null],
  ['by the name of a member of objects, not at all', 'constructor', '__proto__', null],
  ['by nothing, not at all', null, null, null],
  ['by a number, not at all', 5, 5, null],
])('a product is named %s', (...[_how, id, stringId, name]) => {
  expect(names.product(id, stringId)).toBe(name);
});

test.each([
  [E3, 'SPE_E3'],
  [E3.toUpperCase(), 'SPE_E3'],
  [UNKNOWN, null],
  [undefined, null],
])('the string id of %j is %j', (id, stringId) => {
  expect(names.skuPartNumber(id)).toBe(stringId);
});

test.each<[unknown, unknown, string | null]>([
  ['00283e6b-2bd8-440f-a2d5-87358e4c89a1', undefined, 'POWER AUTOMATE FOR PROJECT P1'],
  [undefined, 'POWER_AUTOMATE_FOR_PROJECT_P1', 'POWER AUTOMATE FOR PROJECT P1'],
  [UNKNOWN, 'NOBODY_KNOWS', null],
])('the service plan %j, %j is %j', (id, stringId, name) => {
  expect(names.servicePlan(id, stringId)).toBe(name);
});

test('the list says of which day it is', () => {
  expect(names.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});
