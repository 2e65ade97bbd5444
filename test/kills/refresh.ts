/** A full refresh as a platform runs it: attempts of one generation, each with the last states. */
import {Connector} from '../support/connector';
import type {RunOptions, Running} from '../support/connector';
import {expectRows, signInRows, userRows} from '../support/expected-rows';
import {nameOf} from '../support/messages';
import type {Result, Row, StateMessage} from '../support/messages';
import {committed} from '../support/warehouse';
import type {Tenant} from '../../tenant/tenant';

const STREAMS = ['users', 'sign_in_activity'] as const;

export class Refresh {
  private generation = 7;
  private readonly states = new Map<string, StateMessage>();
  /** The records that a STATE covered. */
  private rows: {stream: string; row: Row}[] = [];

  constructor(private readonly tenant: Tenant) {}

  /** Begins the next attempt. */
  start(options: RunOptions = {}): Running {
    const state = [...this.states.values()].map((message) => message.state);
    const files = {config: this.tenant.settings(), catalog: this.catalog, state};
    return new Connector(this.tenant).start(['read'], {...options, files});
  }

  keep(result: Result): Result {
    for (const message of committed(result.messages)) {
      if (message.type === 'STATE') this.states.set(nameOf(message), message);
      if (message.type !== 'RECORD') continue;
      this.rows.push({stream: message.record.stream, row: message.record.data});
    }
    return result;
  }

  /** An attempt that nobody interrupts. */
  async finish(options: RunOptions): Promise<Result> {
    const result = this.keep(await this.start(options).ended);
    expect([result.errors, result.exitCode, result.signal]).toEqual([[], 0, null]);
    return result;
  }

  /** For a new table. A platform may hand in the former states all the same. */
  begin(generation: number): void {
    this.generation = generation;
    this.rows = [];
  }

  get written(): number {
    return this.rows.length;
  }

  /** Every row is there, and none is there twice. */
  expectAllOnce(): void {
    const {directory} = this.tenant;
    this.expectOnce('users', userRows(directory.all()));
    this.expectOnce('sign_in_activity', signInRows(directory.all()));
  }

  private expectOnce(stream: string, expected: Map<string, Row>): void {
    const rows = this.rows.filter((written) => written.stream === stream);
    expectRows(new Map(rows.map(({row}) => [String(row['id']), row])), expected);
    expect([stream, rows.length]).toEqual([stream, expected.size]);
  }

  private get catalog(): object {
    return {
      streams: STREAMS.map((name) => ({
        stream: {name, json_schema: {}, supported_sync_modes: ['full_refresh', 'incremental']},
        sync_mode: 'full_refresh',
        // What the platform makes of `overwrite` for destinations that know generations.
        destination_sync_mode: 'append',
        generation_id: this.generation,
        minimum_generation_id: this.generation,
      })),
    };
  }
}
