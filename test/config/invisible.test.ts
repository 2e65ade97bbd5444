import {parseConfig} from '../../src/config/config';
import type {Config} from '../../src/config/config';
import {secretsIn} from '../../src/config/credentials';
import {visibleText} from '../../src/config/invisible';
import {pseudonymKeysIn} from '../../src/config/personal-data';

const KEY = 'k'.repeat(32);
const SECRET = 'Xy8~s3cret';

function settingsWith(around: (text: string) => string): object {
  return {
    tenant_id: around('11111111-2222-3333-4444-555555555555'),
    client_id: around('66666666-7777-8888-9999-000000000000'),
    credentials: {auth_type: around('client_secret'), client_secret: around(SECRET)},
    domains: [around('contoso.com')],
    cloud: around('china'),
    personal_data: {mode: around('pseudonymize'), key: around(KEY)},
  };
}

function parse(settings: object): Config {
  return parseConfig(settings, {environment: {}, now: 0}).config;
}

const PLAIN = parse(settingsWith((text) => text));

describe.each([
  ['a space without width', '\u200b'],
  ['a mark of the direction', '\u200e'],
  ['a byte order mark', '\ufeff'],
  ['a soft hyphen', '\u00ad'],
  ['the end of an isolated text', '\u2069'],
  ['several of them and blanks', ' \u200b\u200e\n'],
])('%s', (_name, invisible) => {
  test.each<[string, (text: string) => string]>([
    ['before', (text) => `${invisible}${text}`],
    ['behind', (text) => `${text}${invisible}`],
    ['around', (text) => `${invisible}${text}${invisible}`],
  ])('%s every text changes nothing', (_where, around) => {
    const settings = settingsWith(around);
    expect(parse(settings)).toEqual(PLAIN);
    expect(secretsIn(settings)).toContain(SECRET);
    expect(pseudonymKeysIn(settings)).toContain(KEY);
  });

  test('alone is no value', () => {
    const settings = {...settingsWith((text) => text), domains: invisible, cloud: invisible};
    expect(parse(settings)).toMatchObject({domains: ['*'], cloud: 'global'});
  });
});

test.each([' a ', 'a\u200bb', '\n', 'a \n', ''])('%j stays as it is', (text) => {
  expect(visibleText(text)).toBe(text);
});
