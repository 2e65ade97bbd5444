/** One tenant, one resident connector, and what was synced before: the stage of a family's cases. */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {catalogOf} from '../support/connection';
import {writeFiles} from '../support/connector';
import {expectRows, skuRows} from '../support/expected-rows';
import {Result} from '../support/messages';
import type {Row} from '../support/messages';
import {MIN_LANE_USERS} from '../support/lane-threshold';
import {NOON} from '../support/test-date';
import {leakedSecrets, protocolViolations} from '../support/protocol';
import {ResidentProcess} from '../support/resident-process';
import {startTenant} from '../../tenant/tenant';
import type {Tenant} from '../../tenant/tenant';
import type {Family} from './family';
import {History} from './history';

/** Read beside the stream of the family, to see that it goes on. */
export const COMPANION = 'subscribed_skus';

/** Of this machine, and of no other test: while the tenant refuses connections nobody takes it. */
const ADDRESS = '127.0.0.2';

export interface ReadOptions {
  onWait?: () => Promise<void> | void;
  /** One worker reads the companion to its end before the stream of the family begins. */
  companionFirst?: boolean;
  debug?: boolean;
}

export class Stage {
  /** What was synced before each case. */
  history = new History();
  /** How many records a read gives in which nothing goes wrong. */
  records = 0;
  rows = new Map<string, Row>();

  private readonly startMs: number;
  private readonly folder = mkdtempSync(join(tmpdir(), 'fault-matrix-'));

  private constructor(
    readonly family: Family,
    readonly clock: {now: number},
    private readonly parts: {tenant: Tenant; resident: ResidentProcess},
  ) {
    this.startMs = clock.now;
  }

  get tenant(): Tenant {
    return this.parts.tenant;
  }

  static async open(family: Family): Promise<Stage> {
    const clock = {now: NOON};
    const options = {users: 70, reportRows: 40, address: ADDRESS, ...family.tenant};
    const tenant = await startTenant({...options, now: () => clock.now});
    const resident = new ResidentProcess(tenant.certificatePem);
    const stage = new Stage(family, clock, {tenant, resident});
    await stage.rehearse();
    return stage;
  }

  /** Every case begins at the same time, with nothing wrong and nothing asked yet. */
  async reset(): Promise<void> {
    await this.tenant.resumeListening();
    this.tenant.faults.clear();
    this.tenant.faults.defects.length = 0;
    this.tenant.requests.length = 0;
    this.clock.now = this.startMs;
  }

  async close(): Promise<void> {
    this.parts.resident.stop();
    rmSync(this.folder, {recursive: true, force: true});
    await this.tenant.close();
  }

  async read(history: History, options: ReadOptions = {}): Promise<Result> {
    const {family, tenant, clock} = this;
    const {companionFirst = false, debug = false, onWait} = options;
    family.begin?.(tenant);
    const streams = companionFirst ? [COMPANION, family.stream] : [family.stream, COMPANION];
    const files = {
      config: tenant.settings({...family.settings, ...(companionFirst && {num_workers: 1})}),
      catalog: catalogOf(family.syncMode, streams),
      state: [...history.states.values()].map(({state}) => state),
    };
    const argv = ['read', ...writeFiles(this.folder, {files}), ...(debug ? ['--debug'] : [])];
    const {minLaneUsers} = family;
    const env = minLaneUsers === undefined ? {} : {[MIN_LANE_USERS]: String(minLaneUsers)};
    const command = {argv, clock, env, ...(onWait && {onWait})};
    const end = await this.parts.resident.run(command);
    const result = new Result({...end, signal: null});
    const truncated = new Set(family.syncMode === 'full_refresh' ? streams : []);
    const violations = protocolViolations(result, {truncated, mayEmpty: false});
    const leaked = leakedSecrets(result, this.secrets());
    const {defects} = tenant.faults;
    expect({violations, leaked, defects}).toEqual({violations: [], leaked: [], defects: []});
    return result;
  }

  /** The connector takes the answer that it awaits for one that never comes. */
  endDeadline(): void {
    this.parts.resident.endDeadline({awaited: 1, takesTime: false});
  }

  /** Both destinations hold exactly the rows that the tenant owes. */
  expectTables(history: History): void {
    for (const table of history.tables(this.family.stream)) expectRows(table, this.rows);
  }

  expectCompanion(history: History): void {
    const rows = skuRows(this.tenant.skus.list());
    for (const table of history.tables(COMPANION)) expectRows(table, rows);
  }

  private async rehearse(): Promise<void> {
    const {family, tenant} = this;
    const {agoMs = 0, change} = family.before ?? {};
    if (change) {
      this.clock.now = this.startMs - agoMs;
      this.history = this.history.with(await this.readWell());
      change(tenant);
    }
    await this.reset();
    this.rows = await family.rows(tenant);
    const result = await this.readWell();
    this.records = result.records(family.stream).length;
    this.expectTables(this.history.with(result));
    await this.reset();
  }

  private async readWell(): Promise<Result> {
    const result = await this.read(this.history);
    expect([result.errors, result.exitCode]).toEqual([[], 0]);
    return result;
  }

  private secrets(): Set<string> {
    const tokens = this.tenant.requests.flatMap(({headers, query}) => [
      headers.authorization?.replace(/^Bearer /, ''),
      query['token'],
    ]);
    return new Set([this.tenant.clientSecret, ...tokens.filter((token) => token !== undefined)]);
  }
}
