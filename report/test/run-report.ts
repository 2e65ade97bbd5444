/** Runs the report as a user does, on a simulated tenant. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Tenant} from '../../tenant/tenant';
import {openDatabase} from '../database/database';
import type {Database} from '../database/database';

const PROGRAM = join(__dirname, '..', 'main.js');

export interface ReportEnd {
  exitCode: number | null;
  /** What a person at the terminal sees. */
  output: string;
}

/** A folder for the files of a test. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), 'report-test-'));

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  text(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** Permissions, such as 600. */
  mode(name: string): string {
    return (statSync(this.path(name)).mode & 0o777).toString(8);
  }

  /** @param args behind `--config`; names of files stand for files of this folder. */
  async report(tenant: Tenant, args: string[], settings: object = {}): Promise<ReportEnd> {
    const config = this.write('config.json', JSON.stringify(tenant.settings(settings)));
    return this.run(['--config', config, ...args], tenant.environment());
  }

  async run(args: string[], environment: NodeJS.ProcessEnv = {}): Promise<ReportEnd> {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: this.folder,
      env: {...process.env, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1', ...environment},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return {exitCode, output};
  }

  database(name: string): Promise<Database> {
    const spillFolder = this.path('spilled');
    return openDatabase({file: this.path(name), spillFolder, memoryLimit: '200MB'});
  }

  remove(): void {
    rmSync(this.folder, {recursive: true, force: true});
  }
}
