/** The whole report on simulated tenants: its rows are what is true of them. */
import {parse} from 'csv-parse/sync';
import {answers} from '../../tenant/answers/answers';
import type {Answers} from '../../tenant/answers/answers';
import {USUAL} from '../../tenant/answers/situation';
import type {Situation} from '../../tenant/answers/situation';
import {ALL_ROLES, startTenant} from '../../tenant/tenant';
import type {Tenant, TenantOptions} from '../../tenant/tenant';
import {readMarts} from '../answers/read-marts';
import type {MartRow} from '../marts';
import type {ListedMart, ListedRows} from '../report-data';
import {Workplace} from './run-report';

const KEYS = {
  m365__seat_inventory: 'sku_id',
  m365__wasted_seats: 'wasted_seat_id',
  m365__right_sizing: 'seat_id',
  m365__renewals: 'subscription_id',
  m365__department_costs: 'department_cost_id',
  m365__copilot_adoption: 'seat_id',
  m365__storage: 'storage_id',
  m365__admin_mfa_gaps: 'user_id',
} as const satisfies {[Mart in ListedMart]: keyof MartRow[Mart]};

let place: Workplace;
let tenant: Tenant;

beforeEach(() => {
  place = new Workplace();
});
afterEach(async () => {
  place.remove();
  await tenant.close();
});

async function start(options: TenantOptions = {}): Promise<void> {
  tenant = await startTenant({users: 40, namedPeople: true, roles: ALL_ROLES, ...options});
}

interface Found {
  marts: ListedRows;
  asOf: string;
}

async function found(file = 'tables.duckdb'): Promise<Found> {
  const database = await place.database(file);
  const [day] = await database.rows<{asOf: string}>(
    'SELECT CAST(as_of_date AS VARCHAR) AS "asOf" FROM int_m365__as_of',
  );
  const marts = await readMarts(database);
  database.close();
  return {marts, asOf: day!.asOf};
}

/** Every row of every listed mart, compared with what the tenant works out without SQL. */
function expectTruth({marts, asOf}: Found, situation: Partial<Situation> = {}): void {
  const truth: Answers = answers(tenant, {...USUAL, asOf, ...situation});
  for (const [mart, key] of Object.entries(KEYS) as [ListedMart, string][]) {
    const name = mart.replace('m365__', '') as keyof Answers;
    const byKey = (row: object): string => String((row as Record<string, unknown>)[key]);
    const sorted = (rows: readonly object[]): object[] =>
      [...rows].sort((a, b) => (byKey(a) < byKey(b) ? -1 : 1));
    expect({mart, rows: sorted(marts[mart])}).toEqual({mart, rows: sorted(truth[name])});
  }
}

test('every row is true of the tenant, with prices and excluded accounts; the files are private', async () => {
  await start();
  const [somebody] = [...tenant.directory.all()].filter(({accountEnabled}) => !accountEnabled);
  const prices = place.write(
    'prices.csv',
    'sku_part_number,monthly_price,currency\nSPE_E3,36,EUR\n',
  );
  const list = `user_principal_name,why,until\n${somebody!.userPrincipalName.toUpperCase()},leave,\n`;
  const end = await place.report(tenant, [
    ...['--out', 'page.html', '--csv', 'seats.csv', '--duckdb', 'tables.duckdb'],
    ...['--prices', prices, '--exclude', place.write('accounts.csv', list)],
  ]);
  expect(end.exitCode).toBe(0);
  expect(end.output).toContain('Wrote page.html');
  const all = await found();
  expect(all.marts.m365__wasted_seats.length).toBeGreaterThan(20);
  expectTruth(all, {
    prices: [{skuPartNumber: 'SPE_E3', monthlyPrice: 36, currency: 'EUR'}],
    excludedAccounts: [{userId: somebody!.id, until: null}],
  });
  const csv = parse<Record<string, string>>(place.text('seats.csv'), {bom: true, columns: true});
  expect(csv.map((row) => row['wasted_seat_id'])).toEqual(
    all.marts.m365__wasted_seats.map((row) => row.wasted_seat_id),
  );
  expect(place.text('page.html')).toContain('Microsoft 365 E3');
  const files = ['page.html', 'seats.csv', 'tables.duckdb'];
  expect(files.map((name) => place.mode(name))).toEqual(['600', '600', '600']);
});

