import {loadConfig, parseConfig} from '../../src/config/config';
import {PSEUDONYM_KEY} from '../support/expected-pseudonyms';
import {SETTINGS, logOf, run} from '../support/session';

const AT = {environment: {}, now: Date.parse('2026-03-01T12:00:00Z')};

function parse(personalData: unknown): string | undefined {
  return parseConfig({...SETTINGS, personal_data: personalData}, AT).config.pseudonymKey;
}

test.each([
  ['left out', undefined],
  ['null', null],
  ['kept', {mode: 'keep'}],
  ['kept, with the key of before', {mode: 'keep', key: null}],
])('there is no key where personal data is %s', (_what, value) => {
  expect(parse(value)).toBeUndefined();
});

test.each([
  ['as it is', PSEUDONYM_KEY],
  ['of exactly 32 characters', 'k'.repeat(32)],
  ['of 32 characters outside of the basic plane', '🔑'.repeat(32)],
])('a key is taken %s', (_what, key) => {
  expect(parse({mode: 'pseudonymize', key})).toBe(key);
});

test('blanks and line ends around a key that was pasted are no part of it', () => {
  expect(parse({mode: 'pseudonymize', key: ` ${PSEUDONYM_KEY}\n`})).toBe(PSEUDONYM_KEY);
});

const SECRET = 'S3cret-k3y-that-nobody-sees';

test.each<[string, unknown, string]>([
  [
    'too short',
    {mode: 'pseudonymize', key: SECRET},
    'personal_data.key has 27 characters and needs 32 or more; use a random text',
  ],
  [
    'one character',
    {mode: 'pseudonymize', key: 'k'},
    'personal_data.key has 1 character and needs 32',
  ],
  [
    'made long by blanks',
    {mode: 'pseudonymize', key: SECRET + ' '.repeat(40)},
    'personal_data.key has 27 characters',
  ],
  [
    'half as many characters as units',
    {mode: 'pseudonymize', key: '🔑'.repeat(31)},
    'has 31 characters',
  ],
  ['missing', {mode: 'pseudonymize'}, 'personal_data.key is missing (Key of the pseudonyms)'],
  ['empty', {mode: 'pseudonymize', key: ' '}, 'personal_data.key is missing'],
  [
    'a mask',
    {mode: 'pseudonymize', key: '**********'},
    'personal_data.key is the mask that Airbyte shows',
  ],
  [
    'no text',
    {mode: 'pseudonymize', key: 12},
    'personal_data.key cannot be used; it must be a text',
  ],
  [
    'a list',
    {mode: 'pseudonymize', key: [SECRET]},
    'personal_data.key cannot be used; it must be a text',
  ],
  [
    'there without a mode',
    {key: SECRET},
    'personal_data.mode is missing; it must be "keep" or "pseudonymize"',
  ],
  [
    'in the place of the mode',
    {mode: SECRET},
    'personal_data.mode cannot be used; it must be "keep" or "pseudonymize"',
  ],
  ['in the place of the object', SECRET, 'personal_data cannot be used; it must be an object'],
  [
    'of a mode that is misspelt',
    {mode: 'pseudonymise', key: SECRET},
    'personal_data.mode is "pseudonymise" but must be "keep" or "pseudonymize"',
  ],
])('a key that is %s is refused and not shown', (_what, value, text) => {
  expect(() => parse(value)).toThrow(text);
  expect(() => parse(value)).not.toThrow(SECRET);
});

test('a key stands in no message', async () => {
  const {session, written} = run();
  const settings = {...SETTINGS, personal_data: {mode: 'pseudonymize', key: `${PSEUDONYM_KEY}\n`}};
  loadConfig(settings, session, {...AT, findings: 'in_logs'});
  session.messages.log('INFO', `the key ${PSEUDONYM_KEY} or ${encodeURIComponent(PSEUDONYM_KEY)}`);
  expect(logOf(await written())).toEqual(['INFO the key **** or ****']);
});
