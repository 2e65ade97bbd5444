import {parse} from 'csv-parse/sync';
import {download, open} from './open-tenant';
import type {Opened} from './open-tenant';
import type {ReportName, User} from '../../tenant/tenant';

const NOW = Date.parse('2026-03-10T01:30:00Z');
const now = (): number => NOW;
const ZERO = '00000000-0000-0000-0000-000000000000';
const HASH = /^[0-9A-F]{32}$/;

const DAY_MS = 86_400_000;

type Rows = Record<string, string>[];

async function read({graph}: Opened, path: string): Promise<Rows> {
  const {text} = await download(graph, `/reports/${path}`);
  return parse(text, {bom: true, columns: true, record_delimiter: '\r\n'});
}

function names(rows: Rows): (string | undefined)[] {
  return rows.map((row) => row['User Principal Name']);
}

/** By the plans that the tenant lists for the products of the user. */
function hasMailbox(tenant: Opened['tenant'], user: User): boolean {
  const plans = tenant.skus
    .list()
    .filter(({skuId}) => user.assignedLicenses.some((licence) => licence.skuId === skuId))
    .flatMap(({servicePlans}) => servicePlans.map(({servicePlanName}) => servicePlanName));
  return plans.some((name) => /^EXCHANGE_S_(?!FOUNDATION)/.test(name));
}

describe('what reports hold', () => {
  test('a period has every holder of the service, awkward names whole, some of them deleted', async () => {
    const opened = await open({users: 400, deletedUsers: 20, now});
    const {tenant} = opened;
    const rows = await read(opened, "getEmailActivityUserDetail(period='D30')");
    expect(rows).toEqual(tenant.reports.records('getEmailActivityUserDetail', {period: 'D30'}));
    const holders = [...tenant.directory.all()].filter((user) => hasMailbox(tenant, user));
    const live = rows.filter((row) => row['Is Deleted'] === 'False');
    expect(names(live).sort()).toEqual(holders.map((user) => user.userPrincipalName).sort());
    const deleted = rows.filter((row) => row['Is Deleted'] === 'True');
    expect(deleted.length).toBeGreaterThan(2);
    expect(deleted.every((row) => /^2026-0[23]-\d\d$/.test(row['Deleted Date'] ?? ''))).toBe(true);
    expect(rows.some((row) => row['Display Name']?.includes('\r\n'))).toBe(true);
    expect(names(rows).some((name) => name?.includes('#EXT#'))).toBe(true);
    const products = new Set(rows.flatMap((row) => row['Assigned Products']?.split(/(?<! )\+/)));
    expect(products).toContain('ENTERPRISE MOBILITY + SECURITY E3');
    const dates = rows.map((row) => row['Last Activity Date'] ?? '').sort();
    expect(dates[0]).toBe('');
    expect(dates.some((date) => date > '' && date < '2025')).toBe(true);
    expect(dates.at(-1)).toBe('2026-03-08');
  });

  test.each([
    ['a working day', 'Friday', '2026-03-06', 0.4, 0.7],
    ['a week-end', 'Sunday', '2026-03-08', 0.05, 0.25],
  ])(
    '%s has who was active, and every later report knows it: %s',
    async (...[, , day, least, most]) => {
      const opened = await open({
        users: 400,
        now: () => Date.parse(`${day}T01:30:00Z`) + 2 * DAY_MS,
      });
      const rows = await read(opened, `getEmailActivityUserDetail(date=${day})`);
      const all = opened.tenant.reports.records('getEmailActivityUserDetail', {period: 'D7'});
      expect(rows.length / all.length).toBeGreaterThan(least);
      expect(rows.length / all.length).toBeLessThan(most);
      const active = all.filter((row) => row['Last Activity Date'] === day);
      expect(new Set(names(active))).toEqual(new Set(names(rows)));
      expect(rows.every((row) => row['Last Activity Date'] === day)).toBe(true);
    },
  );

  test.each<[ReportName, number, string]>([
    ['getTeamsUserActivityUserDetail', 33, 'Report Refresh Date,User Id,User Principal Name'],
    ['getOneDriveUsageAccountDetail', 12, 'Report Refresh Date,Site Id,Site URL'],
    ['getMailboxUsageDetail', 17, 'Report Refresh Date,User Principal Name,Display Name'],
    ['getOffice365ActiveUserDetail', 24, 'Report Refresh Date,User Principal Name,Display Name'],
    ['getM365AppUserDetail', 39, 'Report Refresh Date,User Principal Name,Last Activation Date'],
    ['getSharePointSiteUsageDetail', 15, 'Report Refresh Date,Site Id,Site URL'],
  ])('%s has %d columns and begins with %s', async (name, columns, beginning) => {
    const {tenant} = await open({users: 10});
    const header = tenant.reports.header(name);
    expect([header.length, header.slice(0, 3).join()]).toEqual([columns, beginning]);
  });

  test('numbers, truths and durations are written as the service does', async () => {
    const {tenant} = await open({users: 300, now});
    const mailboxes = tenant.reports.records('getMailboxUsageDetail', {period: 'D7'});
    const sizes = mailboxes.map((row) => Number(row['Storage Used (Byte)']));
    expect(Math.max(...sizes)).toBeGreaterThan(2 ** 32);
    const teams = tenant.reports.records('getTeamsUserActivityUserDetail', {period: 'D7'});
    expect(new Set(teams.map((row) => row['Is Licensed']))).toEqual(new Set(['Yes', 'No']));
    const durations = teams.map((row) => row['Audio Duration'] ?? '');
    expect(durations).toContain('PT0S');
    expect(durations.every((text) => /^PT(\d+H)?(\d+M)?(\d+S)?$/.test(text))).toBe(true);
    const user = tenant.directory.byId(teams[7]?.['User Id'] ?? '');
    expect(user?.userPrincipalName).toBe(teams[7]?.['User Principal Name']);
  });

  test('some users have several activations, and one user in ten a site', async () => {
    const opened = await open({users: 300, deletedUsers: 0, now});
    const activations = await read(opened, 'getOffice365ActivationsUserDetail');
    const keys = activations.map((row) => [row['User Principal Name'], row['Product Type']].join());
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(names(activations)).size).toBeLessThan(keys.length);
    const sites = await read(opened, "getSharePointSiteUsageDetail(period='D7')");
    expect(sites.length).toBe(30);
    expect(new Set(sites.map((row) => row['Site Id'])).size).toBe(30);
  });

  test('every report is the same again in another tenant of the same seed', async () => {
    const [one, other] = [await open({users: 60, now}), await open({users: 60, now})];
    for (const name of one.tenant.reports.names) {
      const question = name === 'getOffice365ActivationsUserDetail' ? {} : {period: 'D90'};
      const rows = one.tenant.reports.records(name, question);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows).toEqual(other.tenant.reports.records(name, question));
    }
  });
});

