/** A check and a read by the package alone, as it is installed elsewhere. */
import {execFile} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import type {Tenant} from '../../tenant/tenant';
import {ALL_STREAMS, catalogOf} from '../support/connection';
import {writeFiles} from '../support/connector';
import type {Message} from '../support/messages';
import {openTenant} from '../support/tenants';
import {PackedPackage} from './packed';

/** On exit the process writes what it has loaded of Node.js. */
const PRELOADED = `process.on('exit', () =>
  require('node:fs').writeFileSync(process.env.LOADED_FILE, process.moduleLoadList.join('\\n')));`;

let packed: PackedPackage;
let tenant: Tenant;
beforeAll(async () => {
  packed = new PackedPackage();
  tenant = await openTenant({users: 5});
});
afterAll(() => packed.remove());

interface Ended {
  messages: Message[];
  /** Modules of Node.js, such as `NativeModule https`. */
  loaded: string;
}

async function run(command: string): Promise<Ended> {
  const preload = join(packed.folder, 'preload.js');
  const loadedFile = join(packed.folder, 'loaded');
  writeFileSync(preload, PRELOADED);
  const files = {
    config: tenant.settings(),
    ...(command === 'read' && {catalog: catalogOf('full_refresh')}),
  };
  const args = [command, ...writeFiles(packed.folder, {files})];
  const env = {
    ...{PATH: process.env['PATH'], NODE_OPTIONS: `--require=${preload}`, LOADED_FILE: loadedFile},
    ...tenant.environment(),
  };
  const {stdout} = await promisify(execFile)(packed.executable, args, {env, maxBuffer: 2 ** 26});
  const messages = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Message);
  return {messages, loaded: readFileSync(loadedFile, 'utf8')};
}

test('a check succeeds', async () => {
  const {messages} = await run('check');
  expect(messages).toContainEqual({
    type: 'CONNECTION_STATUS',
    connectionStatus: expect.objectContaining({status: 'SUCCEEDED'}) as object,
  });
});

describe('a read', () => {
  let ended: Ended;
  beforeAll(async () => {
    ended = await run('read');
  });

  test('reads every user, and of every stream', () => {
    const records = ended.messages.flatMap((message) =>
      message.type === 'RECORD' ? [message.record.stream] : [],
    );
    expect(records.filter((name) => name === 'users')).toHaveLength(5);
    expect(records).toEqual(expect.arrayContaining(ALL_STREAMS));
  });

  test('does not load the fetch of Node.js', () => {
    expect(ended.loaded).toMatch(/^NativeModule https$/m);
    expect(ended.loaded).not.toContain('undici');
  });
});
