/** Tables of the streams: all of them with all columns, whether there are rows or not. */
import type {Columns} from '../models';
import {columnsOf} from './build-models';
import {quoteName, quoteText} from './database';
import type {Database} from './database';

type Tables = Readonly<Record<string, Columns>>;

/** Which sync the tables are of; its presence says that the file is one of ours. */
const SYNC = 'report_sync';

/** The connector's records have at most 15 MB, and a frame of a few bytes. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** @throws Error where the file holds something else, which must not be overwritten. */
export async function prepareTables(database: Database, tables: Tables): Promise<void> {
  const existing = await database.rows<{table_name: string}>(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'",
  );
  const names = new Set(existing.map(({table_name}) => table_name));
  if (names.size > 0 && !names.has(SYNC)) {
    throw new Error('The file holds tables that are not of a report. Name another file.');
  }
  await database.run(`CREATE TABLE IF NOT EXISTS ${SYNC} (sync_id VARCHAR)`);
  for (const [name, columns] of Object.entries(tables)) {
    if (names.has(name)) await addMissingColumns(database, name, columns);
    else await createTable(database, name, columns);
  }
}

export async function createTable(
  database: Database,
  name: string,
  columns: Columns,
): Promise<void> {
  const types = Object.entries(columns).map(([column, type]) => `${quoteName(column)} ${type}`);
  await database.run(`CREATE OR REPLACE TABLE ${quoteName(name)} (${types.join(', ')})`);
}

async function addMissingColumns(
  database: Database,
  name: string,
  columns: Columns,
): Promise<void> {
  const known = new Set((await columnsOf(database, name)).map(({column_name}) => column_name));
  for (const [column, type] of Object.entries(columns)) {
    if (known.has(column)) continue;
    await database.run(`ALTER TABLE ${quoteName(name)} ADD COLUMN ${quoteName(column)} ${type}`);
  }
}

/** The sync whose rows the tables hold; undefined in a new file. */
export async function syncIdOf(database: Database): Promise<string | undefined> {
  const [row] = await database.rows<{sync_id: string}>(`SELECT sync_id FROM ${SYNC}`);
  return row?.sync_id;
}

export async function saveSyncId(database: Database, syncId: string): Promise<void> {
  await database.run(`DELETE FROM ${SYNC}`);
  await database.run(`INSERT INTO ${SYNC} VALUES (?)`, [syncId]);
}

/** Rows of a stream that this sync has brought, before they take the place of others. */
export function arrivalsOf(stream: string): string {
  return `${stream}__arrivals`;
}

/** Those that have taken no place. */
export async function dropArrivals(database: Database, stream: string): Promise<void> {
  await database.run(`DROP TABLE IF EXISTS ${quoteName(arrivalsOf(stream))}`);
}

/**
 * Appends the records of a file, in their order.
 * @param file lines that are RECORD messages of one stream.
 * @throws Error with DuckDB's words where a value is not of the type that the schema names.
 */
export async function insertRecords(
  database: Database,
  {table, columns, file}: {table: string; columns: Columns; file: string},
): Promise<void> {
  const fields = Object.entries(columns).map(
    ([name, type]) => `${quoteName(name)} ${type === 'timestamp' ? 'timestamptz' : type}`,
  );
  const record = `STRUCT("data" STRUCT(${fields.join(', ')}))`;
  await database.run(
    `INSERT INTO ${quoteName(table)} SELECT unnest(record.data) FROM read_json(${quoteText(file)},` +
      ` format = 'newline_delimited', maximum_object_size = ${MAX_LINE_BYTES},` +
      ` columns = {record: ${quoteText(record)}})`,
  );
}
