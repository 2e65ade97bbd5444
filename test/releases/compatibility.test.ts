/** What users build upon: docs/releases.md says what may change in which version. */
import {parseConfig} from '../../src/config/config';
import {readSpecification} from '../../src/config/spec';
import type {JsonSchema} from '../../src/config/spec';
import {discover} from '../../src/discover';
import {SPEC, STREAMS} from './version-0.1.0';

type Schema = JsonSchema & Record<string, unknown>;

const THEN = SPEC.connectionSpecification as Schema;
const NOW = readSpecification().connectionSpecification as Schema;

/** Every setting with its schema, those of each kind of credentials by that kind. */
function settingsIn(schema: Schema, path = ''): [path: string, schema: Schema][] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    settingsIn(property as Schema, `${path}.${name}`),
  );
  const branches = (schema.oneOf ?? []).flatMap((branch) => {
    const kind = Object.values(branch.properties ?? {}).find((one) => 'const' in one) as Schema;
    return settingsIn(branch as Schema, `${path}[${String(kind['const'])}]`);
  });
  return [[path, schema], ...own, ...branches];
}

const settingsNow = new Map(settingsIn(NOW));

test.each(settingsIn(THEN))('the setting%s is what it was, and no narrower', (path, then) => {
  const now = settingsNow.get(path);
  expect(now).toBeDefined();
  expect(now!['type']).toEqual(then['type']);
  expect(now!['const']).toEqual(then['const']);
  expect(now!['default']).toEqual(then['default']);
  expect(now!['enum'] ?? []).toEqual(expect.arrayContaining(then['enum'] ?? []));
  const required = then.required ?? [];
  expect(required).toEqual(expect.arrayContaining([...(now!.required ?? [])]));
  expect(Number(now!['minimum'] ?? -Infinity)).toBeLessThanOrEqual(Number(then['minimum'] ?? 0));
  expect(Number(now!['maximum'] ?? Infinity)).toBeGreaterThanOrEqual(Number(then['maximum'] ?? 0));
});

const IDS = {
  tenant_id: '11111111-2222-3333-4444-555555555555',
  client_id: '66666666-7777-8888-9999-000000000000',
};

/** As docs/setup.md of 0.1.0 had them. */
const SETTINGS_OF_THEN = [
  {...IDS, credentials: {auth_type: 'client_secret', client_secret: 'Xy8~s3cret'}},
  {
    ...IDS,
    credentials: {auth_type: 'workload_identity', token_file_path: __filename},
    domains: ['contoso.com', '@Fabrikam.com'],
    cloud: 'us_gov_l4',
    report_period: 'D90',
    daily_report_backfill_days: 27,
    on_missing_permission: 'skip',
    num_workers: 20,
  },
];

test.each(SETTINGS_OF_THEN)('settings of then are accepted: %j', (settings) => {
  const {config} = parseConfig(settings, {environment: {}, now: Date.parse('2026-03-01')});
  expect(config.tenantId).toBe(IDS.tenant_id);
});

/** As catalog.json of the recordings writes a type. */
function typeText({type, format}: {type?: unknown; format?: unknown}): string {
  const types = [type].flat().join('|');
  return typeof format === 'string' ? `${types} ${format}` : types;
}

test.each(Object.keys(STREAMS))('%s has its key, its cursor and its columns', async (name) => {
  const {primaryKey, cursor, modes, fields} = STREAMS[name]!;
  const stream = (await discover()).find((one) => one.name === name)!;
  expect(stream.source_defined_primary_key).toEqual(primaryKey);
  expect(stream.default_cursor_field ?? null).toEqual(cursor);
  expect(stream.supported_sync_modes).toEqual(modes);
  const properties = Object.entries(stream.json_schema['properties'] as Record<string, object>);
  const types = properties.map(([field, schema]) => [field, typeText(schema)]);
  expect(Object.fromEntries(types)).toMatchObject(fields);
});