describe('what can be done to reports', () => {
  test('names can be concealed, and nothing else changes', async () => {
    const {tenant} = await open({users: 200, now});
    const {reports} = tenant;
    const shown = reports.records('getEmailActivityUserDetail', {period: 'D7'});
    reports.concealed = true;
    const hidden = reports.records('getEmailActivityUserDetail', {period: 'D7'});
    const withoutNames = (rows: Rows): Rows =>
      rows.map((row) => ({...row, 'User Principal Name': '', 'Display Name': ''}));
    expect(withoutNames(hidden)).toEqual(withoutNames(shown));
    expect(names(hidden).every((name) => HASH.test(name ?? ''))).toBe(true);
    expect(hidden.every((row) => row['Display Name'] !== row['User Principal Name'])).toBe(true);
    expect(new Set(names(hidden)).size).toBe(hidden.length);
    const teams = reports.records('getTeamsUserActivityUserDetail', {period: 'D7'});
    expect(new Set(teams.map((row) => row['User Id']))).toEqual(new Set([ZERO]));
    const sites = reports.records('getSharePointSiteUsageDetail', {period: 'D7'});
    expect(new Set(sites.map((r) => `${r['Site Id']}${r['Site URL']}`))).toEqual(new Set([ZERO]));
  });

  test('days come late, and reports stay empty', async () => {
    const {tenant} = await open({users: 50, now});
    const {reports} = tenant;
    const count = (name: ReportName, date: string): number => reports.records(name, {date}).length;
    reports.late('2026-03-07');
    reports.late('2026-03-06', 'getYammerActivityUserDetail');
    expect(count('getEmailActivityUserDetail', '2026-03-07')).toBe(0);
    expect(count('getEmailActivityUserDetail', '2026-03-06')).toBeGreaterThan(0);
    expect(count('getYammerActivityUserDetail', '2026-03-06')).toBe(0);
    reports.arrive('2026-03-07', 'getEmailActivityUserDetail');
    expect(count('getEmailActivityUserDetail', '2026-03-07')).toBeGreaterThan(0);
    expect(count('getYammerActivityUserDetail', '2026-03-07')).toBe(0);
    reports.empty('getMailboxUsageDetail');
    const file = [...reports.file('getMailboxUsageDetail', {period: 'D7'})].join('');
    expect(file.split('\r\n')).toEqual([expect.stringMatching(/^\ufeffReport/), '']);
  });

  test('the newest day follows the clock, or stays where it was put', async () => {
    let nowMs = NOW;
    const {tenant} = await open({users: 5, now: () => nowMs, reportLagDays: 1});
    expect(tenant.reports.refreshDate).toBe('2026-03-09');
    nowMs += 86_400_000;
    expect(tenant.reports.refreshDate).toBe('2026-03-10');
    tenant.reports.refreshDate = '2026-03-01';
    const [first] = tenant.reports.records('getMailboxUsageDetail', {period: 'D7'});
    expect(first?.['Report Refresh Date']).toBe('2026-03-01');
    tenant.reports.refreshDate = undefined;
    expect(tenant.reports.refreshDate).toBe('2026-03-10');
  });

  test('columns come, go and come twice', async () => {
    const {tenant} = await open({users: 5});
    const {reports} = tenant;
    const usual = reports.header('getYammerActivityUserDetail');
    reports.extraColumns('getYammerActivityUserDetail', {'New, Column': 'x'});
    reports.dropColumns('getYammerActivityUserDetail', ['Liked Count']);
    reports.duplicateColumn('getYammerActivityUserDetail', 'Read Count');
    expect(reports.header('getYammerActivityUserDetail')).toEqual([
      ...usual.filter((header) => header !== 'Liked Count'),
      'New, Column',
      'Read Count',
    ]);
    reports.restoreColumns('getYammerActivityUserDetail');
    expect(reports.header('getYammerActivityUserDetail')).toEqual(usual);
  });
});
