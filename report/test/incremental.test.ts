/** A second run with --state-folder reads what changed, and leaves the tables that a full read leaves. */
import {changeEverything, holdDayBack} from '../../test/interop/changes';
import {later} from '../../test/support/report-requests';
import {ALL_ROLES, startTenant} from '../../tenant/tenant';
import type {Tenant} from '../../tenant/tenant';
import {readMarts} from '../answers/read-marts';
import type {Database} from '../database/database';
import {loadModels, tablesToRead} from '../models';
import {Workplace} from './run-report';
import type {ReportEnd} from './run-report';

let place: Workplace;
let tenant: Tenant;

beforeEach(async () => {
  place = new Workplace();
  tenant = await startTenant({users: 60, namedPeople: true, roles: ALL_ROLES});
});
afterEach(async () => {
  place.remove();
  await tenant.close();
});

type Rows = Record<string, unknown>[];

/** What is in the tables of the streams, but for the time at which it came. */
async function rowsOf(database: Database): Promise<Record<string, Rows>> {
  const tables: Record<string, Rows> = {};
  for (const [name, columns] of Object.entries(tablesToRead(loadModels()))) {
    const shown = Object.keys(columns)
      .filter((column) => !['synced_at', '_ab_cdc_deleted_at'].includes(column))
      .map((column) => `CAST("${column}" AS VARCHAR) AS "${column}"`);
    const alive = '_ab_cdc_deleted_at' in columns ? 'WHERE _ab_cdc_deleted_at IS NULL' : '';
    tables[name] = await database.rows(
      `SELECT ${shown.join(', ')} FROM ${name} ${alive} ORDER BY id`,
    );
  }
  return tables;
}

/** As the terminal says it. */
function usersRead({output}: ReportEnd): number {
  return Number(/^ {2}users: (\d+) rows?/m.exec(output)?.[1]);
}

/** A day of a report is read twice and stays then; the tenant takes people out of all days at once. */
function ofDaysReadAgain(name: string, rows: Rows): Rows {
  if (!name.endsWith('_daily')) return rows;
  const days = [...new Set(rows.map((row) => String(row['reportDate'])))].sort();
  return rows
    .filter((row) => days.slice(-2).includes(String(row['reportDate'])))
    .map((row) => ({...row, reportRefreshDate: undefined}));
}

async function expectEqualTables(incremental: string, full: string): Promise<void> {
  const [one, other] = [await place.database(incremental), await place.database(full)];
  const [found, expected] = [await rowsOf(one), await rowsOf(other)];
  for (const [name, rows] of Object.entries(expected)) {
    const same = ofDaysReadAgain(name, found[name]!);
    expect({name, rows: same}).toEqual({name, rows: ofDaysReadAgain(name, rows)});
  }
  expect(await readMarts(one)).toEqual(await readMarts(other));
  one.close();
  other.close();
}

test('after a day of changes, tables and marts equal those of a full read', async () => {
  const lateDay = holdDayBack(tenant);
  const args = ['--out', 'page.html', '--state-folder', 'kept'];
  const first = await place.report(tenant, args);
  tenant.reports.refreshDate = later(tenant.reports.refreshDate, 1);
  changeEverything(tenant, lateDay, Date.now());
  const second = await place.report(tenant, args);
  expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
  expect(usersRead(second)).toBeLessThan(usersRead(first) / 2);
  const full = await place.report(tenant, ['--out', 'full.html', '--duckdb', 'full.duckdb']);
  expect(full.exitCode).toBe(0);
  await expectEqualTables('kept/tables.duckdb', 'full.duckdb');
  expect([place.mode('kept/tables.duckdb'), place.mode('kept/state.json')]).toEqual(['600', '600']);
});

test('a lost delta link and a lost permission leave no row that a full read would not have', async () => {
  const args = ['--out', 'page.html', '--state-folder', 'kept', '--duckdb', 'tables.duckdb'];
  expect((await place.report(tenant, args)).exitCode).toBe(0);
  const [leaver] = [...tenant.directory.all()].filter(({accountEnabled}) => accountEnabled);
  tenant.directory.remove(leaver!.id, {permanently: true});
  tenant.reports.refreshDate = later(tenant.reports.refreshDate, 1);
  tenant.expireDeltaTokens();
  tenant.setRoles(ALL_ROLES.filter((role) => role !== 'AuditLog.Read.All'));
  const second = await place.report(tenant, args);
  expect(second.exitCode).toBe(0);
  expect(second.output).toContain('sign_in_activity');
  await place.report(tenant, ['--out', 'full.html', '--duckdb', 'full.duckdb']);
  await expectEqualTables('tables.duckdb', 'full.duckdb');
});

test('tables that are not those of the states are read anew', async () => {
  const args = ['--out', 'page.html', '--state-folder', 'kept', '--duckdb', 'tables.duckdb'];
  const first = await place.report(tenant, args);
  // Another file has no rows, so that reading on would leave it without most people.
  const other = ['--out', 'page.html', '--state-folder', 'kept', '--duckdb', 'other.duckdb'];
  const second = await place.report(tenant, other);
  expect(usersRead(second)).toBe(usersRead(first));
  await expectEqualTables('other.duckdb', 'tables.duckdb');
});
