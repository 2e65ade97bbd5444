/** States of version 0.1.0: this version goes on from them, or says why it starts over. */
import {ALL_ROLES} from '../../tenant/tenant-options';
import type {Tenant, TenantOptions} from '../../tenant/tenant';
import {Connection, catalogOf} from '../support/connection';
import {Connector} from '../support/connector';
import {discovered, expectedRows, reportStreams} from '../support/expected-reports';
import {usersIn} from '../support/expected-rows';
import type {Result, Row} from '../support/messages';
import {daysAsked, daysUntil, later} from '../support/report-requests';
import {openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';
import {STATES, STREAMS, linkAfter, stateIn} from './version-0.1.0';

useResident();

/** Streams with fields that 0.1.0 did not know. All rows are read again, so that those get values. */
const WITH_NEW_FIELDS = [
  'copilot_usage_user_detail',
  'mailbox_usage_detail',
  'organization',
  'sign_in_activity',
  'users',
];

/** As 0.1.0 asked for it. */
const DELTA = String(STATES.interrupted['users']!.cursor!['start_link']).replace(/.*\/v1\.0/, '');

/** The newest day of every usage report when the states were written. */
const NEWEST_DAY = '2026-02-28';

const INCREMENTAL = Object.keys(STREAMS).filter((name) =>
  STREAMS[name]!.modes.includes('incremental'),
);

function startingOver(result: Result): string[] {
  return result.logs('WARN').filter((text) => text.includes('starting over'));
}

function idsOf(rows: readonly Row[]): string[] {
  return rows.map(({id}) => String(id)).sort();
}

function openLikeThen(options: TenantOptions = {}): Promise<Tenant> {
  return openTenant({users: 40, roles: ALL_ROLES, ...options});
}

type Recorded = (typeof STATES)['complete'];

/** A connection that was last read by version 0.1.0. */
function connectionTo(
  tenant: Tenant,
  states: Recorded,
  {settings = {}, links = {}}: {settings?: object; links?: Record<string, string>} = {},
): Connection {
  const streams = Object.keys(states);
  const connection = new Connection(tenant, {streams, settings});
  for (const name of streams) {
    connection.states.set(name, stateIn(tenant, {name, state: states[name]!, link: links[name]}));
  }
  return connection;
}

function pick(states: Recorded, names: readonly string[]): Recorded {
  return Object.fromEntries(names.map((name) => [name, states[name]!]));
}

/** As if the stream had had the fields of now. */
async function withFieldsOfNow(tenant: Tenant, states: Recorded, name: string): Promise<Recorded> {
  const state = states[name]!;
  const stream = (await discovered(tenant)).find((one) => one.name === name)!;
  const fields = Object.keys(stream.json_schema['properties'] as object);
  return {[name]: {...state, made_with: {...state.made_with, fields}}};
}

/** Graph's answers of then, in place of those of the tenant. */
function answerAsThen(tenant: Tenant, path: string, change: (rows: object[]) => object[]): void {
  const answer = STATES.answers[path]!;
  const body = JSON.stringify({...answer, value: change(answer.value)});
  const {host} = new URL(tenant.url);
  const respond = {status: 200, body: JSON.parse(body.replaceAll('GRAPH', host)) as object};
  tenant.faults.inject({match: path, times: Infinity, respond});
}

test('there is a state of every stream that 0.1.0 read incrementally', () => {
  expect(INCREMENTAL.length).toBeGreaterThan(25);
  expect(Object.keys(STATES.complete)).toEqual(expect.arrayContaining(INCREMENTAL));
});

test.concurrent('every stream goes on, but for those with new fields, which say so', async () => {
  const tenant = await openLikeThen();
  const states = pick(STATES.complete, INCREMENTAL);
  const link = await linkAfter(tenant, DELTA, 9);
  const connection = connectionTo(tenant, states, {links: {users: link}});
  const result = await connection.syncWell();
  const said = startingOver(result);
  expect(said.map((text) => text.split(':')[0]).sort()).toEqual(WITH_NEW_FIELDS);
  for (const text of said) expect(text).toContain('the fields of the stream');
  for (const name of INCREMENTAL) {
    expect(result.statuses(name)).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
  }
  const next = await connection.syncWell();
  expect([startingOver(next), next.records('users')]).toEqual([[], []]);
});

describe('usage reports', () => {
  test.concurrent('over a period: a snapshot that was read is not read again', async () => {
    const tenant = await openLikeThen();
    const snapshots = reportStreams(await discovered(tenant), 'snapshot').filter(
      (name) => name in STATES.complete && !WITH_NEW_FIELDS.includes(name),
    );
    expect(snapshots.length).toBeGreaterThan(10);
    const connection = connectionTo(tenant, pick(STATES.complete, snapshots));
    const same = await connection.syncWell();
    expect(snapshots.flatMap((name) => same.records(name))).toEqual([]);
    tenant.reports.refreshDate = later(NEWEST_DAY, 1);
    const next = await connection.syncWell();
    for (const stream of (await discovered(tenant)).filter(({name}) => snapshots.includes(name))) {
      const expected = expectedRows(tenant, {stream});
      expect(idsOf(next.records(stream.name))).toEqual([...expected.keys()].sort());
    }
  });

  test.concurrent('by day: the last two days are read again, and new ones', async () => {
    const tenant = await openLikeThen();
    const streams = await discovered(tenant);
    const daily = reportStreams(streams, 'daily').filter((name) => name in STATES.complete);
    expect(daily.length).toBeGreaterThan(10);
    const connection = connectionTo(tenant, pick(STATES.complete, daily));
    tenant.reports.refreshDate = later(NEWEST_DAY, 1);
    const result = await connection.syncWell();
    const days = daysUntil(later(NEWEST_DAY, 1), 3);
    for (const stream of streams.filter(({name}) => daily.includes(name))) {
      const expected = expectedRows(tenant, {stream, days});
      expect(idsOf(result.records(stream.name))).toEqual([...expected.keys()].sort());
    }
  });

  test.concurrent('by day, killed on the way: the days that were left are read', async () => {
    const tenant = await openLikeThen();
    const name = 'teams_user_activity_user_detail_daily';
    const connection = connectionTo(tenant, pick(STATES.interrupted, [name]));
    tenant.requests.length = 0;
    const result = await connection.syncWell();
    expect(STATES.interrupted[name]!.cursor).toMatchObject({reportDate: '2026-02-24'});
    expect(daysAsked(tenant).filter((day) => day > '2026-02-24')).toEqual(daysUntil(NEWEST_DAY, 4));
    expect(daysAsked(tenant).every((day) => day > '2026-02-22')).toBe(true);
    expect(startingOver(result)).toEqual([]);
  });
});

describe.each([
  ['subscribed_skus', '/subscribedSkus', 'consumedUnits'],
  ['directory_subscriptions', '/directory/subscriptions', 'totalLicenses'],
])('%s', (stream, path, counter) => {
  const states = pick(STATES.complete, [stream]);

  test.concurrent('has no row where nothing changed', async () => {
    const tenant = await openLikeThen();
    answerAsThen(tenant, path, (rows) => rows);
    const result = await connectionTo(tenant, states).syncWell();
    expect([result.records(stream), startingOver(result)]).toEqual([[], []]);
  });

  test.concurrent('has the row that changed, and a deletion of the one that went', async () => {
    const tenant = await openLikeThen();
    answerAsThen(tenant, path, ([changed, , same]) => [{...changed, [counter]: 7}, same!]);
    const [changed, gone] = STATES.answers[path]!.value;
    const records = (await connectionTo(tenant, states).syncWell()).records(stream);
    const rows = records.map((row) => [row['id'], row[counter] ?? null]);
    expect(rows).toHaveLength(2);
    expect(rows).toEqual(
      expect.arrayContaining([
        [changed!['id'], 7],
        [gone!['id'], null],
      ]),
    );
    const deleted = records.filter((row) => typeof row['_ab_cdc_deleted_at'] === 'string');
    expect(idsOf(deleted)).toEqual([gone!['id']]);
  });
});

describe('users', () => {
  test.concurrent(
    'are all read again for their new fields, with who was deleted since',
    async () => {
      const tenant = await openLikeThen();
      const links = {users: await linkAfter(tenant, DELTA, 9)};
      const [gone] = [...tenant.directory.all()];
      tenant.directory.remove(gone!.id);
      const connection = connectionTo(tenant, pick(STATES.complete, ['users']), {links});
      const records = (await connection.syncWell()).records('users');
      connection.expectUsers();
      expect(records.find(({id}) => id === gone!.id)).toHaveProperty('_ab_cdc_deleted_at');
    },
  );

  test.concurrent('of the same fields go on from the delta link', async () => {
    const tenant = await openLikeThen();
    const links = {users: await linkAfter(tenant, DELTA, 9)};
    const [gone, changed] = [...tenant.directory.all()];
    tenant.directory.remove(gone!.id);
    tenant.directory.change(changed!.id, {department: 'Finance'});
    const added = tenant.directory.add({displayName: 'Nova'});
    const connection = connectionTo(
      tenant,
      await withFieldsOfNow(tenant, STATES.complete, 'users'),
      {links},
    );
    const result = await connection.syncWell();
    const expected = [gone!.id, changed!.id, added.id].sort();
    expect([idsOf(result.records('users')), startingOver(result)]).toEqual([expected, []]);
  });

  test.concurrent('of some domains are exactly those of the domains', async () => {
    const tenant = await openLikeThen();
    const links = {users: await linkAfter(tenant, DELTA, 9)};
    const settings = {domains: ['contoso.com']};
    const connection = connectionTo(tenant, STATES.domains, {links, settings});
    expect(startingOver(await connection.syncWell())).toHaveLength(1);
    connection.expectUsers(['contoso.com']);
  });

  test.concurrent('of a first round that was killed go on from its page', async () => {
    const tenant = await openLikeThen({deltaPageSize: 10, deletedUsers: 0});
    const links = {users: await linkAfter(tenant, DELTA, 2)};
    const states = await withFieldsOfNow(tenant, STATES.interrupted, 'users');
    const result = await connectionTo(tenant, states, {links}).syncWell();
    expect([result.records('users').length, startingOver(result)]).toEqual([20, []]);
  });

  test.concurrent('of a first round that was killed, with new fields, are all read', async () => {
    const tenant = await openLikeThen({deltaPageSize: 10});
    const links = {users: await linkAfter(tenant, DELTA, 2)};
    const connection = connectionTo(tenant, pick(STATES.interrupted, ['users']), {links});
    await connection.syncWell();
    connection.expectUsers();
  });
});

test.concurrent('sign_in_activity of the same fields reads who signed in since', async () => {
  const tenant = await openLikeThen({users: 200});
  const [user] = [...tenant.directory.all()];
  const at = new Date(Date.parse('2026-03-02T12:00:00Z')).toISOString();
  tenant.directory.change(user!.id, {
    signInActivity: {...user!.signInActivity!, lastSignInDateTime: at},
  });
  const states = await withFieldsOfNow(tenant, STATES.complete, 'sign_in_activity');
  const result = await connectionTo(tenant, states).syncWell();
  const ids = idsOf(result.records('sign_in_activity'));
  expect(ids).toContain(user!.id);
  expect(ids.length).toBeLessThan(150);
  expect(startingOver(result)).toEqual([]);
});

describe('a full refresh that was killed', () => {
  async function refresh(tenant: Tenant, name: string, link: string): Promise<Result> {
    const {streams} = catalogOf('full_refresh', [name]) as {streams: object[]};
    const catalog = {streams: streams.map((one) => ({...one, destination_sync_mode: 'append'}))};
    const {state} = stateIn(tenant, {name, state: STATES.interruptedRefresh[name]!, link});
    const files = {config: tenant.settings(), catalog, state: [state]};
    const result = await new Connector(tenant).run(['read'], {files});
    expect([result.errors, result.exitCode]).toEqual([[], 0]);
    return result;
  }

  test.concurrent('goes on from its page', async () => {
    const tenant = await openLikeThen({listPageSize: 10});
    const name = 'user_registration_details';
    const path = '/reports/authenticationMethods/userRegistrationDetails';
    const result = await refresh(tenant, name, await linkAfter(tenant, `${path}?$top=999`, 2));
    const left = tenant.registrations().slice(20);
    expect(left.length).toBeGreaterThan(10);
    expect(idsOf(result.records(name))).toEqual(left.map(({id}) => id).sort());
  });

  test.concurrent.each(['users', 'user_licenses', 'sign_in_activity'])(
    'begins again where %s has new fields, and says so',
    async (name) => {
      const tenant = await openLikeThen({listPageSize: 10});
      const result = await refresh(tenant, name, await linkAfter(tenant, '/users?$select=id', 2));
      const users = new Set(usersIn(tenant, ['*']).map(({id}) => id));
      const read = new Set(result.records(name).map((row) => String(row['userId'] ?? row['id'])));
      const licensed = usersIn(tenant, ['*']).filter((user) => user.assignedLicenses.length > 0);
      const expected = name === 'user_licenses' ? new Set(licensed.map(({id}) => id)) : users;
      expect([...read].sort()).toEqual([...expected].sort());
      expect(result.logs('INFO').join()).toContain('reading from the beginning, because');
    },
  );
});
