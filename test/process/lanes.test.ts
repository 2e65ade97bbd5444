import type {Fault, InjectedFault, Tenant, TenantOptions} from '../../tenant/tenant';
import {catalogOf, Connection} from '../support/connection';
import {Connector} from '../support/connector';
import {expectRows, userRows} from '../support/expected-rows';
import type {Result, StateMessage} from '../support/messages';
import {now} from '../support/test-date';
import {perTier} from '../support/tier';
import {onRequest, openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';
import {committed, Warehouse} from '../support/warehouse';

useResident();

const USERS = 5_100;
const PAGED: TenantOptions = {users: USERS, listPageSize: 100};
const OF_LANES = /\$filter=(not|startsWith)/;

/** Of a whole list. */
const FIRST_PAGE = /^\/v1\.0\/users\?(?!.*(filter|skiptoken))/;

/**
 * Lanes begin only where the first page takes time. To the resident connector it always does; where
 * each command is a process of its own, the tenant takes that time.
 */
async function openLargeTenant(options: TenantOptions = PAGED): Promise<Tenant> {
  const tenant = await openTenant(options);
  const delayMs = perTier({commit: 0, full: 500});
  const slow = {match: FIRST_PAGE, action: 'delay', delayMs, times: Infinity} as const;
  if (delayMs > 0) tenant.faults.inject(slow);
  return tenant;
}

function refresh(tenant: Tenant, settings = {}, streams = ['users']): Connection {
  return new Connection(tenant, {streams, settings, syncMode: 'full_refresh'});
}

/** Everybody is delivered, and nobody twice. */
function expectOnce(tenant: Tenant, result: Result): void {
  const rows = result.records('users');
  expect(rows.length).toBe(tenant.directory.count());
  expectRows(
    new Map(rows.map((row) => [String(row['id']), row])),
    userRows(tenant.directory.all()),
  );
}

function filtersOf(tenant: Tenant): string[] {
  const filters = tenant.requests.map(({query}) => query['$filter'] ?? '');
  return [...new Set(filters.filter((filter) => /startsWith/.test(filter)))];
}

function warnings(result: Result): string {
  return result.logs('WARN').join('\n');
}

function refuse(tenant: Tenant, fault: Pick<Fault, 'match' | 'skip'>): InjectedFault {
  const error = {code: 'Request_UnsupportedQuery', message: 'Unsupported Query.'};
  return tenant.faults.inject({...fault, times: Infinity, respond: {status: 400, body: {error}}});
}

describe('a list of more than 5,000 users', () => {
  test.concurrent('is read in parts by advanced queries, everybody once', async () => {
    const tenant = await openLargeTenant();
    const result = await refresh(tenant).syncWell();
    expectOnce(tenant, result);
    expect([filtersOf(tenant).length, warnings(result)]).toEqual([6, '']);
    expect(filtersOf(tenant).filter((filter) => filter.startsWith('not('))).toHaveLength(1);
    for (const {rawUrl, headers} of tenant.requests.filter(({rawUrl}) => OF_LANES.test(rawUrl))) {
      expect(headers['consistencylevel']).toBe('eventual');
      expect(rawUrl).toContain('$count=true');
    }
  });

  test.concurrent('of licences is read in parts as well, with nobody left out', async () => {
    const tenant = await openLargeTenant();
    const result = await refresh(tenant, {}, ['user_licenses']).syncWell();
    const holders = [...tenant.directory.all()].filter((user) => user.assignedLicenses.length > 0);
    const named = new Set(result.records('user_licenses').map(({userId}) => userId));
    expect(holders.filter(({id}) => !named.has(id))).toEqual([]);
    const ids = result.records('user_licenses').map(({id}) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([filtersOf(tenant).length, warnings(result)]).toEqual([6, '']);
  });

  test.concurrent('is read with the four permissions, and with no other', async () => {
    const roles = ['User.Read.All'];
    const tenant = await openLargeTenant({...PAGED, roles});
    expectOnce(tenant, await refresh(tenant).syncWell());
    expect(filtersOf(tenant)).toHaveLength(6);
  });

  test.concurrent('names who was renamed, created and deleted meanwhile', async () => {
    const tenant = await openLargeTenant();
    const {directory} = tenant;
    const before = [...directory.all()].slice(2_000, 2_200);
    const letters = ['a', 'z', 'm', "o'", '_', '7'];
    onRequest(tenant, {part: 'startsWith', skip: 20}, () => {
      before.forEach(({id}, place) => {
        const userPrincipalName = `${letters[place % letters.length]}moved${place}@contoso.com`;
        if (place % 5 === 4) directory.remove(id);
        else directory.change(id, {userPrincipalName});
      });
      for (const letter of letters) directory.add({userPrincipalName: `${letter}new@contoso.com`});
    });
    const result = await refresh(tenant).syncWell();
    const ids = result.records('users').map(({id}) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...directory.all()].filter(({id}) => !ids.includes(id))).toEqual([]);
    expect(warnings(result)).toBe('');
  });
});

test.concurrent.each([
  ['fewer than 5,000 users', {users: 4_990}, {}],
  ['domains in the settings', PAGED, {domains: ['contoso.com', 'fabrikam.com']}],
])('a list with %s is read in one lane', async (_, options, settings) => {
  const tenant = await openLargeTenant(options);
  const connection = refresh(tenant, settings);
  await connection.syncWell();
  connection.expectUsers((settings as {domains?: string[]}).domains);
  expect(filtersOf(tenant)).toEqual([]);
});

describe('the whole list is read in one lane, everybody once,', () => {
  test.concurrent('where the service does not count, as in B2C tenants', async () => {
    const tenant = await openLargeTenant();
    refuse(tenant, {match: '/users/$count'});
    const result = await refresh(tenant).syncWell();
    expectOnce(tenant, result);
    expect([filtersOf(tenant), warnings(result)]).toEqual([[], '']);
  });

  test.concurrent.each([
    ['every part', /startsWith/, 0],
    ['the rest', /=not\(/, 0],
    ['a part in the middle', /startsWith/, 13],
  ])('where the service refuses the filter of %s', async (_, match, skip) => {
    const tenant = await openLargeTenant();
    refuse(tenant, {match, skip});
    const result = await refresh(tenant).syncWell();
    expectOnce(tenant, result);
    expect(warnings(result)).toMatch(/users: Microsoft Graph .* so everything is read/);
  });

  test.concurrent('where the link to the changes expires', async () => {
    const tenant = await openLargeTenant();
    onRequest(tenant, {part: 'startsWith', skip: 30}, () => tenant.expireDeltaTokens());
    const result = await refresh(tenant).syncWell();
    expectOnce(tenant, result);
    expect(warnings(result)).toMatch(/users: Microsoft Graph let a page link expire/);
  });

  test.concurrent.each([1, -1])('where the tenant has %d users more than came', async (more) => {
    const tenant = await openLargeTenant();
    const alter = (body: string): string => String(Number(body) + more);
    tenant.faults.inject({match: '/users/$count', skip: 1, times: Infinity, alter});
    const result = await refresh(tenant).syncWell();
    expectOnce(tenant, result);
    expect(warnings(result)).toMatch(/users: the parts of the list do not have as many users/);
  });
});

test.concurrent('a number that does not fit at first is asked for again', async () => {
  const tenant = await openLargeTenant();
  tenant.faults.inject({match: '/users/$count', skip: 1, alter: (body) => `${body}0`});
  const result = await refresh(tenant).syncWell();
  expectOnce(tenant, result);
  expect(warnings(result)).toBe('');
});

describe('a refresh that is killed in its lanes', () => {
  const catalog = (mode: string, generation = 3): object => {
    const {streams} = catalogOf('full_refresh', ['users']) as {streams: object[]};
    const changed = {destination_sync_mode: mode, generation_id: generation};
    return {streams: streams.map((stream) => ({...stream, ...changed}))};
  };

  /** Killed behind a checkpoint, while every lane waits for a page. */
  async function interrupted(tenant: Tenant, mode: string): Promise<Result> {
    const files = {config: tenant.settings(), catalog: catalog(mode)};
    const skip = 26;
    const held = tenant.faults.inject({match: OF_LANES, skip, times: Infinity, action: 'hang'});
    const running = new Connector(tenant).start(['read'], {files, clock: {now: now()}});
    await running.said((message) => message.type === 'STATE' && hasLanes(message));
    running.kill('SIGKILL');
    const result = await running.ended;
    held.remove();
    return result;
  }

  function hasLanes({state}: StateMessage): boolean {
    const {checkpoint} = state.stream.stream_state as {checkpoint?: {lanes?: object}};
    return checkpoint?.lanes !== undefined;
  }

  async function resumed(tenant: Tenant, configured: object, first: Result): Promise<Result> {
    const state = [first.states('users').at(-1)!.state];
    const files = {config: tenant.settings(), catalog: configured, state};
    return new Connector(tenant).run(['read'], {files});
  }

  test.concurrent.each(['append', 'append_dedup'])(
    'goes on in each of them: nobody is missing and nobody comes twice (%s)',
    async (mode) => {
      const tenant = await openLargeTenant();
      const first = await interrupted(tenant, mode);
      tenant.requests.length = 0;
      const second = await resumed(tenant, catalog(mode), first);
      expect([second.errors, second.exitCode, warnings(second)]).toEqual([[], 0, '']);
      const rows = [...committed(first.messages), ...second.messages].flatMap((message) =>
        message.type === 'RECORD' ? [message.record.data] : [],
      );
      expect(rows.length).toBe(USERS);
      const table = new Map(rows.map((row) => [String(row['id']), row]));
      expectRows(table, userRows(tenant.directory.all()));
      expect(second.records('users').length).toBeLessThan(USERS - 900);
    },
  );

  test.concurrent('finds whoever was renamed between the attempts', async () => {
    const tenant = await openLargeTenant();
    const {directory} = tenant;
    const first = await interrupted(tenant, 'append_dedup');
    for (const {id} of [...directory.all()].slice(3_000, 3_040)) {
      directory.change(id, {userPrincipalName: `a${id}@contoso.com`});
    }
    const second = await resumed(tenant, catalog('append_dedup'), first);
    expect([second.errors, second.exitCode]).toEqual([[], 0]);
    const warehouse = new Warehouse();
    warehouse.load(committed(first.messages));
    warehouse.load(second.messages);
    expectRows(warehouse.table('users'), userRows(directory.all()));
  });

  test.concurrent('and cannot tell whom it delivered ends as transient_error, once', async () => {
    const tenant = await openLargeTenant();
    const first = await interrupted(tenant, 'append');
    tenant.directory.add({userPrincipalName: 'anew@contoso.com'});
    const second = await resumed(tenant, catalog('append'), first);
    expect([second.exitCode, second.failures]).toEqual([1, [['transient_error', 'users']]]);
    // The platform begins the next sync with another generation.
    const third = await resumed(tenant, catalog('append', 4), second);
    expect([third.exitCode, third.errors]).toEqual([0, []]);
    expectOnce(tenant, third);
  });
});
