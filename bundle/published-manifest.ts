/**
 * The bundle holds the code of all dependencies, so what is published asks npm for none. `dependencies`
 * stay in the repository, where they say what is shipped: to npm audit, the licences, the bill of
 * materials and the image. `npm pack` calls this before and after:
 * node dist/bundle/published-manifest.js write | restore
 */
import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const ROOT = join(__dirname, '..', '..');
const MANIFEST = join(ROOT, 'package.json');
const ORIGINAL = join(ROOT, 'dist', 'package.json.original');

/** @throws Error where there are none, because then the file is what an interrupted npm pack left. */
export function withoutDependencies(manifest: string): string {
  const {dependencies, ...published} = JSON.parse(manifest) as Record<string, unknown>;
  if (!dependencies)
    throw new Error(
      'package.json has no dependencies: an earlier npm pack was interrupted. Run "git checkout package.json" and try again.',
    );
  return `${JSON.stringify(published, null, 2)}\n`;
}

function main(command?: string): void {
  if (command === 'restore') return renameSync(ORIGINAL, MANIFEST);
  const original = readFileSync(MANIFEST, 'utf8');
  const published = withoutDependencies(original);
  writeFileSync(ORIGINAL, original);
  writeFileSync(MANIFEST, published);
}

if (require.main === module) main(process.argv[2]);
