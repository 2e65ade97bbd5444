import type {AirbyteStream} from '../../src/airbyte/messages';
import type {Tenant, TenantOptions} from '../../tenant/tenant';
import {Connection} from '../support/connection';
import type {ConnectionOptions} from '../support/connection';
import {OWN_PROCESS} from '../support/connector';
import type {RunOptions} from '../support/connector';
import {discovered, expectedRows} from '../support/expected-reports';
import {expectRows} from '../support/expected-rows';
import type {Result, Row} from '../support/messages';
import {
  daysAsked,
  daysUntil,
  downloads,
  later,
  noticed,
  questions,
} from '../support/report-requests';
import {NOON} from '../support/test-date';
import {openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const STREAM = 'email_activity_user_detail_daily';
const SNAPSHOT = 'email_activity_user_detail';

let stream: AirbyteStream;

beforeAll(async () => {
  const streams = await discovered(await openTenant({users: 1}));
  stream = streams.find(({name}) => name === STREAM)!;
});

function warnings(result: Result): string[] {
  return result.logs('WARN');
}

function daysOf(rows: Iterable<Row>): string[] {
  return [...new Set([...rows].map((row) => String(row['reportDate'])))].sort();
}

/** A connection with the daily slices of one report. */
class Daily {
  readonly connection: Connection;

  constructor(
    readonly tenant: Tenant,
    options: ConnectionOptions = {},
    private readonly clock?: {now: number},
  ) {
    this.connection = new Connection(tenant, {streams: [STREAM], ...options});
  }

  /** @returns the result, the days asked for, and the days of the rows delivered. */
  async sync(
    options: RunOptions = {},
  ): Promise<{result: Result; asked: string[]; delivered: string[]}> {
    this.tenant.requests.length = 0;
    const clock = this.clock && {clock: this.clock};
    const result = await this.connection.syncWell({...options, ...clock});
    const delivered = daysOf(result.records(STREAM));
    return {result, asked: daysAsked(this.tenant), delivered};
  }

  /** So many days go by. @returns the newest day of the report then. */
  pass(days: number): string {
    const {reports} = this.tenant;
    if (this.clock) this.clock.now += days * 86_400_000;
    else reports.refreshDate = later(reports.refreshDate, days);
    return reports.refreshDate;
  }

  /** The rows of these days, as the tenant has them now. */
  rows(days: readonly string[], domain?: string): Map<string, Row> {
    return expectedRows(this.tenant, {stream, days, ...(domain && {domain})});
  }

  /** The destination holds these days, as the tenant has them now. */
  expectDays(days: readonly string[], domain?: string): void {
    this.connection.expectTable(STREAM, this.rows(days, domain));
  }
}

async function daily(options: TenantOptions = {}, settings: object = {}): Promise<Daily> {
  return new Daily(await openTenant({users: 100, ...options}), {settings});
}

/** With limits in force, and both sides on one clock that no wait holds up. */
async function limited(options: TenantOptions, connection: ConnectionOptions): Promise<Daily> {
  const clock = {now: NOON};
  const tenant = await openTenant({
    users: 60,
    enforceLimits: true,
    now: () => clock.now,
    ...options,
  });
  return new Daily(tenant, connection, clock);
}

describe('the slices of a report', () => {
  test.concurrent('begin as many days back as the settings say', async () => {
    const slices = await daily({}, {daily_report_backfill_days: 3});
    const days = daysUntil(slices.tenant.reports.refreshDate, 3);
    const {result, asked, delivered} = await slices.sync(OWN_PROCESS);
    expect([asked, delivered]).toEqual([days, days]);
    slices.expectDays(days);
    expect(result.states(STREAM).length).toBe(3);
    expect(result.lastState(STREAM)).toMatchObject({cursor: {reportDate: days[2], empty_days: []}});
    // A first look at the report says which day is the newest.
    expect(questions(slices.tenant)[0]?.path).toMatch(/\(period='D7'\)$/);
  });

  test.concurrent('take their newest day from the first row of the report alone', async () => {
    const slices = await daily({reportRows: 20_000}, {daily_report_backfill_days: 1});
    const {asked} = await slices.sync();
    expect(asked).toEqual([slices.tenant.reports.refreshDate]);
    await noticed(downloads(slices.tenant)[0]);
    expect(downloads(slices.tenant)[1]?.abandoned).toBeUndefined();
  });

  test.concurrent('go on with the new days, and read the last two again', async () => {
    const slices = await daily();
    const newest = slices.tenant.reports.refreshDate;
    await slices.sync();
    const same = await slices.sync();
    expect(same.asked).toEqual(daysUntil(newest, 2));
    const before = slices.rows(daysUntil(newest, 7));
    slices.pass(3);
    const {asked, delivered} = await slices.sync();
    expect(asked).toEqual(daysUntil(later(newest, 3), 5));
    expect(delivered).toEqual(asked);
    slices.connection.expectTable(STREAM, new Map([...before, ...slices.rows(asked)]));
  });

  test.concurrent('in a full refresh are those of the backfill, each time', async () => {
    const tenant = await openTenant({users: 60});
    const slices = new Daily(tenant, {syncMode: 'full_refresh'});
    const days = daysUntil(tenant.reports.refreshDate, 7);
    for (const {asked, result} of [await slices.sync(), await slices.sync()]) {
      expect(asked).toEqual(days);
      expectRows(
        new Map(result.records(STREAM).map((row) => [String(row['id']), row])),
        slices.rows(days),
      );
    }
  });

  test.concurrent('hold the users of the domains only', async () => {
    const slices = await daily({users: 300}, {domains: ['fabrikam.com']});
    await slices.sync();
    slices.expectDays(daysUntil(slices.tenant.reports.refreshDate, 7), 'fabrikam.com');
  });

  test.concurrent('of a report without rows are none, until it has some', async () => {
    const slices = await daily();
    const {reports} = slices.tenant;
    reports.empty('getEmailActivityUserDetail');
    const {result, asked} = await slices.sync();
    expect([asked, result.states(STREAM).length]).toEqual([[], 1]);
    reports.empty('getEmailActivityUserDetail', false);
    const next = await slices.sync();
    expect(warnings(next.result)).toEqual([]);
    slices.expectDays(daysUntil(reports.refreshDate, 7));
  });
});

describe('a day that comes late', () => {
  test.concurrent('is asked for each time, until it has rows', async () => {
    const slices = await daily();
    const {reports} = slices.tenant;
    const days = daysUntil(reports.refreshDate, 7);
    const late = days[2]!;
    reports.late(late);
    const first = await slices.sync();
    expect(first.delivered).toEqual(days.filter((day) => day !== late));
    expect(first.result.lastState(STREAM)).toMatchObject({cursor: {empty_days: [late]}});
    const second = await slices.sync();
    expect(second.asked).toEqual([late, ...days.slice(-2)]);
    reports.arrive(late);
    const third = await slices.sync();
    expect([third.asked, third.delivered]).toEqual([second.asked, second.asked]);
    slices.expectDays(days);
    expect((await slices.sync()).asked).toEqual(days.slice(-2));
  });

  test.concurrent('is asked for less often after ten days, and read when it has rows', async () => {
    const slices = await daily({}, {daily_report_backfill_days: 1});
    const late = slices.tenant.reports.refreshDate;
    slices.tenant.reports.late(late);
    await slices.sync();
    const ages: number[] = [];
    for (let age = 9; age <= 17; age += 1) {
      slices.pass(age === 9 ? 9 : 1);
      if (age === 17) slices.tenant.reports.arrive(late);
      const {asked, delivered} = await slices.sync();
      if (asked.includes(late)) ages.push(age);
      expect(delivered.includes(late)).toBe(age === 17);
    }
    expect(ages).toEqual([9, 10, 13, 17]);
  });

  test.concurrent('and never does is named once it is gone', async () => {
    const slices = await limited({}, {settings: {daily_report_backfill_days: 2}});
    const late = slices.tenant.reports.refreshDate;
    slices.tenant.reports.late(late);
    await slices.sync();
    slices.pass(27);
    const last = await slices.sync();
    const told = (of: Result): string[] => warnings(of).filter((text) => text.startsWith(STREAM));
    expect([last.asked.includes(late), told(last.result)]).toEqual([true, []]);
    slices.pass(1);
    const {result, asked} = await slices.sync();
    expect(asked).not.toContain(late);
    expect(told(result)).toEqual([
      expect.stringMatching(new RegExp(`^${STREAM}: ${late} had no rows for as long as `)),
    ]);
    expect(told((await slices.sync()).result)).toEqual([]);
  });
});

describe('names that are concealed between two syncs', () => {
  test.concurrent.each([
    ['concealed', false],
    ['shown', true],
  ])('and %s now: no day is delivered twice', async (now, concealed) => {
    const slices = await daily({concealed}, {daily_report_backfill_days: 3});
    const {reports} = slices.tenant;
    const first = daysUntil(reports.refreshDate, 3);
    await slices.sync();
    const before = slices.rows(first);
    reports.concealed = !concealed;
    const newest = slices.pass(1);
    const {result, asked, delivered} = await slices.sync();
    expect(asked).toEqual(daysUntil(newest, 3));
    expect(delivered).toEqual([newest]);
    expect(warnings(result)).toEqual(
      first
        .slice(-2)
        .map((day) => expect.stringMatching(new RegExp(`${day} was .*${now} now`)) as string),
    );
    slices.connection.expectTable(STREAM, new Map([...before, ...slices.rows([newest])]));
  });

  test.concurrent('and back: the days are as they were first', async () => {
    const slices = await daily({}, {daily_report_backfill_days: 2});
    const {reports} = slices.tenant;
    const days = daysUntil(reports.refreshDate, 2);
    await slices.sync();
    reports.concealed = true;
    expect((await slices.sync()).delivered).toEqual([]);
    reports.concealed = false;
    expect((await slices.sync()).delivered).toEqual(days);
    slices.expectDays(days);
  });
});

describe('when the settings change, the slices', () => {
  test.concurrent('start over with other domains, and say so', async () => {
    const slices = await daily({users: 300}, {domains: ['contoso.com']});
    await slices.sync();
    slices.connection.changeSettings({domains: ['fabrikam.com']});
    const {result, asked} = await slices.sync();
    const days = daysUntil(slices.tenant.reports.refreshDate, 7);
    expect(asked).toEqual(days);
    expect(warnings(result).join()).toMatch(/starting over, because .*: domains\. .*"remove rec/);
    const expected = slices.rows(days, 'fabrikam.com');
    const rows = result.records(STREAM).map(({id}) => id);
    expect(rows.sort()).toEqual([...expected.keys()].sort());
  });

  test.concurrent('go on with another backfill or period', async () => {
    const slices = await daily({}, {daily_report_backfill_days: 2});
    await slices.sync();
    slices.connection.changeSettings({daily_report_backfill_days: 9, report_period: 'D90'});
    const {result, asked} = await slices.sync();
    expect([warnings(result), asked.length]).toEqual([[], 2]);
  });
});

describe('with the limit of 14 requests in ten minutes in force,', () => {
  function expectWithinLimit({tenant}: Daily): void {
    const asked = questions(tenant);
    expect(asked.filter(({status}) => status === 429)).toEqual([]);
    for (const {at} of asked) {
      const window = asked.filter((other) => other.at >= at && other.at < at + 600_000);
      expect(window.length).toBeLessThanOrEqual(14);
    }
  }

  const settings = {daily_report_backfill_days: 27};

  test.concurrent('a backfill of 27 days keeps to it', async () => {
    const slices = await limited({}, {settings});
    const {asked} = await slices.sync(OWN_PROCESS);
    const days = daysUntil(slices.tenant.reports.refreshDate, 27);
    expect(asked).toEqual(days);
    slices.expectDays(days);
    expectWithinLimit(slices);
    const times = questions(slices.tenant).map(({at}) => at);
    expect(times.at(-1)! - times[0]!).toBeGreaterThanOrEqual(600_000);
  });

  test.concurrent('the snapshot of the same report counts as well', async () => {
    const slices = await limited({}, {settings, streams: [SNAPSHOT, STREAM]});
    const {result} = await slices.sync();
    expect(questions(slices.tenant).length).toBe(29);
    expectWithinLimit(slices);
    expect(result.records(SNAPSHOT).length).toBeGreaterThan(0);
  });

  test.concurrent('what another program used up is waited for', async () => {
    const slices = await limited({}, {settings: {daily_report_backfill_days: 2}});
    const respond = {
      status: 429,
      headers: {'retry-after': '250.5'},
      body: {error: {code: 'UnknownError', message: 'This request is throttled.'}},
    };
    slices.tenant.faults.inject({match: '(date=', times: 2, respond});
    await slices.sync();
    const times = questions(slices.tenant).map(({at}) => at);
    expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(250_500);
    slices.expectDays(daysUntil(slices.tenant.reports.refreshDate, 2));
  });

  test.concurrent('a pause of 40 days loses the days that are gone, and names them', async () => {
    const slices = await limited({}, {settings: {daily_report_backfill_days: 2}});
    const last = slices.tenant.reports.refreshDate;
    await slices.sync();
    const former = slices.rows(daysUntil(last, 2));
    const newest = slices.pass(40);
    const {result, asked} = await slices.sync();
    expect(asked).toEqual(daysUntil(newest, 28));
    expectWithinLimit(slices);
    const [from, to] = [later(last, 1), later(newest, -28)];
    expect(warnings(result)).toEqual([
      expect.stringContaining(`${STREAM}: the days from ${from} to ${to} are lost: `),
    ]);
    slices.connection.expectTable(STREAM, new Map([...former, ...slices.rows(asked)]));
    slices.pass(1);
    expect((await slices.sync()).asked).toEqual(daysUntil(later(newest, 1), 3));
  });

  test.concurrent('a pause of 28 days loses one day', async () => {
    const slices = await limited({}, {settings: {daily_report_backfill_days: 1}});
    const last = slices.tenant.reports.refreshDate;
    await slices.sync();
    slices.pass(29);
    const {result} = await slices.sync();
    expect(warnings(result).join()).toContain(`: ${later(last, 1)} is lost: `);
  });

  test.concurrent('a day that is refused is a warning, and the others come', async () => {
    const settings = {daily_report_backfill_days: 1};
    const slices = await limited({reportWindowEnds: 'today'}, {settings});
    await slices.sync();
    const days = daysUntil(slices.pass(40), 28);
    const {result, asked, delivered} = await slices.sync();
    expect(asked).toEqual(days);
    expect(delivered).toEqual(days.slice(1));
    expect(warnings(result).at(-1)).toBe(
      `${STREAM}: ${days[0]} is lost: Microsoft Graph no longer has this day of the report`,
    );
  });

  test.concurrent('a link that never leads to the report ends as transient_error', async () => {
    const slices = await limited({}, {});
    const respond = {status: 200, body: '<html>Sign in</html>'};
    slices.tenant.faults.inject({match: '/reports-download', times: Infinity, respond});
    const clock = {now: NOON};
    const result = await slices.connection.sync({clock});
    expect([result.exitCode, result.failures]).toEqual([1, [['transient_error', STREAM]]]);
    expect(result.errors[0]?.message).toMatch(/In place of a report came/);
    expect([result.records(STREAM), result.states(STREAM)]).toEqual([[], []]);
  });
});
