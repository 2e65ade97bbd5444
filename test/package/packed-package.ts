/** The tarball of the package, and an empty folder to run it in. */
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {withoutDependencies} from '../../bundle/published-manifest';
import {PackedPackage} from '../bundle/packed';

interface Packed {
  filename: string;
  size: number;
  unpackedSize: number;
  files: {path: string; mode: number}[];
}

const folder = mkdtempSync(join(tmpdir(), 'package-'));

/** Without the network, with a cache of its own, and without settings of npm from around. */
const NPM_ENVIRONMENT = {
  PATH: process.env['PATH'],
  HOME: folder,
  npm_config_cache: join(folder, 'cache'),
  npm_config_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
};

/** @returns standard output. */
export function npm(program: 'npm' | 'npx', args: readonly string[], cwd: string): string {
  return execFileSync(program, args, {cwd, env: NPM_ENVIRONMENT, encoding: 'utf8'});
}

/** That of npm run test:package, or one that is made as npm pack makes it, without building first. */
export function tarball(): string {
  const given = process.env['PACKAGE_TARBALL'];
  if (given) return given;
  const copy = new PackedPackage();
  const manifest = join(copy.folder, 'package.json');
  writeFileSync(manifest, withoutDependencies(readFileSync(manifest, 'utf8')));
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  const name = npm('npm', args, copy.folder).trim();
  copy.remove();
  return join(folder, name);
}

/** What is in a tarball, as npm tells it. */
export function contentOf(file: string): Packed {
  const output = npm('npm', ['pack', '--dry-run', '--json', file], folder);
  const [packed] = JSON.parse(output) as Packed[];
  return packed!;
}

export function emptyFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

export function removeAll(): void {
  rmSync(folder, {recursive: true, force: true});
}
