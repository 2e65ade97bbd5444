/** What `bin/source-microsoft-365` runs. */
import {spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, truncateSync, unlinkSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {REPOSITORY} from '../support/connector';
import {PACKED_FILES, PackedPackage} from './packed';

let packed: PackedPackage;
beforeEach(() => (packed = new PackedPackage()));
afterEach(() => packed.remove());

interface Ended {
  stdout: string;
  stderr: string;
  status: number | null;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Ended {
  const {PATH} = process.env;
  return spawnSync(packed.executable, args, {encoding: 'utf8', env: {PATH, ...env}});
}

/** Whether V8 takes the code cache of each script, in a process with the flags of the build. */
function cachesTaken(): Record<string, boolean> {
  const loader = join(REPOSITORY, 'dist', 'bundle', 'script-loader.js');
  const program = `
    const {compile} = require(${JSON.stringify(loader)});
    const taken = process.argv.slice(1).map((file) => [file, !(compile(file).cachedDataRejected ?? true)]);
    console.log(JSON.stringify(Object.fromEntries(taken)));`;
  const scripts = packed.bundled('.js').filter((name) => name !== 'start.js');
  const files = scripts.map((name) => join(packed.bundle, name));
  const {stdout} = spawnSync(process.execPath, ['-e', program, ...files], {encoding: 'utf8'});
  const taken = Object.entries(JSON.parse(stdout) as Record<string, boolean>);
  return Object.fromEntries(taken.map(([file, isTaken]) => [basename(file), isTaken]));
}

function changeEach(ending: string, change: (file: string) => void): void {
  const names = packed.bundled(ending);
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) change(join(packed.bundle, name));
}

/** The packages in a script, by its source map. */
function packagesIn(map: string): string[] {
  const text = readFileSync(join(packed.bundle, map), 'utf8');
  const {sources} = JSON.parse(text) as {sources: string[]};
  return sources.map((source) => source.split('/node_modules/').at(-1)!);
}

/** SPEC and CATALOG messages, which need no tenant. */
function expectToWork(env?: NodeJS.ProcessEnv): void {
  const spec = JSON.parse(
    readFileSync(join(REPOSITORY, 'resources', 'spec.json'), 'utf8'),
  ) as object;
  const ended = run(['spec'], env);
  expect([ended.status, ended.stderr]).toEqual([0, '']);
  expect(JSON.parse(ended.stdout)).toEqual({type: 'SPEC', spec});
  const {status, stdout, stderr} = run(['discover'], env);
  expect([status, stderr]).toEqual([0, '']);
  const {catalog} = JSON.parse(stdout) as {catalog: {streams: object[]}};
  expect(catalog.streams.length).toBeGreaterThan(20);
}

test('the package has the bundle, its notices and no other code', () => {
  const folders = new Set(PACKED_FILES.map((file) => file.split('/').slice(0, -1).join('/')));
  expect([...folders].sort()).toEqual([
    '',
    'bin',
    'dist/executable',
    'resources',
    'resources/schemas',
  ]);
  expect(PACKED_FILES).toEqual(
    expect.arrayContaining(['LICENSE', 'NOTICE', 'THIRD_PARTY_LICENSES', 'package.json']),
  );
});

test('the package works without any other file', () => expectToWork());

test('V8 takes the code cache of every script', () => {
  const taken = cachesTaken();
  expect(Object.keys(taken).length).toBeGreaterThan(5);
  expect(Object.values(taken)).not.toContain(false);
});

test.each([
  ['spec', /^(@azure|ajv|axios|csv-parse|https-proxy-agent)/],
  ['discover', /^(@azure|ajv|axios|csv-parse|https-proxy-agent)/],
])('%s needs no script with the packages for reading', (command, unneeded) => {
  const scripts = packed
    .bundled('.js.map')
    .filter((map) => packagesIn(map).some((name) => unneeded.test(name)));
  expect(scripts.length).toBeGreaterThan(1);
  for (const map of scripts) unlinkSync(join(packed.bundle, map.replace(/\.map$/, '')));
  expect(run([command]).status).toBe(0);
});

describe('a code cache does no harm', () => {
  test.each<[string, (file: string) => void]>([
    ['that does not exist', unlinkSync],
    ['that is empty', (file) => truncateSync(file, 0)],
    ['that ends too soon', (file) => truncateSync(file, 1000)],
    ['that is text', (file) => writeFileSync(file, 'no cache\n'.repeat(200))],
  ])('%s', (_, change) => {
    changeEach('.cache', change);
    expect(Object.values(cachesTaken())).not.toContain(true);
    expectToWork();
  });

  test('of another script', () => {
    const [first, ...others] = packed.bundled('.cache').map((name) => join(packed.bundle, name));
    const content = readFileSync(first!);
    for (const file of others) writeFileSync(file, content);
    expect(Object.values(cachesTaken()).filter(Boolean)).toEqual([true]);
    expectToWork();
  });

  test.each(['--max-old-space-size=900', '--stack-trace-limit=20'])(
    'made for other flags of V8: %s',
    (flag) => expectToWork({NODE_OPTIONS: flag}),
  );
});

test('code that was changed runs as it was changed, be it as long as before', () => {
  const main = join(packed.bundle, 'main.js');
  const text = readFileSync(main, 'latin1');
  expect(text).toContain('type: "SPEC"');
  writeFileSync(main, text.replace('type: "SPEC"', 'type: "CEPS"'), 'latin1');
  expect(run(['spec']).stdout).toMatch(/^\{"type":"CEPS"/);
});

test('running writes nothing into the package, so it may be read-only', () => {
  const before = packed.content();
  expectToWork();
  expect(packed.content()).toEqual(before);
});

test('every script is ASCII, so that V8 takes it as it is', () => {
  changeEach('.js', (file) => {
    expect(readFileSync(file).every((byte) => byte < 128)).toBe(true);
  });
});

/** The stack of a `read` whose settings do not exist. */
function stackOfError(): string[] {
  const {stdout} = run(['read', '--config', 'no-such-file', '--catalog', 'no-such-file']);
  const {trace} = JSON.parse(stdout) as {trace: {error: {stack_trace: string}}};
  return trace.error.stack_trace.split('\n');
}

describe('a stack', () => {
  test('begins with the error, and names the line of the source that made it', () => {
    const [title, first = ''] = stackOfError();
    expect(title).toBe(
      'ConfigError: The settings file no-such-file does not exist. Check the path.',
    );
    const [, source = '', line] = / \((src\/.*\.ts):(\d+):\d+\)$/.exec(first) ?? [];
    const lines = readFileSync(join(REPOSITORY, source), 'utf8').split('\n');
    expect(lines[Number(line) - 1]).toMatch(/new ConfigError\(/);
  });

  test('names source files only', () => {
    const [, ...calls] = stackOfError();
    expect(calls.filter((call) => !/ \(?(src\/.*\.ts|node:.*):\d+:\d+\)?$/.test(call))).toEqual([]);
  });

  test.each<[string, (file: string) => void]>([
    ['that do not exist', unlinkSync],
    ['that are empty', (file) => truncateSync(file, 0)],
  ])('names the bundle where it has source maps %s', (_, change) => {
    changeEach('.map', change);
    expect(stackOfError()[1]).toMatch(/ \(dist\/executable\/[\w-]+\.js:\d+:\d+\)$/);
  });
});

describe('in a clone', () => {
  beforeEach(() => {
    const compiled = join(packed.folder, 'dist', 'src');
    mkdirSync(compiled);
    writeFileSync(join(compiled, 'main.js'), `console.log('compiled');`);
  });

  test('the bundle runs while no code is newer', () => expectToWork());

  test('code that was compiled after the bundle was made runs in place of it', () => {
    writeFileSync(join(packed.folder, 'dist', '.tsbuildinfo'), '{}');
    expect(run(['spec'])).toMatchObject({status: 0, stdout: 'compiled\n', stderr: ''});
  });
});
