import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {ConfigError} from '../src/errors';
import {REPOSITORY} from './support/connector';
import {useNock} from './support/fake-graph';
import {SETTINGS, run} from './support/session';

useNock();

test('lists every stream without settings and without a request', async () => {
  const {source, session} = run();
  const streams = await source.discover(undefined, session);
  const names = streams.map(({name}) => name);
  expect(names).toEqual([...names].sort());
  expect(names).toEqual(
    expect.arrayContaining(['sign_in_activity', 'subscribed_skus', 'users']) as string[],
  );
});

test('an incremental stream has the time of arrival as its cursor', async () => {
  const {source, session} = run();
  const streams = await source.discover(SETTINGS, session);
  expect(streams.find(({name}) => name === 'users')).toMatchObject({
    supported_sync_modes: ['full_refresh', 'incremental'],
    source_defined_cursor: true,
    default_cursor_field: ['synced_at'],
    source_defined_primary_key: [['id']],
  });
});

test('wrong settings are refused', async () => {
  const {source, session} = run();
  await expect(source.discover({}, session)).rejects.toBeInstanceOf(ConfigError);
});

test('the specification is the form of the settings', async () => {
  const {connectionSpecification} = await run().source.spec();
  expect(connectionSpecification['required']).toEqual(['tenant_id', 'client_id', 'credentials']);
});

describe('a process that discovers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'discover-'));
  const config = join(folder, 'config.json');
  beforeAll(() => writeFileSync(config, JSON.stringify(SETTINGS)));
  afterAll(() => rmSync(folder, {recursive: true}));

  test.each([
    ['without settings', []],
    ['with settings', ['--config', config]],
  ])('%s loads nothing of reading and nothing of HTTP', (_how, options) => {
    const files = filesLoadedBy('discover', ...options);
    expect(files.filter((file) => /[/]src[/]streams[/]load[.]js$/.test(file))).toHaveLength(1);
    expect(files.filter((file) => ENGINE.test(file))).toEqual([]);
  });
});

/** Checking the settings reads a token file, and that is all of `src/graph` it loads. */
const ENGINE =
  /[/]src[/](read|check)[/]|[/]src[/]graph[/](?!auth[/]token-file[.]js$)|graph-session|[/]node_modules[/](axios|@azure)[/]/;

/** The compiled code; test/bundle holds that the scripts of the bundle are as lazy. */
const COMPILED = join(REPOSITORY, 'dist', 'src', 'main.js');

/** The files of a run of the connector, in a process of its own. */
function filesLoadedBy(...args: string[]): string[] {
  const code =
    "process.on('exit', () => process.stderr.write(JSON.stringify(Object.keys(require.cache))));" +
    'require(process.argv[1]);';
  const {status, stderr} = spawnSync(process.execPath, ['-e', code, COMPILED, ...args], {
    encoding: 'utf8',
    maxBuffer: 16_000_000,
  });
  expect(status).toBe(0);
  return JSON.parse(stderr) as string[];
}
