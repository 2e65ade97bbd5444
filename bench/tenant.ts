/** The simulated tenant in a process of its own, which keeps its memory out of the measurement. */
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import type {SyncMode} from '../src/airbyte/messages';
import type {Program} from './measure';

const ROOT = join(__dirname, '..', '..');
const TENANT = join(ROOT, 'dist', 'tenant', 'main.js');
export const CONNECTOR = join(ROOT, 'bin', 'source-microsoft-365');
const BARE_LOOP = join(__dirname, 'bare-loop.js');
const PROGRAMS = {
  connector: CONNECTOR,
  unlimited: join(__dirname, 'without-rate-limits.js'),
  'one lane': join(__dirname, 'one-lane.js'),
} as const;

export type Reader = keyof typeof PROGRAMS | 'bare loop';

export class BenchTenant {
  private configs = 0;

  private constructor(
    private readonly folder: string,
    private readonly certificate: string,
    private readonly stop: () => void,
  ) {}

  static async start(users: number, more: readonly string[] = []): Promise<BenchTenant> {
    const folder = mkdtempSync(join(tmpdir(), 'bench-tenant-'));
    const options = ['--json', '--cache-pages', '--users', String(users), '--folder', folder];
    const args = ['--max-old-space-size=8192', TENANT, ...options, ...more];
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const stop = (): void => {
      child.kill();
      rmSync(folder, {recursive: true, force: true});
    };
    for await (const line of createInterface({input: child.stdout})) {
      const {certificate} = JSON.parse(line) as {certificate: string};
      return new BenchTenant(folder, certificate, stop);
    }
    stop();
    throw new Error('The simulated tenant did not start.');
  }

  /** A read of streams; the bare loop knows only `users`, and reads it in the same two ways. */
  read(
    reader: Reader,
    streams: readonly string[],
    how: SyncMode | {mode: SyncMode; settings: object},
  ): Program {
    const {mode, settings} = typeof how === 'string' ? {mode: how, settings: {}} : how;
    const config = this.config(settings);
    const {environment} = this;
    if (reader === 'bare loop') return {args: [BARE_LOOP, config, mode], environment};
    const catalog = this.catalog(streams, mode);
    return {
      args: [PROGRAMS[reader], 'read', '--config', config, '--catalog', catalog],
      environment,
    };
  }

  check(): Program {
    const {environment} = this;
    return {args: [CONNECTOR, 'check', '--config', this.config({})], environment};
  }

  close(): void {
    this.stop();
  }

  private get environment(): Record<string, string> {
    return {NODE_EXTRA_CA_CERTS: this.certificate, NO_PROXY: '127.0.0.1'};
  }

  /** The settings of the tenant with others beside them. */
  private config(settings: object): string {
    const given = join(this.folder, 'config.json');
    if (Object.keys(settings).length === 0) return given;
    this.configs += 1;
    const file = join(this.folder, `config-${this.configs}.json`);
    const own = JSON.parse(readFileSync(given, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({...own, ...settings}));
    return file;
  }

  private catalog(streams: readonly string[], mode: SyncMode): string {
    const file = join(this.folder, `catalog-${streams.length}-${streams[0]}-${mode}.json`);
    writeFileSync(file, JSON.stringify(configuredCatalog(streams, mode)));
    return file;
  }
}

export function configuredCatalog(streams: readonly string[], mode: SyncMode): object {
  const configured = streams.map((name) => ({
    stream: {name, json_schema: {}, supported_sync_modes: ['full_refresh', 'incremental']},
    sync_mode: mode,
    destination_sync_mode: mode === 'incremental' ? 'append_dedup' : 'overwrite',
  }));
  return {streams: configured};
}
