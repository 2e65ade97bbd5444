/** One sync as a platform runs it: attempts until one ends well, each with the last states. */
import type {Message, RecordMessage, StateMessage} from '../test/support/messages';
import {nameOf} from '../test/support/messages';
import type {Tenant} from '../tenant/tenant';
import {attempt} from './attempt';
import type {SoakStream} from './streams';
import type {Tables} from './tables';

/** The platform gives up behind five attempts that bring nothing; these must bring everything. */
const MOST_ATTEMPTS = 5;

export interface Platform {
  tenant: Tenant;
  clock: {now: number};
  streams: ReadonlyMap<string, SoakStream>;
  tables: Tables;
}

export interface SyncFigures {
  attempts: number;
  rows: number;
  requests: number;
  /** Requests for what was asked for before in the same attempt. */
  repeated: number;
  seconds: number;
  peakMb: number;
  /** What a sync must not do, in words. */
  complaints: string[];
}

export class Syncs {
  private readonly states = new Map<string, StateMessage>();
  private generation = 0;

  constructor(private readonly platform: Platform) {}

  async next(): Promise<SyncFigures> {
    const figures: SyncFigures = {
      ...{attempts: 0, rows: 0, requests: 0, repeated: 0, seconds: 0, peakMb: 0},
      complaints: [],
    };
    for (;;) {
      figures.attempts += 1;
      this.beginGeneration();
      const account = new Account(this.platform, this.states);
      const exitCode = await this.attempt(account, figures);
      if (exitCode === 0) {
        figures.complaints.push(...account.unfinished());
        return figures;
      }
      if (account.isHopeless() || figures.attempts === MOST_ATTEMPTS) {
        figures.complaints.push(`the sync failed: ${account.reasons.join(' ') || 'no reason'}`);
        return figures;
      }
      this.platform.clock.now += 60_000;
    }
  }

  private async attempt(account: Account, figures: SyncFigures): Promise<number> {
    const {tenant, clock} = this.platform;
    tenant.requests.length = 0;
    const ending = await attempt({
      files: {config: tenant.settings(), catalog: this.catalog(), state: this.stateFile()},
      environment: tenant.environment(),
      clock,
      onMessage: (message) => account.take(message),
    });
    const asked = tenant.requests.map(({method, rawUrl}) => `${method} ${rawUrl}`);
    figures.rows += account.rows;
    figures.requests += asked.length;
    figures.repeated += asked.length - new Set(asked).size;
    figures.seconds += ending.seconds;
    figures.peakMb = Math.max(figures.peakMb, ending.peakMb);
    if (ending.stderr !== '') figures.complaints.push(`on standard error: ${ending.stderr}`);
    return ending.exitCode;
  }

  /** Without resumable refreshes the platform begins one anew in every attempt. */
  private beginGeneration(): void {
    this.generation += 1;
    for (const {name, syncMode} of this.platform.streams.values()) {
      if (syncMode === 'incremental') continue;
      this.states.delete(name);
      this.platform.tables.empty(name);
    }
  }

  private stateFile(): object[] {
    return [...this.states.values()].map(({state}) => state);
  }

  private catalog(): object {
    const streams = [...this.platform.streams.values()].map(({name, syncMode}) => ({
      stream: {name, json_schema: {}, supported_sync_modes: [syncMode]},
      sync_mode: syncMode,
      destination_sync_mode: syncMode === 'incremental' ? 'append_dedup' : 'append',
      primary_key: [['id']],
      generation_id: this.generation,
      minimum_generation_id: syncMode === 'incremental' ? 0 : this.generation,
    }));
    return {streams};
  }
}

/** Follows the messages of one attempt. */
class Account {
  rows = 0;
  readonly reasons: string[] = [];
  private readonly failureTypes = new Set<string>();
  private readonly completed = new Set<string>();
  private readonly uncounted = new Map<string, number>();
  private readonly miscounted = new Set<string>();

  constructor(
    private readonly platform: Platform,
    private readonly states: Map<string, StateMessage>,
  ) {}

  take(message: Message): void {
    if (message.type === 'RECORD') this.takeRecord(message);
    else if (message.type === 'STATE') this.takeState(message);
    else if (message.type === 'TRACE' && message.trace.type === 'ERROR') {
      const {failure_type: type, message: text} = message.trace.error;
      this.failureTypes.add(type);
      this.reasons.push(`${type}: ${text}`);
    } else if (message.type === 'TRACE' && message.trace.type === 'STREAM_STATUS') {
      const {stream_descriptor: stream, status} = message.trace.stream_status;
      if (status === 'COMPLETE') this.completed.add(stream.name);
    }
  }

  /** What must not be where the process ended with 0. */
  unfinished(): string[] {
    const names = [...this.platform.streams.keys()].filter((name) => !this.completed.has(name));
    return [
      ...names.map((name) => `${name}: not COMPLETE`),
      ...[...this.miscounted].map(
        (name) => `${name}: a STATE counts other records than there were`,
      ),
    ];
  }

  /** Whether the platform would not try again. */
  isHopeless(): boolean {
    return this.failureTypes.has('config_error');
  }

  private takeRecord(message: RecordMessage): void {
    const {stream: name} = message.record;
    const stream = this.platform.streams.get(name);
    if (!stream) throw new Error(`There is no stream ${name}.`);
    this.platform.tables.take(stream, message);
    this.rows += 1;
    this.uncounted.set(name, (this.uncounted.get(name) ?? 0) + 1);
  }

  private takeState(message: StateMessage): void {
    const name = nameOf(message);
    const counted = message.state.sourceStats.recordCount;
    if (counted !== (this.uncounted.get(name) ?? 0)) this.miscounted.add(name);
    this.uncounted.set(name, 0);
    this.states.set(name, message);
  }
}
