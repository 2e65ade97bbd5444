/**
 * What Airbyte holds against the form when somebody edits a saved source: its web form the mask of
 * each secret, its server a placeholder or the place where the secret is kept. Judged by another
 * validator than the connector's own, with formats, as Airbyte's server does.
 */
import {Validator} from '@cfworker/json-schema';
import type {Schema} from '@cfworker/json-schema';
import {readSpecification, secretPathsIn} from '../../src/config/spec';
import type {JsonSchema} from '../../src/config/spec';

const FORM = readSpecification().connectionSpecification;

type Values = Record<string, unknown>;

const IDS = {
  tenant_id: '11111111-2222-3333-4444-555555555555',
  client_id: '66666666-7777-8888-9999-000000000000',
};

/** A source for each way to sign in, with every optional text filled in. */
const SAVED: [name: string, settings: Values][] = [
  [
    'a client secret',
    {
      ...IDS,
      credentials: {
        auth_type: 'client_secret',
        client_secret: 'Xy8~s3cret',
        client_secret_expires_on: '2027-06-30',
      },
      domains: ['contoso.com'],
      endpoints: {graph_url: 'https://127.0.0.1:8443', login_url: 'https://127.0.0.1:8443'},
    },
  ],
  [
    'a certificate',
    {...IDS, credentials: {auth_type: 'client_certificate', certificate: 'PEM', password: 'x'}},
  ],
  [
    'pseudonyms',
    {
      ...IDS,
      credentials: {auth_type: 'client_secret', client_secret: 'Xy8~s3cret'},
      personal_data: {mode: 'pseudonymize', key: 'k'.repeat(32)},
    },
  ],
  [
    'a workload identity',
    {...IDS, credentials: {auth_type: 'workload_identity', token_file_path: '/token'}},
  ],
];

const STAND_INS = [
  '**********',
  'secret_placeholder',
  'secret_coordinate::airbyte_workspace_0a1b2c3d_secret_4e5f6a7b_v1',
];

function isValid(settings: Values): boolean {
  return new Validator(FORM as unknown as Schema, '7', false).validate(settings).valid;
}

/** The settings with other values where `replace` gives one. */
function mapTexts(
  settings: Values,
  replace: (path: string) => string | undefined,
  at = '',
): Values {
  const entries = Object.entries(settings).map(([key, value]) => {
    const path = at ? `${at}.${key}` : key;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isObject) return [key, mapTexts(value as Values, replace, path)];
    return [key, (typeof value === 'string' ? replace(path) : undefined) ?? value];
  });
  return Object.fromEntries(entries) as Values;
}

const SECRETS = secretPathsIn(FORM);

test('the tenant and what proves that we are the app are marked as secret', () => {
  expect(SECRETS).toEqual(
    expect.arrayContaining([
      'tenant_id',
      'credentials.client_secret',
      'credentials.certificate',
      'credentials.password',
    ]),
  );
});

describe.each(SAVED)('a source that was saved with %s', (_name, settings) => {
  test('fits the form', () => {
    expect(isValid(settings)).toBe(true);
  });

  test.each(STAND_INS)('can be edited while %s stands for its secrets', (standIn) => {
    const masked = mapTexts(settings, (path) => (SECRETS.includes(path) ? standIn : undefined));
    expect(masked['tenant_id']).toBe(standIn);
    expect(isValid(masked)).toBe(true);
  });

  test('can have its optional texts cleared', () => {
    const optional = optionalTexts(FORM);
    expect(optional).toContain('credentials.client_secret_expires_on');
    expect(isValid(mapTexts(settings, (path) => (optional.includes(path) ? '' : undefined)))).toBe(
      true,
    );
  });

  test.each(['tenant_id', 'client_id', 'credentials'])('is refused without %s', (key) => {
    const others = Object.entries(settings).filter(([name]) => name !== key);
    expect(isValid(Object.fromEntries(others))).toBe(false);
  });
});

/** Optional settings that the form shows as a field for any text. */
function optionalTexts(
  {properties = {}, required = [], oneOf = []}: JsonSchema,
  at = '',
): string[] {
  const own = Object.entries(properties).flatMap(([key, property]) => {
    const path = at ? `${at}.${key}` : key;
    const isText = property.type === 'string' && !property.enum && property.const === undefined;
    return [...(isText && !required.includes(key) ? [path] : []), ...optionalTexts(property, path)];
  });
  return [...own, ...oneOf.flatMap((branch) => optionalTexts(branch, at))];
}

/** What would be held against the stand-in of a secret. */
const KEYWORDS = ['pattern', 'format', 'enum', 'const', 'maxLength', 'contentEncoding'];

function constraintsOn(secret: JsonSchema & {minLength?: number}): string[] {
  const found = KEYWORDS.filter((keyword) => keyword in secret);
  return (secret.minLength ?? 0) > 1 ? [...found, 'minLength'] : found;
}

/** Every schema in the form that is marked as secret, wherever it stands. */
function secretSchemasIn(node: unknown): JsonSchema[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'airbyte_secret' in node && node.airbyte_secret === true ? [node as JsonSchema] : [];
  return [...own, ...Object.values(node).flatMap(secretSchemasIn)];
}

describe('no constraint lies on a secret', () => {
  test('in the form as it is', () => {
    const secrets = secretSchemasIn(FORM);
    expect(secrets).toHaveLength(SECRETS.length);
    expect(secrets.flatMap(constraintsOn)).toEqual([]);
  });

  test.each([
    ['pattern', '^x'],
    ['format', 'uuid'],
    ['enum', ['x']],
    ['maxLength', 8],
    ['minLength', 2],
  ])('%s would be found', (keyword, value) => {
    const form = structuredClone(FORM);
    const tenant = form.properties?.['tenant_id'];
    Object.assign(tenant!, {[keyword]: value});
    expect(secretSchemasIn(form).flatMap(constraintsOn)).toEqual([keyword]);
  });
});

test('the validator of this test does hold a pattern and a format against values', () => {
  const refuses = (schema: Schema, value: unknown): boolean =>
    !new Validator(schema, '7', false).validate(value).valid;
  expect(refuses({pattern: '^[0-9]{4}$'}, '')).toBe(true);
  expect(refuses({type: 'string', format: 'date'}, '')).toBe(true);
});
