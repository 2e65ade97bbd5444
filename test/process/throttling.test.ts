/**
 * The whole sync against a tenant that counts requests as Microsoft does. Both live on one clock
 * that no wait holds up, so that hours pass at once.
 */
import type {SyncMode} from '../../src/airbyte/messages';
import type {Fault, RequestLogEntry, Tenant} from '../../tenant/tenant';
import {Connection} from '../support/connection';
import {discovered} from '../support/expected-reports';
import type {Result} from '../support/messages';
import {openTenant} from '../support/tenants';

interface Family {
  of: RegExp;
  requests: number;
  windowMs: number;
}

const ENTRA_REPORTING: Family = {
  of: /signInActivity|userRegistrationDetails/,
  requests: 5,
  windowMs: 10_000,
};

/** Every report has a limit of its own, which its snapshot and its daily slices share. */
function reportFamilies(requests: RequestLogEntry[]): Family[] {
  const reports = requests.flatMap(({path}) => /\/reports\/(get\w+)/.exec(path)?.[1] ?? []);
  return [...new Set(reports)].map((name) => ({
    of: new RegExp(`/${name}\\b`),
    requests: 14,
    windowMs: 600_000,
  }));
}

/** The least time in which the limit of a family lets its requests through. */
function leastMs(requests: RequestLogEntry[], {of, requests: atOnce, windowMs}: Family): number {
  const count = requests.filter(({path, rawUrl}) => of.test(path) || of.test(rawUrl)).length;
  return Math.max(0, Math.ceil(count / atOnce) - 1) * windowMs;
}

/** A request can be held up on its way behind the time for which it was booked. */
const FEW = 5;

interface Sync {
  streams: string[];
  users: number;
  workers: number;
  syncMode: SyncMode;
  /** Requests in 10 s that the tenant allows for Entra reporting; as documented unless told. */
  allows?: number;
  /** The most rows of a page of a list. */
  pageSize?: number;
}

const OF_ENTRA_REPORTING = ['user_registration_details', 'sign_in_activity'];

let all: string[];

beforeAll(async () => {
  all = (await discovered(await openTenant({users: 1}))).map(({name}) => name);
});

class Throttled {
  readonly clock = {now: Date.parse('2026-03-02T06:00:00Z')};
  tenant!: Tenant;
  tookMs = 0;

  async read({streams, users, workers, syncMode, allows, pageSize}: Sync): Promise<Result> {
    const {clock} = this;
    this.tenant = await openTenant({
      users,
      enforceLimits: true,
      now: () => clock.now,
      ...(allows && {entraReportingRequests: allows}),
      ...(pageSize && {listPageSize: pageSize}),
    });
    const settings = {num_workers: workers, daily_report_backfill_days: 27};
    const connection = new Connection(this.tenant, {streams, syncMode, settings});
    this.tenant.requests.length = 0;
    const startedAt = clock.now;
    const result = await connection.syncWell({clock});
    this.tookMs = clock.now - startedAt;
    return result;
  }

  get leastMs(): number {
    const {requests} = this.tenant;
    const families = [ENTRA_REPORTING, ...reportFamilies(requests)];
    return Math.max(...families.map((family) => leastMs(requests, family)));
  }

  /** A busy machine can hold a request up, which is refused then and waits for the next window. */
  mostMs(ratio: number): number {
    return ratio * this.leastMs + this.refused * ENTRA_REPORTING.windowMs;
  }

  get refused(): number {
    return this.tenant.requests.filter(({status}) => status === 429).length;
  }
}

test.concurrent.each([
  ['a single worker', 1],
  ['four workers', 4],
])('with %s the whole sync takes at most 1.2 times the least time', async (_, workers) => {
  const throttled = new Throttled();
  await throttled.read({streams: all, users: 40, workers, syncMode: 'incremental'});
  expect(throttled.leastMs).toBeGreaterThanOrEqual(600_000);
  expect(throttled.tookMs).toBeLessThanOrEqual(throttled.mostMs(1.2));
  expect(throttled.refused).toBeLessThanOrEqual(FEW);
});

test.concurrent('two streams that share a limit take at most 1.02 times the least', async () => {
  const throttled = new Throttled();
  await throttled.read({
    streams: OF_ENTRA_REPORTING,
    users: 5_200,
    workers: 2,
    syncMode: 'full_refresh',
  });
  expect(throttled.leastMs).toBeGreaterThanOrEqual(20_000);
  expect(throttled.tookMs).toBeLessThanOrEqual(throttled.mostMs(1.02));
  expect(throttled.refused).toBeLessThanOrEqual(FEW);
});

