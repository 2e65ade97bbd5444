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
import {mkdirSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import process from 'node:process';
import {lock} from 'proper-lockfile';
import {isCurrent, readInputs, saveInputs} from './inputs.mjs';
import {removeOrphans} from './orphans.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const TYPESCRIPT = createRequire(import.meta.url).resolve('typescript/bin/tsc');

const PACKAGE = {project: 'tsconfig.build.json', flags: []};
const EVERYTHING = {project: 'tsconfig.json', flags: ['--keep-earlier']};

const FIRST_BUILD = 'Building for the first time, which takes about half a minute.\n';
const LATER_BUILD = 'Building what changed.\n';

/** A process that ended without releasing the lock is given up after `stale` milliseconds. */
const LOCK = {
  realpath: false,
  lockfilePath: join(ROOT, '.build.lock'),
  stale: 10_000,
  retries: {forever: true, minTimeout: 100, maxTimeout: 500},
};

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
  const release = await lock(ROOT, LOCK);
  try {
    await build(target);
  } finally {
    await release();
  }
}

main(process.argv[2] === '--package' ? PACKAGE : EVERYTHING).catch((error) => {
  if (typeof error !== 'number') process.stderr.write(`The build failed. ${error.stack}\n`);
  process.exitCode = typeof error === 'number' ? error : 1;
});
