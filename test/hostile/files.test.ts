import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {parseConfiguredCatalog} from '../../src/airbyte/catalog';
import {readJsonFile} from '../../src/airbyte/json-file';
import {IncomingStates} from '../../src/airbyte/state';
import {parseConfig} from '../../src/config/config';
import {ConfigError} from '../../src/errors';
import {secretsIn} from '../../src/config/credentials';
import {catalogOf} from '../support/connection';
import {holds} from './checking';
import {anyJson, mutated} from './json-values';
import {expectForeseen} from './outcomes';

const SECRET = 'hostile~Se/cret+"%';

const SETTINGS = {
  tenant_id: '11111111-2222-3333-4444-555555555555',
  client_id: '66666666-7777-8888-9999-000000000000',
  credentials: {
    auth_type: 'client_secret',
    client_secret: SECRET,
    client_secret_expires_on: '2027-06-30',
  },
  domains: ['contoso.com', 'fabrikam.com'],
  cloud: 'global',
  report_period: 'D30',
  daily_report_backfill_days: 7,
  on_missing_permission: 'auto',
  num_workers: 4,
  endpoints: {graph_url: 'https://127.0.0.1:8443', login_url: 'https://localhost'},
};

const STATE = [
  {
    type: 'STREAM',
    stream: {
      stream_descriptor: {name: 'users', namespace: 'hr'},
      stream_state: {version: 1, synced_at: '2026-03-01T00:00:00.000Z', cursor: {}},
    },
    sourceStats: {recordCount: 5},
  },
];

/** Ends well, or with an error that the user can do something about. */
function expectAnswer(parse: () => void): void {
  try {
    parse();
  } catch (error) {
    expectForeseen(error);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).not.toContain(SECRET);
  }
}

function anyOf(valid: unknown): fc.Arbitrary<unknown> {
  return fc.oneof({weight: 3, arbitrary: mutated(valid)}, {weight: 1, arbitrary: anyJson()});
}

describe('whatever stands in a file, it is taken or refused by name:', () => {
  test('settings', async () => {
    const property = fc.property(anyOf(SETTINGS), (settings) => {
      secretsIn(settings);
      expectAnswer(() => {
        const {config} = parseConfig(settings, {environment: {}, now: 0});
        expect(Object.values(config)).not.toContain(undefined);
      });
    });
    await holds(property, {share: 0.5});
  });

  test('a configured catalog', async () => {
    const catalog = catalogOf('incremental');
    const property = fc.property(anyOf(catalog), (value) => {
      expectAnswer(() => {
        const streams = parseConfiguredCatalog(value);
        const entries = (value as {streams: unknown[]}).streams;
        expect(streams.length).toBe(entries.length);
      });
    });
    await holds(property, {share: 0.5});
  });

  test('states', async () => {
    const property = fc.property(anyOf(STATE), (value) => {
      expectAnswer(() => void IncomingStates.parse(value).of({name: 'users', namespace: 'hr'}));
    });
    await holds(property, {share: 0.5});
  });
});

describe('whatever bytes a file has, they are read or refused by name:', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-files-'));
  const path = join(folder, 'settings.json');
  const kind = {name: 'The settings file', option: '--config', maxMegabytes: 1};

  afterAll(() => rmSync(folder, {recursive: true}));

  async function expectRead(bytes: Buffer): Promise<void> {
    writeFileSync(path, bytes);
    await readJsonFile(path, kind).catch((error: Error) => {
      expect(error).toBeInstanceOf(ConfigError);
      expect(error.message).toMatch(/^The settings file .*settings\.json (is|holds) .{3,60}\.$/);
    });
  }

  test('any bytes', async () => {
    const bytes = fc.uint8Array({maxLength: 200}).map((array) => Buffer.from(array));
    await holds(fc.asyncProperty(bytes, expectRead));
  });

  test('JSON that was cut', async () => {
    const whole = Buffer.from(JSON.stringify(SETTINGS, null, 2));
    const cut = fc.nat(whole.length).map((length) => whole.subarray(0, length));
    await holds(fc.asyncProperty(cut, expectRead));
  });

  test('JSON of any value', async () => {
    const property = fc.asyncProperty(anyJson(), async (value) => {
      const text = JSON.stringify(value);
      writeFileSync(path, text);
      await expect(readJsonFile(path, kind)).resolves.toEqual(JSON.parse(text));
    });
    await holds(property);
  });
});
