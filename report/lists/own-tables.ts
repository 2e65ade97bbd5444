/** The user's lists as the tables that the models read. */
import {createTable} from '../database/tables';
import {quoteName, quoteText} from '../database/database';
import type {Database} from '../database/database';
import type {Columns, CompiledModels} from '../models';
import type {ExcludedAccount} from './excluded-accounts';
import type {Price} from './prices';

export interface OwnLists {
  prices: readonly Price[];
  excludedAccounts: readonly ExcludedAccount[];
}

/** Tables without a list are empty. */
export async function loadOwnLists(
  database: Database,
  {own_tables: tables}: CompiledModels,
  {prices, excludedAccounts}: OwnLists,
): Promise<void> {
  const lists: Record<string, readonly object[]> = {prices, excluded_accounts: excludedAccounts};
  for (const [name, columns] of Object.entries(tables)) {
    await createTable(database, name, columns);
    await insertRows(database, {name, columns, rows: lists[name] ?? []});
  }
}

async function insertRows(
  database: Database,
  {name, columns, rows}: {name: string; columns: Columns; rows: readonly object[]},
): Promise<void> {
  if (rows.length === 0) return;
  // Everything is text in the lists; inserting casts it.
  const texts = Object.keys(columns).map((column) => `${JSON.stringify(column)}:"VARCHAR"`);
  await database.run(
    `INSERT INTO ${quoteName(name)}` +
      ` SELECT unnest(from_json(CAST(? AS JSON), ${quoteText(`[{${texts.join(',')}}]`)}), recursive := true)`,
    [JSON.stringify(rows)],
  );
}

/** Lines of the lists that name what the tenant does not have, as most often a typing error does. */
export async function strangersIn(
  database: Database,
  {prices, excludedAccounts}: OwnLists,
): Promise<{prices: Price[]; excludedAccounts: ExcludedAccount[]}> {
  const products = await valuesIn(
    database,
    'SELECT sku_id AS value FROM m365__seat_inventory UNION' +
      ' SELECT lower(sku_part_number) FROM m365__seat_inventory',
  );
  const accounts = await valuesIn(
    database,
    'SELECT id AS value FROM users UNION SELECT lower(userPrincipalName) FROM users',
  );
  const isProduct = (value: string | null): boolean => products.has(value?.toLowerCase() ?? null);
  return {
    prices: prices.filter(({sku_id, sku_part_number}) =>
      [sku_id, sku_part_number].every((value) => !isProduct(value)),
    ),
    excludedAccounts: excludedAccounts.filter(
      ({user_id, user_principal_name: name}) =>
        !accounts.has(user_id) && !accounts.has(name?.toLowerCase() ?? null),
    ),
  };
}

async function valuesIn(database: Database, sql: string): Promise<Set<string | null>> {
  const rows = await database.rows<{value: string | null}>(sql);
  return new Set(rows.flatMap(({value}) => (value === null ? [] : [value])));
}
