/** Usage reports of national clouds, which have them in the beta version of Graph. */
import type {AirbyteStream} from '../../src/airbyte/messages';
import type {Tenant, TenantOptions} from '../../tenant/tenant';
import {DEFAULT_ROLES} from '../../tenant/tenant';
import {Connection, catalogOf} from '../support/connection';
import {Connector} from '../support/connector';
import {discovered, expectedRows, reportStreams} from '../support/expected-reports';
import type {Result} from '../support/messages';
import {later} from '../support/report-requests';
import {openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const ACTIVE_USER = 'office365_active_user_detail';
const COPILOT = 'copilot_usage_user_detail';
const EMAIL = 'email_activity_user_detail';
const TEAMS = 'teams_team_activity_detail';

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

const isYammer = (name: string): boolean => name.startsWith('yammer_');

/** What is asked of Graph about usage reports, without the parameters of their functions. */
function asked(tenant: Tenant): string[] {
  const reports = tenant.requests.filter(({path}) => /reports\/get|reportSettings/.test(path));
  return reports.map(({rawUrl}) => decodeURIComponent(rawUrl).replace(/get\w+(\(.*\))?/, 'get'));
}

function warningsOf(result: Result): string[] {
  return result.logs('WARN');
}

describe.each([
  ['us_gov_l4', [COPILOT]],
  ['us_gov_l5', [COPILOT]],
  ['china', undefined],
] as const)('in the cloud %s', (nationalCloud, without) => {
  const absent = (): string[] => [
    ...(without ?? [COPILOT, ...[...snapshots, ...dailies].filter(isYammer).sort()]),
  ];
  let tenant: Tenant;
  let connection: Connection;
  let result: Result;

  beforeAll(async () => {
    tenant = await openTenant({users: 60, nationalCloud});
    connection = new Connection(tenant, {
      streams: [...snapshots, ...dailies, 'subscribed_skus'].sort(),
      settings: {daily_report_backfill_days: 1},
    });
    result = await connection.syncWell();
  });

  test('the reports that it has are read whole, in beta and as CSV, and no other version is asked', () => {
    const there = snapshots.filter((name) => !absent().includes(name));
    for (const name of there) {
      connection.expectTable(name, expectedRows(tenant, {stream: named(name)}));
      expect([name, result.statuses(name).at(-1)]).toEqual([name, 'COMPLETE']);
      expect(result.records(name).length).toBeGreaterThan(0);
    }
    expect(new Set(asked(tenant))).toEqual(new Set(['/beta/reports/get?$format=text/csv']));
  });

  test('what it does not have is told once for all, and ends nothing', () => {
    for (const name of absent()) {
      expect([name, result.statuses(name)]).toEqual([name, ['STARTED', 'INCOMPLETE']]);
      expect([result.records(name), result.states(name)]).toEqual([[], []]);
    }
    const said = warningsOf(result).filter((text) => text.includes('does not offer'));
    const answer = without ? '' : ' (Microsoft Graph answered 400 BadRequest)';
    const todo = without ? 'the stream' : 'these streams';
    expect(said).toHaveLength(1);
    const [names, text] = said[0]!.split(': ');
    expectListed(names!, absent());
    expect(text).toBe(
      `Microsoft does not offer this data in the cloud ${nationalCloud}` +
        `${answer}, so nothing is delivered. Deselect ${todo}.`,
    );
  });

  test('the token goes to the Graph host alone', () => {
    const downloads = tenant.requests.filter(({path}) => path.startsWith('/reports-download'));
    expect(downloads.length).toBeGreaterThan(10);
    expect(downloads.filter(({headers}) => headers.authorization !== undefined)).toEqual([]);
  });

  test('check counts the same streams, and says which are left out', async () => {
    const files = {config: tenant.settings()};
    const {status} = await new Connector(tenant).run(['check'], {files});
    const [, names = ''] = /does not offer these .* leaves them out: (.*)\.$/m.exec(
      status.message,
    )!;
    expectListed(names, absent());
    // directory_subscriptions needs a permission that the tenant does not grant.
    const readable = streams.length - absent().length - optionalStreams();
    expect(status.message).toContain(`${readable} of ${streams.length} streams can be read.`);
  });
});

/** Of a long list a message names the first ones, and counts the others. */
function expectListed(list: string, names: readonly string[]): void {
  const [, first = '', more = '0'] = /^(.*?)(?: and (\d+) more)?$/.exec(list)!;
  const listed = first.split(', ');
  expect(listed).toEqual(names.slice(0, listed.length));
  expect(listed.length + Number(more)).toBe(names.length);
}

function optionalStreams(): number {
  return streams.filter(({name}) => ['directory_subscriptions', 'license_groups'].includes(name))
    .length;
}

test.concurrent('China has no columns about Viva Engage and Teams, and they are null', async () => {
  const tenant = await openTenant({users: 40, nationalCloud: 'china'});
  const result = await new Connection(tenant, {streams: [ACTIVE_USER]}).syncWell();
  const rows = result.records(ACTIVE_USER);
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    const missing = Object.keys(row).filter((field) => /^(has)?(yammer|teams)/i.test(field));
    expect([missing.length, missing.filter((field) => row[field] !== null)]).toEqual([6, []]);
    expect(row['other_columns']).toBe(null);
  }
});

