import {DEFAULT_ROLES} from '../../tenant/tenant';
import type {Tenant} from '../../tenant/tenant';
import {Connection, catalogOf} from '../support/connection';
import {Connector, OWN_PROCESS} from '../support/connector';
import type {RunOptions} from '../support/connector';
import {userRows} from '../support/expected-rows';
import type {Result} from '../support/messages';
import {onRequest, openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const REPORT = 'email_activity_user_detail';
const COPILOT = 'copilot_usage_user_detail';
const STREAMS = ['subscribed_skus', 'users', 'sign_in_activity', REPORT];
const NOTHING_MORE = 'Nothing more is read.';
const DENIED = ['STARTED', 'INCOMPLETE'];

/** What each stream may not be read without. */
const NEEDS: [role: string, streams: string[]][] = [
  ['LicenseAssignment.Read.All', ['subscribed_skus']],
  ['AuditLog.Read.All', ['sign_in_activity']],
  ['User.Read.All', ['users', 'sign_in_activity']],
  ['Reports.Read.All', [REPORT]],
];

function without(...roles: string[]): string[] {
  return DEFAULT_ROLES.filter((name) => !roles.includes(name));
}

function own(result: Result, stream: string, level = 'WARN'): string[] {
  return result.logs(level).filter((message) => message.startsWith(`${stream}: `));
}

function expectLeftOut(result: Result, streams: readonly string[]): void {
  for (const stream of streams) {
    expect([stream, result.statuses(stream)]).toEqual([stream, DENIED]);
    expect([result.records(stream), result.states(stream)]).toEqual([[], []]);
    expect(own(result, stream).length).toBeGreaterThan(0);
  }
}

function expectComplete(result: Result, streams: readonly string[]): void {
  for (const stream of streams) {
    expect([stream, result.statuses(stream).at(-1)]).toEqual([stream, 'COMPLETE']);
    expect(result.records(stream).length).toBeGreaterThan(0);
  }
}

/** A catalog of before generations, or of a tool that does not know them. */
function withoutIds(catalog: object, change: object = {}): object {
  const {streams} = catalog as {streams: Record<string, unknown>[]};
  const ids = {generation_id: undefined, minimum_generation_id: undefined};
  return {streams: streams.map((stream) => ({...stream, ...ids, ...change}))};
}

interface ReadOptions extends RunOptions {
  settings?: object;
}

function read(
  tenant: Tenant,
  catalog: object,
  {settings, ...options}: ReadOptions = {},
): Promise<Result> {
  const files = {config: tenant.settings(settings), catalog};
  return new Connector(tenant).run(['read'], {...options, files});
}

describe('where no table is replaced', () => {
  test.concurrent.each(NEEDS)(
    'without %s the other streams are read, and the sync succeeds',
    async (role, streams) => {
      const tenant = await openTenant({users: 40, roles: without(role)});
      const result = await read(tenant, catalogOf('incremental', STREAMS));
      expect([result.exitCode, result.errors]).toEqual([0, []]);
      expectLeftOut(result, streams);
      const others = STREAMS.filter((stream) => !streams.includes(stream));
      expectComplete(result, others);
      for (const stream of others) expect(own(result, stream)).toEqual([]);
    },
  );

  test.concurrent('the warning names stream, permission and what to do, once', async () => {
    const tenant = await openTenant({users: 5, roles: without('LicenseAssignment.Read.All')});
    const catalog = catalogOf('incremental', ['subscribed_skus', 'users']);
    const result = await read(tenant, catalog, OWN_PROCESS);
    const [warning = '', ...more] = own(result, 'subscribed_skus');
    expect(warning.replace(/\(request-id .*?\)|request-id [\w-]+/, 'ID')).toMatch(
      /^subscribed_skus: Microsoft Graph refused access: 403/,
    );
    expect(warning).toMatch(
      /permission LicenseAssignment\.Read\.All\. Add it under App registrations > your app > API permissions and grant admin consent( \(setup guide, "Add the permissions"\))?\. Nothing more is read\.$/,
    );
    expect(more).toEqual([]);
  });

  test.concurrent('its state of before stays as it is, and serves the next sync', async () => {
    const tenant = await openTenant({users: 40});
    const connection = new Connection(tenant, {streams: STREAMS});
    await connection.syncWell();
    const before = JSON.stringify(connection.states.get('users'));
    tenant.setRoles(without('User.Read.All'));
    const result = await connection.syncWell();
    expectLeftOut(result, ['users', 'sign_in_activity']);
    expect(JSON.stringify(connection.states.get('users'))).toBe(before);
    tenant.setRoles(DEFAULT_ROLES);
    tenant.directory.change(tenant.directory.at(0).id, {city: 'Bonn'});
    expect((await connection.syncWell()).records('users').length).toBe(1);
    connection.expectUsers();
  });

  test.concurrent(
    'incremental with overwrite and without ids, as PyAirbyte asks, is no replacing',
    async () => {
      const tenant = await openTenant({users: 5, roles: without('AuditLog.Read.All')});
      const catalog = withoutIds(catalogOf('incremental', STREAMS), {
        destination_sync_mode: 'overwrite',
      });
      const result = await read(tenant, catalog);
      expect([result.exitCode, result.errors]).toEqual([0, []]);
      expectLeftOut(result, ['sign_in_activity']);
    },
  );

  test.concurrent('full_refresh with append and without ids is none either', async () => {
    const tenant = await openTenant({users: 5, roles: without('AuditLog.Read.All')});
    const catalog = withoutIds(catalogOf('full_refresh', STREAMS), {
      destination_sync_mode: 'append',
    });
    const result = await read(tenant, catalog);
    expect([result.exitCode, result.errors]).toEqual([0, []]);
  });

  test.concurrent(
    'fail ends the sync as config_error, behind the streams that were read',
    async () => {
      const tenant = await openTenant({users: 40, roles: without('AuditLog.Read.All')});
      const settings = {on_missing_permission: 'fail'};
      const result = await read(tenant, catalogOf('incremental', STREAMS), {settings});
      expect([result.exitCode, result.failures]).toEqual([
        1,
        [['config_error', 'sign_in_activity']],
      ]);
      expect(result.errors[0]?.message).toContain('AuditLog.Read.All');
      expectLeftOut(result, ['sign_in_activity']);
      expectComplete(result, ['subscribed_skus', 'users', REPORT]);
    },
  );
});

describe('where the table would be replaced by nothing', () => {
  const CATALOGS: [title: string, catalog: () => object, options?: RunOptions][] = [
    [
      'full_refresh with the id of a new generation',
      () => catalogOf('full_refresh', STREAMS),
      OWN_PROCESS,
    ],
    [
      'incremental with the id of a new generation',
      () => {
        const {streams} = catalogOf('incremental', STREAMS) as {streams: object[]};
        const ids = {generation_id: 4, minimum_generation_id: 4};
        return {streams: streams.map((stream) => ({...stream, ...ids}))};
      },
    ],
    [
      'full_refresh with overwrite and without ids',
      () => withoutIds(catalogOf('full_refresh', STREAMS)),
    ],
  ];

  test.concurrent.each(CATALOGS)('%s: the sync fails at its end', async (_, catalog, options) => {
    const tenant = await openTenant({users: 40, roles: without('User.Read.All')});
    const result = await read(tenant, catalog(), options);
    expect(result.exitCode).toBe(1);
    expect(result.failures).toEqual([
      ['config_error', 'users'],
      ['config_error', 'sign_in_activity'],
    ]);
    expectLeftOut(result, ['users', 'sign_in_activity']);
    expectComplete(result, ['subscribed_skus', REPORT]);
    const isTrace = (line: string): boolean => line.includes('"type":"ERROR"');
    expect(result.lines.slice(-2).every(isTrace)).toBe(true);
    expect(own(result, 'users').at(-1)).toBe(
      'users: this sync would empty the table of the stream, so it ends as failed and no table is ' +
        'replaced. Follow the warning before this message, or deselect the stream. With ' +
        'on_missing_permission set to skip, the sync succeeds and the table may be emptied.',
    );
  });

  test.concurrent('one stream that is not replaced does not fail the sync', async () => {
    const tenant = await openTenant({users: 5, roles: without('AuditLog.Read.All')});
    const {streams: kept} = catalogOf('incremental', ['sign_in_activity']) as {streams: object[]};
    const {streams: replaced} = catalogOf('full_refresh', ['users']) as {streams: object[]};
    const result = await read(tenant, {streams: [...kept, ...replaced]});
    expect([result.exitCode, result.errors]).toEqual([0, []]);
    expectLeftOut(result, ['sign_in_activity']);
    expectComplete(result, ['users']);
  });

  test.concurrent('skip lets it happen', async () => {
    const tenant = await openTenant({users: 5, roles: without('AuditLog.Read.All')});
    const settings = {on_missing_permission: 'skip'};
    const catalog = catalogOf('full_refresh', STREAMS);
    const result = await read(tenant, catalog, {...OWN_PROCESS, settings});
    expect([result.exitCode, result.errors]).toEqual([0, []]);
    expectLeftOut(result, ['sign_in_activity']);
    expect(own(result, 'sign_in_activity').length).toBe(1);
  });
});

test.concurrent.each(['auto', 'skip', 'fail'])(
  'a read in which no stream may be read fails, whatever the mode (%s)',
  async (mode) => {
    const tenant = await openTenant({users: 5, roles: ['Mail.ReadWrite']});
    const settings = {on_missing_permission: mode};
    const result = await read(tenant, catalogOf('incremental', STREAMS), {settings});
    const expected = STREAMS.map((stream) => ['config_error', stream]);
    expect([result.exitCode, new Set(result.failures)]).toEqual([1, new Set(expected)]);
    expectLeftOut(result, STREAMS);
  },
);

describe('beside a failure that may pass', () => {
  test.concurrent.each(['auto', 'skip'])(
    'with %s its trace comes first, and the sync is tried again',
    async (mode) => {
      const tenant = await openTenant({users: 40, roles: without('Reports.Read.All')});
      const respond = {status: 403, body: {error: {code: 'MissingCredentials', message: 'x'}}};
      tenant.faults.inject({match: '/subscribedSkus', times: Infinity, respond});
      const settings = {on_missing_permission: mode};
      const result = await read(tenant, catalogOf('full_refresh', STREAMS), {settings});
      expect([result.exitCode, result.failures[0]]).toEqual([
        1,
        ['transient_error', 'subscribed_skus'],
      ]);
      expectLeftOut(result, [REPORT]);
      expectComplete(result, ['users', 'sign_in_activity']);
    },
  );

  test.concurrent(
    'or with one of Graph, the exit code is 1 although nothing is replaced',
    async () => {
      const tenant = await openTenant({users: 40, roles: without('Reports.Read.All')});
      tenant.faults.inject({match: '/subscribedSkus', times: 4, respond: {status: 200, body: {}}});
      const result = await read(tenant, catalogOf('incremental', STREAMS));
      expect([result.exitCode, result.failures[0]]).toEqual([
        1,
        ['system_error', 'subscribed_skus'],
      ]);
      expectLeftOut(result, [REPORT]);
    },
  );
});

describe('a permission that is taken away in the middle', () => {
  function losing(tenant: Tenant, skip: number): void {
    onRequest(tenant, {part: '/users/delta', skip}, () => {
      tenant.setRoles(without('User.Read.All'));
      tenant.revokeTokens();
    });
  }

  test.concurrent('keeps the last safe state, from which the next sync goes on', async () => {
    const tenant = await openTenant({users: 500, deltaPageSize: 20});
    const connection = new Connection(tenant, {streams: ['users', 'subscribed_skus']});
    losing(tenant, 14);
    const result = await connection.syncWell();
    expect(result.statuses('users').at(-1)).toBe('INCOMPLETE');
    expect(own(result, 'users').length).toBe(1);
    expect(result.records('users').length).toBeGreaterThan(200);
    const [, checkpoint, ...repeated] = result.states('users').map(({state}) => state.stream);
    expect(checkpoint).toBeDefined();
    for (const state of repeated) expect(state).toEqual(checkpoint);
    tenant.setRoles(DEFAULT_ROLES);
    const next = await connection.syncWell();
    expect(next.records('users').length).toBeLessThan(400);
    connection.expectTable('users', userRows(tenant.directory.all()));
  });

  test.concurrent('never replaces a table by a part of it, also with skip', async () => {
    const tenant = await openTenant({users: 2_500});
    onRequest(tenant, {part: '/users?', skip: 1}, () => {
      tenant.setRoles(without('User.Read.All'));
      tenant.revokeTokens();
    });
    const catalog = catalogOf('full_refresh', ['users', 'subscribed_skus']);
    const settings = {on_missing_permission: 'skip'};
    const result = await read(tenant, catalog, {...OWN_PROCESS, settings});
    expect([result.exitCode, result.failures]).toEqual([1, [['config_error', 'users']]]);
    expect(result.records('users').length).toBeGreaterThan(0);
    expect(result.statuses('users').at(-1)).toBe('INCOMPLETE');
  });

  test.concurrent('nor by the part that an earlier attempt of the sync has written', async () => {
    const tenant = await openTenant({users: 2_500, listPageSize: 100});
    const connection = new Connection(tenant, {
      streams: ['users', 'subscribed_skus'],
      syncMode: 'full_refresh',
      settings: {on_missing_permission: 'skip'},
    });
    const broken = {status: 200, body: {}};
    tenant.faults.inject({match: '/users?', skip: 15, times: 4, respond: broken});
    const first = await connection.sync();
    expect(first.records('users').length).toBeGreaterThan(999);
    tenant.setRoles(without('User.Read.All'));
    const second = await connection.sync();
    expect(second.records('users')).toEqual([]);
    expect([second.exitCode, second.failures]).toEqual([1, [['config_error', 'users']]]);
  });
});

describe('a refusal although the token carries the permission', () => {
  const respond = {
    status: 403,
    body: {error: {code: 'Authorization_RequestDenied', message: 'Insufficient privileges.'}},
  };

  test.concurrent('twice is forgotten', async () => {
    const tenant = await openTenant({users: 5});
    const fault = tenant.faults.inject({match: '/subscribedSkus', times: 2, respond});
    await new Connection(tenant, {streams: ['subscribed_skus']}).syncWell();
    expect(fault.hits).toBe(2);
  });

  test.concurrent('three times fails the stream as transient_error', async () => {
    const tenant = await openTenant({users: 5});
    const fault = tenant.faults.inject({match: '/subscribedSkus', times: Infinity, respond});
    const result = await read(tenant, catalogOf('incremental', STREAMS));
    expect([result.exitCode, result.failures]).toEqual([
      1,
      [['transient_error', 'subscribed_skus']],
    ]);
    expect(fault.hits).toBe(3);
    expect(result.errors[0]?.message).toMatch(
      /^subscribed_skus: .* The token carries LicenseAssignment\.Read\.All, so this should succeed\. The next sync tries again; if it persists, contact Microsoft support with the request-id\.$/,
    );
    expectComplete(result, ['users', 'sign_in_activity', REPORT]);
  });
});

describe('a stream that the cloud does not have', () => {
  const settings = {cloud: 'us_gov_l4'};
  const WARNING =
    `${COPILOT}: Microsoft does not offer this data in the cloud us_gov_l4, so nothing is ` +
    'delivered. Deselect the stream.';
  const streams = STREAMS.map((stream) => (stream === REPORT ? COPILOT : stream));

  test.concurrent.each(['incremental', 'full_refresh'] as const)(
    'is left out with a warning, also in %s',
    async (syncMode) => {
      const tenant = await openTenant({users: 5, withoutReports: true});
      const result = await read(tenant, catalogOf(syncMode, streams), {settings});
      expect([result.exitCode, result.errors]).toEqual([0, []]);
      expectLeftOut(result, [COPILOT]);
      expect(own(result, COPILOT)).toEqual([WARNING]);
      expectComplete(result, ['subscribed_skus', 'users', 'sign_in_activity']);
      expect(tenant.requests.filter(({path}) => path.includes('opilot'))).toEqual([]);
    },
  );

  test.concurrent('is no reason to ask for its permission', async () => {
    const roles = without('Reports.Read.All');
    const tenant = await openTenant({users: 5, roles, withoutReports: true});
    const result = await read(tenant, catalogOf('incremental', [COPILOT, 'users']), {settings});
    const texts = ['INFO', 'WARN', 'ERROR'].flatMap((level) => result.logs(level));
    expect(texts).toContain(WARNING);
    expect(texts.join('\n')).not.toMatch(/permission|Reports\.Read\.All/);
  });

  test.concurrent('and that is the only one asks for none where no other is granted', async () => {
    const tenant = await openTenant({users: 5, roles: [], withoutReports: true});
    const result = await read(tenant, catalogOf('incremental', [COPILOT]), {settings});
    expect(result.logs('WARN')).toEqual([WARNING]);
  });

  test.concurrent('and that is the only one fails the sync', async () => {
    const tenant = await openTenant({users: 5, withoutReports: true});
    const result = await read(tenant, catalogOf('incremental', [COPILOT]), {settings});
    expect([result.exitCode, result.failures]).toEqual([1, [['config_error', COPILOT]]]);
    expect(result.errors[0]?.message).toBe(WARNING);
  });
});

test.concurrent('a report with concealed names is left out where domains are set', async () => {
  const tenant = await openTenant({users: 40, concealed: true});
  const settings = {domains: ['contoso.com']};
  const result = await read(tenant, catalogOf('incremental', STREAMS), {settings});
  expect([result.exitCode, result.errors]).toEqual([0, []]);
  expectLeftOut(result, [REPORT]);
  expect(own(result, REPORT)).toEqual([
    `${REPORT}: the names in usage reports are concealed, so no row matches the configured domains. ` +
      'Clear "Display concealed user, group, and site names in all reports" in the Microsoft 365 admin ' +
      'center (it takes up to two days) or set ' +
      'domains to *. ' +
      NOTHING_MORE,
  ]);
  expectComplete(result, ['subscribed_skus', 'users', 'sign_in_activity']);
});