test('without permissions the report says what is missing and answers the rest', async () => {
  await start({roles: ['User.Read.All', 'LicenseAssignment.Read.All']});
  const {exitCode} = await place.report(tenant, [
    '--out',
    'page.html',
    '--duckdb',
    'tables.duckdb',
  ]);
  expect(exitCode).toBe(0);
  expectTruth(await found(), {
    hasSignIns: false,
    hasGroups: false,
    hasSubscriptions: false,
    reports: 'missing',
  });
  const page = place.text('page.html');
  for (const name of ['Reports.Read.All', 'AuditLog.Read.All']) expect(page).toContain(name);
});

test('without Entra ID P1 sign-ins are unknown, and nobody is idle for it', async () => {
  await start({premium: false});
  const {exitCode} = await place.report(tenant, [
    '--out',
    'page.html',
    '--duckdb',
    'tables.duckdb',
  ]);
  expect(exitCode).toBe(0);
  expectTruth(await found(), {hasSignIns: false});
  expect(place.text('page.html')).toContain('Entra ID P1');
});

test('where names are concealed, reports say nothing about people', async () => {
  await start({concealed: true});
  const {exitCode} = await place.report(tenant, [
    '--out',
    'page.html',
    '--duckdb',
    'tables.duckdb',
  ]);
  expect(exitCode).toBe(0);
  expectTruth(await found(), {reports: 'concealed'});
});

test('with domains, people are those of the domains and seats those of the tenant', async () => {
  await start();
  const settings = {domains: ['fabrikam.com']};
  const args = ['--out', 'page.html', '--duckdb', 'tables.duckdb'];
  expect((await place.report(tenant, args, settings)).exitCode).toBe(0);
  const {marts} = await found();
  const names = marts.m365__wasted_seats.map((row) => row.user_principal_name ?? '@fabrikam.com');
  expect(names.filter((name) => !name.toLowerCase().endsWith('@fabrikam.com'))).toEqual([]);
  for (const {sku_id, assigned_seats} of marts.m365__seat_inventory) {
    const sku = tenant.skus.list().find(({skuId}) => skuId === sku_id);
    expect(assigned_seats).toBe(sku?.consumedUnits ?? null);
  }
});

test('with pseudonyms the figures are the same and no name is in any file', async () => {
  await start();
  const args = ['--out', 'page.html', '--csv', 'seats.csv', '--duckdb', 'tables.duckdb'];
  const settings = {personal_data: {mode: 'pseudonymize', key: 'k'.repeat(40)}};
  expect((await place.report(tenant, args, settings)).exitCode).toBe(0);
  const {marts, asOf} = await found();
  const truth = answers(tenant, {...USUAL, asOf});
  const figures = (rows: readonly object[]): string[] =>
    rows
      .map((row) => row as MartRow['m365__wasted_seats'])
      .map(({sku_id, reason, confidence, seats}) => [sku_id, reason, confidence, seats].join())
      .sort();
  expect(figures(marts.m365__wasted_seats)).toEqual(figures(truth.wasted_seats));
  const texts = `${place.text('page.html')}${place.text('seats.csv')}`;
  const named = [...tenant.directory.all()].filter(({userPrincipalName: name}) =>
    texts.toLowerCase().includes(name.toLowerCase()),
  );
  expect(named.map(({userPrincipalName}) => userPrincipalName)).toEqual([]);
});

test('a tenant with one user, who has nothing, has a page', async () => {
  await start({users: 1, deletedUsers: 0, namedPeople: false});
  const {exitCode} = await place.report(tenant, [
    '--out',
    'page.html',
    '--duckdb',
    'tables.duckdb',
  ]);
  expect(exitCode).toBe(0);
  expectTruth(await found());
});

test('a refused sign-in says what to do, and leaves the page of before', async () => {
  await start();
  place.write('page.html', 'before');
  tenant.refuseSignIn(7000215);
  const end = await place.report(tenant, ['--out', 'page.html', '--duckdb', 'tables.duckdb']);
  expect(end.exitCode).toBe(1);
  expect(end.output).toMatch(/client secret/i);
  expect(end.output).not.toContain(tenant.clientSecret);
  expect(place.text('page.html')).toBe('before');
});

test('a list with a mistake is refused before anything is read', async () => {
  await start();
  const prices = place.write('prices.csv', 'sku_part_number,monthly_price\nSPE_E3,cheap\n');
  const {exitCode, output} = await place.report(tenant, ['--prices', prices]);
  expect(exitCode).toBe(1);
  expect(output).toContain(`${prices}, line 2: monthly_price is "cheap"`);
  expect(tenant.requests).toEqual([]);
});
