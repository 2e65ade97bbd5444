/** Builds the models as dbt does: views, tables, and tables that grow. */
import type {CompiledModels, Model, Seed} from '../models';
import {quoteName} from './database';
import type {Database} from './database';

export interface ModelSettings {
  inactiveDays: number;
}

/** The one model whose SQL has settings in it. */
const SETTINGS_MODEL = 'stg_m365__settings';

/** Of a model that grows, the rows of this build. */
const NEW_ROWS = 'm365__new_rows';

/** All of them or none. A second build on the same day changes nothing. */
export async function buildModels(
  database: Database,
  {seeds, models}: CompiledModels,
  settings: ModelSettings,
): Promise<void> {
  await database.transaction(async () => {
    for (const seed of seeds) await createSeed(database, seed);
    for (const model of models) await buildModel(database, withSettings(model, settings));
  });
}

/** @throws where the compiled SQL has no place for a setting. */
export function withSettings(model: Model, {inactiveDays}: ModelSettings): Model {
  if (model.name !== SETTINGS_MODEL) return model;
  const [before, after, ...more] = model.sql.split('$inactive_days');
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${SETTINGS_MODEL} has no single $inactive_days: run npm run compile-models.`);
  }
  return {...model, sql: `${before}${inactiveDays}${after}`};
}

async function createSeed(database: Database, {name, columns, rows}: Seed): Promise<void> {
  const types = Object.entries(columns).map(([column, type]) => `${quoteName(column)} ${type}`);
  await database.run(`CREATE OR REPLACE TABLE ${quoteName(name)} (${types.join(', ')})`);
  const line = `(${types.map(() => '?').join(', ')})`;
  const values = rows.map(() => line).join(', ');
  await database.run(`INSERT INTO ${quoteName(name)} VALUES ${values}`, rows.flat());
}

async function buildModel(database: Database, model: Model): Promise<void> {
  const name = quoteName(model.name);
  const kind = await kindOf(database, model.name);
  const wanted = model.materialized === 'view' ? 'view' : 'table';
  // A model may have been the other kind in the version that made the file.
  if (kind !== undefined && kind !== wanted) await database.run(`DROP ${kind} ${name}`);
  if (model.materialized === 'incremental' && kind === 'table') return grow(database, model);
  await database.run(`CREATE OR REPLACE ${wanted} ${name} AS ${model.sql}`);
}

async function kindOf(database: Database, name: string): Promise<'view' | 'table' | undefined> {
  const [found] = await database.rows<{table_type: string}>(
    'SELECT table_type FROM information_schema.tables' +
      " WHERE table_schema = 'main' AND table_name = ?",
    [name],
  );
  return found && (found.table_type === 'VIEW' ? 'view' : 'table');
}

/** dbt's delete+insert; columns that are new are added. */
async function grow(database: Database, model: Model): Promise<void> {
  const {incremental_sql: sql, unique_key: uniqueKey} = model;
  if (sql === undefined || uniqueKey === undefined) {
    throw new Error(`${model.name} has no SQL to grow by: run npm run compile-models.`);
  }
  const name = quoteName(model.name);
  const key = quoteName(uniqueKey);
  await database.run(`CREATE OR REPLACE TEMP TABLE ${NEW_ROWS} AS ${sql}`);
  await addColumns(database, {to: model.name, of: NEW_ROWS});
  await database.run(`DELETE FROM ${name} WHERE ${key} IN (SELECT ${key} FROM ${NEW_ROWS})`);
  await database.run(`INSERT INTO ${name} BY NAME SELECT * FROM ${NEW_ROWS}`);
  await database.run(`DROP TABLE ${NEW_ROWS}`);
}

async function addColumns(database: Database, {to, of}: {to: string; of: string}): Promise<void> {
  const known = new Set((await columnsOf(database, to)).map(({column_name}) => column_name));
  for (const {column_name, column_type} of await columnsOf(database, of)) {
    if (known.has(column_name)) continue;
    const column = `${quoteName(column_name)} ${column_type}`;
    await database.run(`ALTER TABLE ${quoteName(to)} ADD COLUMN ${column}`);
  }
}

export function columnsOf(
  database: Database,
  table: string,
): Promise<{column_name: string; column_type: string}[]> {
  return database.rows(`SELECT column_name, column_type FROM (DESCRIBE ${quoteName(table)})`);
}
