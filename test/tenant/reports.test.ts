import {csvFile} from '../../tenant/reports/csv';
import {download, open} from './open-tenant';
import {DEFAULT_ROLES} from '../../tenant/tenant';

const EMAIL = '/reports/getEmailActivityUserDetail';
const COPILOT = '/copilot/reports/getMicrosoft365CopilotUsageUserDetail';
const NOW = Date.parse('2026-03-10T01:30:00Z');
const now = (): number => NOW;

describe('a usage report', () => {
  test('is a link to another origin, and behind it a CSV file', async () => {
    const {tenant, graph} = await open({users: 50, now});
    const reply = await graph.get(`${EMAIL}(period='D7')`);
    expect([reply.status, reply.text, reply.headers['content-type']]).toEqual([
      302,
      '',
      'text/plain',
    ]);
    const link = new URL(String(reply.headers.location));
    expect(link.origin).toBe(tenant.downloadUrl);
    expect(link.origin).not.toBe(tenant.url);
    expect(link.pathname).toBe('/reports-download/v1.0/download');
    const file = await graph.send(link.href, {});
    expect([file.status, file.headers['content-type']]).toEqual([200, 'application/octet-stream']);
    expect(file.text).toBe(
      [...tenant.reports.file('getEmailActivityUserDetail', {period: 'D7'})].join(''),
    );
    expect(file.text.startsWith('\ufeffReport Refresh Date,User Principal Name,')).toBe(true);
    expect(file.text.endsWith(',7\r\n')).toBe(true);
  });

  test('is refused to who sends the token along, and that is on record', async () => {
    const {tenant, graph} = await open({users: 5});
    const {headers} = await graph.get(`${EMAIL}(period='D7')`);
    const reply = await graph.get(String(headers.location));
    expect([reply.status, reply.headers['content-type']]).toEqual([
      400,
      'text/html; charset=utf-8',
    ]);
    const last = tenant.requests.at(-1);
    expect(last?.path).toBe('/reports-download/v1.0/download');
    expect(last?.headers.authorization).toMatch(/^Bearer /);
  });

  test('can be fetched for two minutes, by its link alone', async () => {
    let nowMs = NOW;
    const {tenant, graph} = await open({users: 5, now: () => nowMs});
    const link = String((await graph.get(`${EMAIL}(period='D7')`)).headers.location);
    nowMs += 119_000;
    expect((await graph.send(link, {})).status).toBe(200);
    nowMs += 1_000;
    const expired = await graph.send(link, {});
    expect([expired.status, expired.text]).toEqual([403, expect.stringContaining('<html>')]);
    const made = `${tenant.downloadUrl}/reports-download/v1.0/download?token=abc`;
    expect((await graph.send(made, {})).status).toBe(403);
    expect((await graph.send(`${tenant.downloadUrl}/v1.0/users`, {})).status).toBe(404);
  });

  test('of Copilot comes at once', async () => {
    const {graph} = await open({users: 100});
    const reply = await graph.get(`${COPILOT}(period='D30')`);
    expect([reply.status, reply.headers['content-type']]).toEqual([
      200,
      'application/octet-stream',
    ]);
    expect(reply.text).toMatch(/^\ufeffReport Refresh Date,.*,Report Period\r\n.*,30\r\n/);
  });

  test.each([
    ["/reports/getNothing(period='D7')", 'BadRequest', "the segment 'getNothing'"],
    ["/reports/getMicrosoft365CopilotUsageUserDetail(period='D7')", 'BadRequest', 'the segment'],
    ["/copilot/reports/getEmailActivityUserDetail(period='D7')", 'BadRequest', 'the segment'],
    [EMAIL, 'BadRequest', 'Exactly one'],
    [`${EMAIL}(period='D7',date=2026-03-01)`, 'BadRequest', 'Exactly one'],
    [`${EMAIL}(period='D8')`, 'BadRequest', 'D8'],
    [`${EMAIL}(period=D7)`, 'BadRequest', 'not valid'],
    [`${EMAIL}(date=2026-02-30)`, 'BadRequest', 'not valid'],
    [`${EMAIL}(period='D7')?$top=5`, 'BadRequest', '$top'],
    ['/reports/getMailboxUsageDetail(date=2026-03-01)', 'BadRequest', 'the segment'],
    ["/reports/getOffice365ActivationsUserDetail(period='D7')", 'BadRequest', 'the segment'],
    [
      `${EMAIL}(date=2026-03-09)`,
      'InvalidArgument',
      'Invalid date value specified: 2026-03-09. Only support data for the past 28 days.',
    ],
    [`${EMAIL}(date=2026-02-08)`, 'InvalidArgument', '2026-02-08'],
  ])('GET %s answers 400 %s', async (path, code, message) => {
    const {graph} = await open({users: 5, now});
    const reply = await graph.get(path);
    expect([reply.status, reply.json.error.code]).toEqual([400, code]);
    expect(reply.json.error.message).toContain(message);
  });

  test.each([
    [`${EMAIL}(date=2026-03-08)`],
    [`${EMAIL}(date='2026-02-09')`],
    [`${EMAIL}(period=%27D180%27)?$format=text/csv`],
    ['/reports/getOffice365ActivationsUserDetail'],
  ])('GET %s is answered', async (path) => {
    const {graph} = await open({users: 5, now});
    expect((await graph.get(path)).status).toBe(302);
  });

  test('can have its 28 days end today', async () => {
    const {tenant} = await open({users: 1, now, reportWindowEnds: 'today'});
    expect([tenant.reports.oldestDate, tenant.reports.refreshDate]).toEqual([
      '2026-02-10',
      '2026-03-08',
    ]);
  });

  test('needs Reports.Read.All, and says so in one way or another', async () => {
    const {graph} = await open({users: 5, roles: ['User.Read.All']});
    const plain = await graph.get(`${EMAIL}(period='D7')`);
    const {code, message} = plain.json.error;
    expect([plain.status, code, message]).toEqual([403, 'S2SUnauthorized', 'Invalid permission.']);
    const other = await graph.get("/reports/getM365AppUserDetail(period='D7')");
    expect([other.status, other.json.error.code]).toEqual([403, 'UnknownError']);
    expect(JSON.parse(other.json.error.message)).toEqual({error: {code, message}});
    expect((await graph.get(`${COPILOT}(period='D7')`)).status).toBe(403);
  });

  test('is refused at the fifteenth time within ten minutes, each for itself', async () => {
    let nowMs = NOW;
    const {graph} = await open({users: 5, enforceLimits: true, now: () => nowMs});
    const ask = () => graph.get(`${EMAIL}(period='D7')`);
    for (let times = 0; times < 14; times++) expect((await ask()).status).toBe(302);
    const refused = await ask();
    expect([refused.status, refused.json.error.code]).toEqual([429, 'UnknownError']);
    expect(refused.json.error.message).toMatch(/^This request is throttled\./);
    expect(refused.headers['retry-after']).toBeUndefined();
    expect((await graph.get("/reports/getMailboxUsageDetail(period='D7')")).status).toBe(302);
    nowMs += 600_001;
    expect((await ask()).status).toBe(302);
  });

  test('may say when to come back', async () => {
    const {graph} = await open({users: 5, enforceLimits: true, reportRetryAfter: true, now});
    const ask = () => graph.get(`${EMAIL}(period='D7')`);
    for (let times = 0; times < 14; times++) await ask();
    expect((await ask()).headers['retry-after']).toBe('601');
  });

  test.each([
    [`${EMAIL}(period='D7')`, 'getEmailActivityUserDetail'],
    [`${COPILOT}(period='D7')`, 'copilot'],
    ['/admin/reportSettings', 'reportSettings'],
  ])('GET %s is unknown in a cloud without reports', async (path, segment) => {
    const {graph} = await open({users: 5, withoutReports: true});
    const reply = await graph.get(path);
    expect([reply.status, reply.json.error.message]).toEqual([
      400,
      `Resource not found for the segment '${segment}'.`,
    ]);
  });

  test.each([
    ['us_gov_l4', 'getYammerActivityUserDetail', 302],
    ['us_gov_l5', 'getTeamsTeamActivityDetail', 302],
    ['china', 'getTeamsTeamActivityDetail', 302],
    ['china', 'getYammerActivityUserDetail', 400],
    ['china', 'getMicrosoft365CopilotUsageUserDetail', 400],
  ] as const)('in the cloud %s beta answers %s with %d, and v1.0 has none', async (...row) => {
    const [nationalCloud, name, status] = row;
    const {graph, tenant} = await open({users: 5, nationalCloud});
    const ask = async (version: string) => {
      const url = `${tenant.url}/${version}/reports/${name}(period='D7')`;
      return (await graph.get(url)).status;
    };
    expect([await ask('beta'), await ask('v1.0')]).toEqual([status, 400]);
    expect(tenant.settings()).toMatchObject({cloud: nationalCloud});
  });

  test.each([
    ["(period='D28',version='v2')", 200],
    ["(period='D30',version='v2')", 400],
    ["(period='D28',version='v1')", 400],
    ["(period='D30',version='v1')", 200],
    ["(period='D28',version='v3')", 400],
  ])('Copilot usage %s is answered with %d', async (parameters, status) => {
    const {graph} = await open({users: 5});
    expect((await graph.get(`${COPILOT}${parameters}`)).status).toBe(status);
    const {graph: older} = await open({users: 5, withoutCopilotV2: true});
    expect((await older.get(`${COPILOT}${parameters}`)).status).toBe(400);
    expect((await older.get(`${COPILOT}(period='D30')`)).status).toBe(200);
  });

  test('tells whether it conceals names', async () => {
    const roles = [...DEFAULT_ROLES, 'ReportSettings.Read.All'];
    const {tenant, graph} = await open({users: 5, roles, cachePages: true});
    const setting = async () => (await graph.get('/admin/reportSettings')).json;
    expect((await setting())['displayConcealedNames']).toBe(false);
    tenant.reports.concealed = true;
    expect((await setting())['displayConcealedNames']).toBe(true);
    tenant.setRoles(DEFAULT_ROLES);
    await graph.signIn();
    expect((await graph.get('/admin/reportSettings')).json.error.code).toBe('S2SUnauthorized');
  });

  test.each(['reset', 'cutBody'] as const)('%s breaks the download', async (action) => {
    const {tenant, graph} = await open({users: 50});
    tenant.faults.inject({match: '/reports-download', action});
    await expect(download(graph, `${EMAIL}(period='D7')`)).rejects.toThrow();
    expect((await download(graph, `${EMAIL}(period='D7')`)).status).toBe(200);
  });
});

test('CSV is quoted where it has to be, and cut into pieces', () => {
  const rows = Array<string[]>(5000).fill(['a,b', 'say "x"', 'two\nlines', ' plain ']);
  const pieces = [...csvFile(['h'], rows)];
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.join('').slice(0, 49)).toBe(
    '\ufeffh\r\n"a,b","say ""x""","two\nlines", plain \r\n"a,b",',
  );
});
