/** Lets the rows that a sync has brought take their place, so that each table is as a full read would leave it. */
import type {Columns} from '../models';
import {quoteName} from './database';
import type {Database} from './database';
import {arrivalsOf, createTable} from './tables';

/** What becomes of the rows of a stream. */
export type Placement =
  /** The arrivals are all rows that there are. */
  | 'replace'
  /** They are new, changed and deleted rows. */
  | 'merge'
  /** There are none: the stream may not be read. */
  | 'empty'
  /** They are not complete, and what was there stays. */
  | 'discard';

export interface ArrivedStream {
  name: string;
  columns: Columns;
  placement: Placement;
  /** `reportRefreshDate`, `reportDate` and so on; undefined for streams that are read whole. */
  cursorField: string | undefined;
  /** Whether it was read to its end. */
  isComplete: boolean;
}

/** Microsoft keeps the usage of so many days, and so does the table. */
const DAYS_KEPT = 28;

export async function applySync(
  database: Database,
  streams: readonly ArrivedStream[],
): Promise<void> {
  for (const stream of streams) await place(database, stream);
  for (const stream of streams) if (stream.isComplete) await removeOutdated(database, stream);
  await removeSignInsOfNobody(database, streams);
}

async function place(database: Database, stream: ArrivedStream): Promise<void> {
  const {name, columns, placement} = stream;
  const table = quoteName(name);
  const arrivals = quoteName(arrivalsOf(name));
  if (placement === 'replace') {
    await database.run(`DROP TABLE ${table}`);
    await database.run(`ALTER TABLE ${arrivals} RENAME TO ${table}`);
    await keepNewestVersions(database, name);
    return;
  }
  if (placement === 'empty') await createTable(database, name, columns);
  if (placement === 'merge') {
    await removeDeleted(database, stream);
    await removeDaysReadAgain(database, stream);
    await database.run(`INSERT INTO ${table} BY NAME SELECT * FROM ${arrivals}`);
    await keepNewestVersions(database, name);
  }
  await database.run(`DROP TABLE ${arrivals}`);
}

/** Rows that say that something is gone count until the next sync. */
async function removeDeleted(database: Database, {name, columns}: ArrivedStream): Promise<void> {
  if (!('_ab_cdc_deleted_at' in columns)) return;
  await database.run(`DELETE FROM ${quoteName(name)} WHERE _ab_cdc_deleted_at IS NOT NULL`);
}

/** A day comes whole, and may lack somebody whom it had when it was read before. */
async function removeDaysReadAgain(
  database: Database,
  {name, cursorField}: ArrivedStream,
): Promise<void> {
  if (cursorField !== 'reportDate') return;
  await database.run(
    `DELETE FROM ${quoteName(name)} WHERE reportDate IN` +
      ` (SELECT reportDate FROM ${quoteName(arrivalsOf(name))})`,
  );
}

/** Of rows with one id the newest, of equally new ones the last. */
async function keepNewestVersions(database: Database, name: string): Promise<void> {
  const table = quoteName(name);
  const [{repeated} = {repeated: 0}] = await database.rows<{repeated: number}>(
    `SELECT CAST(count(*) - count(DISTINCT id) AS DOUBLE) AS repeated FROM ${table}`,
  );
  if (repeated === 0) return;
  await database.run(
    `DELETE FROM ${table} WHERE rowid NOT IN` +
      ` (SELECT arg_max(rowid, (synced_at, rowid)) FROM ${table} GROUP BY id)`,
  );
}

async function removeOutdated(
  database: Database,
  {name, cursorField}: ArrivedStream,
): Promise<void> {
  const table = quoteName(name);
  if (cursorField === 'reportRefreshDate') {
    await database.run(
      `DELETE FROM ${table} WHERE reportRefreshDate < (SELECT max(reportRefreshDate) FROM ${table})`,
    );
  }
  if (cursorField === 'reportDate') {
    await database.run(
      `DELETE FROM ${table} WHERE reportDate <= (SELECT max(reportDate) FROM ${table}) - ${DAYS_KEPT}`,
    );
  }
}

/** The stream does not say who has left; the users do. */
async function removeSignInsOfNobody(
  database: Database,
  streams: readonly ArrivedStream[],
): Promise<void> {
  const isMerged = (name: string): boolean =>
    streams.some((stream) => stream.name === name && stream.isComplete);
  if (!isMerged('users') || !isMerged('sign_in_activity')) return;
  await database.run(
    'DELETE FROM sign_in_activity WHERE id NOT IN' +
      ' (SELECT id FROM users WHERE _ab_cdc_deleted_at IS NULL)',
  );
}
