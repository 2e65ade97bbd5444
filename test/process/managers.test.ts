import type {Quirk, Tenant} from '../../tenant/tenant';
import {Connection} from '../support/connection';
import {OWN_PROCESS} from '../support/connector';
import {organizationDetailRows, usersIn} from '../support/expected-rows';
import {openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const STREAM = 'user_organization_details';

function expectTables(connection: Connection, tenant: Tenant, domains: readonly string[]): void {
  connection.expectTable(STREAM, organizationDetailRows(usersIn(tenant, domains), tenant));
}

/** Managers come, go and change, and so does what leaves the manager alone. */
function change({directory}: Tenant): void {
  const users = [...directory.inDomain('contoso.com')];
  const led = users.filter(({managerId}) => managerId !== null);
  const [replaced, unled, moved, retired] = led;
  const boss = users[0]!;
  directory.change(replaced!.id, {managerId: boss.id});
  directory.change(unled!.id, {managerId: null});
  directory.change(moved!.id, {employeeOrgData: {costCenter: 'CC-4990', division: null}});
  directory.change(retired!.id, {otherMails: []});
  for (const {id} of led.slice(6, 26)) directory.change(id, {postalCode: '00417'});
  directory.change(led[5]!.id, {userPrincipalName: 'moved@fabrikam.com'});
  directory.add({userPrincipalName: 'new@contoso.com', managerId: boss.id});
  directory.remove(led[4]!.id, {permanently: true});
  const leaders = new Set(led.slice(26).map(({managerId}) => managerId));
  directory.remove([...directory.all()].find(({id}) => leaders.has(id))!.id);
}

describe.each<[quirks: Quirk[]]>([[[]], [['delta-rows-without-manager']], [['thin-delta-rows']]])(
  'where later rounds of delta are as with %j',
  (quirks) => {
    test.concurrent.each([[['*']], [['contoso.com', 'emea.contoso.com']]])(
      'two incremental reads of %j know the managers of everybody',
      async (domains) => {
        const options = {users: 150, deltaPageSize: 20, staleDeltaRows: true, quirks};
        const tenant = await openTenant({...options, emptyDeltaPages: true});
        const connection = new Connection(tenant, {streams: [STREAM], settings: {domains}});
        await connection.syncWell();
        expectTables(connection, tenant, domains);
        change(tenant);
        await connection.syncWell();
        expectTables(connection, tenant, domains);
        for (const {id} of [...tenant.directory.all()].slice(0, 40)) {
          tenant.directory.change(id, {mobilePhone: null, employeeHireDate: null});
        }
        await connection.syncWell();
        expectTables(connection, tenant, domains);
      },
    );
  },
);

test.concurrent(
  'many users without a word of their manager are read with few requests',
  async () => {
    const quirks = ['delta-rows-without-manager'] as const;
    const tenant = await openTenant({users: 120, quirks});
    const connection = new Connection(tenant, {streams: [STREAM]});
    await connection.syncWell();
    const changed = [...tenant.directory.all()].slice(0, 90);
    for (const {id} of changed) tenant.directory.change(id, {mobilePhone: '+49 170 0'});
    tenant.requests.length = 0;
    const result = await connection.syncWell();
    expectTables(connection, tenant, ['*']);
    expect(result.records(STREAM).length).toBe(90);
    const lists = tenant.requests.filter(({rawUrl}) => rawUrl.includes('id%20eq'));
    const ofUsers = tenant.requests.filter(({path}) => path.startsWith('/v1.0/users'));
    expect([lists.length, ofUsers.length]).toEqual([6, 6 + 1]);
  },
);

describe.each([[['*']], [['contoso.com', 'fabrikam.com']]])('a full refresh of %j', (domains) => {
  test.concurrent('has the manager of everybody, in pages of a hundred', async () => {
    const tenant = await openTenant({users: 350});
    const settings = {domains};
    const connection = new Connection(tenant, {
      streams: [STREAM, 'users'],
      settings,
      syncMode: 'full_refresh',
    });
    const result = await connection.syncWell(OWN_PROCESS);
    expectTables(connection, tenant, domains);
    connection.expectUsers(domains);
    const lists = tenant.requests.filter(({rawUrl}) => rawUrl.includes('expand'));
    expect([lists.length, lists.filter(({status}) => status !== 200)]).toEqual([4, []]);
    const kinds = new Set(result.records('users').map((row) => row['object_type']));
    expect(kinds).toEqual(new Set(['user', 'agentUser']));
  });
});

test.concurrent('domains of nobody fail before the rows of other domains are deleted', async () => {
  const tenant = await openTenant({users: 60});
  const connection = new Connection(tenant, {streams: [STREAM]});
  await connection.syncWell();
  connection.settings = tenant.settings({domains: ['contoso.con']});
  const result = await connection.sync();
  expect(result.failures).toEqual([['config_error', STREAM]]);
  expect(result.records(STREAM)).toEqual([]);
  connection.settings = tenant.settings({domains: ['fabrikam.com']});
  await connection.syncWell();
  expectTables(connection, tenant, ['fabrikam.com']);
});
