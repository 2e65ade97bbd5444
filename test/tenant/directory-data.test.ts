import {open} from './open-tenant';
import {DEFAULT_ROLES} from '../../tenant/tenant';

const REGISTRATIONS = '/reports/authenticationMethods/userRegistrationDetails';
const NON_PREMIUM = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';

describe('registration details', () => {
  test('are those of every enabled user, over pages', async () => {
    const {tenant, graph} = await open({users: 500});
    const {rows, pages} = await graph.follow(`${REGISTRATIONS}?$top=100`);
    expect(rows).toEqual(tenant.registrations());
    const enabled = [...tenant.directory.all()].filter((user) => user.accountEnabled);
    expect(rows.map((row) => row['id'])).toEqual(enabled.map((user) => user.id));
    expect(pages).toBe(Math.ceil(enabled.length / 100));
    expect(rows.every((row) => /\.\d{7}Z$/.test(String(row['lastUpdatedDateTime'])))).toBe(true);
    expect((await graph.get(REGISTRATIONS)).json.value.length).toBe(200);
  });

  test('show what is selected and match simple filters', async () => {
    const {graph} = await open({users: 100});
    const path = `${REGISTRATIONS}?$select=id,isAdmin&$filter=isMfaRegistered%20eq%20false`;
    const {value} = (await graph.get(path)).json;
    expect(value.length).toBeGreaterThan(5);
    expect(value.every((row) => Object.keys(row).join() === 'id,isAdmin')).toBe(true);
  });

  test.each([
    ['$top=1000', 'Request_UnsupportedQuery'],
    ['$orderby=userDisplayName', 'Request_UnsupportedQuery'],
    ["$filter=methodsRegistered/any(x:x%20eq%20'email')", 'Request_UnsupportedQuery'],
    ['$filter=isAdmin%20eq%20true%20or%20isMfaCapable%20eq%20true', 'Request_UnsupportedQuery'],
    ['$select=shoeSize', 'Request_BadRequest'],
  ])('with %s are refused as %s', async (query, code) => {
    const {graph} = await open({users: 10});
    const reply = await graph.get(`${REGISTRATIONS}?${query}`);
    expect([reply.status, reply.json.error.code]).toEqual([400, code]);
  });

  test('need a permission and a licence', async () => {
    const {tenant, graph} = await open({users: 10, premium: false});
    expect((await graph.get(REGISTRATIONS)).json.error.code).toBe(NON_PREMIUM);
    tenant.setRoles(['Reports.Read.All']);
    await graph.signIn();
    const reply = await graph.get(REGISTRATIONS);
    expect([reply.status, reply.json.error.code]).toEqual([
      403,
      'Authentication_MSGraphPermissionMissing',
    ]);
  });

  test('are refused now and then although the tenant is premium', async () => {
    const {graph} = await open({users: 10, flakyPremium: 2});
    expect((await graph.get(REGISTRATIONS)).json.error.code).toBe(NON_PREMIUM);
    expect((await graph.get('/users?$select=signInActivity')).json.error.code).toBe(NON_PREMIUM);
    expect((await graph.get(REGISTRATIONS)).status).toBe(200);
  });

  test('share their ration with sign-ins', async () => {
    const now = Date.now();
    const {graph} = await open({users: 10, enforceLimits: true, now: () => now});
    for (let times = 0; times < 3; times++) {
      expect((await graph.get(REGISTRATIONS)).status).toBe(200);
    }
    for (const status of [200, 200, 429]) {
      expect((await graph.get('/users?$select=signInActivity')).status).toBe(status);
    }
  });
});

test('licences come directly, by group or both; some fail, of some nobody knows how', async () => {
  const {graph} = await open({users: 2000});
  const path = '/users?$select=assignedLicenses,licenseAssignmentStates&$top=999';
  const {rows} = await graph.follow(path);
  const users = rows as unknown as {
    assignedLicenses: {skuId: string}[];
    licenseAssignmentStates: {skuId: string; assignedByGroup: string | null; error: string}[];
  }[];
  const states = users.flatMap((user) => user.licenseAssignmentStates);
  expect(states.some((state) => state.assignedByGroup === null)).toBe(true);
  expect(states.some((state) => state.assignedByGroup !== null)).toBe(true);
  const errors = new Set(states.map((state) => state.error));
  expect([...errors]).toEqual(expect.arrayContaining(['None', 'CountViolation']));
  const unexplained = users.flatMap(({assignedLicenses, licenseAssignmentStates}) =>
    assignedLicenses.filter(({skuId}) => !licenseAssignmentStates.some((s) => s.skuId === skuId)),
  );
  expect(unexplained.length).toBeGreaterThan(0);
  expect(unexplained.length).toBeLessThan(100);
});

describe('subscriptions', () => {
  const roles = [...DEFAULT_ROLES, 'Organization.Read.All'];
  const PATH = '/directory/subscriptions';

  test('are those that the SKUs name, with their seats', async () => {
    const {graph} = await open({users: 100, roles});
    const subscriptions = (await graph.get(PATH)).json.value;
    const skus = (await graph.get('/subscribedSkus')).json.value;
    expect(subscriptions.map(({id}) => id)).toEqual(skus.flatMap((sku) => sku['subscriptionIds']));
    for (const {skuId, prepaidUnits} of skus) {
      const seats = Object.values(prepaidUnits as Record<string, number>).reduce(
        (sum, n) => sum + n,
        0,
      );
      const sold = subscriptions
        .filter((subscription) => subscription['skuId'] === skuId)
        .reduce((sum, subscription) => sum + Number(subscription['totalLicenses']), 0);
      expect([skuId, sold]).toEqual([skuId, seats]);
    }
    expect(subscriptions.some((row) => row['isTrial'] === true)).toBe(true);
    expect(subscriptions.some((row) => row['nextLifecycleDateTime'] === null)).toBe(true);
    expect(subscriptions.some((row) => row['ownerTenantId'] !== null)).toBe(true);
  });

  test('change, come and go', async () => {
    const {tenant, graph} = await open({users: 10, roles, cachePages: true});
    const before = (await graph.get(PATH)).json.value.length;
    const date = '2027-01-01T00:00:00Z';
    tenant.subscriptions.change('VISIOCLIENT', {nextLifecycleDateTime: date});
    tenant.subscriptions.remove('FLOW_FREE');
    tenant.subscriptions.add({skuPartNumber: 'OTHER', status: 'Deleted'});
    tenant.skus.remove('PROJECTPREMIUM');
    const {value} = (await graph.get(PATH)).json;
    expect(value.length).toBe(before - 1);
    const visio = value.find((row) => row['skuPartNumber'] === 'VISIOCLIENT');
    expect(visio?.['nextLifecycleDateTime']).toBe(date);
  });

  test('need a right of their own, and take no options', async () => {
    const {tenant, graph} = await open({users: 10});
    expect((await graph.get(PATH)).json.error.code).toBe('Authorization_RequestDenied');
    tenant.setRoles(roles);
    await graph.signIn();
    expect((await graph.get(`${PATH}?$top=1`)).status).toBe(400);
  });
});
