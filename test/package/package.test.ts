/** What `npm publish` gives to everybody: its files, and that it runs on its own. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {withoutDependencies} from '../../bundle/published-manifest';
import {streamsIn} from '../../tools/configure-catalog';
import {ALL_STREAMS, catalogOf} from '../support/connection';
import {Connector, REPOSITORY} from '../support/connector';
import type {RunOptions} from '../support/connector';
import {expectRows, signInRows, skuRows, userRows} from '../support/expected-rows';
import type {Result, Row} from '../support/messages';
import {openTenant} from '../support/tenants';
import {contentOf, emptyFolder, npm, removeAll, tarball} from './packed-package';

const MANIFEST = readFileSync(join(REPOSITORY, 'package.json'), 'utf8');
const NAME = 'source-microsoft-365';

const file = tarball();
afterAll(removeAll);

/** In a clone under work, scripts of earlier bundles lie beside those of the last. */
const ofRelease = process.env['PACKAGE_TARBALL'] === undefined ? test.skip : test;

const EXPECTED_FILES = [
  /^(LICENSE|NOTICE|README\.md|THIRD_PARTY_LICENSES|package\.json)$/,
  /^bin\/source-microsoft-365$/,
  /^dist\/executable\/[\w-]+\.js(\.map)?$/,
  /^resources\/(spec|sku-names|service-plan-names)\.json$/,
  /^resources\/schemas\/\w+\.json$/,
];

describe('the tarball', () => {
  const {files, size, unpackedSize} = contentOf(file);
  const paths = files.map(({path}) => path);

  test('has the bundle, what it reads, notices, and nothing else', () => {
    const isExpected = (path: string): boolean => EXPECTED_FILES.some((each) => each.test(path));
    expect(paths.filter((path) => !isExpected(path))).toEqual([]);
    expect(EXPECTED_FILES.filter((each) => !paths.some((path) => each.test(path)))).toEqual([]);
    const schemas = readdirSync(join(REPOSITORY, 'resources', 'schemas'));
    expect(paths).toEqual(
      expect.arrayContaining(schemas.map((schema) => `resources/schemas/${schema}`)),
    );
  });

  ofRelease('is less than a megabyte, and less than five unpacked', () => {
    expect(size).toBeLessThan(1_000_000);
    expect(unpackedSize).toBeLessThan(5_000_000);
  });

  test('has one program, which may be run', () => {
    const programs = files.filter(({mode}) => (mode & 0o111) !== 0);
    expect(programs.map(({path}) => path)).toEqual(['bin/source-microsoft-365']);
  });
});

test('npx runs the tarball in an empty folder and leaves nothing there', () => {
  const folder = emptyFolder('npx');
  const output = npm('npx', ['--yes', '--package', file, NAME, 'spec'], folder);
  expect(JSON.parse(output)).toEqual({
    type: 'SPEC',
    spec: JSON.parse(readFileSync(join(REPOSITORY, 'resources', 'spec.json'), 'utf8')) as object,
  });
  expect(readdirSync(folder)).toEqual([]);
});

describe('installed without a network', () => {
  const folder = emptyFolder('installed');
  npm('npm', ['install', file], folder);
  const modules = join(folder, 'node_modules');
  const installed = join(modules, NAME);

  test('it brings no other package, and its manifest is that of the repository otherwise', () => {
    const names = readdirSync(modules).filter((name) => !name.startsWith('.'));
    expect(names).toEqual([NAME]);
    const {dependencies, ...rest} = JSON.parse(MANIFEST) as Record<string, unknown>;
    expect(Object.keys(dependencies as object).length).toBeGreaterThan(3);
    expect(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))).toEqual(rest);
    expect(rest).toMatchObject({bin: {[NAME]: `bin/${NAME}`}, engines: {node: '>=20.19.0'}});
    expect(rest['private']).toBeUndefined();
  });

  test('all four commands run on the simulated tenant', async () => {
    const tenant = await openTenant({users: 30});
    const connector = new Connector(tenant);
    const ofPackage: RunOptions = {
      shell: 'shift; exec "$PROGRAM" "$@"',
      env: {PROGRAM: join(modules, '.bin', NAME)},
    };
    const run = (command: string, files: RunOptions['files'] = {}): Promise<Result> =>
      connector.run([command], {...ofPackage, files});
    const config = tenant.settings();

    const {messages} = await run('spec');
    expect(messages).toMatchObject([{type: 'SPEC', spec: {connectionSpecification: {}}}]);
    expect((await run('check', {config})).status.status).toBe('SUCCEEDED');
    const discovered = await run('discover', {config});
    expect(streamsIn(discovered.messages).map(({name}) => name)).toEqual(
      expect.arrayContaining(ALL_STREAMS),
    );

    const report = 'office365_active_user_detail';
    const read = await run('read', {
      config,
      catalog: catalogOf('full_refresh', [...ALL_STREAMS, report]),
    });
    expect([read.exitCode, read.failures]).toEqual([0, []]);
    const users = [...tenant.directory.all()];
    const rows = (stream: string): Map<string, Row> =>
      new Map(read.records(stream).map((row) => [String(row['id']), row]));
    expectRows(rows('users'), userRows(users));
    expectRows(rows('sign_in_activity'), signInRows(users));
    expectRows(rows('subscribed_skus'), skuRows(tenant.skus.list()));
    expect(read.records(report).length).toBeGreaterThan(20);
  });
});

test('what an interrupted npm pack leaves is not packed again', () => {
  expect(() => withoutDependencies(withoutDependencies(MANIFEST))).toThrow(
    /interrupted.*git checkout package\.json/,
  );
});
