import type {AirbyteStream} from '../../src/airbyte/messages';
import type {Tenant, TenantOptions} from '../../tenant/tenant';
import type {User} from '../../tenant/user';
import type {ConcealmentNotation} from '../../tenant/reports/concealment';
import {CONCEALMENT_NOTATIONS} from '../../tenant/reports/concealment';
import {ALL_ROLES} from '../../tenant/tenant';
import {Connection} from '../support/connection';
import {Connector, OWN_PROCESS} from '../support/connector';
import type {RunOptions} from '../support/connector';
import {discovered, expectedRows, reportOf, reportStreams} from '../support/expected-reports';
import {expectRows, signInRows, skuRows, usersIn} from '../support/expected-rows';
import type {Result, Row} from '../support/messages';
import {
  DOWNLOAD,
  daysUntil,
  downloads,
  later,
  noticed,
  questions,
} from '../support/report-requests';
import {perTier} from '../support/tier';
import {now} from '../support/test-date';
import {onRequest, openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const EMAIL = 'email_activity_user_detail';
const COPILOT = 'copilot_usage_user_detail';
const YAMMER = 'yammer_activity_user_detail';

const MANY = perTier({commit: 1_000, full: 10_000});
/** Some people are in the report of activations with no row. */
const PEOPLE = 1.25 * MANY;

const NOTATIONS: readonly ConcealmentNotation[] = perTier({
  commit: ['unknown', 'pii'],
  full: CONCEALMENT_NOTATIONS,
});

let streams: AirbyteStream[];
let snapshots: string[];
let dailies: string[];

beforeAll(async () => {
  streams = await discovered(await openTenant({users: 1}));
  snapshots = reportStreams(streams, 'snapshot');
  dailies = reportStreams(streams, 'daily');
});

function named(name: string): AirbyteStream {
  return streams.find((stream) => stream.name === name)!;
}

function rowsById(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [String(row['id']), row]));
}

/** The ids of the rows of a user, one for each assignment and each licence without one. */
function licenceIds({id, assignedLicenses, licenseAssignmentStates}: User): string[] {
  const explained = licenseAssignmentStates.map(({skuId}) => skuId);
  return [
    ...licenseAssignmentStates.map(
      ({skuId, assignedByGroup}) => `${id}_${skuId}_${assignedByGroup ?? 'direct'}`,
    ),
    ...assignedLicenses
      .filter(({skuId}) => !explained.includes(skuId))
      .map(({skuId}) => `${id}_${skuId}_unknown`),
  ];
}

function warnings(result: Result): string {
  return result.logs('WARN').join('\n');
}

test('there are eighteen reports or more, and fifteen of them by day', () => {
  expect(snapshots.length).toBeGreaterThanOrEqual(18);
  expect(dailies.length).toBeGreaterThanOrEqual(15);
});

describe('the reports of 400 users', () => {
  let tenant: Tenant;
  let result: Result;

  beforeAll(async () => {
    tenant = await openTenant({users: 400, deletedUsers: 12});
    const connection = new Connection(tenant, {streams: snapshots, syncMode: 'full_refresh'});
    result = await connection.syncWell(OWN_PROCESS);
  });

  test('have one row for every line, typed as the schema says', () => {
    for (const stream of snapshots) {
      const rows = result.records(stream);
      const expected = expectedRows(tenant, {stream: named(stream)});
      expect([stream, rows.length]).toEqual([stream, expected.size]);
      expect(rows.length).toBeGreaterThan(0);
      expectRows(rowsById(rows), expected);
    }
  });

  test('are downloaded by links that are followed once and carry no token', () => {
    const links = downloads(tenant);
    // The report of Copilot is the answer itself.
    expect(questions(tenant).length).toBe(snapshots.length);
    expect(links.length).toBe(snapshots.length - 1);
    expect(new Set(links.map(({rawUrl}) => rawUrl)).size).toBe(links.length);
    expect(links.filter(({headers}) => headers.authorization !== undefined)).toEqual([]);
    expect(questions(tenant).every(({headers}) => headers.authorization)).toBe(true);
  });

  test('end with one STATE each, and nobody is concealed', () => {
    for (const stream of snapshots) {
      expect(result.states(stream).length).toBe(1);
      expect(result.records(stream).some((row) => row['names_concealed'])).toBe(false);
    }
  });
});

