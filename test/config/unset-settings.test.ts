import {parseConfig} from '../../src/config/config';
import type {Config} from '../../src/config/config';
import {readSpecification} from '../../src/config/spec';
import type {JsonSchema} from '../../src/config/spec';

const REQUIRED = {
  tenant_id: '11111111-2222-3333-4444-555555555555',
  client_id: '66666666-7777-8888-9999-000000000000',
};
const CREDENTIALS = {auth_type: 'client_secret', client_secret: 'Xy8~s3cret'};
const SETTINGS = {...REQUIRED, credentials: CREDENTIALS};

function parse(settings: object): {config: Config; warnings: string[]} {
  return parseConfig(settings, {environment: {}, now: Date.parse('2026-03-01T12:00:00Z')});
}

/** Every optional setting with its path, of the branch for a client secret. */
function optionalPaths(schema: JsonSchema, path: string[] = []): string[][] {
  const {properties = {}, required = [], oneOf: [branch] = []} = schema;
  const own = Object.entries(properties).flatMap(([key, property]) => [
    ...(required.includes(key) ? [] : [[...path, key]]),
    ...optionalPaths(property, [...path, key]),
  ]);
  return [...own, ...(branch ? optionalPaths(branch, path) : [])];
}

function withValueAt([key, ...rest]: string[], value: unknown, settings: object): object {
  const inner = (settings as Record<string, object>)[key!] ?? {};
  return {...settings, [key!]: rest.length === 0 ? value : withValueAt(rest, value, inner)};
}

const OPTIONAL = optionalPaths(readSpecification().connectionSpecification);

test('the form has optional settings, some of them within others', () => {
  expect(OPTIONAL.map((path) => path.join('.'))).toEqual(
    expect.arrayContaining([
      'domains',
      'cloud',
      'num_workers',
      'endpoints',
      'endpoints.graph_url',
      'credentials.client_secret_expires_on',
    ]),
  );
});

describe.each([
  ['null', null],
  ['an empty text', ''],
  ['blanks', ' \n'],
])('%s means "not set"', (_what, nothing) => {
  test.each(OPTIONAL.map((path) => [path.join('.'), path] as const))('in %s', (_name, path) => {
    expect(parse(withValueAt(path, nothing, SETTINGS))).toEqual(parse(SETTINGS));
  });

  test('in all of them at once, and in those of another way to sign in', () => {
    const empty = OPTIONAL.reduce<object>((all, path) => withValueAt(path, nothing, all), SETTINGS);
    const others = {certificate: nothing, password: nothing, token_file_path: nothing};
    const settings = {...empty, credentials: {...CREDENTIALS, ...others}, unknown: nothing};
    expect(parse(settings)).toEqual(parse(SETTINGS));
  });

  test('in a required setting, which is missing then', () => {
    const settings = {
      ...SETTINGS,
      tenant_id: nothing,
      credentials: {...CREDENTIALS, client_secret: nothing},
    };
    expect(() => parse(settings)).toThrow(
      'The settings cannot be used: tenant_id is missing (Directory (tenant) ID); ' +
        'credentials.client_secret is missing (Client secret).',
    );
    expect(() => parse({...SETTINGS, credentials: {auth_type: nothing}})).toThrow(
      'credentials.auth_type is missing; it must be ',
    );
  });
});

test.each([
  ['nothing', {}],
  ['null alone', {mode: null, key: null}],
  ['blank texts', {mode: '', key: ' '}],
])('an optional object that holds %s is not set', (_what, personalData) => {
  const endpoints = {graph_url: null, login_url: ''};
  expect(parse({...SETTINGS, personal_data: personalData, endpoints})).toEqual(parse(SETTINGS));
});

test('an object in the place of a text or a list is a mistake, also an empty one', () => {
  expect(() => parse({...SETTINGS, domains: {}})).toThrow('domains is {} but must be a list');
  expect(() => parse({...SETTINGS, cloud: {}})).toThrow('cloud is {} but must be');
  expect(() => parse({...SETTINGS, personal_data: {key: 'x'.repeat(32)}})).toThrow(
    'personal_data.mode is missing',
  );
});

test('a blank row of a list is a mistake that is told, and no row that is left out', () => {
  expect(() => parse({...SETTINGS, domains: ['a.com', '']})).toThrow('domains, row 2, is blank');
  expect(() => parse({...SETTINGS, domains: [null]})).toThrow('domains, row 1, is null');
});

test.each([0, false])('%j is a value', (value) => {
  expect(() => parse({...SETTINGS, num_workers: value})).toThrow(
    `num_workers is ${value} but must be`,
  );
});
