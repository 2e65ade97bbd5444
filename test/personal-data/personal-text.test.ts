import {pseudonymizeText} from '../../src/personal-data/personal-text';
import {Pseudonyms} from '../../src/personal-data/pseudonyms';
import {PSEUDONYM_KEY, principalPseudonymOf, pseudonymOf} from '../support/expected-pseudonyms';

const ID = '0b5d4b0a-6f2c-4a53-9d3e-1c2b3a4d5e6f';
const TENANT = '11111111-2222-3333-4444-555555555555';
const ALICE = principalPseudonymOf('alice@contoso.com');
const GUEST = 'bob_x.com#EXT#@contoso.com';

function shown(text: string): string {
  return pseudonymizeText(text, new Pseudonyms(PSEUDONYM_KEY), new Set([TENANT]));
}

test.each([
  ['alice@contoso.com was left out.', `${ALICE} was left out.`],
  ["'alice@contoso.com'", `'${ALICE}'`],
  ['(Alice@Contoso.com).', `(${ALICE}).`],
  ['SMTP:alice@contoso.com', `SMTP:${ALICE}`],
  ['user=alice%40contoso.com&x', `user=${ALICE}&x`],
  ['"alice\\u0040contoso.com"', `"${ALICE}"`],
  [GUEST, principalPseudonymOf(GUEST)],
  [encodeURIComponent(GUEST), principalPseudonymOf(GUEST)],
  ["o'brien@contoso.com", principalPseudonymOf("o'brien@contoso.com")],
  ['alice@contoso', pseudonymOf('alice@contoso')],
  [`user ${ID} is gone`, `user ${pseudonymOf(ID)} is gone`],
  [ID.toUpperCase(), pseudonymOf(ID)],
  ['/personal/alice_contoso_com/x', `/personal/${pseudonymOf('alice_contoso_com')}/x`],
])('%s is found', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

test.each([
  `404 for /v1.0/users/{id} (request-id ${ID})`,
  `GET /v1.0/users 200, 12 ms, request-id ${ID}`,
  `Trace ID: ${ID} Correlation ID: ${ID}`,
  `the tenant ${TENANT}`,
  'users: what stands behind the @ of the user principal name, @contoso.com',
  'at Object.<anonymous> (/app/node_modules/@azure/identity/dist/index.js:1:2)',
  '@odata.nextLink is not a link',
  'p_abc of contoso.com, 32 hexadecimal characters',
])('%s tells of nobody and stays', (text) => {
  expect(shown(text)).toBe(text);
});
