/** The groups that assign licences, and the users who have them from there. */
import {ALL_ROLES, DEFAULT_ROLES} from '../../tenant/tenant';
import type {Tenant, TenantOptions} from '../../tenant/tenant';
import {groupRows} from '../interop/expected-licences';
import {Connection} from '../support/connection';
import {Connector, OWN_PROCESS} from '../support/connector';
import {expectRows} from '../support/expected-rows';
import type {Result, Row} from '../support/messages';
import {openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const STREAM = 'license_groups';
const syncMode = 'full_refresh';

interface Synced {
  tenant: Tenant;
  connection: Connection;
  result: Result;
}

async function synced(options: TenantOptions = {}, settings: object = {}): Promise<Synced> {
  const tenant = await openTenant({users: 60, roles: ALL_ROLES, ...options});
  const connection = new Connection(tenant, {syncMode, streams: [STREAM], settings});
  return {tenant, connection, result: await connection.syncWell()};
}

function tableOf(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [String(row['id']), row]));
}

const FIELDS = [
  ...['id', 'groupId', 'displayName', 'skuId', 'sku_name', 'disabledPlans'],
  ...['licenseProcessingState', 'hasMembersWithLicenseErrors', 'onPremisesSyncEnabled'],
  'createdDateTime',
];

/** What the tenant owes, made of its groups and of what its users say. */
function expectedOf(tenant: Tenant): Map<string, Row> {
  const rows = groupRows(tenant).map((row) =>
    Object.fromEntries(FIELDS.map((field) => [field, row[field]])),
  );
  return tableOf(rows);
}

function expectWhole(tenant: Tenant, result: Result): void {
  const rows = result.records(STREAM);
  expectRows(tableOf(rows), expectedOf(tenant));
  expect(rows).toHaveLength(expectedOf(tenant).size);
}

function asked({requests}: Tenant): string[] {
  return requests
    .filter(({path}) => path === '/v1.0/groups')
    .map(({query}) => `${query['$filter'] ?? 'all'}${query['$count'] ? '' : ', plain'}`);
}

const LICENSED = 'assignedLicenses/$count ne 0';
const ERRORS = 'hasMembersWithLicenseErrors eq true';

test('each product of each group has a row, and groups without licences are not asked for', async () => {
  const tenant = await openTenant({users: 300, roles: ALL_ROLES, listPageSize: 2});
  const connection = new Connection(tenant, {syncMode, streams: [STREAM]});
  const result = await connection.syncWell(OWN_PROCESS);
  expectWhole(tenant, result);
  const rows = result.records(STREAM);
  const different = (field: string): unknown[] => [...new Set(rows.map((row) => row[field]))];
  expect(different('hasMembersWithLicenseErrors').sort()).toEqual([false, true]);
  expect(different('licenseProcessingState')).toHaveLength(2);
  expect(different('onPremisesSyncEnabled')).toEqual(expect.arrayContaining([null, true]));
  expect(new Set(asked(tenant))).toEqual(new Set([ERRORS, LICENSED]));
  expect(asked(tenant).filter((filter) => filter === LICENSED).length).toBeGreaterThan(1);
  expect(result.logs('WARN')).toEqual([]);
});

test('the configured domains do not apply', async () => {
  const {tenant, result} = await synced({}, {domains: ['fabrikam.com']});
  expectWhole(tenant, result);
  expect(result.logs('INFO').join('\n')).toContain(`${STREAM}: these cover the whole tenant`);
});

test('every licence that a user has from a group joins to a row of the group', async () => {
  const tenant = await openTenant({users: 300, roles: ALL_ROLES});
  const streams = [STREAM, 'user_licenses'];
  const result = await new Connection(tenant, {syncMode, streams}).syncWell();
  const assigned = new Set(
    result.records(STREAM).map(({groupId, skuId}) => `${String(groupId)} ${String(skuId)}`),
  );
  const byGroup = result.records('user_licenses').filter(({source}) => source === 'group');
  const used = byGroup.map((row) => `${String(row['assignedByGroup'])} ${String(row['skuId'])}`);
  expect(used.length).toBeGreaterThan(100);
  expect(used.filter((pair) => !assigned.has(pair))).toEqual([]);
  const failed = byGroup.filter(({state}) => state === 'Error' || state === 'ActiveWithError');
  const withErrors = result.records(STREAM).filter((row) => row['hasMembersWithLicenseErrors']);
  expect(new Set(failed.map((row) => row['assignedByGroup']))).toEqual(
    new Set(withErrors.map(({groupId}) => groupId)),
  );
});

