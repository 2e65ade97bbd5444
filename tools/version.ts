/**
 * Writes the version of package.json into the files that repeat it. `npm version` runs it:
 * npm version --no-git-tag-version 1.2.3
 */
import {readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {filesOfRepository} from './address';

interface VersionPlace {
  files: RegExp;
  /** What stands before each version. */
  before: string;
}

const REPOSITORY = resolve(__dirname, '..', '..');

const VERSION_PLACES: readonly VersionPlace[] = [
  {files: /^metadata\.yaml$/, before: 'dockerImageTag: '},
  {files: /^Dockerfile$/, before: 'ARG VERSION=|io\\.airbyte\\.version="'},
  {files: /^dbt\/(integration_tests\/)?dbt_project\.yml$/, before: '^version: '},
  {files: /^dbt\/README\.md$/, before: 'revision: v'},
  {
    files: /^(README|docs\/(?!decisions\/).*)\.md$/,
    before: 'source-microsoft-365(?:-report:|[:-])|the tag `|refs/tags/v',
  },
];

/** Of a file that repeats the version; another one has no pattern. */
export function versionPattern(file: string): RegExp | undefined {
  const place = VERSION_PLACES.find(({files}) => files.test(file));
  return place && new RegExp(`(?<=${place.before})\\d+\\.\\d+\\.\\d+\\b`, 'gm');
}

/** @returns relative paths of the files that were changed. */
export function writeVersion(folder: string, files: readonly string[], version: string): string[] {
  return files.filter((file) => {
    const pattern = versionPattern(file);
    if (!pattern) return false;
    const text = readFileSync(join(folder, file), 'utf8');
    const changed = text.replace(pattern, version);
    if (changed !== text) writeFileSync(join(folder, file), changed);
    return changed !== text;
  });
}

function main(): void {
  const manifest = readFileSync(join(REPOSITORY, 'package.json'), 'utf8');
  const {version} = JSON.parse(manifest) as {version: string};
  for (const file of writeVersion(REPOSITORY, filesOfRepository(REPOSITORY), version))
    console.log(`${file}: ${version}`);
}

if (require.main === module) main();
