/**
 * Takes new streams through the steps of CONTRIBUTING.md in a copy of the repository and runs its
 * tests: nothing that exists may stand in the way of a stream. `npm run test:new-streams [-- PATH…]`
 */
import {execFileSync} from 'node:child_process';
import {cpSync, mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {REPOSITORY} from '../support/connector';
import {addList, addReport} from './twins';

/** Npm scripts that make the generated files, as the steps name them. */
const GENERATORS = ['docs', 'acceptance-files'];

function copyOfRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'new-streams-'));
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const files = execFileSync('git', list, {cwd: REPOSITORY, encoding: 'utf8'});
  for (const file of files.split('\0').filter(Boolean)) {
    cpSync(join(REPOSITORY, file), join(copy, file));
  }
  symlinkSync(join(REPOSITORY, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

function main(paths: string[]): void {
  const cwd = copyOfRepository();
  const run = (...args: string[]): void => {
    process.stdout.write(`npm ${args.join(' ')}\n`);
    execFileSync('npm', args, {cwd, stdio: 'inherit'});
  };
  try {
    addList(cwd);
    addReport(cwd);
    for (const script of GENERATORS) run('run', '--silent', script);
    run('run', '--silent', 'format:check');
    run('exec', '--', 'jest', ...paths);
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  } finally {
    rmSync(cwd, {recursive: true, force: true});
  }
}

main(process.argv.slice(2));
