/** A machine whose clock is not that of Microsoft Graph. */
import type {Tenant} from '../../tenant/tenant';
import {Connection} from '../support/connection';
import {signInRows} from '../support/expected-rows';
import type {Result} from '../support/messages';
import {NOON} from '../support/test-date';
import {openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const STREAM = 'sign_in_activity';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MANY_USERS = 60;

class Company {
  private constructor(
    readonly tenant: Tenant,
    readonly connection: Connection,
    private readonly time: {now: number},
  ) {}

  static async open(): Promise<Company> {
    const time = {now: NOON};
    const tenant = await openTenant({users: MANY_USERS, now: () => time.now});
    return new Company(tenant, new Connection(tenant, {streams: [STREAM]}), time);
  }

  /** A day passes, on which this user signs in towards its end. */
  nextDay(user: number): void {
    this.time.now += DAY_MS;
    const {id} = [...this.tenant.directory.all()][user]!;
    this.tenant.directory.signIn(id, this.time.now - HOUR_MS);
  }

  /** @param aheadMs of the connector's clock. */
  sync(aheadMs: number): Promise<Result> {
    return this.connection.syncWell({clock: {now: this.time.now + aheadMs}});
  }

  expectTable(): void {
    this.connection.expectTable(STREAM, signInRows(this.tenant.directory.all()));
  }
}

/** The days on which the clock is ahead or behind, and by how many days. */
test.each<[what: string, skewDays: number[]]>([
  ['ten days ahead once', [0, 10, 0, 0, 0, 0, 0, 0]],
  ['ten days ahead at first', [10, 0, 0, 0, 0]],
  ['ten days ahead all the time', [10, 10, 10, 10, 10]],
  ['further ahead each time', [1, 3, 9, 27, 0, 0]],
  ['ten days behind once', [0, -10, 0, 0, 0]],
  ['behind and then ahead', [-5, 20, 0, 0]],
])('no sign-in is lost by a clock that is %s', async (_what, skewDays) => {
  const company = await Company.open();
  let syncedAt = '';
  for (const [day, skew] of skewDays.entries()) {
    company.nextDay(day);
    const result = await company.sync(skew * DAY_MS);
    company.expectTable();
    const times = result.records(STREAM).map((row) => String(row['synced_at']));
    expect(times.every((time) => time > syncedAt)).toBe(true);
    syncedAt = times.sort().at(-1) ?? syncedAt;
    const said = result.logs('WARN').join();
    if (skew === 0) expect(said).not.toContain('The clock of this machine');
    else expect(said).toMatch(skew > 0 ? /(days|hours) ahead of/ : /days behind/);
  }
});

test('a sync whose clock is ahead writes the time of Graph', async () => {
  const company = await Company.open();
  const result = await company.sync(10 * DAY_MS);
  const times = result.records(STREAM).map((row) => Date.parse(String(row['synced_at'])));
  expect(Math.max(...times)).toBeLessThan(NOON + HOUR_MS);
  expect(result.lastState(STREAM)).toMatchObject({
    cursor: {watermark: new Date(NOON).toISOString()},
  });
  expect(result.logs('WARN')).toHaveLength(1);
});

test('a state that a clock ahead has left is read over, with everybody', async () => {
  const company = await Company.open();
  await company.sync(0);
  const message = company.connection.states.get(STREAM)!;
  const state = message.state as unknown as {stream: {stream_state: {cursor: object}}};
  state.stream.stream_state.cursor = {watermark: new Date(NOON + 10 * DAY_MS).toISOString()};
  for (const user of [1, 2, 3, 4]) company.nextDay(user);
  const result = await company.sync(0);
  company.expectTable();
  expect(result.records(STREAM)).toHaveLength(MANY_USERS);
  expect(result.logs('WARN').join()).toContain('its state is from the future');
});

test('check says by how much the clock is wrong, and what to do', async () => {
  const tenant = await openTenant({now: () => NOON});
  const {connector} = new Connection(tenant);
  const files = {config: tenant.settings()};
  const wrong = await connector.run(['check'], {files, clock: {now: NOON - 3 * HOUR_MS}});
  expect(wrong.status?.status).toBe('SUCCEEDED');
  expect(wrong.status?.message).toContain(
    "The clock of this machine is 3 hours behind Microsoft Graph's: 2026-03-02T09:00 UTC here",
  );
  const right = await connector.run(['check'], {files, clock: {now: NOON + 1_000}});
  expect(right.status?.message).not.toContain('The clock');
});
