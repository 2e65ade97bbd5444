import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Tenant} from '../../tenant/tenant';
import {ALL_STREAMS, catalogOf} from '../support/connection';
import {Connector, REPOSITORY} from '../support/connector';
import type {Result} from '../support/messages';
import {openTenant} from '../support/tenants';

let tenant: Tenant;
let connector: Connector;

beforeAll(async () => {
  tenant = await openTenant({users: 5});
  connector = new Connector(tenant);
});

function fileOf(name: string): unknown {
  return JSON.parse(readFileSync(join(REPOSITORY, name), 'utf8'));
}

describe('spec', () => {
  test('is one SPEC message with the form of the settings', async () => {
    const result = await connector.run(['spec']);
    expect(result.exitCode).toBe(0);
    expect(result.messages).toEqual([{type: 'SPEC', spec: fileOf('resources/spec.json')}]);
  });

  test('asks nothing of the tenant, and neither does discover', async () => {
    const before = tenant.requests.length;
    await Promise.all([connector.run(['spec']), connector.run(['discover'])]);
    expect(tenant.requests.length).toBe(before);
  });
});

describe('text for people', () => {
  const forPeople = true;

  test.concurrent('--help and --version explain themselves on standard output', async () => {
    const [help, readHelp, version] = await Promise.all([
      connector.run(['--help'], {forPeople}),
      connector.run(['read', '--help'], {forPeople}),
      connector.run(['--version'], {forPeople}),
    ]);
    expect(help.stdout).toMatch(/^Usage: source-microsoft-365 .*spec.*check.*discover.*read/s);
    expect(readHelp.stdout).toMatch(/--config <file>.*--catalog <file>.*--state <file>/s);
    expect(version.stdout).toBe(`${(fileOf('package.json') as {version: string}).version}\n`);
    for (const result of [help, readHelp, version]) {
      expect([result.exitCode, result.stderr]).toEqual([0, '']);
    }
  });

  test.concurrent.each([
    ['an unknown command', ['sync'], /sync/],
    ['check without --config', ['check'], /--config/],
    ['read without --catalog', ['read', '--config', 'config.json'], /--catalog/],
    ['--config without a file', ['check', '--config'], /--config/],
  ])('%s is explained to people and to the platform', async (_, args, expected) => {
    const result = await connector.run(args, {forPeople});
    expect([result.exitCode, result.failures]).toEqual([1, [['config_error', undefined]]]);
    expect(result.stderr).toMatch(expected);
    expect(result.errors[0]!.message).toMatch(expected);
  });

  test.concurrent('no command at all is for people alone', async () => {
    const result = await connector.run([], {forPeople});
    expect([result.exitCode, result.stdout]).toEqual([1, '']);
    expect(result.stderr).toMatch(/Usage:/);
  });
});

describe('discover', () => {
  let results: Result[];

  beforeAll(async () => {
    const poor = new Connector(await openTenant({users: 5, roles: []}));
    const config = tenant.settings();
    results = await Promise.all([
      connector.run(['discover'], {files: {config}}),
      connector.run(['discover']),
      poor.run(['discover'], {files: {config: poor.tenant.settings()}}),
      connector.run(['discover', '--debug', '--colour=never', 'x'], {files: {config}}),
    ]);
  });

  test('lists every stream with its key and its cursor', () => {
    const [message] = results[0]!.messages;
    const streams = message?.type === 'CATALOG' ? message.catalog.streams : [];
    expect(streams.map(({name}) => name)).toEqual(expect.arrayContaining(ALL_STREAMS));
    for (const stream of streams.filter(({name}) => ALL_STREAMS.includes(name))) {
      expect(stream).toMatchObject({
        supported_sync_modes: ['full_refresh', 'incremental'],
        source_defined_primary_key: [['id']],
        source_defined_cursor: true,
        default_cursor_field: ['synced_at'],
      });
    }
    for (const stream of streams) {
      expect(stream.source_defined_primary_key).toEqual([['id']]);
      const {properties} = stream.json_schema as {properties: object};
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(['id', 'synced_at']));
    }
  });

  test('is the same without settings, and whatever the permissions', () => {
    const [first, ...others] = results.slice(0, 3).map(({stdout}) => stdout);
    for (const other of others) expect(other).toBe(first);
    expect(results.map(({exitCode}) => exitCode)).toEqual([0, 0, 0, 0]);
  });

  test('names arguments that it does not know and goes on', () => {
    expect(results[3]!.logs('WARN')).toEqual(['Unknown arguments are ignored: --colour, 1 value.']);
    expect(results[3]!.lines.at(-1)).toBe(results[0]!.lines.at(-1));
  });

  test('refuses settings that cannot be used', async () => {
    const config = tenant.settings({domains: []});
    const result = await connector.run(['discover'], {files: {config}});
    expect([result.exitCode, result.failures]).toEqual([1, [['config_error', undefined]]]);
  });
});

test('arguments that read does not know are named, and the read goes on', async () => {
  const files = {config: tenant.settings(), catalog: catalogOf('full_refresh')};
  const result = await connector.run(['read', '--speed=high'], {files});
  expect(result.logs('WARN')).toEqual(['Unknown arguments are ignored: --speed.']);
  expect([result.exitCode, result.records('users').length]).toEqual([0, 5]);
});

describe('a secret on the command line is in no message', () => {
  const settings = (): string => JSON.stringify(tenant.settings());

  test.concurrent('where the settings stand in place of their path', async () => {
    const [check, read] = await Promise.all([
      connector.run(['check', '--config', settings()]),
      connector.run(['read', '--config', settings(), '--catalog', 'none.json']),
    ]);
    const reason = /^The option --config takes the path of a file, not its content\./;
    expect([check.exitCode, check.status?.status]).toEqual([0, 'FAILED']);
    expect(check.status?.message).toMatch(reason);
    expect([read.exitCode, read.failures]).toEqual([1, [['config_error', undefined]]]);
    expect(read.errors[0]!.message).toMatch(reason);
  });

  test.concurrent('where an option does not exist', async () => {
    const {clientSecret} = tenant;
    const files = {config: tenant.settings()};
    const result = await connector.run(['discover', '--client-secret', clientSecret], {files});
    expect(result.logs('WARN')).toEqual([
      'Unknown arguments are ignored: --client-secret, 1 value.',
    ]);
  });

  test.concurrent('where a command should stand', async () => {
    const result = await connector.run([settings()], {forPeople: true});
    expect([result.exitCode, result.failures]).toEqual([1, [['config_error', undefined]]]);
  });
});
