/** What `npm run tenant`, `npm run catalog` and the others do before they start: they build what changed. */
import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {EXECUTABLE, REPOSITORY} from '../support/connector';
import {packageFile} from '../platform/repository';
import {SmallRepository} from './small-repository';

const run = promisify(execFile);

/** Says that it is ready, and loads the rest when its input ends. */
const MAIN = `
process.stdout.write('ready\\n');
process.stdin.resume().on('end', () => void import('./later').then(({say}) => say()));
`;

function later(text: string): string {
  return `export const say = (): void => void process.stdout.write('${text}\\n');\n`;
}

/** Before the first compiled file that a script names. */
const BUILDS_FIRST = /^((?!dist\/).)*(bundle\/compile\.mjs|npm run (--silent )?build(:all)?) && /;
const SOURCES = {'src/main.ts': MAIN, 'src/later.ts': later('one'), 'src/spare.ts': 'export {};'};

const repository = new SmallRepository(SOURCES);
beforeEach(() => {
  for (const [file, text] of Object.entries(SOURCES)) repository.write(file, text);
});
afterAll(() => repository.remove());

async function output(): Promise<string> {
  const running = run(process.execPath, [repository.executable]);
  running.child.stdin?.end();
  return (await running).stdout;
}

function builtFiles(place: RegExp): string[] {
  return Object.keys(repository.built()).filter((name) => place.test(name));
}

test('of two that begin at the same moment one builds, and both find it built', async () => {
  const said = await Promise.all([repository.build(), repository.build()]);
  expect(said.filter((text) => text.includes('for the first time'))).toHaveLength(1);
  expect(said).toContain('');
  expect(await output()).toBe('ready\none\n');
  expect(repository.has('.build.lock')).toBe(false);
});

test('what did not change is not built again, and no file of the build is touched', async () => {
  await repository.build();
  const built = repository.built();
  expect(await repository.build()).toBe('');
  expect(repository.built()).toEqual(built);
});

test('what changed is built, be it older than the build; what is gone goes, and no other file', async () => {
  await repository.build();
  const built = repository.built();
  repository.write('src/later.ts', later('two'));
  utimesSync(join(repository.folder, 'src', 'later.ts'), 1e9, 1e9);
  repository.delete('src/spare.ts');
  expect(await repository.build()).toBe('Building what changed.\n');
  expect(await output()).toBe('ready\ntwo\n');
  const gone = Object.keys(built).filter((name) => !(name in repository.built()));
  expect(gone.sort()).toEqual([join('src', 'spare.js'), join('src', 'spare.js.map')]);
  const other = join('bundle', 'start.js');
  expect(repository.built()[other]).toBe(built[other]);
});

test('a folder is left out by its name at the top alone: a change of test/docs is built', async () => {
  await repository.build();
  repository.write('src/docs/page.ts', 'export {};\n');
  expect(await repository.build()).toBe('Building what changed.\n');
  expect(builtFiles(/^src.docs.page\.js$/)).toHaveLength(1);
  repository.delete('src/docs/page.ts');
});

test('a source that does not compile ends it with 2, each time, and what was built still runs', async () => {
  await repository.build();
  const said = await output();
  repository.write('src/spare.ts', 'export const count: number = "one";\n');
  const failure = {code: 2, stdout: '', stderr: expect.stringContaining('spare.ts') as string};
  await expect(repository.build()).rejects.toMatchObject(failure);
  expect(await output()).toBe(said);
  await expect(repository.build()).rejects.toMatchObject(failure);
});

test('a process that runs finds its scripts when another bundle was built; a package has none of them', async () => {
  await repository.build('--package');
  const child = spawn(process.execPath, [repository.executable], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  await once(child.stdout, 'data');
  repository.write('src/later.ts', later('three'));
  await repository.build();
  const said: string[] = [];
  child.stdout.on('data', (piece: Buffer) => said.push(piece.toString()));
  child.stdin.end();
  expect([await ended, said.join('')]).toEqual([[0, null], 'one\n']);
  const scripts = /executable.later-\w+\.js$/;
  expect(builtFiles(scripts)).toHaveLength(2);
  await repository.build('--package');
  expect(builtFiles(scripts)).toHaveLength(1);
  expect(await output()).toBe('ready\nthree\n');
});

test('without its packages it says what to run', async () => {
  const bare = new SmallRepository(SOURCES);
  bare.delete('node_modules');
  const stderr = 'The packages are not installed. Run npm ci, then this command again.\n';
  await expect(bare.build()).rejects.toMatchObject({code: 1, stdout: '', stderr});
  bare.remove();
});

test('no program is started by a command that deletes, and all of them build first', () => {
  const started = Object.entries(packageFile.scripts).filter(
    // npm runs it after "prepack", which builds.
    ([name, line]) => /\bdist\//.test(line) && name !== 'postpack',
  );
  expect(started.length).toBeGreaterThan(15);
  for (const [, line] of started) expect(line).toMatch(BUILDS_FIRST);
  const deleting = Object.entries(packageFile.scripts).filter(([, line]) =>
    /rmSync|run.* clean/.test(line),
  );
  expect(deleting.map(([name]) => name)).toEqual(['clean']);
  expect(packageFile.scripts['build:all']).toBe('node bundle/compile.mjs');
});

describe('beside a tenant that runs in another terminal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'two-terminals-'));
  afterAll(() => rmSync(folder, {recursive: true}));

  test('npm run catalog makes its file, and the tenant serves on', async () => {
    const args = ['run', '--silent', 'tenant', '--', '--users', '20', '--json', '--folder', folder];
    const tenant = spawn('npm', args, {
      cwd: REPOSITORY,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(tenant.stdout, 'data');
      const discovered = join(folder, 'discovered.jsonl');
      const env = {...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'certificate.pem')};
      const connector = (...more: string[]): Promise<{stdout: string}> =>
        run(process.execPath, [EXECUTABLE, ...more], {env, maxBuffer: 1e9});
      const config = ['--config', join(folder, 'config.json')];
      writeFileSync(discovered, (await connector('discover', ...config)).stdout);
      const made = ['run', '--silent', 'catalog', '--', discovered];
      const catalogs = await Promise.all(
        [1, 2].map(() => run('npm', made, {cwd: REPOSITORY, maxBuffer: 1e9})),
      );
      const catalog = JSON.parse(catalogs[0]!.stdout) as {streams: {stream: {name: string}}[]};
      expect(catalogs[1]!.stdout).toBe(catalogs[0]!.stdout);
      catalog.streams = catalog.streams.filter(({stream}) => stream.name === 'users');
      const file = join(folder, 'catalog.json');
      writeFileSync(file, JSON.stringify(catalog));
      const read = await connector('read', ...config, '--catalog', file);
      expect(read.stdout.match(/"type":"RECORD"/g)).toHaveLength(20);
    } finally {
      process.kill(-tenant.pid!, 'SIGTERM');
      await once(tenant, 'close');
    }
  });
});
