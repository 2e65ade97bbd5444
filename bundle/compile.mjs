/**
 * Makes `dist` current: compiles, bundles, and does nothing where no source changed. It deletes nothing
 * that a running program may still load, and waits while another process builds.
 *
 *     node bundle/compile.mjs              everything, for the programs and tests
 *     node bundle/compile.mjs --package    what is shipped, and nothing of earlier bundles beside it
 *
 * It is JavaScript, because nothing is compiled yet when it runs. Standard output stays that of the program.
 */
import {spawn} from 'node:child_process';
import {mkdirSync, statSync} from 'node:fs';
import {join, resolve} from 'node:path';
import process from 'node:process';
import {isCurrent, readInputs, saveInputs} from './inputs.mjs';
import {removeOrphans} from './orphans.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const TYPESCRIPT = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');

const PACKAGE = {project: 'tsconfig.build.json', flags: []};
const EVERYTHING = {project: 'tsconfig.json', flags: ['--keep-earlier']};

const FIRST_BUILD = 'Building for the first time, which takes about half a minute.\n';
const LATER_BUILD = 'Building what changed.\n';

const [WANTED, INSTALLED] = ['package-lock.json', 'node_modules/.package-lock.json'];

/** A process that ended without releasing the lock is given up after `stale` milliseconds. */
const LOCK = {
  realpath: false,
  lockfilePath: join(ROOT, '.build.lock'),
  stale: 10_000,
  retries: {forever: true, minTimeout: 100, maxTimeout: 500},
};

class MissingPackages extends Error {}

/** @returns {number} epoch milliseconds; 0 for a file that does not exist. */
function changedAt(file) {
  return statSync(join(ROOT, file), {throwIfNoEntry: false})?.mtimeMs ?? 0;
}

/** @returns {Promise<void>} rejects with the exit code of a program that failed. */
function run(...args) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, {cwd: ROOT, stdio: ['ignore', 2, 2]});
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done() : fail(code ?? 1)));
  });
}

async function build({project, flags}) {
  const inputs = readInputs(ROOT);
  if (isCurrent(ROOT, project, inputs)) return;
  const isFirst = mkdirSync(join(ROOT, 'dist'), {recursive: true}) !== undefined;
  process.stderr.write(isFirst ? FIRST_BUILD : LATER_BUILD);
  removeOrphans(ROOT);
  await run(TYPESCRIPT, '-p', project);
  await run(join(ROOT, 'dist', 'bundle', 'build.js'), ...flags);
  saveInputs(ROOT, project, inputs);
}

async function main(target) {
  if (isCurrent(ROOT, target.project, readInputs(ROOT))) return;
  if (changedAt(INSTALLED) === 0) throw new MissingPackages('The packages are not installed.');
  // Not above, because it may not be installed.
  const {lock} = await import('proper-lockfile');
  const release = await lock(ROOT, LOCK);
  try {
    await build(target);
  } finally {
    await release();
  }
}

function explain(error) {
  if (error instanceof MissingPackages)
    return `${error.message} Run npm ci, then this command again.\n`;
  if (typeof error !== 'number') return `The build failed. ${error.stack}\n`;
  const isOutdated = changedAt(INSTALLED) < changedAt(WANTED);
  return isOutdated ? `${WANTED} is newer than what is installed. Run npm ci.\n` : '';
}

main(process.argv[2] === '--package' ? PACKAGE : EVERYTHING).catch((error) => {
  process.stderr.write(explain(error));
  process.exitCode = typeof error === 'number' ? error : 1;
});
