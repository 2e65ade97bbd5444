import type {Tenant} from '../../tenant/tenant';
import {Connection} from '../support/connection';
import {OWN_PROCESS} from '../support/connector';
import {signInRows, skuRows, userRows, usersIn} from '../support/expected-rows';
import type {Result} from '../support/messages';
import {onRequest, openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const syncMode = 'full_refresh';

function idsOf(result: Result, stream: string): unknown[] {
  return result.records(stream).map(({id}) => id);
}

describe('a full refresh of 2,300 users', () => {
  let tenant: Tenant;
  let connection: Connection;
  let result: Result;

  beforeAll(async () => {
    tenant = await openTenant({users: 2300});
    connection = new Connection(tenant, {syncMode});
    result = await connection.syncWell(OWN_PROCESS);
  });

  test('delivers every user once, with the values of the directory', () => {
    expect(idsOf(result, 'users').length).toBe(2300);
    expect(new Set(idsOf(result, 'users')).size).toBe(2300);
    connection.expectUsers();
  });

  test('delivers one sign-in row for every user', () => {
    expect(idsOf(result, 'sign_in_activity').length).toBe(2300);
    connection.expectTable('sign_in_activity', signInRows(tenant.directory.all()));
  });

  test('tells use from attempts: the tenant has people of each kind', () => {
    const counts = new Map<unknown, number>();
    for (const {last_use_evidence: evidence} of result.records('sign_in_activity')) {
      counts.set(evidence, (counts.get(evidence) ?? 0) + 1);
    }
    const kinds = ['attempts_only', 'before_2023_12', 'none', 'successful'];
    expect([...counts.keys()].sort()).toEqual(kinds);
    expect(Math.min(...counts.values())).toBeGreaterThan(20);
  });

  test('delivers every subscription with its seats', () => {
    expect(idsOf(result, 'subscribed_skus').length).toBe(tenant.skus.list().length);
    connection.expectTable('subscribed_skus', skuRows(tenant.skus.list()));
  });

  test('ends each stream with one STATE that marks the end and carries the generation', () => {
    for (const stream of ['users', 'sign_in_activity', 'subscribed_skus']) {
      expect(result.states(stream).length).toBe(1);
      expect(result.lastState(stream)).toMatchObject({
        __ab_full_refresh_sync_complete: true,
        generation_id: 3,
      });
    }
  });

  test('gives the same rows again, whatever state the last sync left', async () => {
    const again = await connection.syncWell();
    expect(idsOf(again, 'users')).toEqual(idsOf(result, 'users'));
  });

  test('works with a single worker', async () => {
    const alone = new Connection(tenant, {syncMode, settings: {num_workers: 1}});
    const single = await alone.syncWell();
    expect(idsOf(single, 'users').length).toBe(2300);
    expect(idsOf(single, 'sign_in_activity').length).toBe(2300);
  });
});

describe('domains', () => {
  let tenant: Tenant;

  beforeAll(async () => {
    tenant = await openTenant({users: 1000});
  });

  test.each([
    ['one domain, untidily written', [' @CONTOSO.com '], ['contoso.com']],
    ['a subdomain', ['emea.contoso.com'], ['emea.contoso.com']],
    ['two domains', ['fabrikam.com', 'notcontoso.com'], ['fabrikam.com', 'notcontoso.com']],
    [
      'more domains than fit into one filter',
      [...Array.from({length: 17}, (_, place) => `d${place}.example`), 'contoso.com'],
      ['contoso.com'],
    ],
  ])('%s: exactly its users are read', async (_, domains, expected) => {
    const connection = new Connection(tenant, {syncMode, settings: {domains}});
    const result = await connection.syncWell();
    connection.expectUsers(expected);
    connection.expectTable('sign_in_activity', signInRows(usersIn(tenant, expected)));
    expect(idsOf(result, 'users').length).toBe(usersIn(tenant, expected).length);
  });

  test('take contoso.com in all capitals, and neither look-alikes nor subdomains', async () => {
    const settings = {domains: ['contoso.com']};
    const connection = new Connection(tenant, {streams: ['users'], syncMode, settings});
    const result = await connection.syncWell();
    const names = result.records('users').map((row) => String(row['userPrincipalName']));
    const endings = new Set(names.map((name) => name.split('@').at(-1)));
    expect(endings).toEqual(new Set(['contoso.com', 'CONTOSO.COM', 'Contoso.com']));
  });

  test('do not touch the subscriptions', async () => {
    const settings = {domains: ['fabrikam.com']};
    const connection = new Connection(tenant, {streams: ['subscribed_skus'], syncMode, settings});
    await connection.syncWell();
    connection.expectTable('subscribed_skus', skuRows(tenant.skus.list()));
  });
});

describe('a page link that expires on the way', () => {
  test.concurrent.each([
    ['users', 2300, '/users?$select=id,userPrincipalName,mail'],
    ['sign_in_activity', 900, '/users?$select=id,userPrincipalName,signInActivity'],
  ])('of %s: every row is delivered exactly once', async (stream, users, part) => {
    const tenant = await openTenant({users});
    const connection = new Connection(tenant, {streams: [stream], syncMode});
    // The last page is asked for with a link that is no longer known.
    const skip = stream === 'users' ? 2 : 1;
    onRequest(tenant, {part, skip}, () => tenant.expirePageTokens());
    const result = await connection.syncWell();
    expect(idsOf(result, stream).length).toBe(users);
    expect(new Set(idsOf(result, stream)).size).toBe(users);
    expect(result.logs('WARN').join()).toMatch(/page link expired/);
    const rows = stream === 'users' ? userRows : signInRows;
    connection.expectTable(stream, rows(tenant.directory.all()));
  });

  test.concurrent('twice ends the stream as transient_error', async () => {
    const tenant = await openTenant({users: 2300});
    const connection = new Connection(tenant, {streams: ['users'], syncMode});
    for (const skip of [2, 4]) {
      onRequest(tenant, {part: '/users?', skip}, () => tenant.expirePageTokens());
    }
    const result = await connection.sync();
    expect([result.exitCode, result.failures]).toEqual([1, [['transient_error', 'users']]]);
    expect(result.lastState('users')).toBeUndefined();
  });
});

test.concurrent('with * a tenant that lists nobody is an error, and no empty table', async () => {
  const tenant = await openTenant({users: 0, deletedUsers: 3});
  const result = await new Connection(tenant, {syncMode}).sync();
  expect([result.exitCode, result.failures]).toEqual([1, [['system_error', 'users']]]);
  expect(result.states('users')).toEqual([]);
});
