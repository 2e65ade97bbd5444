import type {AirbyteStream} from '../../src/airbyte/messages';
import {Connector, OWN_PROCESS} from '../support/connector';
import type {Files, RunOptions} from '../support/connector';
import type {Result, StateMessage} from '../support/messages';
import type {Tenant} from '../../tenant/tenant';
import {certificateOfFile} from '../support/use-resident';
import {readJson} from './acceptance-config';
import type {ConfiguredStream} from './configured-catalog';
import {STARTED_AT, startSimulatedTenant} from './simulated-tenant';

const BETWEEN_RUNS_MS = 60_000;

export type State = StateMessage['state'];

/** The tenant that `test_files/` describes, and runs of the connector one after the other. */
export class Runs {
  private constructor(
    readonly tenant: Tenant,
    private readonly clock: {now: number},
  ) {}

  static async open(): Promise<Runs> {
    const clock = {now: STARTED_AT};
    const certificate = await certificateOfFile();
    return new Runs(await startSimulatedTenant({now: () => clock.now, certificate}), clock);
  }

  close(): Promise<void> {
    return this.tenant.close();
  }

  check(configPath: string): Promise<Result> {
    return this.run('check', {config: readJson(configPath)}, OWN_PROCESS);
  }

  async discover(configPath: string): Promise<AirbyteStream[]> {
    const {messages} = await this.run('discover', {config: readJson(configPath)});
    return messages.flatMap((message) =>
      message.type === 'CATALOG' ? [message.catalog.streams] : [],
    )[0]!;
  }

  read(configPath: string, streams: ConfiguredStream[], state?: unknown[]): Promise<Result> {
    return this.run('read', {config: readJson(configPath), catalog: {streams}, state});
  }

  private run(command: string, files: Files, options: RunOptions = {}): Promise<Result> {
    this.clock.now += BETWEEN_RUNS_MS;
    return new Connector(this.tenant).run([command], {
      ...options,
      files,
      clock: this.clock,
    });
  }
}
