import type {Tenant} from '../../tenant/tenant';
import {ADVANCED} from './graph-client';
import {open} from './open-tenant';

const roles = ['GroupMember.Read.All', 'User.Read.All'];
const LICENSED = '/groups?$filter=assignedLicenses/$count%20ne%200&$count=true&$select=id';
const WITH_ERRORS = '/groups?$filter=hasMembersWithLicenseErrors%20eq%20true&$select=id';

/** What users say of the groups that they have licences from: group and product. */
function assignedByUsers({directory}: Tenant): Set<string> {
  return new Set(
    [...directory.all()].flatMap(({licenseAssignmentStates: states}) =>
      states.flatMap(({assignedByGroup: group, skuId}) => (group ? `${group} ${skuId}` : [])),
    ),
  );
}

describe('groups', () => {
  test('assign what users have from them, and one assigns what nobody has', async () => {
    const {tenant, graph} = await open({users: 2_000, roles});
    const {rows} = await graph.follow('/groups?$select=id,assignedLicenses&$top=50');
    const assigned = rows.flatMap(({id, assignedLicenses}) =>
      (assignedLicenses as {skuId: string}[]).map(({skuId}) => `${String(id)} ${skuId}`),
    );
    const used = assignedByUsers(tenant);
    expect([...used].filter((pair) => !assigned.includes(pair))).toEqual([]);
    const usedGroups = new Set([...used].map((pair) => pair.split(' ')[0]));
    const groups = new Set(assigned.map((pair) => pair.split(' ')[0]));
    expect(usedGroups.size).toBe(groups.size - 1);
    expect(rows.length).toBe(200 + groups.size);
  });

  test('with licences are listed by an advanced query alone, over pages', async () => {
    const {graph} = await open({users: 500, roles});
    const {rows, pages, last} = await graph.follow(`${LICENSED}&$top=2`, {headers: ADVANCED});
    const whole = await graph.follow('/groups?$select=id,assignedLicenses');
    const expected = whole.rows.filter((row) => (row['assignedLicenses'] as []).length > 0);
    expect(rows.map(({id}) => id)).toEqual(expected.map(({id}) => id));
    expect(pages).toBe(Math.ceil(rows.length / 2));
    expect(last['@odata.count']).toBeUndefined();
    expect((await graph.get(LICENSED)).json.error.code).toBe('Request_UnsupportedQuery');
  });

  test('with errors are those of which a live user did not get a licence', async () => {
    const {tenant, graph} = await open({users: 60, roles});
    const [failed] = [...tenant.directory.all()].filter(({licenseAssignmentStates: states}) =>
      states.some(({state, assignedByGroup}) => state === 'Error' && assignedByGroup),
    );
    const group = failed?.licenseAssignmentStates.find(({state}) => state === 'Error');
    expect((await graph.get(WITH_ERRORS)).json.value).toEqual([{id: group?.assignedByGroup}]);
    const {value} = (await graph.get(`${WITH_ERRORS}&$count=true`, ADVANCED)).json;
    expect(value).toHaveLength(1);
    for (const {id} of [...tenant.directory.all()]) {
      tenant.directory.change(id, {licenseAssignmentStates: []});
    }
    expect((await graph.get(WITH_ERRORS)).json.value).toEqual([]);
  });

  test.each([
    ['$select=hasMembersWithLicenseErrors', 'Request_UnsupportedQuery'],
    ['$select=shoeSize', 'Request_BadRequest'],
    ['$filter=description%20eq%20null', 'Request_UnsupportedQuery'],
    ['$filter=assignedLicenses/$count%20ge%200&$count=true', 'Request_UnsupportedQuery'],
    ['$filter=assignedLicenses/$count%20ne%201&$count=true', 'Request_UnsupportedQuery'],
    ['$filter=hasMembersWithLicenseErrors%20ne%20true&$count=true', 'Request_UnsupportedQuery'],
    ['$filter=hasMembersWithLicenseErrors%20eq%201', 'Request_BadRequest'],
    ['$top=1000', 'Request_UnsupportedQuery'],
    ['$orderby=displayName', 'Request_UnsupportedQuery'],
  ])('with %s are refused as %s', async (query, code) => {
    const {graph} = await open({users: 10, roles});
    const {status, json} = await graph.get(`/groups?${query}`, ADVANCED);
    expect([status, json.error.code]).toEqual([400, code]);
  });

  test.each([
    ['no-license-filter', [400, 200, 200]],
    ['no-license-error-filter', [200, 400, 400]],
    ['no-advanced-license-error-filter', [200, 200, 400]],
  ] as const)('refuse filters as they are told to: %s', async (quirk, statuses) => {
    const {graph} = await open({users: 10, roles, quirks: [quirk]});
    const replies = [
      await graph.get(LICENSED, ADVANCED),
      await graph.get(WITH_ERRORS),
      await graph.get(`${WITH_ERRORS}&$count=true`, ADVANCED),
    ];
    expect(replies.map(({status}) => status)).toEqual(statuses);
  });

  test('change, come and go', async () => {
    const {tenant, graph} = await open({users: 10, groups: 3, roles, cachePages: true});
    const idOf = async (name: string): Promise<unknown> =>
      (await graph.get(`/groups?$filter=displayName%20eq%20'${name}'`)).json.value[0]?.['id'];
    const before = (await graph.get('/groups')).json.value.length;
    expect(before).toBe(3 + 5);
    const {id} = tenant.groups.add({displayName: 'New'});
    tenant.groups.change('Project 1', {displayName: 'Renamed'});
    tenant.groups.remove('Project 2');
    expect((await graph.get('/groups')).json.value).toHaveLength(before);
    expect([await idOf('New'), await idOf('Project 2')]).toEqual([id, undefined]);
    expect(await idOf('Renamed')).toBeDefined();
  });

  test('need a right of their own', async () => {
    const {tenant, graph} = await open({users: 10});
    expect((await graph.get('/groups')).json.error.code).toBe('Authorization_RequestDenied');
    tenant.setRoles(['Group.Read.All']);
    await graph.signIn();
    expect((await graph.get('/groups')).status).toBe(200);
  });
});