describe.each([
  ['shown', false],
  ['concealed', true],
])(`${MANY} rows of every report, names %s`, (_, concealed) => {
  let result: Result;

  beforeAll(async () => {
    const tenant = await openTenant({users: 20, reportRows: PEOPLE, concealed});
    const connection = new Connection(tenant, {
      streams: [...snapshots, ...dailies],
      settings: {daily_report_backfill_days: 1},
      syncMode: 'full_refresh',
    });
    result = await connection.syncWell();
  });

  test('have as many ids, and by day an id for each row', () => {
    for (const stream of [...snapshots, ...dailies]) {
      const rows = result.records(stream);
      if (snapshots.includes(stream)) expect(rows.length).toBeGreaterThanOrEqual(MANY);
      expect([stream, rowsById(rows).size]).toEqual([stream, rows.length]);
    }
  });

  test('have declared fields only, all of them in each row', () => {
    for (const stream of snapshots) {
      const {properties} = named(stream).json_schema as {properties: object};
      const declared = Object.keys(properties).sort().join();
      const found = new Set(result.records(stream).map((row) => Object.keys(row).sort().join()));
      expect([stream, [...found]]).toEqual([stream, [declared]]);
    }
  });

  test(`are marked as ${concealed ? '' : 'not '}concealed`, () => {
    for (const stream of snapshots) {
      const marks = result.records(stream).map((row) => row['names_concealed']);
      // A site that belongs to a group has no owner whose name could be concealed.
      const isSite = stream === 'sharepoint_site_usage_detail';
      const marked = marks.filter((mark) => mark === true).length / marks.length;
      if (concealed) expect(marked).toBeGreaterThanOrEqual(isSite ? 0.9 : 1);
      else expect(marked).toBe(0);
    }
  });
});

describe.each(['full_refresh', 'incremental'] as const)('domains, %s', (syncMode) => {
  const domain = 'fabrikam.com';
  let tenant: Tenant;
  let connection: Connection;
  let result: Result;

  beforeAll(async () => {
    tenant = await openTenant({users: 400, roles: ALL_ROLES});
    connection = new Connection(tenant, {
      streams: streams.map(({name}) => name),
      settings: {domains: [domain], daily_report_backfill_days: 2},
      syncMode,
    });
    result = await connection.syncWell();
  });

  test('let exactly the rows of their users through, in every report', () => {
    const days = daysUntil(tenant.reports.refreshDate, 2);
    for (const name of [...snapshots, ...dailies]) {
      const isDaily = dailies.includes(name);
      const expected = {stream: named(name), domain, ...(isDaily && {days})};
      const rows = expectedRows(tenant, expected);
      connection.expectTable(name, rows);
      expect([name, result.records(name).length]).toEqual([name, rows.size]);
    }
  });

  test('let exactly their users through everywhere else', () => {
    const users = usersIn(tenant, [domain]);
    connection.expectUsers([domain]);
    connection.expectTable('sign_in_activity', signInRows(users));
    const ids = new Set(users.map(({id}) => id));
    const registered = tenant.registrations().filter(({id}) => ids.has(id));
    const registrations = result.records('user_registration_details').map(({id}) => String(id));
    expect(registrations.sort()).toEqual(registered.map(({id}) => id).sort());
    const delivered = result.records('user_licenses').map(({id}) => String(id));
    expect(delivered.sort()).toEqual(users.flatMap(licenceIds).sort());
  });

  test('leave the streams of the whole tenant whole, and the log says so once', () => {
    connection.expectTable('subscribed_skus', skuRows(tenant.skus.list()));
    const subscriptions = tenant.subscriptions.list().map(({id}) => id);
    expect([...connection.table('directory_subscriptions').keys()]).toEqual(subscriptions);
    expect([...connection.table('organization').keys()]).toEqual([tenant.tenantId]);
    const said = result.logs('INFO').filter((message) => /seat counts can/i.test(message));
    expect(said).toEqual([
      expect.stringMatching(
        /^directory_subscriptions, license_groups, organization, subscribed_skus(, \w+)*: .* users/,
      ),
    ]);
  });

  test('count what they leave out', () => {
    const line = result.logs('INFO').find((message) => message.startsWith(`${EMAIL}: `));
    const all = tenant.reports.records(reportOf(tenant, EMAIL), {period: 'D30'}).length;
    const left = all - result.records(EMAIL).length;
    expect(line).toMatch(new RegExp(`rows left out: ${left} outside the configured domains`));
    const sites = result.logs('INFO').find((message) => /^sharepoint_site_usage.*: /.test(message));
    expect(sites).toMatch(/\d+ without a user principal name/);
  });
});

