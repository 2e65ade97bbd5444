import {ADVANCED, GraphClient} from './graph-client';
import {startTenant} from '../../tenant/tenant';
import type {DeltaExpiry, Quirk, Tenant, TenantOptions} from '../../tenant/tenant';
import {generateUser} from '../../tenant/user-generator';

let tenant: Tenant;
let graph: GraphClient;

async function open(options: TenantOptions = {}): Promise<void> {
  tenant = await startTenant(options);
  graph = new GraphClient(tenant);
  await graph.signIn();
}

afterEach(async () => {
  graph.close();
  await tenant.close();
});

const ENDS = encodeURIComponent("endsWith(userPrincipalName,'@contoso.com')");
const SINCE = encodeURIComponent('signInActivity/lastSignInDateTime ge 2000-01-01T00:00:00Z');
const AUDIT = 'Authentication_MSGraphPermissionMissing';

describe('users are a pure function of seed and index', () => {
  const seat = {seed: 7, index: 123_456, startMs: Date.parse('2026-01-01T00:00:00Z')};

  test('the same seat gives the same user, another seed another one', async () => {
    await open({users: 1});
    expect(generateUser({...seat})).toEqual(generateUser(seat));
    expect(generateUser({...seat, seed: 8}).id).not.toBe(generateUser(seat).id);
  });

  test('ids are unique and lead back to their user', async () => {
    await open({users: 5000});
    const ids = [...tenant.directory.all()].map((user) => user.id);
    expect(new Set(ids).size).toBe(5000);
    expect(tenant.directory.byId(ids[4321] ?? '')).toEqual(tenant.directory.at(4321));
    expect(tenant.directory.byId('00000000-0000-4000-8000-000000000000')).toBeUndefined();
  });

  test('a domain holds its own users, whatever their capitals, and no look-alikes', async () => {
    await open({users: 100});
    const names = [...tenant.directory.inDomain('contoso.com')].map((u) => u.userPrincipalName);
    expect(names.every((name) => /@contoso\.com$/i.test(name))).toBe(true);
    expect(names.some((name) => name.endsWith('@CONTOSO.COM'))).toBe(true);
  });

  test('about a fifth of the licensed users have not signed in for ninety days', async () => {
    await open({users: 5000});
    const since = Date.now() - 90 * 86_400_000;
    const licensed = [...tenant.directory.all()].filter((u) => u.assignedLicenses.length > 0);
    const idle = licensed.filter(({signInActivity: a}) => {
      const dates = [a?.lastSignInDateTime, a?.lastNonInteractiveSignInDateTime];
      return dates.every((date) => Date.parse(date ?? '0001-01-01T00:00:00Z') < since);
    });
    expect(idle.length / licensed.length).toBeGreaterThan(0.17);
    expect(idle.length / licensed.length).toBeLessThan(0.27);
  });
});

