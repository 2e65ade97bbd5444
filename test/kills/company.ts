/** A tenant of several pages and days, a connection that reads it, and what may happen in it. */
import type {AirbyteStream} from '../../src/airbyte/messages';
import {loadStreams} from '../../src/streams/load';
import {Connection} from '../support/connection';
import {expectedRows} from '../support/expected-reports';
import {expectRows, signInRows, skuRows} from '../support/expected-rows';
import type {Result, Row} from '../support/messages';
import {daysUntil} from '../support/report-requests';
import {randomInt} from '../../tenant/seeded-random';
import {startTenant} from '../../tenant/tenant';
import type {Tenant, User} from '../../tenant/tenant';
import {totalsOf} from './points';
import type {Totals} from './points';

const DAY_MS = 86_400_000;
/** A platform takes its time before it tries again. */
const PAUSE_MS = 60_000;
const START_MS = Date.parse('2026-02-03T08:00:00Z');

const SNAPSHOT = 'email_activity_user_detail';
const DAILY = 'teams_user_activity_user_detail_daily';
const BACKFILL_DAYS = 2;

/** One of every way in which a stream is read incrementally. */
const STREAMS = [
  'users',
  'sign_in_activity',
  'subscribed_skus',
  'user_registration_details',
  SNAPSHOT,
  DAILY,
];

/** Large pages are refused, so that few users make many pages. */
const REFUSED_PAGES = /(users\?|userRegistrationDetails).*(\$|%24)top=(500|120|999)\b/;

type Streams = ReadonlyMap<string, AirbyteStream>;

export class Company {
  readonly connection: Connection;
  /** Rows of reports as they were when they were read last. */
  private readonly reported = {[SNAPSHOT]: new Map<string, Row>(), [DAILY]: new Map<string, Row>()};
  private readonly firstDay: string;

  private constructor(
    readonly tenant: Tenant,
    readonly clock: {now: number},
    private readonly streams: Streams,
  ) {
    const settings = {daily_report_backfill_days: BACKFILL_DAYS};
    this.connection = new Connection(tenant, {streams: STREAMS, settings});
    this.firstDay = daysUntil(tenant.reports.refreshDate, BACKFILL_DAYS)[0]!;
  }

  static async open(): Promise<Company> {
    const clock = {now: START_MS};
    const tenant = await startTenant({
      users: 180,
      deltaPageSize: 8,
      emptyDeltaPages: true,
      // Made-up people: a report of a day must not depend on who is hired or leaves later.
      reportRows: 205,
      now: () => clock.now,
    });
    const respond = {status: 400, body: {error: {code: 'BadRequest', message: 'Page size.'}}};
    tenant.faults.inject({match: REFUSED_PAGES, times: Infinity, respond});
    const streams = (await loadStreams()).map(({definition: {name}, schema}) => {
      const stream = {name, json_schema: schema} as unknown as AirbyteStream;
      return [name, stream] as const;
    });
    return new Company(tenant, clock, new Map(streams));
  }

  /** A sync that nobody interrupts. */
  async sync(): Promise<Result> {
    this.pause();
    const result = await this.connection.syncWell({clock: this.clock});
    this.noteReports();
    return result;
  }

  async measuredSync(): Promise<Totals> {
    const before = this.tenant.requests.length;
    const result = await this.sync();
    return totalsOf(result, this.tenant.requests.length - before);
  }

  pause(): void {
    this.clock.now += PAUSE_MS;
  }

  /** The reports have a day more, and in the directory much has changed. */
  nextDay(): void {
    this.clock.now += DAY_MS;
    const {directory, skus} = this.tenant;
    const users = [...directory.all()];
    users.forEach((user, place) => {
      if (place % 5 < 3) directory.change(user.id, {jobTitle: 'Promoted', mobilePhone: '1'});
      if (place % 17 === 0) directory.signIn(user.id, this.clock.now - 1_000);
    });
    for (const place of [5, 60, 120]) directory.remove(users[place]!.id);
    for (const place of [6, 61, 150]) directory.remove(users[place]!.id, {permanently: true});
    for (let count = 1; count <= 3; count += 1) directory.add({displayName: `Joined ${count}`});
    const [first, second] = skus.list();
    skus.change(first!.skuId, {consumedUnits: 77});
    skus.remove(second!.skuId);
    skus.add({skuPartNumber: 'BRAND_NEW'});
  }

  /** What may happen between an interruption and the next attempt. */
  somethingHappens(): void {
    const {directory, skus} = this.tenant;
    const seed = directory.version;
    const users = [...directory.all()];
    const at = (die: number): User => users[randomInt({seed, index: die}, 502, users.length)]!;
    const chosen = [...new Set(Array.from({length: 40}, (_, die) => at(die).id))];
    chosen.slice(0, 3).forEach((id) => directory.remove(id));
    chosen.slice(3, 6).forEach((id) => directory.remove(id, {permanently: true}));
    directory.restore(chosen[0]!);
    for (const id of chosen.slice(6)) directory.change(id, {displayName: `Renamed ${seed}`});
    directory.signIn(chosen[6]!, this.clock.now);
    directory.add({displayName: `Hired ${seed}`});
    skus.change(skus.list()[0]!.skuId, {consumedUnits: 1_000 + seed});
  }

  /** Both destinations have every row as it is now, and no other. */
  expectTables(): void {
    const {tenant, connection} = this;
    connection.expectUsers();
    connection.expectTable('subscribed_skus', skuRows(tenant.skus.list()));
    connection.expectTable(SNAPSHOT, this.reported[SNAPSHOT]);
    this.expectDays();
    this.expectLiving('sign_in_activity', signInRows(tenant.directory.all()));
    const registered = tenant.registrations().map((row) => [row.id, {...row}] as const);
    this.expectLiving('user_registration_details', new Map<string, Row>(registered));
  }

  /** Who goes on reads two days again, even where the backfill has read only one of them. */
  private expectDays(): void {
    for (const table of this.connection.tables(DAILY)) {
      const due = [...table].filter(([, row]) => String(row['reportDate']) >= this.firstDay);
      expectRows(new Map(due), this.reported[DAILY]);
    }
  }

  /** Streams that tell no deletion keep who is gone: `users` says who that is. */
  private expectLiving(stream: string, rows: Map<string, Row>): void {
    for (const table of this.connection.tables(stream)) {
      const living = [...table].filter(([id]) => this.tenant.directory.byId(id) !== undefined);
      expectRows(new Map(living), rows);
    }
  }

  /** The newest day was read, and the two of the last sync again. */
  private noteReports(): void {
    const {refreshDate} = this.tenant.reports;
    const days = daysUntil(refreshDate, 3).filter((day) => day >= this.firstDay);
    for (const [id, row] of this.rowsOf(DAILY, {days})) this.reported[DAILY].set(id, row);
    for (const [id, row] of this.rowsOf(SNAPSHOT)) this.reported[SNAPSHOT].set(id, row);
  }

  private rowsOf(name: string, which: {days?: string[]} = {}): Map<string, Row> {
    return expectedRows(this.tenant, {stream: this.streams.get(name)!, ...which});
  }
}
