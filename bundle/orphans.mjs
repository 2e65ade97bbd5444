/** Compiled files whose source is gone. Folders are read for streams, routes and tests, so they must go too. */
import {existsSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';

/** Of the bundle, which is made whole each time. */
const NOT_COMPILED = new Set(['executable', '.executable', '.modules']);

function compiledFolders(dist) {
  return readdirSync(dist, {withFileTypes: true})
    .filter((entry) => entry.isDirectory() && !NOT_COMPILED.has(entry.name))
    .map(({name}) => name);
}

/** Deletes them from `dist`. */
export function removeOrphans(root) {
  const dist = join(root, 'dist');
  for (const folder of compiledFolders(dist)) {
    for (const file of readdirSync(join(dist, folder), {recursive: true, encoding: 'utf8'})) {
      const [, source] = /^(.*)\.js(?:\.map)?$/.exec(file) ?? [];
      if (source === undefined || existsSync(join(root, folder, `${source}.ts`))) continue;
      rmSync(join(dist, folder, file), {force: true});
    }
  }
}