describe('the report of Copilot', () => {
  const stream = (): AirbyteStream => named(COPILOT);
  const PROMPTS = 'promptsSubmittedForAllApps';

  test.concurrent('is read in version 2, with prompts, over 28 days for D30', async () => {
    const tenant = await openTenant({users: 300});
    const connection = new Connection(tenant, {streams: [COPILOT]});
    const result = await connection.syncWell();
    connection.expectTable(COPILOT, expectedRows(tenant, {stream: stream()}));
    const rows = result.records(COPILOT);
    expect(new Set(rows.map((row) => row['reportPeriod']))).toEqual(new Set([28]));
    expect(rows.some((row) => Number(row[PROMPTS]) > 0)).toBe(true);
    expect(warnings(result)).toBe('');
    const paths = questions(tenant).map(({rawUrl}) => decodeURIComponent(rawUrl));
    expect(paths).toEqual([expect.stringMatching(/Detail\(period='D28',version='v2'\)$/)]);
  });

  test.concurrent('is read in version 1 where Graph knows no other, and says so once', async () => {
    const tenant = await openTenant({users: 300, withoutCopilotV2: true});
    const connection = new Connection(tenant, {streams: [COPILOT]});
    const first = await connection.syncWell();
    expect(warnings(first)).toMatch(
      /^copilot_usage_user_detail: .* refuses version v2 .* version v1/,
    );
    const rows = first.records(COPILOT);
    const version1 = tenant.reports.records(reportOf(tenant, COPILOT), {period: 'D30'});
    expect(rows.length).toBe(version1.length);
    expect(rows.every((row) => row['reportPeriod'] === 30 && row[PROMPTS] === null)).toBe(true);
    tenant.reports.refreshDate = later(tenant.reports.refreshDate, 1);
    const second = await connection.syncWell();
    expect([second.records(COPILOT).length, warnings(second)]).toEqual([rows.length, '']);
    expect(questions(tenant).length).toBe(4);
  });
});