/** In small pages, so many that every rate is reached that is ever tried. */
const MANY_PAGES = {users: 4_000, pageSize: 60};

/** The ids of both streams are those of the directory, each once: nothing is lost or repeated. */
function expectEverybody(result: Result, {directory}: Tenant): void {
  const users = [...directory.all()];
  const registered = users.filter(({accountEnabled}) => accountEnabled);
  const idsOf = (stream: string): unknown[] => result.records(stream).map(({id}) => id);
  expect(new Set(idsOf('sign_in_activity'))).toEqual(new Set(users.map(({id}) => id)));
  expect(idsOf('sign_in_activity')).toHaveLength(users.length);
  expect(new Set(idsOf('user_registration_details'))).toEqual(
    new Set(registered.map(({id}) => id)),
  );
  expect(idsOf('user_registration_details')).toHaveLength(registered.length);
}

test.concurrent.each([
  ['what is documented', 5, 1.02],
  ['half as much again', 8, 1.02],
  ['four times as much', 20, 0.5],
])(
  'a tenant that allows %s (%d) is read whole in at most %d times the least documented time',
  async (_, allows, most) => {
    const throttled = new Throttled();
    const streams = {streams: OF_ENTRA_REPORTING, workers: 4, syncMode: 'full_refresh'} as const;
    const result = await throttled.read({...streams, ...MANY_PAGES, allows});
    expectEverybody(result, throttled.tenant);
    expect(throttled.refused).toBeLessThanOrEqual(FEW);
    expect(throttled.tookMs).toBeLessThanOrEqual(throttled.mostMs(most));
    expect(result.logs('INFO').join()).toMatch(/Rate for .* raised from 5 to 7 requests in 10 s/);
  },
);

/** So many failures in a row that the back-off is longer than half a minute. */
const FAILURES = 8;

test.concurrent.each<[what: string, fault: Omit<Fault, 'match'>, isLimit: boolean]>([
  ['connection resets', {action: 'reset'}, false],
  ['500', {respond: {status: 500}}, false],
  ['503 without Retry-After', {respond: {status: 503}}, false],
  ['429 without Retry-After', {respond: {status: 429}}, true],
  ['503 with Retry-After', {respond: {status: 503, headers: {'retry-after': '60'}}}, true],
])(
  'a stream that waits because of %s is RATE_LIMITED only for a limit',
  async (_, fault, isLimit) => {
    const clock = {now: Date.parse('2026-03-02T06:00:00Z')};
    const tenant = await openTenant({users: 10, now: () => clock.now});
    const connection = new Connection(tenant, {streams: ['users']});
    const injected = tenant.faults.inject({match: '/users/delta', times: FAILURES, ...fault});
    const result = await connection.syncWell({clock});
    expect(injected.hits).toBe(FAILURES);
    const isSaid = resetsIn(result).length > 0;
    expect(isSaid).toBe(isLimit);
  },
);

/** The times that a stream named as the end of a rate limit. */
function resetsIn({messages}: Result): number[] {
  return messages.flatMap((message) =>
    message.type === 'TRACE' && message.trace.type === 'STREAM_STATUS'
      ? (message.trace.stream_status.reasons ?? []).map((reason) => reason.rate_limited.quota_reset)
      : [],
  );
}

test.concurrent(
  'a stream that waits for minutes is RATE_LIMITED until the limit allows more',
  async () => {
    const throttled = new Throttled();
    const stream = 'email_activity_user_detail_daily';
    const result = await throttled.read({
      streams: [stream],
      users: 40,
      workers: 1,
      syncMode: 'incremental',
    });
    const resets = resetsIn(result);
    expect(resets.length).toBe(1);
    const waited = throttled.tenant.requests.filter(({at}) => at >= resets[0]!);
    expect(waited.length).toBeGreaterThan(0);
    expect(result.statuses(stream)).toEqual([
      'STARTED',
      'RUNNING',
      'RUNNING',
      'RUNNING',
      'COMPLETE',
    ]);
    expect(result.logs('INFO').filter((line) => /waiting until/.test(line)).length).toBe(20);
  },
);
