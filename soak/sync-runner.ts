/** One sync as a platform runs it: attempts with the last states, until one succeeds. */
import type {Message, RecordMessage, StateMessage} from '../test/support/messages';
import {nameOf} from '../test/support/messages';
import type {Tenant} from '../tenant/tenant';
import {attempt} from './attempt';
import type {SoakStream} from './streams';
import type {Tables} from './tables';

/** The platform fails a sync after five attempts without progress. */
const MAX_ATTEMPTS = 5;

export interface SoakContext {
  tenant: Tenant;
  clock: {now: number};
  streams: ReadonlyMap<string, SoakStream>;
  tables: Tables;
}

export interface SyncFigures {
  attempts: number;
  rows: number;
  requests: number;
  /** Requests that repeat an earlier one of the same attempt. */
  repeated: number;
  seconds: number;
  peakMb: number;
  /** What went wrong, in words. */
  violations: string[];
}

export class SyncRunner {
  private readonly states = new Map<string, StateMessage>();
  private generation = 0;

  constructor(private readonly context: SoakContext) {}

  async next(): Promise<SyncFigures> {
    const figures: SyncFigures = {
      ...{attempts: 0, rows: 0, requests: 0, repeated: 0, seconds: 0, peakMb: 0},
      violations: [],
    };
    for (;;) {
      figures.attempts += 1;
      this.beginGeneration();
      const tracker = new AttemptTracker(this.context, this.states);
      const exitCode = await this.attempt(tracker, figures);
      if (exitCode === 0) {
        figures.violations.push(...tracker.unfinished());
        return figures;
      }
      if (tracker.isPermanentFailure() || figures.attempts === MAX_ATTEMPTS) {
        figures.violations.push(`the sync failed: ${tracker.reasons.join(' ') || 'no reason'}`);
        return figures;
      }
      this.context.clock.now += 60_000;
    }
  }

  private async attempt(tracker: AttemptTracker, figures: SyncFigures): Promise<number> {
    const {tenant, clock} = this.context;
    tenant.requests.length = 0;
    const result = await attempt({
      files: {config: tenant.settings(), catalog: this.catalog(), state: this.stateFile()},
      environment: tenant.environment(),
      clock,
      onMessage: (message) => tracker.handle(message),
    });
    const requests = tenant.requests.map(({method, rawUrl}) => `${method} ${rawUrl}`);
    figures.rows += tracker.rows;
    figures.requests += requests.length;
    figures.repeated += requests.length - new Set(requests).size;
    figures.seconds += result.seconds;
    figures.peakMb = Math.max(figures.peakMb, result.peakMb);
    if (result.stderr !== '') figures.violations.push(`on standard error: ${result.stderr}`);
    return result.exitCode;
  }

  /** Without resumable full refreshes the platform starts a new generation in every attempt. */
  private beginGeneration(): void {
    this.generation += 1;
    for (const {name, syncMode} of this.context.streams.values()) {
      if (syncMode === 'incremental') continue;
      this.states.delete(name);
      this.context.tables.truncate(name);
    }
  }

  private stateFile(): object[] {
    return [...this.states.values()].map(({state}) => state);
  }

  private catalog(): object {
    const streams = [...this.context.streams.values()].map(({name, syncMode}) => ({
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
class AttemptTracker {
  rows = 0;
  readonly reasons: string[] = [];
  private readonly failureTypes = new Set<string>();
  private readonly completed = new Set<string>();
  private readonly uncounted = new Map<string, number>();
  private readonly miscounted = new Set<string>();

  constructor(
    private readonly context: SoakContext,
    private readonly states: Map<string, StateMessage>,
  ) {}

  handle(message: Message): void {
    if (message.type === 'RECORD') this.handleRecord(message);
    else if (message.type === 'STATE') this.handleState(message);
    else if (message.type === 'TRACE' && message.trace.type === 'ERROR') {
      const {failure_type: type, message: text} = message.trace.error;
      this.failureTypes.add(type);
      this.reasons.push(`${type}: ${text}`);
    } else if (message.type === 'TRACE' && message.trace.type === 'STREAM_STATUS') {
      const {stream_descriptor: stream, status} = message.trace.stream_status;
      if (status === 'COMPLETE') this.completed.add(stream.name);
    }
  }

  /** Violations of the protocol where the exit code is 0. */
  unfinished(): string[] {
    const names = [...this.context.streams.keys()].filter((name) => !this.completed.has(name));
    return [
      ...names.map((name) => `${name}: not COMPLETE`),
      ...[...this.miscounted].map(
        (name) => `${name}: a STATE counts other records than there were`,
      ),
    ];
  }

  /** Whether the platform would not retry. */
  isPermanentFailure(): boolean {
    return this.failureTypes.has('config_error');
  }

  private handleRecord(message: RecordMessage): void {
    const {stream: name} = message.record;
    const stream = this.context.streams.get(name);
    if (!stream) throw new Error(`There is no stream ${name}.`);
    this.context.tables.handle(stream, message);
    this.rows += 1;
    this.uncounted.set(name, (this.uncounted.get(name) ?? 0) + 1);
  }

  private handleState(message: StateMessage): void {
    const name = nameOf(message);
    const counted = message.state.sourceStats.recordCount;
    if (counted !== (this.uncounted.get(name) ?? 0)) this.miscounted.add(name);
    this.uncounted.set(name, 0);
    this.states.set(name, message);
  }
}
