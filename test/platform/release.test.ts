/** The workflow that publishes: who may do what in it, and what stops it. */
import {spawnSync} from 'node:child_process';
import {packageFile, pathTo, readText, readYaml} from './repository';

interface Step {
  name?: string;
  uses?: string;
  run?: string;
}

interface Job {
  needs?: string[] | string;
  permissions?: Record<string, string>;
  steps?: Step[];
}

const FILE = '.github/workflows/release.yml';
const {jobs, ...workflow} = readYaml<{
  on: object;
  permissions: object;
  jobs: Record<string, Job>;
}>(FILE);

function commandsOf(job: string): string[] {
  return (jobs[job]?.steps ?? []).flatMap(({run}) => run ?? []);
}

/** A step as the runner runs it. */
function runStep(name: string, env: Record<string, string>): number | null {
  const step = jobs['files']!.steps!.find((each) => each.name?.startsWith(name));
  const {PATH = ''} = process.env;
  return spawnSync('bash', ['-e', '-c', step!.run!], {cwd: pathTo('.'), env: {PATH, ...env}})
    .status;
}

test('it begins with the tag of a version and nothing else', () => {
  expect(workflow.on).toEqual({push: {tags: ['v[0-9]+.[0-9]+.[0-9]+']}});
});

test('each job may do what it does, and no more', () => {
  expect(workflow.permissions).toEqual({contents: 'read'});
  const permissions = Object.entries(jobs).map(([name, job]) => [name, job.permissions]);
  const signs = {'id-token': 'write', attestations: 'write'};
  expect(Object.fromEntries(permissions)).toEqual({
    ci: undefined,
    full: undefined,
    files: undefined,
    image: {contents: 'read', packages: 'write', ...signs},
    npm: {contents: 'read', 'id-token': 'write'},
    release: {contents: 'write', ...signs},
    site: {pages: 'write', 'id-token': 'write'},
  });
});

test('no secret is kept for it', () => {
  expect(readText(FILE)).not.toMatch(/secrets\.|NODE_AUTH_TOKEN|_authToken/);
});

test('code of packages runs in no job that may write', () => {
  const writing = Object.keys(jobs).filter((name) => jobs[name]!.permissions);
  const commands = writing.flatMap(commandsOf);
  expect(commands.length).toBeGreaterThan(3);
  expect(commands.filter((each) => /npm (ci|install|run|test|exec)|npx/.test(each))).toEqual([]);
});

test('nothing is published before every test has passed, and no release before the rest', () => {
  expect(jobs['image']?.needs).toEqual(['ci', 'full', 'files']);
  expect(jobs['npm']?.needs).toEqual(['ci', 'full', 'files']);
  expect(jobs['release']?.needs).toEqual(['files', 'image', 'npm']);
});

test('a tag that is not the version of the package stops it', () => {
  const isVersion = (VERSION: string): boolean =>
    runStep('The tag is the version', {VERSION}) === 0;
  expect(isVersion(`v${packageFile.version}`)).toBe(true);
  expect(['v9.9.9', packageFile.version, 'v'].filter(isVersion)).toEqual([]);
});

test('a repository that is not the one in package.json stops it, because npm refuses its provenance', () => {
  const [, owner, name] = /github\.com\/([^/]+)\/(.+)\.git$/.exec(packageFile.repository.url)!;
  const isAddress = (repository: string): boolean =>
    runStep('The address in package.json', {
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: repository,
    }) === 0;
  expect(isAddress(`${owner}/${name}`)).toBe(true);
  expect([`contoso/${name}`, `${owner}/another`].filter(isAddress)).toEqual([]);
});

test('the site is published with the release, as the job that may not write has built it', () => {
  expect(commandsOf('files')).toContain('npm run docs:site');
  expect(jobs['files']!.steps).toContainEqual(
    expect.objectContaining({with: {path: 'site-output/html'}}),
  );
  expect(jobs['site']?.needs).toBe('release');
  expect(commandsOf('site')).toEqual([]);
});

test('npm gets the tarball that was tested', () => {
  const made = commandsOf('files').join('\n');
  expect(made).toContain('npm run test:package -- release');
  expect(commandsOf('npm')).toEqual([
    'npm publish --provenance --access public "./source-microsoft-365-${VERSION#v}.tgz"',
  ]);
});

test('images are signed by their digests, and each has provenance', () => {
  const steps = jobs['image']!.steps!;
  expect(steps.filter(({run}) => run === 'cosign sign --yes "$IMAGE@$DIGEST"')).toHaveLength(1);
  const attest = steps.filter(({uses}) => uses?.startsWith('actions/attest-build-provenance@'));
  expect(attest).toMatchObject([{with: {'push-to-registry': true}}]);
});

test('the release has its notes, the package, the bill of materials and the licences', () => {
  expect(commandsOf('release')).toEqual([
    'gh release create "$VERSION" --verify-tag --notes-file notes.md ./*.tgz ./*.cdx.json THIRD_PARTY_LICENSES',
  ]);
  const made = commandsOf('files').join('\n');
  for (const file of ['release/notes.md', '.cdx.json', 'cp THIRD_PARTY_LICENSES release/'])
    expect(made).toContain(file);
});
