import {ALL_STREAMS, Connection} from '../support/connection';
import {OWN_PROCESS} from '../support/connector';
import {signInRows, skuRows} from '../support/expected-rows';
import {isCheckpoint} from '../support/messages';
import type {Result} from '../support/messages';
import {onRequest, openTenant, tokenRequests} from '../support/tenants';
import {NOON} from '../support/test-date';
import {useResident} from '../support/use-resident';

useResident();

const ALL_ROLES = ['LicenseAssignment.Read.All', 'User.Read.All', 'AuditLog.Read.All'];

function endings(result: Result): Record<string, string | undefined> {
  return Object.fromEntries(ALL_STREAMS.map((stream) => [stream, result.statuses(stream).at(-1)]));
}

describe('the sign-in', () => {
  test.concurrent('with a wrong secret is one config_error, and no stream is begun', async () => {
    const tenant = await openTenant({users: 5});
    const credentials = {auth_type: 'client_secret', client_secret: 'n0t-the~"right"\\one+%&='};
    const result = await new Connection(tenant, {settings: {credentials}}).sync(OWN_PROCESS);
    expect([result.exitCode, result.failures]).toEqual([1, [['config_error', undefined]]]);
    expect(result.errors[0]?.message).toMatch(/client secret is wrong.*AADSTS7000215/);
    expect(result.messages.filter(({type}) => type !== 'TRACE')).toEqual([]);
  });

  test.concurrent(
    'that is refused in the middle is repeated once, and nothing is lost',
    async () => {
      const tenant = await openTenant({users: 600, deltaPageSize: 50});
      const connection = new Connection(tenant);
      onRequest(tenant, {part: '/users/delta', skip: 4}, () => tenant.revokeTokens());
      await connection.syncWell();
      connection.expectUsers();
      connection.expectTable('sign_in_activity', signInRows(tenant.directory.all()));
      expect(tokenRequests(tenant).length).toBe(2);
      expect(tenant.requests.filter(({status}) => status === 401).length).toBeGreaterThan(0);
    },
  );

  test.concurrent(
    'that Graph cannot verify for minutes is renewed, and nothing is lost',
    async () => {
      const clock = {now: NOON};
      const tenant = await openTenant({users: 60, deltaPageSize: 10, now: () => clock.now});
      const body = {
        error: {code: 'InvalidAuthenticationToken', message: 'Signing key is invalid.'},
      };
      const startedAt = clock.now;
      const respond = {status: 401, body};
      const fault = tenant.faults.inject({match: '/users/delta', skip: 2, times: 8, respond});
      const connection = new Connection(tenant);
      await connection.syncWell({clock});
      connection.expectUsers();
      expect(fault.hits).toBe(8);
      expect(clock.now - startedAt).toBeGreaterThan(120_000);
      expect(tokenRequests(tenant).length).toBe(9);
    },
  );

  test.concurrent('happens once for all streams, and before its token ends', async () => {
    const tenant = await openTenant({users: 100, deltaPageSize: 10});
    await new Connection(tenant).syncWell();
    expect(tokenRequests(tenant).length).toBe(1);
    expect(tenant.requests.filter(({status}) => status >= 400)).toEqual([]);
  });

  test.concurrent(
    'that is refused again and again fails every stream as config_error',
    async () => {
      const tenant = await openTenant({users: 5});
      const respond = {status: 401, body: {error: {code: 'InvalidAuthenticationToken'}}};
      tenant.faults.inject({match: '/v1.0/', times: Infinity, respond});
      const result = await new Connection(tenant).sync();
      expect(result.exitCode).toBe(1);
      expect(new Set(result.failures.map(([type]) => type))).toEqual(new Set(['config_error']));
      expect(result.failures.length).toBe(3);
    },
  );
});

