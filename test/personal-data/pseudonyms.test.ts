import {createHmac} from 'node:crypto';
import fc from 'fast-check';
import {KeyedHash} from '../../src/personal-data/keyed-hash';
import {Pseudonyms} from '../../src/personal-data/pseudonyms';
import {
  PSEUDONYM,
  PSEUDONYM_KEY,
  principalPseudonymOf,
  pseudonymOf,
} from '../support/expected-pseudonyms';

const pseudonyms = new Pseudonyms(PSEUDONYM_KEY);

const ALICE = 'Alice.Smith@Contoso.com';
const GUEST = 'bob_fabrikam.com#EXT#@contoso.onmicrosoft.com';
const HASH = '0123456789ABCDEF0123456789ABCDEF';

test('the keyed hash is HMAC-SHA256, whatever the length of key and text', () => {
  fc.assert(
    fc.property(
      fc.string({unit: 'binary', maxLength: 200}),
      fc.array(fc.string({unit: 'binary', maxLength: 3_000}), {minLength: 1, maxLength: 4}),
      (key, texts) => {
        const keyed = new KeyedHash(key);
        for (const text of texts) {
          const expected = createHmac('sha256', key).update(text).digest('binary');
          expect(keyed.digest(text)).toBe(expected);
        }
      },
    ),
    {seed: 7, numRuns: 100},
  );
});

test.each([
  ['an object id', 'ABCDEF01-2345-6789-abcd-ef0123456789'],
  ['a number of an employee', '0012345'],
  ['an id in base64', 'q83vASNFZ4mrze8BI0VniQ=='],
  ['letters that UTF-8 writes in several bytes', 'ÉLOÏSE İ'],
])('%s becomes a mark and 26 characters of base32', (_what, id) => {
  expect(pseudonyms.ofId(id)).toBe(pseudonymOf(id));
  expect(pseudonyms.ofId(id)).toMatch(PSEUDONYM);
  expect(pseudonyms.ofId(id.toLowerCase())).toBe(pseudonyms.ofId(id));
});

test.each([
  ['a user principal name', ALICE, principalPseudonymOf(ALICE)],
  ['one in capitals', ALICE.toUpperCase(), principalPseudonymOf(ALICE)],
  ['that of a guest, which has a mail address in it', GUEST, principalPseudonymOf(GUEST)],
  ['two signs @', '"a@b"@contoso.com', principalPseudonymOf('"a@b"@contoso.com')],
  ['a domain of letters beyond ASCII', 'a@köln.de', principalPseudonymOf('a@köln.de')],
  ['a name without a domain', 'alice', pseudonymOf('alice')],
  ['what stands behind @ and is no domain', 'x@Alice Smith', pseudonymOf('x@Alice Smith')],
  ['a domain without a dot', 'x@alice', pseudonymOf('x@alice')],
  ['an @ at the end', 'alice@', pseudonymOf('alice@')],
  ['a concealed name', HASH, pseudonymOf(HASH)],
  ['the main proxy address', `SMTP:${ALICE}`, `SMTP:${principalPseudonymOf(ALICE)}`],
  ['another one', `smtp:${ALICE}`, `smtp:${principalPseudonymOf(ALICE)}`],
  ['an address for calls', `sip:${ALICE}`, `sip:${principalPseudonymOf(ALICE)}`],
  ['one of Exchange', 'X500:/o=Org/cn=alice', `X500:${pseudonymOf('/o=Org/cn=alice')}`],
  ['a colon in another place', 'a b:c@x.com', principalPseudonymOf('a b:c@x.com')],
])('of an address with %s only the domain and the type stay', (_what, address, expected) => {
  expect(pseudonyms.ofAddress(address)).toBe(expected);
  expect(pseudonyms.ofAddress(address)).toBe(expected);
});

const MY = 'https://contoso-my.sharepoint.com';

test.each([
  [`${MY}/personal/alice_contoso_com`, `${MY}/personal/${pseudonymOf('alice_contoso_com')}`],
  [`${MY}/personal/Alice_Contoso_com/`, `${MY}/personal/${pseudonymOf('alice_contoso_com')}`],
  [
    `${MY}/personal/alice_contoso_com/Documents/CV.docx`,
    `${MY}/personal/${pseudonymOf('alice_contoso_com')}`,
  ],
  [`${MY}/personal%2Falice_contoso_com`, `${MY}/personal/${pseudonymOf('alice_contoso_com')}`],
  [`${MY}/personal/zo%C3%AB_x`, `${MY}/personal/${pseudonymOf('zoë_x')}`],
  [`${MY}/users/alice`, `${MY}/${pseudonymOf('/users/alice')}`],
  [`${MY}/%zz`, `${MY}/${pseudonymOf('/%zz')}`],
  [
    'https://contoso.sharepoint.com/personal/alice',
    `https://contoso.sharepoint.com/personal/${pseudonymOf('alice')}`,
  ],
  [
    'https://contoso.sharepoint.com/sites/a%40b',
    `https://contoso.sharepoint.com/${pseudonymOf('/sites/a@b')}`,
  ],
  ['https://', pseudonymOf('https://')],
])('of the site %s the person goes', (site, expected) => {
  expect(pseudonyms.ofAddress(site)).toBe(expected);
});

test.each([
  ['the site of a team', 'https://contoso.sharepoint.com/sites/Sales'],
  ['the root of personal sites', `${MY}/`],
  ['an empty text', ''],
  ['two dashes', '--'],
  ['no name', '(Unknown)'],
  ['zeros', '00000000-0000-0000-0000-000000000000'],
])('%s is nobody and stays', (_what, value) => {
  expect(pseudonyms.ofAddress(value)).toBe(value);
});

test('zeros in the place of an id stay as well', () => {
  expect(pseudonyms.ofId('00000000-0000-0000-0000-000000000000')).toBe(
    '00000000-0000-0000-0000-000000000000',
  );
});

test('another key gives other pseudonyms and another fingerprint, the same one the same', () => {
  const [same, other] = [new Pseudonyms(PSEUDONYM_KEY), new Pseudonyms(`${PSEUDONYM_KEY}x`)];
  expect(same.ofAddress(ALICE)).toBe(pseudonyms.ofAddress(ALICE));
  expect(other.ofAddress(ALICE)).not.toBe(pseudonyms.ofAddress(ALICE));
  expect(same.fingerprint).toBe(pseudonyms.fingerprint);
  expect(other.fingerprint).not.toBe(pseudonyms.fingerprint);
  expect(same.fingerprint).not.toContain(PSEUDONYM_KEY);
});

test('more people than are remembered keep their pseudonyms', () => {
  const names = Array.from({length: 80_000}, (_, index) => `user${index}@contoso.com`);
  const first = names.map((name) => pseudonyms.ofAddress(name));
  expect(new Set(first).size).toBe(names.length);
  expect(names.map((name) => pseudonyms.ofAddress(name))).toEqual(first);
  expect(first[79_999]).toBe(principalPseudonymOf('user79999@contoso.com'));
});
