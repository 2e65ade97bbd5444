/** A repository with the build of this one and little to build. */
import {execFile} from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {promisify} from 'node:util';
import {REPOSITORY} from '../support/connector';

const run = promisify(execFile);

const COPIED = ['bundle', 'bin', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

export class SmallRepository {
  readonly folder = mkdtempSync(join(tmpdir(), 'small-repository-'));
  readonly executable = join(this.folder, 'bin', 'source-microsoft-365');

  constructor(sources: Readonly<Record<string, string>>) {
    for (const name of COPIED) {
      cpSync(join(REPOSITORY, name), join(this.folder, name), {recursive: true});
    }
    symlinkSync(join(REPOSITORY, 'node_modules'), join(this.folder, 'node_modules'));
    for (const [file, text] of Object.entries(sources)) this.write(file, text);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), {recursive: true});
    writeFileSync(join(this.folder, file), text);
  }

  delete(file: string): void {
    rmSync(join(this.folder, file));
  }

  has(file: string): boolean {
    return existsSync(join(this.folder, file));
  }

  /** @returns what it said; empty where there was nothing to build. */
  async build(...flags: string[]): Promise<string> {
    const args = [join(this.folder, 'bundle', 'compile.mjs'), ...flags];
    const {stdout, stderr} = await run(process.execPath, args);
    expect(stdout).toBe('');
    return stderr;
  }

  /** Every file of the build, with what changes when it is written or replaced. */
  built(): Record<string, string> {
    const dist = join(this.folder, 'dist');
    const files = readdirSync(dist, {recursive: true, encoding: 'utf8'})
      .map((name) => [name, statSync(join(dist, name))] as const)
      .filter(([, stats]) => stats.isFile());
    return Object.fromEntries(files.map(([name, {ino, mtimeMs}]) => [name, `${ino} ${mtimeMs}`]));
  }

  remove(): void {
    rmSync(this.folder, {recursive: true});
  }
}
