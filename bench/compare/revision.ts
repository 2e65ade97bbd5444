/** A revision of this repository, built in a git worktree of its own. */
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {isInstalled} from './installed-packages';
import type {Lockfile} from './installed-packages';

const EXECUTABLE = join('bin', 'source-microsoft-365');

export interface Revision {
  /** Path of the connector's executable. */
  executable: string;
  remove: () => void;
}

/** The checkout in `root`, which is built already. */
export function presentRevision(root: string): Revision {
  return {executable: join(root, EXECUTABLE), remove: () => undefined};
}

/** Checks `revision` out beside the repository in `root`, and builds it. */
export function buildRevision(root: string, revision: string): Revision {
  const parent = mkdtempSync(join(tmpdir(), 'compare-'));
  const folder = join(parent, 'checkout');
  const git = (...args: string[]): void => {
    execFileSync('git', args, {cwd: root, stdio: ['ignore', 'ignore', 'pipe']});
  };
  const remove = (): void => {
    if (existsSync(folder)) git('worktree', 'remove', '--force', folder);
    rmSync(parent, {recursive: true, force: true});
  };
  try {
    git('worktree', 'add', '--detach', folder, revision);
    installPackages(root, folder);
    run(folder, 'npm', ['run', '--silent', 'build']);
  } catch (error) {
    remove();
    throw error;
  }
  return {executable: join(folder, EXECUTABLE), remove};
}

/** An installation takes a minute, so the one of `root` is shared where it has the same packages. */
function installPackages(root: string, folder: string): void {
  const installed = join(root, 'node_modules');
  const hidden = join(installed, '.package-lock.json');
  const isShared =
    existsSync(hidden) &&
    isInstalled(readLock(join(folder, 'package-lock.json')), readLock(hidden));
  if (isShared) symlinkSync(installed, join(folder, 'node_modules'));
  else run(folder, 'npm', ['ci', '--ignore-scripts']);
}

function readLock(file: string): Lockfile {
  return JSON.parse(readFileSync(file, 'utf8')) as Lockfile;
}

/** What it prints goes to standard error: standard output is for the comparison. */
function run(cwd: string, program: string, args: readonly string[]): void {
  execFileSync(program, args, {cwd, stdio: ['ignore', process.stderr, 'inherit']});
}