describe('a missing permission', () => {
  test.concurrent.each([
    ['LicenseAssignment.Read.All', ['subscribed_skus']],
    ['AuditLog.Read.All', ['sign_in_activity']],
    ['User.Read.All', ['users', 'sign_in_activity']],
  ])('%s ends what needs it INCOMPLETE, and the others are read', async (role, streams) => {
    const roles = ALL_ROLES.filter((name) => name !== role);
    const tenant = await openTenant({users: 50, roles});
    const result = await new Connection(tenant).sync();
    expect([result.exitCode, result.failures]).toEqual([0, []]);
    const warnings = result.logs('WARN');
    for (const name of streams) {
      const own = warnings.filter((message) => message.startsWith(`${name}: `));
      expect(own).toEqual([expect.stringContaining(role)]);
    }
    for (const stream of ALL_STREAMS) {
      const denied = streams.includes(stream);
      expect(endings(result)[stream]).toBe(denied ? 'INCOMPLETE' : 'COMPLETE');
      expect(result.states(stream).length === 0).toBe(denied);
    }
  });

  test.concurrent('that was taken away leaves state and rows as they were', async () => {
    const tenant = await openTenant({users: 50});
    const connection = new Connection(tenant);
    await connection.syncWell();
    tenant.setRoles(ALL_ROLES.slice(0, 1));
    const denied = await connection.sync();
    expect([denied.exitCode, denied.failures]).toEqual([0, []]);
    for (const stream of ['users', 'sign_in_activity']) {
      expect([denied.records(stream), denied.states(stream)]).toEqual([[], []]);
      expect(denied.statuses(stream)).toEqual(['STARTED', 'INCOMPLETE']);
    }
    tenant.directory.change(tenant.directory.at(0).id, {city: 'Bonn'});
    tenant.directory.remove(tenant.directory.at(1).id);
    tenant.setRoles(ALL_ROLES);
    const result = await connection.syncWell();
    expect(result.records('users').length).toBe(2);
    connection.expectUsers();
  });

  test.concurrent('of the licence Entra ID P1 is named as such', async () => {
    const tenant = await openTenant({users: 50, premium: false});
    const result = await new Connection(tenant).sync();
    expect([result.exitCode, result.failures]).toEqual([0, []]);
    expect(result.statuses('sign_in_activity')).toEqual(['STARTED', 'INCOMPLETE']);
    const [warning, ...others] = result.logs('WARN');
    expect(warning).toMatch(/^sign_in_activity: .*The stream needs Microsoft Entra ID P1/);
    expect(others).toEqual([]);
  });
});

describe('what may pass is tried again:', () => {
  test.concurrent.each([
    ['429 with a Retry-After in decimals', {status: 429, headers: {'retry-after': '0.05'}}],
    ['503 with Retry-After', {status: 503, headers: {'retry-after': '0'}}],
    ['503 with HTML', {status: 503, headers: {'content-type': 'text/html'}, body: '<h1>Busy</h1>'}],
    ['200 with HTML', {status: 200, headers: {'content-type': 'text/html'}, body: '<h1>Hi</h1>'}],
  ])('%s', async (_, respond) => {
    const tenant = await openTenant({users: 100, deltaPageSize: 20});
    const connection = new Connection(tenant, {streams: ['users']});
    const fault = tenant.faults.inject({match: '/users/delta', skip: 2, respond});
    await connection.syncWell();
    connection.expectUsers();
    const asked = tenant.requests.filter(({path}) => path.endsWith('/delta'));
    expect([fault.hits, asked[2]?.status]).toEqual([1, respond.status]);
    expect(asked[3]?.rawUrl).toBe(asked[2]?.rawUrl);
  });

  test.concurrent.each([
    ['400 without a text', {status: 400}],
    ['404 UnknownError', {status: 404, body: {error: {code: 'UnknownError', message: ''}}}],
    ['409', {status: 409, body: {error: {code: 'Conflict', message: 'request limit exceeded'}}}],
  ])('one %s on a page, a delta page, the list of licences and a report', async (_, respond) => {
    const tenant = await openTenant({users: 100, deltaPageSize: 20});
    const report = 'mailbox_usage_detail';
    const connection = new Connection(tenant, {streams: [...ALL_STREAMS, report]});
    const faults = [
      tenant.faults.inject({match: 'signInActivity', respond}),
      tenant.faults.inject({match: '/users/delta', skip: 2, respond}),
      tenant.faults.inject({match: '/subscribedSkus', respond}),
      tenant.faults.inject({match: '/getMailboxUsageDetail(', respond}),
    ];
    await connection.syncWell();
    connection.expectUsers();
    connection.expectTable('subscribed_skus', skuRows(tenant.skus.list()));
    expect(faults.map(({hits}) => hits)).toEqual([1, 1, 1, 1]);
  });

  test.concurrent.each(['reset', 'cutBody'] as const)(
    'a connection that breaks (%s)',
    async (action) => {
      const tenant = await openTenant({users: 100, deltaPageSize: 20});
      const connection = new Connection(tenant);
      tenant.faults.inject({match: '/users/delta', skip: 3, action});
      tenant.faults.inject({match: '/subscribedSkus', action});
      tenant.faults.inject({match: '/oauth2/v2.0/token', action});
      await connection.syncWell();
      connection.expectUsers();
      connection.expectTable('subscribed_skus', skuRows(tenant.skus.list()));
    },
  );

  test.concurrent('a limit of one family does not hold up the streams of another', async () => {
    const tenant = await openTenant({users: 50});
    const respond = {status: 429, headers: {'retry-after': '1'}};
    tenant.faults.inject({match: 'signInActivity', respond});
    const result = await new Connection(tenant).syncWell();
    const isEnd = (line: string): boolean => line.includes('"COMPLETE"');
    expect(result.lines.filter(isEnd).at(-1)).toContain('sign_in_activity');
  });
});

