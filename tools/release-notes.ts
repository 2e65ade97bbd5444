/** Prints what CHANGELOG.md says of one version: npm run release-notes -- 1.2.3 */
import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';

export const CHANGELOG = join(resolve(__dirname, '..', '..'), 'CHANGELOG.md');

/** @throws Error where the changelog says nothing of the version. */
export function releaseNotes(changelog: string, version: string): string {
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => text.startsWith(`[${version}]`));
  const [, ...lines] = (section ?? '').split('\n');
  const notes = lines.join('\n').trim();
  if (notes === '') throw new Error(`CHANGELOG.md says nothing of version ${version}.`);
  return notes;
}

function main([version = '']: string[]): void {
  console.log(releaseNotes(readFileSync(CHANGELOG, 'utf8'), version));
}

if (require.main === module) main(process.argv.slice(2));
