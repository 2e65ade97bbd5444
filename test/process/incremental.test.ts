import type {Tenant, User} from '../../tenant/tenant';
import {ALL_STREAMS, Connection} from '../support/connection';
import {OWN_PROCESS} from '../support/connector';
import {expectRows, signInRows, skuRows} from '../support/expected-rows';
import type {Result, Row} from '../support/messages';
import {NOON, now} from '../support/test-date';
import {onRequest, openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const HOUR_MS = 3_600_000;

function isTombstone(row: Row): boolean {
  return typeof row['_ab_cdc_deleted_at'] === 'string';
}

function userAt(tenant: Tenant, place: number): User {
  const users = [...tenant.directory.all()];
  return users[place % users.length]!;
}

function countsOf(result: Result): number[] {
  return ALL_STREAMS.map((stream) => result.records(stream).length);
}

describe('a first sync', () => {
  test.concurrent.each([[['*']], [['contoso.com']]])(
    'of %j has no row of a user who was deleted before',
    async (domains) => {
      const tenant = await openTenant({users: 300, deletedUsers: 20, deltaPageSize: 50});
      const connection = new Connection(tenant, {streams: ['users'], settings: {domains}});
      const result = await connection.syncWell();
      const deleted = result.records('users').filter((row) => row['_ab_cdc_deleted_at'] !== null);
      expect(deleted).toEqual([]);
      expect(result.logs('INFO').join()).toMatch(/rows left out: .*\d of deleted users/);
      connection.expectUsers(domains);
    },
  );
});

describe('an incremental read', () => {
  test.concurrent(
    'of an unchanged tenant has no user, no subscription and one STATE a stream',
    async () => {
      const tenant = await openTenant({users: 600});
      const connection = new Connection(tenant);
      await connection.syncWell(OWN_PROCESS);
      connection.expectUsers();
      connection.expectTable('sign_in_activity', signInRows(tenant.directory.all()));
      connection.expectTable('subscribed_skus', skuRows(tenant.skus.list()));

      const second = await connection.syncWell(OWN_PROCESS);
      expect(countsOf(second).slice(0, 2)).toEqual([0, 0]);
      for (const stream of ALL_STREAMS) {
        expect(second.states(stream).length).toBe(1);
        expect(second.statuses(stream)).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
      }
      connection.expectUsers();
    },
  );

  test.concurrent.each([[['*']], [['contoso.com']]])(
    'of %j has whole users where Graph sends the changed properties alone',
    async (domains) => {
      const clock = {now: NOON};
      const quirks = ['thin-delta-rows'] as const;
      const tenant = await openTenant({users: 60, now: () => clock.now, quirks});
      const {directory} = tenant;
      const settings = {domains};
      const connection = new Connection(tenant, {streams: ['users'], settings});
      await connection.syncWell({clock});
      const users = [...directory.inDomain('contoso.com')];
      for (const {id} of users.slice(0, 12)) directory.change(id, {city: 'Bonn'});
      const leaver = users[0]!.id;
      const listed = 'id%20eq';
      onRequest(tenant, {part: listed}, () => directory.remove(leaver));
      const respond = {status: 429, headers: {'retry-after': '120'}};
      const fault = tenant.faults.inject({match: listed, respond});
      const result = await connection.syncWell({clock});
      const lists = tenant.requests.filter(({rawUrl}) => rawUrl.includes(listed));
      const byId = tenant.requests.filter(({path}) => /users\/[\da-f-]{36}$/.test(path));
      expect([fault.hits, lists.length, byId.length]).toEqual([1, 2, 3]);
      connection.expectUsers(domains);
      expect(result.stdout).not.toContain(`/users/${leaver}`);
    },
  );

  test.concurrent('has a record for each user that was changed, deleted or added', async () => {
    const tenant = await openTenant({users: 600});
    const {directory} = tenant;
    const connection = new Connection(tenant, {streams: ['users']});
    await connection.syncWell(OWN_PROCESS);

    const changed = [7, 100, 599].map((place) => userAt(tenant, place).id);
    const deleted = [userAt(tenant, 3).id, userAt(tenant, 450).id];
    for (const id of changed) directory.change(id, {department: 'Nachtschicht "B"\n', city: null});
    directory.remove(deleted[0]!);
    directory.remove(deleted[1]!, {permanently: true});
    const added = directory.add({displayName: 'Nova, "the" 新人'});

    const records = (await connection.syncWell(OWN_PROCESS)).records('users');
    const ids = records.map(({id}) => id);
    expect(new Set(ids)).toEqual(new Set([...changed, ...deleted, added.id]));
    expect(records.length).toBe(6);
    const tombstones = records.filter(isTombstone);
    expect(new Set(tombstones.map(({id}) => id))).toEqual(new Set(deleted));
    expect(Object.keys(tombstones[0]!).sort()).toEqual(['_ab_cdc_deleted_at', 'id', 'synced_at']);
    connection.expectUsers();
  });

  test.concurrent('has the subscriptions that changed, came or went', async () => {
    const tenant = await openTenant({users: 100});
    const connection = new Connection(tenant, {streams: ['subscribed_skus']});
    await connection.syncWell();

    const [first, second] = tenant.skus.list();
    tenant.skus.change(first!.skuId, {consumedUnits: 77});
    tenant.skus.remove(second!.skuId);
    const added = tenant.skus.add({skuPartNumber: 'BRAND_NEW'});

    const records = (await connection.syncWell()).records('subscribed_skus');
    expect(records.map((row) => [row['id'], isTombstone(row)]).sort()).toEqual(
      [
        [first!.id, false],
        [second!.id, true],
        [added.id, false],
      ].sort(),
    );
    connection.expectTable('subscribed_skus', skuRows(tenant.skus.list()));
  });

  test.concurrent('asks once more before it believes that every subscription is gone', async () => {
    const tenant = await openTenant({users: 20});
    const connection = new Connection(tenant, {streams: ['subscribed_skus']});
    await connection.syncWell();
    const respond = {status: 200, body: {value: []}};
    tenant.faults.inject({match: '/subscribedSkus', respond});
    const result = await connection.syncWell();
    expect(result.records('subscribed_skus')).toEqual([]);
    connection.expectTable('subscribed_skus', skuRows(tenant.skus.list()));
  });

  test.concurrent('has who signed in, who is new, and nobody who is deleted', async () => {
    const tenant = await openTenant({users: 400, deletedUsers: 60});
    const {directory} = tenant;
    const connection = new Connection(tenant, {streams: ['sign_in_activity']});
    await connection.syncWell();

    const idle = [...directory.all()].filter((user) => user.signInActivity === undefined);
    const [byHand, byApp, gone] = idle as [User, User, User];
    const hourAgo = now() - HOUR_MS;
    directory.signIn(byHand.id, hourAgo);
    const date = new Date(hourAgo).toISOString().replace(/\.\d+Z/, 'Z');
    directory.change(byApp.id, {signInActivity: {lastNonInteractiveSignInDateTime: date}});
    directory.signIn(gone.id, hourAgo);
    directory.remove(gone.id);
    const added = directory.add({displayName: 'Nova'});

    const result = await connection.syncWell();
    const ids = result.records('sign_in_activity').map(({id}) => id);
    expect(ids).toEqual(expect.arrayContaining([byHand.id, byApp.id, added.id]));
    expect(ids).not.toContain(gone.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(result.logs('INFO').join()).toMatch(/sign_in_activity: .* of deleted users/);
    const table = connection.table('sign_in_activity');
    table.delete(gone.id);
    expectRows(table, signInRows(directory.all()));
  });

  test.concurrent(
    'reads all sign-ins where Graph refuses to filter them, and says so',
    async () => {
      const tenant = await openTenant({users: 100});
      const connection = new Connection(tenant, {streams: ['sign_in_activity']});
      await connection.syncWell();
      const respond = {status: 400, body: {error: {code: 'Request_UnsupportedQuery'}}};
      tenant.faults.inject({match: '$filter=signInActivity', times: Infinity, respond});
      const result = await connection.syncWell();
      expect(result.records('sign_in_activity').length).toBe(100);
      expect(result.logs('WARN').join()).toMatch(/refused to list the changes only/);
    },
  );
});

describe('after several rounds of changes', () => {
  test.concurrent.each([
    ['everybody', ['*']],
    ['one domain', ['contoso.com']],
  ])('the table of %s is the directory', async (_, domains) => {
    const tenant = await openTenant({users: 300, deltaPageSize: 20, emptyDeltaPages: true});
    const {directory} = tenant;
    const connection = new Connection(tenant, {settings: {domains}});
    const bin: string[] = [];
    await connection.syncWell();
    for (let round = 1; round <= 4; round += 1) {
      for (let place = round; place < 300; place += 37) {
        directory.change(userAt(tenant, place).id, {displayName: `Round ${round}`});
      }
      const [leaver, joiner] = [userAt(tenant, round * 5), userAt(tenant, round * 11)];
      directory.change(leaver.id, {userPrincipalName: `leaver${round}@elsewhere.example`});
      directory.change(joiner.id, {userPrincipalName: `joiner${round}@Contoso.COM`});
      const removed = userAt(tenant, round * 41);
      directory.remove(removed.id);
      if (round % 2 === 0) directory.restore(removed.id);
      else bin.push(removed.id);
      // Whom an earlier sync saw deleted comes back.
      if (round === 4) for (const id of bin) directory.restore(id);
      directory.add({userPrincipalName: `added${round}@contoso.com`});
      directory.signIn(userAt(tenant, 200 + round).id, now());
      await connection.syncWell();
      connection.expectUsers(domains);
      connection.expectTable('subscribed_skus', skuRows(tenant.skus.list()));
    }
  });

  test.concurrent('also where they were made while the sync was reading', async () => {
    const tenant = await openTenant({users: 300, deltaPageSize: 20});
    const {directory} = tenant;
    const connection = new Connection(tenant, {streams: ['users']});
    onRequest(tenant, {part: '/users/delta', skip: 8}, () => {
      for (const place of [2, 50, 170, 290]) {
        directory.change(userAt(tenant, place).id, {displayName: 'Changed on the way'});
      }
      directory.remove(userAt(tenant, 20).id);
      directory.remove(userAt(tenant, 270).id, {permanently: true});
      directory.add();
    });
    await connection.syncWell();
    await connection.syncWell();
    connection.expectUsers();
  });
});

test.concurrent(
  'states that the platform hands back as text of many keys are understood',
  async () => {
    const tenant = await openTenant({users: 50});
    const connection = new Connection(tenant);
    const first = await connection.syncWell();
    expect(countsOf(first).every((count) => count > 0)).toBe(true);
    const state = [...connection.states.values()].map((message) => ({
      type: 'STREAM',
      stream: {
        stream_descriptor: {
          ...message.state.stream.stream_descriptor,
          namespace: null,
        },
        stream_state: message.state.stream.stream_state,
      },
      global: null,
      data: null,
      sourceStats: null,
      destinationStats: null,
      id: 12,
    }));
    const files = {config: connection.settings, catalog: connection.catalog, state};
    const second = await connection.connector.run(['read'], {files});
    expect(second.exitCode).toBe(0);
    expect(countsOf(second).slice(0, 2)).toEqual([0, 0]);
  },
);