describe('it refuses what Graph refuses', () => {
  test.each([
    ['/users?$top=1000', 400, 'Request_UnsupportedQuery'],
    ['/users?$select=id,signInActivity&$top=501', 400, 'Request_UnsupportedQuery'],
    ['/users?$skip=10', 400, 'Request_BadRequest'],
    ['/users?$select=id,shoeSize', 400, 'Request_BadRequest'],
    ['/users?$select=id,skills', 501, 'NotImplemented'],
    [`/users?$filter=${ENDS}`, 400, 'Request_UnsupportedQuery'],
    [`/users?$filter=${SINCE}%20and%20accountEnabled%20eq%20true`, 400, 'Request_UnsupportedQuery'],
    ['/users?$filter=department%20eq%20%27IT%27', 400, 'Request_UnsupportedQuery'],
    ['/users?$skiptoken=abc', 400, 'Directory_ExpiredPageToken'],
    ['/users/$count', 400, 'Request_BadRequest'],
    ['/users/delta?$orderby=id', 400, 'Request_UnsupportedQuery'],
    ['/users/delta?$select=signInActivity', 400, 'Request_UnsupportedQuery'],
    ['/subscribedSkus?$top=1', 400, 'Request_UnsupportedQuery'],
    ['/nothing', 400, 'BadRequest'],
  ])('GET %s answers %d %s', async (path, status, code) => {
    await open({users: 10});
    const reply = await graph.get(path);
    expect([reply.status, reply.json.error.code]).toEqual([status, code]);
    expect(reply.headers['request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ["startsWith(userPrincipalName,'A')", {}, 200],
    ["not(startsWith(userPrincipalName,'a'))", {}, 400],
    ["not(startsWith(userPrincipalName,'a'))", ADVANCED, 200],
    ["startsWith(displayName,'a')", ADVANCED, 400],
  ])(
    'the filter %s with the headers %j answers as Graph does: %d',
    async (filter, headers, status) => {
      await open({users: 60});
      const count = headers === ADVANCED ? '&$count=true' : '';
      const asked = `/users?$select=userPrincipalName&$filter=${encodeURIComponent(filter)}${count}`;
      const reply = await graph.get(asked, {...headers});
      expect(reply.status).toBe(status);
      if (status !== 200) return;
      const names = reply.json.value.map((row) => String(row['userPrincipalName']).toLowerCase());
      expect(names.length).toBeGreaterThan(0);
      const isNot = filter.startsWith('not');
      expect(names.filter((name) => name.startsWith('a') === isNot)).toEqual([]);
    },
  );

  test('more than fifteen domains in one filter', async () => {
    await open({users: 10});
    const filter = Array(16).fill("endsWith(mail,'@a.com')").join(' or ');
    const reply = await graph.get(`/users?$count=true&$filter=${filter}`.replaceAll(' ', '%20'), {
      ...ADVANCED,
    });
    expect(reply.json.error.message).toContain('16. Max allowed: 15.');
  });

  test.each([
    [[], '/users', 'Authorization_RequestDenied'],
    [['User.Read.All'], '/subscribedSkus', 'Authorization_RequestDenied'],
    [['User.Read.All'], '/users?$select=signInActivity', AUDIT],
  ])('with the roles %j GET %s answers 403', async (roles, path, code) => {
    await open({users: 10, roles});
    const reply = await graph.get(path);
    expect([reply.status, reply.json.error.code]).toEqual([403, code]);
  });

  test('sign-in data of a tenant that is not premium', async () => {
    await open({users: 10, premium: false});
    const reply = await graph.get('/users?$select=signInActivity');
    expect(reply.json.error.code).toBe('Authentication_RequestFromNonPremiumTenantOrB2CTenant');
  });

  test('tokens that it revoked, and roles that the token does not carry yet', async () => {
    await open({users: 10, roles: []});
    tenant.setRoles(['User.Read.All']);
    expect((await graph.get('/users')).status).toBe(403);
    tenant.revokeTokens();
    expect((await graph.get('/users')).status).toBe(401);
    await graph.signIn();
    expect((await graph.get('/users')).status).toBe(200);
  });

  test.each([
    ['client_secret=wrong', 401, 7000215],
    ['client_id=11111111-2222-4333-8444-555555555555', 400, 700016],
    ['scope=https://graph.microsoft.com/.default', 400, 1002012],
    ['client_secret', 401, 7000218],
  ])('a token request with %s answers %d, AADSTS%d', async (change, status, code) => {
    const [name = '', value] = change.split('=');
    await open({users: 1});
    const form = new URLSearchParams({
      client_id: tenant.clientId,
      client_secret: tenant.clientSecret,
      grant_type: 'client_credentials',
      scope: `${tenant.url}/.default`,
    });
    form.delete(name);
    if (value !== undefined) form.set(name, value);
    const reply = await graph.postForm('contoso.com', form);
    expect([reply.status, reply.json['error_codes']]).toEqual([status, [code]]);
  });

  test('the sixth sign-in request within ten seconds, and says when to come back', async () => {
    let nowMs = Date.now();
    await open({users: 10, enforceLimits: true, now: () => nowMs});
    const ask = () => graph.get('/users?$select=id,signInActivity');
    for (let times = 0; times < 5; times++) expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect(refused.status).toBe(429);
    nowMs += Number(refused.headers['retry-after']) * 1000;
    expect((await ask()).status).toBe(200);
  });

  test('the sign-in request beyond those that this tenant allows', async () => {
    const now = Date.now();
    await open({users: 10, enforceLimits: true, entraReportingRequests: 20, now: () => now});
    const statuses: number[] = [];
    for (let times = 0; times < 21; times++) {
      statuses.push((await graph.get('/users?$select=id,signInActivity')).status);
    }
    expect(statuses).toEqual([...Array<number>(20).fill(200), 429]);
  });
});

describe('lists', () => {
  test('are paged to the end without loss, by links that nobody else can build', async () => {
    await open({users: 500});
    const {rows, pages} = await graph.follow('/users?$select=id&$top=99');
    expect(rows.map((row) => row['id'])).toEqual([...tenant.directory.all()].map((u) => u.id));
    expect(pages).toBe(6);
    const first = await graph.get('/users?$select=id&$top=99');
    const changed = String(first.json['@odata.nextLink']).replace('$top=99', '$top=98');
    expect((await graph.get(changed)).json.error.code).toBe('Directory_ExpiredPageToken');
  });

  test('filtered by domain give exactly its users, with the header on every page', async () => {
    await open({users: 500});
    const path = `/users?$select=id&$count=true&$top=50&$filter=${ENDS}`;
    const {rows} = await graph.follow(path, {headers: ADVANCED});
    const expected = [...tenant.directory.inDomain('contoso.com')].map((user) => user.id);
    expect(rows.map((row) => row['id'])).toEqual(expected);
    const first = await graph.get(path, ADVANCED);
    expect(first.json['@odata.count']).toBe(expected.length);
    expect((await graph.get(String(first.json['@odata.nextLink']))).status).toBe(400);
  });

  test('filtered by sign-in date bring up deleted users without a name', async () => {
    await open({users: 300, deletedUsers: 30});
    const path = `/users?$select=id,userPrincipalName,signInActivity&$count=true&$filter=${SINCE}`;
    const {rows} = await graph.follow(path, {headers: ADVANCED});
    const nameless = rows.filter((row) => row['userPrincipalName'] === null);
    expect(nameless.length).toBeGreaterThan(10);
    expect(nameless.every((row) => row['signInActivity'] !== undefined)).toBe(true);
  });

  test('count the seats exactly, also after changes', async () => {
    await open({users: 400});
    await graph.get('/subscribedSkus');
    const [first, second, third] = [...tenant.directory.all()];
    tenant.directory.remove(first?.id ?? '');
    tenant.directory.remove(second?.id ?? '', {permanently: true});
    tenant.directory.change(third?.id ?? '', {assignedLicenses: []});
    const reply = await graph.get('/subscribedSkus');
    const held = [...tenant.directory.all()].flatMap((u) => u.assignedLicenses);
    for (const sku of reply.json.value) {
      const count = held.filter((licence) => licence.skuId === sku['skuId']).length;
      expect([sku['skuPartNumber'], sku['consumedUnits']]).toEqual([sku['skuPartNumber'], count]);
    }
  });
});

describe('delta', () => {
  const START = '/users/delta?$select=id,displayName,department,assignedLicenses';

  /** What a client that applies every row in order ends up with. */
  function apply(known: Map<unknown, unknown>, rows: Record<string, unknown>[]): void {
    for (const row of rows) {
      if (row['@removed']) known.delete(row['id']);
      else known.set(row['id'], row['displayName']);
    }
  }

  function disturb(step: number): void {
    const {directory} = tenant;
    const live = [...directory.all()];
    const user = live[(step * 7919) % live.length];
    if (!user) return;
    if (step % 5 === 0) directory.remove(user.id, {permanently: step % 2 === 0});
    else if (step % 5 === 1) directory.add({displayName: `New ${step}`});
    else directory.change(user.id, {displayName: `Changed ${step}`});
    if (step % 10 === 5) directory.restore(user.id);
  }

  test.each([1, 2, 3, 4, 5, 6])('never loses a change (seed %d)', async (seed) => {
    await open({users: 230, seed, deltaPageSize: 20, emptyDeltaPages: seed % 2 === 0});
    const known = new Map<unknown, unknown>();
    let step = seed * 100;
    let link = START;
    for (let round = 0; round < 8; round++) {
      const {rows, last} = await graph.follow(link, {
        onPage: () => [1, 2, 3, 4].forEach(() => disturb((step += 1))),
      });
      apply(known, rows);
      link = String(last['@odata.deltaLink']);
    }
    apply(known, (await graph.follow(link)).rows);
    const names = [...tenant.directory.all()].map((u) => [u.id, u.displayName] as const);
    expect(known).toEqual(new Map(names));
  });

  test('leaves out what was never set, and gives null for what was emptied', async () => {
    await open({users: 3, deletedUsers: 0});
    const user = tenant.directory.add({department: null, displayName: 'Blank'});
    const full = await graph.follow(START);
    expect(full.rows.find((row) => row['id'] === user.id)).not.toHaveProperty('department');
    tenant.directory.change(user.id, {department: 'IT'});
    tenant.directory.change(user.id, {department: null});
    const {rows} = await graph.follow(String(full.last['@odata.deltaLink']));
    expect(rows).toEqual([expect.objectContaining({id: user.id, department: null})]);
  });

  test('an unchanged round is empty and has a new link; fields not selected do not count', async () => {
    await open({users: 3});
    const latest = await graph.get(`${START}&$deltatoken=latest`);
    const link = String(latest.json['@odata.deltaLink']);
    tenant.directory.change(tenant.directory.at(0).id, {city: 'Bonn'});
    const {rows, last} = await graph.follow(link);
    expect(rows).toEqual([]);
    expect(last['@odata.deltaLink']).not.toBe(link);
  });

  test('tells a user in the recycle bin from one that is gone for good', async () => {
    await open({users: 5, deletedUsers: 0});
    const {json} = await graph.get(`${START}&$deltatoken=latest`);
    const [kept, gone] = [tenant.directory.at(0).id, tenant.directory.at(1).id];
    tenant.directory.remove(kept);
    tenant.directory.remove(gone, {permanently: true});
    const {rows} = await graph.follow(String(json['@odata.deltaLink']));
    expect(rows).toEqual([
      {id: kept, '@removed': {reason: 'changed'}},
      {id: gone, '@removed': {reason: 'deleted'}},
    ]);
    const bin = await graph.follow('/directory/deletedItems/microsoft.graph.user?$select=id');
    expect(bin.rows).toEqual([{id: kept}]);
  });

  test('has the changed properties alone where the tenant has thin rows', async () => {
    await open({users: 5, deletedUsers: 0, quirks: ['thin-delta-rows']});
    const select = '$select=id,userPrincipalName,city,department';
    const {json} = await graph.get(`/users/delta?${select}&$deltatoken=latest`);
    const [changed, renamed, gone] = [0, 1, 2].map((index) => tenant.directory.at(index).id);
    tenant.directory.change(changed!, {city: 'Bonn'});
    tenant.directory.change(renamed!, {userPrincipalName: 'new@contoso.com'});
    tenant.directory.remove(gone!);
    const {rows} = await graph.follow(String(json['@odata.deltaLink']));
    expect(rows[0]).toEqual({id: changed, city: 'Bonn'});
    expect(rows[1]).toMatchObject({id: renamed, userPrincipalName: 'new@contoso.com'});
    expect(rows[2]).toMatchObject({'@removed': {}});
    const one = await graph.get(`/users/${changed}?$select=id,city,department`);
    const {department} = tenant.directory.at(0);
    expect(one.json).toMatchObject({id: changed, city: 'Bonn', department});
    const missing = await graph.get(`/users/${gone}?$select=id`);
    expect([missing.status, missing.json.error.code]).toEqual([404, 'Request_ResourceNotFound']);
  });

  test.each<[Quirk, number]>([
    ['delta-links-unknown', 400],
    ['delta-links-time-out', 504],
  ])('with %s answers %d, and a first request does not', async (quirk, status) => {
    await open({users: 3, quirks: [quirk]});
    const {json} = await graph.get(`${START}&$deltatoken=latest`);
    expect((await graph.get(String(json['@odata.deltaLink']))).status).toBe(status);
    expect((await graph.get(START)).status).toBe(200);
  });

  test.each<[DeltaExpiry, number, string]>([
    ['410', 410, 'resyncRequired'],
    ['syncStateNotFound', 404, 'syncStateNotFound'],
    ['syncStateNotFound400', 400, 'SyncStateNotFound'],
    ['older30', 400, 'Request_UnsupportedQuery'],
  ])('a link that expired as %s answers %d %s', async (shape, status, code) => {
    await open({users: 3});
    const {last} = await graph.follow(START);
    tenant.expireDeltaTokens(shape);
    const reply = await graph.get(String(last['@odata.deltaLink']));
    expect([reply.status, reply.json.error.code]).toEqual([status, code]);
    if (status === 410) expect((await graph.get(String(reply.headers.location))).status).toBe(200);
  });
});

describe('faults', () => {
  test('answer in place of the tenant, as often as told', async () => {
    await open({users: 3});
    const respond = {status: 503, headers: {'retry-after': '1'}, body: {error: {code: 'x'}}};
    const fault = tenant.faults.inject({match: '/v1.0/users?', times: 2, skip: 1, respond});
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) statuses.push((await graph.get('/users?$top=1')).status);
    expect([statuses, fault.hits]).toEqual([[200, 503, 503, 200], 2]);
  });

  test.each(['reset', 'cutBody'] as const)('%s breaks the connection', async (action) => {
    await open({users: 3});
    tenant.faults.inject({match: /users/, action});
    await expect(graph.get('/users')).rejects.toThrow();
    expect((await graph.get('/users')).status).toBe(200);
  });
});