test('a licence that is taken off a group is gone at the next sync, and so is a group', async () => {
  const {tenant, connection} = await synced();
  const [office, visio] = tenant.groups.list().filter((group) => group.assignedLicenses.length > 1);
  tenant.groups.change(office!.id, {assignedLicenses: office!.assignedLicenses.slice(1)});
  tenant.groups.remove(visio!.id);
  tenant.groups.add({displayName: 'New', assignedLicenses: visio!.assignedLicenses});
  expectWhole(tenant, await connection.syncWell());
});

describe('where Graph refuses', () => {
  test('to list groups by their licences, all groups are read', async () => {
    const {tenant, result} = await synced({quirks: ['no-license-filter']});
    expectWhole(tenant, result);
    expect(asked(tenant)).toEqual([ERRORS, LICENSED, LICENSED, 'all, plain']);
    expect(result.logs('WARN')).toEqual([
      `${STREAM}: Microsoft Graph refused to list the groups that assign licences only, so ` +
        'everything is read',
    ]);
  });

  test('the documented form of the filter for errors, the plain one is sent', async () => {
    const {tenant, result} = await synced({quirks: ['no-advanced-license-error-filter']});
    expectWhole(tenant, result);
    expect(asked(tenant)).toEqual([ERRORS, ERRORS, `${ERRORS}, plain`, LICENSED]);
    expect(result.logs('WARN')).toEqual([]);
  });

  test('every filter for errors, nobody knows which groups have some', async () => {
    const {tenant, result} = await synced({quirks: ['no-license-error-filter']});
    const unknown = [...expectedOf(tenant)].map(([id, row]): [string, Row] => [
      id,
      {...row, hasMembersWithLicenseErrors: null},
    ]);
    expectRows(tableOf(result.records(STREAM)), new Map(unknown));
    expect(result.logs('WARN')).toEqual([
      `${STREAM}: Microsoft Graph refused to list what has hasMembersWithLicenseErrors only, so ` +
        'hasMembersWithLicenseErrors is not known and null',
    ]);
  });

  test('to know a page link, all groups are read, each of them once', async () => {
    const tenant = await openTenant({users: 60, roles: ALL_ROLES, listPageSize: 2});
    const connection = new Connection(tenant, {syncMode, streams: [STREAM]});
    tenant.faults.inject({
      match: (url) => url.includes('/groups?') && url.includes('skiptoken'),
      times: 1,
      respond: {status: 400, body: {error: {code: 'Directory_ExpiredPageToken', message: 'x'}}},
    });
    const result = await connection.syncWell();
    expectWhole(tenant, result);
    expect(result.logs('WARN').join()).toContain('let a page link expire, so everything is read');
  });
});

test('without its optional permission the stream is left out with a warning that names it', async () => {
  const tenant = await openTenant({users: 5, roles: DEFAULT_ROLES});
  const connection = new Connection(tenant, {
    syncMode,
    streams: [STREAM, 'users'],
    settings: {on_missing_permission: 'skip'},
  });
  const result = await connection.sync();
  expect([result.exitCode, result.errors]).toEqual([0, []]);
  expect(result.statuses(STREAM)).toEqual(['STARTED', 'INCOMPLETE']);
  expect(result.records(STREAM)).toEqual([]);
  expect(result.records('users')).toHaveLength(5);
  const warning = result.logs('WARN').find((text) => text.startsWith(`${STREAM}: `));
  expect(warning).toContain('The token lacks the application permission GroupMember.Read.All.');
  expect(result.logs('INFO').join('\n')).toContain(
    'Optional application permission is missing: GroupMember.Read.All (license_groups). Add it under ' +
      'API permissions (setup guide, "Add the permissions").',
  );
});

test.each(['Group.Read.All', 'Directory.Read.All'])('%s is enough in its place', async (role) => {
  const {tenant, result} = await synced({roles: [role]});
  expectWhole(tenant, result);
});

test('the stream is offered in full alone', async () => {
  const result = await new Connector(await openTenant({users: 1})).run(['discover']);
  const [message] = result.messages;
  const streams = message?.type === 'CATALOG' ? message.catalog.streams : [];
  expect(streams.find(({name}) => name === STREAM)).toMatchObject({
    supported_sync_modes: ['full_refresh'],
    source_defined_primary_key: [['id']],
  });
});
