/** The simulated tenant of the comparison, in a process of its own, and the clients that read it. */
import {fork} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {JsonObject} from '../src/airbyte/messages';
import type {Program} from './measure';
import {CONNECTOR, configuredCatalog} from './tenant';

export const CLIENTS = ['connector', 'bare loop', 'JS SDK'] as const;
export type Client = (typeof CLIENTS)[number];

/** A full refresh, the first round of a delta query, and the round after some users have changed. */
export const READS = ['full refresh', 'first round', 'next round'] as const;
export type Read = (typeof READS)[number];

export type TenantCommand =
  {kind: 'latency'; ms: number} | {kind: 'change'; every: number} | {kind: 'take requests'};

export interface TenantAnswer {
  value: number;
}

/** Where the next round begins, as the connector keeps it and as Graph named it. */
export interface EndOfRound {
  state: JsonObject;
  link: string;
}

const SCRIPTS: Record<Exclude<Client, 'connector'>, string> = {
  'bare loop': join(__dirname, 'bare-loop.js'),
  'JS SDK': join(__dirname, 'js-sdk.js'),
};

export class ClientTenant {
  private end: EndOfRound | undefined;

  private constructor(
    readonly users: number,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(users: number): Promise<ClientTenant> {
    const folder = mkdtempSync(join(tmpdir(), 'bench-clients-'));
    const child = fork(join(__dirname, 'tenant-process.js'), [String(users), folder], {
      execArgv: ['--max-old-space-size=8192'],
    });
    await once(child, 'message');
    return new ClientTenant(users, folder, child);
  }

  /** Of each page from now on. */
  async setLatency(ms: number): Promise<void> {
    await this.ask({kind: 'latency', ms});
  }

  /** Changes one of so many users. @returns how many that are. */
  changeOneOf(every: number): Promise<number> {
    return this.ask({kind: 'change', every});
  }

  /** How many requests came since the last call. */
  takeRequests(): Promise<number> {
    return this.ask({kind: 'take requests'});
  }

  /** From now on the next round is the one after this. */
  setEndOfRound(end: EndOfRound): void {
    this.end = end;
  }

  program(client: Client, read: Read): Program {
    const config = join(this.folder, 'config.json');
    const mode = read === 'full refresh' ? 'full_refresh' : 'incremental';
    const environment = {
      NODE_EXTRA_CA_CERTS: join(this.folder, 'certificate.pem'),
      NO_PROXY: '127.0.0.1',
    };
    const end = read === 'next round' ? this.end : undefined;
    if (client !== 'connector') {
      return {args: [SCRIPTS[client], config, mode, ...(end ? [end.link] : [])], environment};
    }
    const catalog = this.write(`catalog-${mode}.json`, configuredCatalog(['users'], mode));
    const state = end ? ['--state', this.write('state.json', [end.state])] : [];
    const args = [CONNECTOR, 'read', '--config', config, '--catalog', catalog, ...state];
    return {args, environment};
  }

  close(): void {
    this.child.kill();
    rmSync(this.folder, {recursive: true, force: true});
  }

  private write(name: string, content: unknown): string {
    const file = join(this.folder, name);
    writeFileSync(file, JSON.stringify(content));
    return file;
  }

  private async ask(command: TenantCommand): Promise<number> {
    this.child.send(command);
    const [answer] = (await once(this.child, 'message')) as [TenantAnswer];
    return answer.value;
  }
}
