/**
 * A connection as the platform keeps it: settings, catalog, the last states, and two destinations.
 * One keeps every record that was read; the other loses the records that no STATE covered.
 */
import type {SyncMode} from '../../src/airbyte/messages';
import type {Tenant} from '../../tenant/tenant';
import {Connector} from './connector';
import type {Files, RunOptions, Running} from './connector';
import {expectRows, userRows, usersIn} from './expected-rows';
import {nameOf} from './messages';
import type {Result, Row, StateMessage} from './messages';
import {committed, Warehouse} from './warehouse';

export const ALL_STREAMS = ['subscribed_skus', 'users', 'sign_in_activity'];

/** A configured catalog as the platform hands it in. */
export function catalogOf(syncMode: SyncMode, streams: readonly string[] = ALL_STREAMS): object {
  return {
    streams: streams.map((name) => ({
      stream: {name, json_schema: {}, supported_sync_modes: [syncMode], namespace: null},
      sync_mode: syncMode,
      destination_sync_mode: syncMode === 'incremental' ? 'append_dedup' : 'overwrite',
      primary_key: [['id']],
      cursor_field: ['synced_at'],
      generation_id: 3,
      minimum_generation_id: syncMode === 'incremental' ? 0 : 3,
      sync_id: 7,
    })),
  };
}

export interface ConnectionOptions {
  streams?: readonly string[];
  /** Beside the right ones, or in their place. */
  settings?: object;
  syncMode?: SyncMode;
}

export class Connection {
  settings: object;
  /** Where the next sync reads; another tenant only where a test changes it. */
  connector: Connector;
  states = new Map<string, StateMessage>();
  private readonly syncMode: SyncMode;
  private readonly streams: readonly string[];
  private readonly destinations = [new Warehouse(), new Warehouse()] as const;

  constructor(
    private readonly tenant: Tenant,
    {streams, settings, syncMode = 'incremental'}: ConnectionOptions = {},
  ) {
    this.connector = new Connector(tenant);
    this.streams = streams ?? ALL_STREAMS;
    this.settings = tenant.settings(settings);
    this.syncMode = syncMode;
  }

  get catalog(): object {
    return catalogOf(this.syncMode, this.streams);
  }

  /** Begins a sync; hand its result to `keep`. */
  start(options: RunOptions = {}): Running {
    return this.connector.start(['read'], {...options, files: this.files()});
  }

  keep(result: Result): Result {
    this.destinations[0].load(result.messages);
    this.destinations[1].load(committed(result.messages));
    for (const message of result.messages) {
      if (message.type === 'STATE') this.states.set(nameOf(message), message);
    }
    return result;
  }

  async sync(options: RunOptions = {}): Promise<Result> {
    return this.keep(await this.connector.run(['read'], {...options, files: this.files()}));
  }

  /** A sync that has to end well. */
  async syncWell(options: RunOptions = {}): Promise<Result> {
    const result = await this.sync(options);
    expect([result.errors, result.exitCode, result.signal]).toEqual([[], 0, null]);
    return result;
  }

  changeSettings(change: object): void {
    this.settings = {...this.settings, ...change};
  }

  /** Both destinations hold exactly these rows. */
  expectTable(stream: string, rows: Map<string, Row>): void {
    for (const table of this.tables(stream)) expectRows(table, rows);
  }

  /** Both destinations hold exactly the users of the domains, as they are now. */
  expectUsers(domains: readonly string[] = ['*']): void {
    this.expectTable('users', userRows(usersIn(this.tenant, domains)));
  }

  private files(): Files {
    const state = [...this.states.values()].map((message) => message.state);
    return {config: this.settings, catalog: this.catalog, state};
  }

  /** The rows of each destination. */
  tables(stream: string): Map<string, Row>[] {
    return this.destinations.map((destination) => destination.table(stream));
  }

  /** The rows of one of the destinations. */
  table(stream: string): Map<string, Row> {
    return this.destinations[1].table(stream);
  }
}
