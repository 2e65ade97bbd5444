/** What the image has: the package as `npm pack` makes it and the code caches, without anything else. */
import {execFileSync} from 'node:child_process';
import {cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {REPOSITORY} from '../support/connector';

const [{files: PACKED = []} = {}] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel', 'error'], {
    cwd: REPOSITORY,
    encoding: 'utf8',
  }),
) as {files?: {path: string}[]}[];

export const PACKED_FILES = PACKED.map(({path}) => path).sort();

export class PackedPackage {
  readonly folder = mkdtempSync(join(tmpdir(), 'packed-'));
  readonly executable = join(this.folder, 'bin', 'source-microsoft-365');
  readonly bundle = join(this.folder, 'dist', 'executable');

  constructor() {
    for (const file of [...PACKED_FILES, 'dist/executable'])
      cpSync(join(REPOSITORY, file), join(this.folder, file), {recursive: true});
  }

  /** Names of the files of the bundle that end so. */
  bundled(ending: string): string[] {
    return readdirSync(this.bundle).filter((name) => name.endsWith(ending));
  }

  /** Every file with its content and its time. */
  content(): Record<string, [text: string, changedAt: number]> {
    const files = readdirSync(this.folder, {recursive: true, encoding: 'utf8'})
      .map((name) => join(this.folder, name))
      .filter((file) => statSync(file).isFile());
    const entries = files.map((file) => [
      file,
      [readFileSync(file, 'latin1'), statSync(file).mtimeMs] as const,
    ]);
    return Object.fromEntries(entries) as Record<string, [string, number]>;
  }

  remove(): void {
    rmSync(this.folder, {recursive: true});
  }
}