describe('an incremental read of a snapshot', () => {
  test.concurrent('already seen asks once, hangs up, and has no row and one STATE', async () => {
    const tenant = await openTenant({users: 20, reportRows: 20_000});
    const connection = new Connection(tenant, {streams: [EMAIL]});
    const first = await connection.syncWell();
    expect(first.records(EMAIL).length).toBe(20_000);
    tenant.requests.length = 0;
    const second = await connection.syncWell();
    expect([second.records(EMAIL).length, second.states(EMAIL).length]).toEqual([0, 1]);
    expect(second.lastState(EMAIL)).toEqual(first.lastState(EMAIL));
    expect([questions(tenant).length, downloads(tenant).length]).toEqual([1, 1]);
    await noticed(downloads(tenant)[0]);
  });

  test.concurrent('that is newer has all its rows, and an older one has none', async () => {
    const tenant = await openTenant({users: 100});
    const connection = new Connection(tenant, {streams: [EMAIL]});
    const {refreshDate} = tenant.reports;
    const first = (await connection.syncWell()).records(EMAIL);
    tenant.reports.refreshDate = later(refreshDate, 1);
    const second = (await connection.syncWell()).records(EMAIL);
    expectRows(rowsById(second), expectedRows(tenant, {stream: named(EMAIL)}));
    expect(rowsById([...first, ...second]).size).toBe(first.length + second.length);
    tenant.reports.refreshDate = refreshDate;
    const third = await connection.syncWell();
    expect(third.records(EMAIL)).toEqual([]);
    tenant.reports.refreshDate = later(refreshDate, 1);
    expect((await connection.syncWell()).records(EMAIL)).toEqual([]);
  });

  test.concurrent('of another period starts over and says so', async () => {
    const tenant = await openTenant({users: 100});
    const activations = 'office365_activations_user_detail';
    const connection = new Connection(tenant, {streams: [EMAIL, activations]});
    await connection.syncWell();
    connection.changeSettings({report_period: 'D90'});
    const result = await connection.syncWell();
    expect(warnings(result)).toMatch(
      /email_activity.*: starting over, because this changed .*: report_period\. .* "remove records"/,
    );
    const expected = expectedRows(tenant, {stream: named(EMAIL), period: 'D90'});
    expectRows(rowsById(result.records(EMAIL)), expected);
    // A report without a period has nothing to start over for.
    expect([result.records(activations), warnings(result).split('\n').length]).toEqual([[], 1]);
  });

  test.concurrent('of other domains starts over and says so', async () => {
    const tenant = await openTenant({users: 200});
    const connection = new Connection(tenant, {streams: [EMAIL]});
    await connection.syncWell();
    connection.changeSettings({domains: ['fabrikam.com']});
    const result = await connection.syncWell();
    expect(warnings(result)).toMatch(/starting over, because this changed .*: domains\./);
    const expected = expectedRows(tenant, {stream: named(EMAIL), domain: 'fabrikam.com'});
    expectRows(rowsById(result.records(EMAIL)), expected);
  });

  test.concurrent('without rows has a STATE, and comes as soon as it has some', async () => {
    const tenant = await openTenant({users: 50});
    const connection = new Connection(tenant, {streams: [EMAIL]});
    tenant.reports.empty('getEmailActivityUserDetail');
    const empty = await connection.syncWell();
    expect([empty.records(EMAIL), empty.states(EMAIL).length]).toEqual([[], 1]);
    expect(empty.statuses(EMAIL)).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
    tenant.reports.empty('getEmailActivityUserDetail', false);
    const filled = await connection.syncWell();
    expect(warnings(filled)).toBe('');
    connection.expectTable(EMAIL, expectedRows(tenant, {stream: named(EMAIL)}));
    tenant.reports.empty('getEmailActivityUserDetail');
    await connection.syncWell();
    tenant.reports.empty('getEmailActivityUserDetail', false);
    expect((await connection.syncWell()).records(EMAIL)).toEqual([]);
  });
});

