/** The rows of the marts as the page takes them. */
import {quoteName} from '../database/database';
import type {Database} from '../database/database';
import {MARTS} from '../marts';
import type {ColumnKind, MartColumn, MartRow} from '../marts';
import type {ListedMart, ListedRows} from '../report-data';

/** The key of each mart, by which its rows are ordered. */
const KEYS: Record<ListedMart, string> = {
  m365__seat_inventory: 'sku_id',
  m365__wasted_seats: 'wasted_seat_id',
  m365__right_sizing: 'seat_id',
  m365__renewals: 'subscription_id',
  m365__department_costs: 'department_cost_id',
  m365__copilot_adoption: 'seat_id',
  m365__storage: 'storage_id',
  m365__admin_mfa_gaps: 'user_id',
};

/** How a column becomes what its type in `MartRow` says. */
const AS_VALUE: Record<ColumnKind, (column: string) => string> = {
  text: (column) => column,
  boolean: (column) => column,
  integer: (column) => `CAST(${column} AS DOUBLE)`,
  decimal: (column) => `CAST(${column} AS DOUBLE)`,
  date: (column) => `CAST(${column} AS VARCHAR)`,
  time: (column) => `strftime(${column}, '%Y-%m-%dT%H:%M:%SZ')`,
};

export async function readMarts(database: Database): Promise<ListedRows> {
  const rows: Partial<Record<ListedMart, readonly object[]>> = {};
  for (const mart of Object.keys(KEYS) as ListedMart[]) rows[mart] = await readMart(database, mart);
  return rows as ListedRows;
}

function readMart<Mart extends ListedMart>(
  database: Database,
  mart: Mart,
): Promise<MartRow[Mart][]> {
  const columns = MARTS[mart].columns.map(selected).join(', ');
  const key = quoteName(KEYS[mart]);
  return database.rows(`SELECT ${columns} FROM ${quoteName(mart)} ORDER BY ${key}`);
}

function selected({name, kind}: MartColumn): string {
  return `${AS_VALUE[kind](quoteName(name))} AS ${quoteName(name)}`;
}
