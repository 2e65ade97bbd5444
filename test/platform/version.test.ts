import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {filesOfRepository} from '../../tools/address';
import {releaseNotes} from '../../tools/release-notes';
import {versionPattern, writeVersion} from '../../tools/version';
import {packageFile, pathTo, readText, readYaml} from './repository';

const {version} = packageFile;
const files = filesOfRepository(pathTo('.')).filter(versionPattern);
/** Which repeat the version whatever their pages say. */
const ALWAYS = [
  'Dockerfile',
  'dbt/dbt_project.yml',
  'docs/airbyte.md',
  'docs/docker.md',
  'metadata.yaml',
];

function versionsIn(file: string): string[] {
  return readText(file).match(versionPattern(file)!) ?? [];
}

test('every file that repeats the version says that of package.json', () => {
  expect(ALWAYS.filter((file) => versionsIn(file).length === 0)).toEqual([]);
  const others = files.flatMap((file) =>
    versionsIn(file)
      .filter((each) => each !== version)
      .map((each) => `${file}: ${each}`),
  );
  expect(others).toEqual([]);
});

test('package-lock.json, the tag in metadata.yaml and both stages of the image have it', () => {
  const lock = JSON.parse(readText('package-lock.json')) as {
    version: string;
    packages: Record<string, {version?: string}>;
  };
  expect([lock.version, lock.packages['']?.version]).toEqual([version, version]);
  expect(readYaml('metadata.yaml')).toMatchObject({data: {dockerImageTag: version}});
  expect(versionsIn('Dockerfile')).toEqual([version, version, version]);
});

test('the changelog has notes for it, which the release shows', () => {
  expect(releaseNotes(readText('CHANGELOG.md'), version).length).toBeGreaterThan(100);
});

test("the changelog of the connector's page tells of it", () => {
  expect(readText('docs/microsoft-365.md')).toMatch(new RegExp(`^\\| ${version} +\\|`, 'm'));
});

test('npm version writes a new one into all of them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'version-'));
  try {
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), {recursive: true});
      cpSync(pathTo(file), join(folder, file));
    }
    const changed = writeVersion(folder, files, '12.0.34');
    expect(changed).toEqual(expect.arrayContaining(ALWAYS));
    const texts = changed.map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(texts.filter((text) => text.includes(`:${version}`))).toEqual([]);
    expect(readFileSync(join(folder, 'metadata.yaml'), 'utf8')).toContain('Tag: 12.0.34\n');
    expect(writeVersion(folder, files, '12.0.34')).toEqual([]);
  } finally {
    rmSync(folder, {recursive: true});
  }
});

test('decisions and the changelog keep the versions that they tell of', () => {
  expect(['CHANGELOG.md', 'docs/decisions/0010-the-image.md'].filter(versionPattern)).toEqual([]);
});