describe('concealed names', () => {
  test.concurrent(
    'with * are delivered and marked, from the day that they are concealed',
    async () => {
      const tenant = await openTenant({users: 100});
      const connection = new Connection(tenant, {streams: [EMAIL]});
      await connection.syncWell();
      tenant.reports.concealed = true;
      tenant.reports.refreshDate = later(tenant.reports.refreshDate, 1);
      const rows = (await connection.syncWell()).records(EMAIL);
      expect(rows.length).toBeGreaterThan(50);
      expect(rows.every((row) => row['names_concealed'] === true)).toBe(true);
      expectRows(rowsById(rows), expectedRows(tenant, {stream: named(EMAIL)}));
    },
  );

  const reports = [EMAIL, `${EMAIL}_daily`];
  const withSkus = [...reports, 'subscribed_skus'];
  const words = /the names in usage reports are concealed.* Clear "Display concealed user, group, /;

  test.concurrent('with domains deny the stream in its own words; the rest goes on', async () => {
    const tenant = await openTenant({users: 100});
    const settings = {domains: ['fabrikam.com']};
    const connection = new Connection(tenant, {streams: withSkus, settings});
    const before = await connection.syncWell();
    tenant.reports.concealed = true;
    tenant.reports.refreshDate = later(tenant.reports.refreshDate, 1);
    const result = await connection.syncWell();
    for (const stream of reports) {
      expect([result.records(stream), result.states(stream)]).toEqual([[], []]);
      expect(result.statuses(stream).at(-1)).toBe('INCOMPLETE');
      const said = result.logs('WARN').filter((message) => message.startsWith(`${stream}: the `));
      expect(said).toEqual([expect.stringMatching(words)]);
    }
    expect(result.statuses('subscribed_skus').at(-1)).toBe('COMPLETE');
    tenant.reports.concealed = false;
    await connection.syncWell();
    const days = daysUntil(tenant.reports.refreshDate, 8);
    const daily = named(`${EMAIL}_daily`);
    const rows = expectedRows(tenant, {stream: daily, domain: 'fabrikam.com', days});
    expect([...connection.table(daily.name).keys()].sort()).toEqual([...rows.keys()].sort());
    expect(before.records(EMAIL).length).toBeGreaterThan(0);
  });

  test.concurrent('with domains fail a read that would empty the tables', async () => {
    const tenant = await openTenant({users: 100, concealed: true});
    const settings = {domains: ['fabrikam.com']};
    const syncMode = 'full_refresh';
    const result = await new Connection(tenant, {streams: withSkus, settings, syncMode}).sync();
    expect([result.exitCode, result.failures.sort()]).toEqual([
      1,
      reports.map((stream) => ['config_error', stream]),
    ]);
    expect(result.errors.map(({message}) => words.test(message))).toEqual([true, true]);
    expect(reports.flatMap((stream) => result.records(stream))).toEqual([]);
    expect(result.statuses('subscribed_skus').at(-1)).toBe('COMPLETE');
  });

  test.concurrent.each(NOTATIONS)(
    'in the notation %s deny with domains, and are marked with *',
    async (concealedAs) => {
      const tenant = await openTenant({users: 100, concealed: true, concealedAs});
      const settings = {domains: ['contoso.com']};
      const denied = await new Connection(tenant, {streams: withSkus, settings}).sync();
      expect([denied.exitCode, denied.errors]).toEqual([0, []]);
      expect(reports.map((name) => denied.statuses(name).at(-1))).toEqual([
        'INCOMPLETE',
        'INCOMPLETE',
      ]);
      expect(warnings(denied)).toMatch(/"Display concealed user, group, and site names in all/);
      const everyone = await new Connection(tenant, {streams: [EMAIL]}).syncWell();
      const marks = everyone.records(EMAIL).map((row) => row['names_concealed']);
      expect([marks.length > 50, marks.every((mark) => mark === true)]).toEqual([true, true]);
    },
  );

  test.concurrent('in every stream of the read fail it', async () => {
    const tenant = await openTenant({users: 100, concealed: true});
    const settings = {domains: ['fabrikam.com']};
    const result = await new Connection(tenant, {streams: [EMAIL], settings}).sync();
    expect([result.exitCode, result.failures]).toEqual([1, [['config_error', EMAIL]]]);
    expect(result.states(EMAIL)).toEqual([]);
  });
});

describe('columns', () => {
  test.concurrent('that nobody knows go into other_columns, and the log names them', async () => {
    const tenant = await openTenant({users: 50});
    const report = reportOf(tenant, YAMMER);
    tenant.reports.extraColumns(report, {'New, Column': 'x "y"', Later: ''});
    const connection = new Connection(tenant, {streams: [YAMMER]});
    const result = await connection.syncWell();
    const rows = result.records(YAMMER);
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect(row['other_columns']).toEqual({'New, Column': 'x "y"'});
    const said = result.logs('INFO').filter((message) => message.includes('other_columns'));
    expect(said).toEqual([expect.stringMatching(/New, Column, Later$/)]);
    const table = new Map([...connection.table(YAMMER)]);
    for (const row of table.values()) row['other_columns'] = null;
    expectRows(table, expectedRows(tenant, {stream: named(YAMMER)}));
  });

  test.concurrent('that are gone are null', async () => {
    const tenant = await openTenant({users: 50});
    tenant.reports.dropColumns(reportOf(tenant, YAMMER), ['Liked Count', 'Report Period']);
    const connection = new Connection(tenant, {streams: [YAMMER]});
    await connection.syncWell();
    for (const row of connection.table(YAMMER).values()) {
      expect([row['likedCount'], row['reportPeriod']]).toEqual([null, 30]);
    }
    connection.expectTable(YAMMER, expectedRows(tenant, {stream: named(YAMMER)}));
  });

  test.concurrent('that come twice keep the first, and the second goes to the others', async () => {
    const tenant = await openTenant({users: 50});
    tenant.reports.duplicateColumn(reportOf(tenant, YAMMER), 'Read Count');
    const connection = new Connection(tenant, {streams: [YAMMER]});
    const result = await connection.syncWell();
    const read = result.records(YAMMER).filter((row) => row['readCount'] !== null);
    expect(read.length).toBeGreaterThan(0);
    for (const row of read) {
      expect(row['other_columns']).toEqual({'Read Count (2)': String(row['readCount'])});
    }
  });
});

describe('a report that comes in another form,', () => {
  test.concurrent('with an odd header, has every value in its column', async () => {
    const tenant = await openTenant({users: 60, reportForm: 'odd-header'});
    const connection = new Connection(tenant, {streams: snapshots});
    const result = await connection.syncWell();
    for (const name of snapshots) {
      connection.expectTable(name, expectedRows(tenant, {stream: named(name)}));
    }
    expect(result.logs('INFO').join()).not.toContain('other_columns');
  });

  test.concurrent('with a bare quote, is read, and the line is named', async () => {
    const tenant = await openTenant({users: 60, reportForm: 'bare-quote'});
    const connection = new Connection(tenant, {streams: [EMAIL]});
    const result = await connection.syncWell();
    const expected = tenant.reports.records(reportOf(tenant, EMAIL), {period: 'D30'});
    const name = `${expected[0]!['User Principal Name']}"`;
    const names = result.records(EMAIL).map((row) => row['userPrincipalName']);
    expect(names).toEqual([
      name,
      ...expected.slice(1).map((record) => record['User Principal Name']),
    ]);
    expect(warnings(result)).toMatch(/^email_\w+: line 2 of the report is malformed: .* quote/);
  });

  test.concurrent('with a quote that reaches to the next one, loses no row unnoticed', async () => {
    const tenant = await openTenant({users: 60, reportForm: 'open-quote'});
    const result = await new Connection(tenant, {streams: [EMAIL]}).sync();
    expect([result.exitCode, result.records(EMAIL), result.states(EMAIL)]).toEqual([1, [], []]);
    expect(JSON.stringify(result.errors)).toContain('line 2 has a quote without its end');
  });

  test.concurrent('with rows that share a key, has an id for each in any order', async () => {
    const sites = 'sharepoint_site_usage_detail';
    const options: TenantOptions = {users: 300, deletedUsers: 12, reportForm: 'twins'};
    const tenant = await openTenant({...options, concealed: true, concealedAs: 'sha256'});
    const read = async (): Promise<Result> =>
      new Connection(tenant, {streams: [EMAIL, sites], syncMode: 'full_refresh'}).syncWell();
    const idsOf = (result: Result, name: string): string[] =>
      result.records(name).map(({id}) => String(id));
    const before = await read();
    tenant.reports.form = 'twins-reversed';
    const after = await read();
    for (const name of [EMAIL, sites]) {
      const ids = idsOf(before, name);
      expect(new Set(ids).size).toBe(ids.length);
      expect(idsOf(after, name)).toEqual([...ids].reverse());
    }
    const records = tenant.reports.records(reportOf(tenant, EMAIL), {period: 'D30'});
    const deleted = records.filter((record) => record['Is Deleted'] === 'True');
    expect(deleted.length).toBeGreaterThan(3);
    expect(before.records(EMAIL).length).toBe(records.length + deleted.length);
  });

  test.concurrent('in JSON, fails at once and is named as JSON', async () => {
    const tenant = await openTenant({users: 60, reportForm: 'json'});
    const result = await new Connection(tenant, {streams: [EMAIL, COPILOT]}).sync();
    expect([result.exitCode, result.failures.sort()]).toEqual([
      1,
      [COPILOT, EMAIL].map((stream) => ['system_error', stream]),
    ]);
    for (const {message} of result.errors)
      expect(message).toMatch(/ as JSON, although the connector requested CSV/);
    expect(questions(tenant).length).toBe(2);
  });
});

describe('a temporary folder that', () => {
  const settings = {domains: ['*']};

  test.concurrent.each<[what: string, options: RunOptions, reason: string]>([
    ['does not exist', {env: {TMPDIR: '/does/not/exist'}, ownProcess: true}, 'ENOENT'],
    ['has no room', {shell: 'ulimit -f 8; trap "" XFSZ; exec "$@"', ownProcess: true}, 'EFBIG'],
  ])('%s ends the reports at once, and check says so', async (_what, options, reason) => {
    const tenant = await openTenant({users: 400});
    const streams = [EMAIL, 'subscribed_skus'];
    const connection = new Connection(tenant, {streams, settings});
    const result = await connection.sync(options);
    expect([result.exitCode, result.failures]).toEqual([1, [['config_error', EMAIL]]]);
    const words = new RegExp(`folder for temporary files, .* \\(${reason}: .*TMPDIR`);
    expect(result.errors[0]?.message).toMatch(words);
    expect(result.statuses('subscribed_skus').at(-1)).toBe('COMPLETE');
    expect(questions(tenant).length).toBe(1);
    const files = {config: tenant.settings(settings)};
    const check = await new Connector(tenant).run(['check'], {...options, files});
    expect(check.status.status).toBe('SUCCEEDED');
    expect(check.status.message).toMatch(words);
    expect(check.status.message.match(/TMPDIR/g)).toHaveLength(1);
  });
});

describe('a download that fails is asked for anew, with a new link:', () => {
  async function expectRepaired(tenant: Tenant, links: number): Promise<void> {
    const connection = new Connection(tenant, {streams: [EMAIL]});
    const result = await connection.syncWell();
    connection.expectTable(EMAIL, expectedRows(tenant, {stream: named(EMAIL)}));
    expect(result.records(EMAIL).length).toBe(connection.table(EMAIL).size);
    expect([questions(tenant).length, downloads(tenant).length]).toEqual([links, links]);
    expect(new Set(downloads(tenant).map(({rawUrl}) => rawUrl)).size).toBe(links);
  }

  test.concurrent.each(['cutBody', 'reset'] as const)('%s', async (action) => {
    const tenant = await openTenant({users: 200});
    tenant.faults.inject({match: DOWNLOAD, action});
    await expectRepaired(tenant, 2);
  });

  test.concurrent('a file that ends in the middle of a line', async () => {
    const tenant = await openTenant({users: 200});
    const [text = ''] = tenant.reports.file('getEmailActivityUserDetail', {period: 'D30'});
    const body = text.slice(0, -6);
    tenant.faults.inject({match: DOWNLOAD, respond: {status: 200, body}});
    await expectRepaired(tenant, 2);
  });

  test.concurrent('a page of HTML', async () => {
    const tenant = await openTenant({users: 50});
    const body = '<!DOCTYPE html>\r\n<html>\r\n<head>\r\n<title>Sign in</title>\r\n</html>';
    tenant.faults.inject({match: DOWNLOAD, respond: {status: 200, body}});
    await expectRepaired(tenant, 2);
  });

  test.concurrent('a link that expired', async () => {
    let ahead = 0;
    const tenant = await openTenant({users: 50, now: () => now() + ahead});
    onRequest(tenant, {part: DOWNLOAD}, () => (ahead += 121_000));
    await expectRepaired(tenant, 2);
    expect(downloads(tenant).map(({status}) => status)).toEqual([403, 200]);
  });
});

test.concurrent('a report that comes at once in place of a link is read as well', async () => {
  const tenant = await openTenant({users: 50});
  const text = [...tenant.reports.file('getEmailActivityUserDetail', {period: 'D30'})].join('');
  const match = '/reports/getEmailActivityUserDetail';
  tenant.faults.inject({match, respond: {status: 200, body: text}});
  const connection = new Connection(tenant, {streams: [EMAIL]});
  await connection.syncWell();
  connection.expectTable(EMAIL, expectedRows(tenant, {stream: named(EMAIL)}));
  expect(downloads(tenant)).toEqual([]);
});
