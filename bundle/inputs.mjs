/** What a build is made of, and whether the last one was made of the same. */
import {createHash} from 'node:crypto';
import {readFileSync, readdirSync, renameSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';

/** In any folder. */
const NOT_OURS = /^(\.|node_modules$)/;
/** At the top alone: `test/docs` has sources. */
const NOT_SOURCES = /^(dist|test_files|resources|docs|.*-output)$/;
const SOURCE = /\.ts$|^tsconfig.*\.json$/;

/** Relative paths of all sources, sorted. */
function listSources(root, folder = '') {
  const entries = readdirSync(join(root, folder), {withFileTypes: true});
  return entries
    .filter(({name}) => !NOT_OURS.test(name) && (folder !== '' || !NOT_SOURCES.test(name)))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return listSources(root, path);
      return SOURCE.test(entry.name) || folder === 'bundle' ? [path] : [];
    })
    .sort();
}

/**
 * A digest of names, sizes and times: those of sources that were added, removed, moved or put back
 * differ as well. npm writes the last file whenever it changes a package.
 * @returns {string}
 */
export function readInputs(root) {
  const hash = createHash('sha256').update(process.version);
  for (const file of [...listSources(root), 'node_modules/.package-lock.json']) {
    const {mtimeMs, size} = statSync(join(root, file), {throwIfNoEntry: false}) ?? {};
    hash.update(`\n${file} ${mtimeMs} ${size}`);
  }
  return hash.digest('hex');
}

function stampOf(root, project) {
  return join(root, 'dist', `.inputs-of-${project}`);
}

export function isCurrent(root, project, inputs) {
  try {
    return readFileSync(stampOf(root, project), 'utf8') === inputs;
  } catch {
    return false;
  }
}

export function saveInputs(root, project, inputs) {
  const file = stampOf(root, project);
  writeFileSync(`${file}.new`, inputs);
  renameSync(`${file}.new`, file);
}