describe('a cloud that refuses every report', () => {
  const settings = {cloud: 'us_gov_l5', daily_report_backfill_days: 1};

  async function readAll(syncMode: 'incremental' | 'full_refresh', options: TenantOptions = {}) {
    const tenant = await openTenant({users: 5, withoutReports: true, ...options});
    const all = [...snapshots, ...dailies, 'users'].sort();
    const files = {config: tenant.settings(settings), catalog: catalogOf(syncMode, all)};
    return {tenant, result: await new Connector(tenant).run(['read'], {files})};
  }

  test.concurrent.each(['incremental', 'full_refresh'] as const)(
    'is told once, and the sync ends well, in %s',
    async (syncMode) => {
      const {result, tenant} = await readAll(syncMode);
      expect([result.exitCode, result.errors]).toEqual([0, []]);
      expect(warningsOf(result)).toEqual([
        'all usage reports: Microsoft does not offer this data in the cloud us_gov_l5 (Microsoft ' +
          'Graph answered 400 BadRequest), so nothing is delivered. Deselect these streams.',
      ]);
      for (const name of [...snapshots, ...dailies]) {
        expect([name, result.statuses(name)]).toEqual([name, ['STARTED', 'INCOMPLETE']]);
      }
      expect(result.statuses('users').at(-1)).toBe('COMPLETE');
      // Each is asked for once: a refusal that says what is wrong is not doubted.
      expect(asked(tenant).length).toBe(snapshots.length + dailies.length - 1);
    },
  );

  test.concurrent('for want of the permission is denied as elsewhere', async () => {
    const roles = DEFAULT_ROLES.filter((name) => name !== 'Reports.Read.All');
    const tenant = await openTenant({users: 5, roles, nationalCloud: 'us_gov_l4'});
    const connection = new Connection(tenant, {streams: [EMAIL, 'users']});
    const result = await connection.syncWell();
    expect(warningsOf(result).join('\n')).toMatch(
      /lacks the application permission Reports\.Read\.All/,
    );
    expect(warningsOf(result).join('\n')).not.toContain('does not offer');
  });
});

describe('a report that an earlier sync could read', () => {
  const respond = {
    status: 400,
    body: {error: {code: 'BadRequest', message: "Resource not found for the segment 'x'."}},
  };

  test.concurrent('is a failure where it is refused later, and its state stays', async () => {
    const tenant = await openTenant({users: 20, nationalCloud: 'us_gov_l4'});
    const connection = new Connection(tenant, {streams: [EMAIL, TEAMS]});
    await connection.syncWell();
    const before = JSON.stringify(connection.states.get(EMAIL));
    tenant.reports.refreshDate = later(tenant.reports.refreshDate, 1);
    const fault = tenant.faults.inject({match: 'getEmailActivity', times: Infinity, respond});
    const failed = await connection.sync();
    expect([failed.exitCode, failed.failures]).toEqual([1, [['transient_error', EMAIL]]]);
    expect(failed.errors[0]?.message).toMatch(/An earlier sync could read it; the next one tries/);
    expect(JSON.stringify(connection.states.get(EMAIL))).toBe(before);
    expect(failed.statuses(TEAMS).at(-1)).toBe('COMPLETE');
    expect(fault.hits).toBe(1);
    tenant.faults.clear();
    await connection.syncWell();
    const rows = expectedRows(tenant, {stream: named(EMAIL)});
    for (const id of rows.keys()) expect(connection.table(EMAIL).has(id)).toBe(true);
  });
});
