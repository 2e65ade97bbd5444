import {open} from './open-tenant';
import {ADVANCED} from './graph-client';
import type {Tenant} from '../../tenant/tenant';

const EXPAND = '$expand=manager($select=id)';
const USER = '#microsoft.graph.user';

function led(tenant: Tenant): {id: string; managerId: string} {
  const {id, managerId} = [...tenant.directory.all()].find((user) => user.managerId !== null)!;
  return {id, managerId: managerId!};
}

test('every manager exists and leads, and everybody comes to an end above', async () => {
  const {tenant} = await open({users: 2000, deletedUsers: 30});
  const managers = new Map([...tenant.directory.all()].map((user) => [user.id, user.managerId]));
  const ends = [...managers.keys()].map((start) => {
    let id: string | null | undefined = start;
    for (let level = 0; level < 10 && typeof id === 'string'; level += 1) id = managers.get(id);
    return id;
  });
  expect(new Set(ends)).toEqual(new Set([null]));
  const withManager = [...managers.values()].filter((id) => id !== null);
  expect(withManager.length / managers.size).toBeGreaterThan(0.7);
});

test('a department has one cost centre and one division', async () => {
  const {tenant} = await open({users: 3000});
  const centres = new Map<string, Set<string | null>>();
  const divisions = new Map<string, Set<string>>();
  for (const {department, employeeOrgData} of tenant.directory.all()) {
    if (department === null || employeeOrgData === null) continue;
    const {costCenter, division} = employeeOrgData;
    centres.set(department, (centres.get(department) ?? new Set()).add(costCenter));
    if (division !== null)
      divisions.set(department, (divisions.get(department) ?? new Set()).add(division));
  }
  expect([...centres.values(), ...divisions.values()].map(({size}) => size)).toEqual(
    Array(16).fill(1),
  );
  expect(new Set([...centres.values()].flatMap((set) => [...set])).size).toBe(8);
});

test('a list and a user show the manager where it is expanded, and only there', async () => {
  const {tenant, graph} = await open({users: 50});
  const {id, managerId} = led(tenant);
  const manager = {'@odata.type': USER, id: managerId};
  const list = (await graph.get(`/users?$select=id&$top=50&${EXPAND}`)).json.value;
  expect(list.find((row) => row['id'] === id)).toEqual({id, manager});
  expect((await graph.get(`/users/${id}?$select=id&${EXPAND}`)).json).toMatchObject({id, manager});
  expect((await graph.get(`/users/${id}?$select=id`)).json).not.toHaveProperty('manager');
  expect(list.filter((row) => !('manager' in row)).length).toBeGreaterThan(0);
});

test.each([
  ['$top=999', 100],
  ['$top=20', 20],
  ['', 100],
])('with $expand and %j a page has %d users', async (query, size) => {
  const {graph} = await open({users: 250});
  const {value} = (await graph.get(`/users?$select=id&${EXPAND}&${query}`)).json;
  expect(value.length).toBe(size);
});

const ENDS = encodeURIComponent("endsWith(userPrincipalName,'@contoso.com')");

test.each([
  [`/users?$filter=${ENDS}&$count=true&${EXPAND}`, 'Request_UnsupportedQuery'],
  [`/users?$count=true&${EXPAND}`, 'Request_UnsupportedQuery'],
  ['/users?$expand=directReports', 'Request_BadRequest'],
  ['/users?$expand=manager($select=shoeSize)', 'Request_BadRequest'],
  ['/users?$select=id,managerId', 'Request_BadRequest'],
  [`/users/delta?${EXPAND}`, 'Request_UnsupportedQuery'],
  ['/users/delta?$select=id,managerId', 'Request_BadRequest'],
])('GET %s is refused as %s', async (path, code) => {
  const {graph} = await open({users: 10});
  const reply = await graph.get(path, ADVANCED);
  expect([reply.status, reply.json.error.code]).toEqual([400, code]);
});

test('a list of ids needs no advanced query and has those who live, with their managers', async () => {
  const {tenant, graph} = await open({users: 30});
  const {id, managerId} = led(tenant);
  const gone = tenant.directory.at(20).id;
  tenant.directory.remove(gone);
  const filter = encodeURIComponent(`id eq '${id}' or id eq '${gone}' or id eq '${id}'`);
  const reply = await graph.get(`/users?$select=id&$filter=${filter}&${EXPAND}`);
  expect(reply.json.value).toEqual([{id, manager: {'@odata.type': USER, id: managerId}}]);
});