describe('a page that breaks the contract of Graph', () => {
  test.concurrent(
    'ends its stream as system_error; a stream that may not be read comes after it',
    async () => {
      const tenant = await openTenant({
        users: 100,
        roles: ALL_ROLES.slice(0, 2),
        deltaPageSize: 20,
      });
      const respond = {status: 200, body: {values: []}};
      // It is asked for again three times.
      const fault = tenant.faults.inject({match: '/users/delta', skip: 3, times: 4, respond});
      const connection = new Connection(tenant);
      const result = await connection.sync();
      expect(result.exitCode).toBe(1);
      expect(result.failures).toEqual([
        ['system_error', 'users'],
        ['config_error', 'sign_in_activity'],
      ]);
      expect(endings(result)).toEqual({
        subscribed_skus: 'COMPLETE',
        users: 'INCOMPLETE',
        sign_in_activity: 'INCOMPLETE',
      });
      expect(fault.hits).toBe(4);
      expect(result.messages.filter(isCheckpoint)).toEqual([]);
      await connection.sync();
      connection.expectUsers();
    },
  );

  test.concurrent(
    'behind a checkpoint repeats the last safe STATE, from which the next sync goes on',
    async () => {
      const tenant = await openTenant({users: 300, deltaPageSize: 20});
      const connection = new Connection(tenant, {streams: ['users']});
      const respond = {status: 200, body: {}};
      tenant.faults.inject({match: '/users/delta', skip: 12, times: 4, respond});
      const result = await connection.sync();
      expect([result.exitCode, result.failures]).toEqual([1, [['system_error', 'users']]]);
      const [, checkpoint, repeated] = result.states('users').map(({state}) => state.stream);
      expect(repeated).toEqual(checkpoint);
      await connection.syncWell();
      connection.expectUsers();
    },
  );

  test.concurrent.each([
    ['a row without id', {value: [{displayName: 'x'}]}],
    ['a link to itself', 'loop'],
    ['a link to another host', {value: [], '@odata.nextLink': 'https://collector.example/x'}],
    ['an end without a link for the next sync', {value: []}],
  ])('as %s ends the stream without a state to go on from', async (_, body) => {
    const tenant = await openTenant({users: 100, deltaPageSize: 20});
    const link = `${tenant.url}/v1.0/users/delta?$skiptoken=again`;
    const page = body === 'loop' ? {value: [], '@odata.nextLink': link} : (body as object);
    const respond = {status: 200, body: page};
    tenant.faults.inject({match: '/users/delta', skip: 2, times: Infinity, respond});
    const result = await new Connection(tenant).sync();
    expect([result.exitCode, result.failures]).toEqual([1, [['system_error', 'users']]]);
    expect(result.messages.filter(isCheckpoint)).toEqual([]);
    expect(endings(result)).toMatchObject({users: 'INCOMPLETE', subscribed_skus: 'COMPLETE'});
  });
});

test.concurrent('--debug tells of every request, and of no secret, token or query', async () => {
  const tenant = await openTenant({users: 100, deltaPageSize: 20});
  const connection = new Connection(tenant);
  const running = connection.connector.start(['read', '--debug'], {
    files: {config: connection.settings, catalog: connection.catalog},
  });
  const debug = (await running.ended).logs('DEBUG');
  expect(debug.filter((line) => line.startsWith('GET /v1.0/users/delta 200')).length).toBe(6);
  expect(debug.join()).not.toContain('skiptoken');
});