describe('delta with the manager selected', () => {
  const PATH = '/users/delta?$select=id,userPrincipalName,mobilePhone,manager';

  test('tells it in the first round, where there is one', async () => {
    const {tenant, graph} = await open({users: 60});
    const {rows} = await graph.follow(PATH);
    const told = new Map(rows.map((row) => [row['id'], row['manager@delta']]));
    for (const {id, managerId} of tenant.directory.all()) {
      const expected = managerId === null ? undefined : [{'@odata.type': USER, id: managerId}];
      expect(told.get(id)).toEqual(expected);
    }
  });

  test.each([
    ['documented', [], true],
    ['seen', ['delta-rows-without-manager'] as const, false],
  ])('repeats it or not, as %s, where something else changed', async (_what, quirks, repeats) => {
    const {tenant, graph} = await open({users: 60, quirks});
    const {last} = await graph.follow(PATH);
    const {id} = led(tenant);
    tenant.directory.change(id, {mobilePhone: '1'});
    const {value} = (await graph.get(String(last['@odata.deltaLink']))).json;
    expect(value.map((row) => [row['id'], 'manager@delta' in row])).toEqual([[id, repeats]]);
  });

  test.each([[[]], [['delta-rows-without-manager'] as const]])(
    'with the quirks %j tells who came and who went',
    async (quirks) => {
      const {tenant, graph} = await open({users: 60, quirks});
      const {last} = await graph.follow(PATH);
      const {id, managerId} = led(tenant);
      const gone = {'@odata.type': USER, id: managerId, '@removed': {reason: 'deleted'}};
      tenant.directory.change(id, {managerId: null});
      const link = String(last['@odata.deltaLink']);
      expect((await graph.get(link)).json.value[0]).toMatchObject({id, 'manager@delta': [gone]});
      const other = tenant.directory.at(2).id;
      tenant.directory.change(id, {managerId});
      tenant.directory.change(id, {managerId: other});
      expect((await graph.get(link)).json.value[0]).toMatchObject({
        'manager@delta': [{'@odata.type': USER, id: other}, gone],
      });
    },
  );

  test('names those whose manager was deleted', async () => {
    const {tenant, graph} = await open({users: 60});
    const {last} = await graph.follow(PATH);
    const {managerId} = led(tenant);
    const reports = [...tenant.directory.all()].filter((user) => user.managerId === managerId);
    tenant.directory.remove(managerId);
    const {value} = (await graph.get(String(last['@odata.deltaLink']))).json;
    const named = value.filter((row) => 'manager@delta' in row).map((row) => row['id']);
    expect(new Set(named)).toEqual(new Set(reports.map(({id}) => id)));
    expect(reports.length).toBeGreaterThan(0);
    const other = await graph.get('/users/delta?$select=id&$deltatoken=latest');
    expect((await graph.get(String(other.json['@odata.deltaLink']))).json.value).toEqual([]);
  });
});

describe('lists of more properties than links can repeat', () => {
  const LONG = [
    ...['id', 'mail', 'city', 'state', 'country', 'surname', 'jobTitle', 'userType', 'department'],
    ...['givenName', 'postalCode', 'otherMails', 'employeeId', 'displayName', 'companyName'],
    ...['faxNumber', 'mobilePhone', 'employeeType', 'creationType', 'mailNickname'],
    ...['usageLocation', 'businessPhones', 'streetAddress', 'accountEnabled', 'officeLocation'],
  ].filter((name) => name !== 'faxNumber');

  test.each([
    [25, [...LONG, 'passwordPolicies'], 200],
    [26, [...LONG, 'passwordPolicies', 'preferredLanguage'], 400],
  ])('a list of %d has a link that leads on, or nowhere', async (count, names, status) => {
    const {graph} = await open({users: 200, deltaPageSize: 50});
    expect(names).toHaveLength(count);
    for (const path of ['/users', '/users/delta']) {
      const first = await graph.get(`${path}?$select=${names.join()}`);
      expect(first.status).toBe(200);
      const next = await graph.get(String(first.json['@odata.nextLink']));
      expect([path, next.status]).toEqual([path, status]);
    }
  });
});

test('agents are users of a type of their own, in lists, alone and in delta', async () => {
  const {tenant, graph} = await open({users: 200});
  const agents = [...tenant.directory.all()].filter(({isAgent}) => isAgent).map(({id}) => id);
  const type = '#microsoft.graph.agentUser';
  for (const path of ['/users?$select=id,identityParentId&$top=999', '/users/delta?$select=id']) {
    const {rows} = await graph.follow(path);
    const typed = rows.filter((row) => '@odata.type' in row);
    expect(typed.map((row) => [row['id'], row['@odata.type']])).toEqual(
      agents.map((id) => [id, type]),
    );
  }
  expect((await graph.get(`/users/${agents[0]}`)).json['@odata.type']).toBe(type);
  expect(agents.length).toBe(2);
});
