/** The dbt package as plain SQL for DuckDB: report/models.json, made by `npm run compile-models`. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {REPORT_FOLDER} from './folders';
import {MARTS} from './marts';
import type {MartName} from './marts';

/** Name of a column to its type in DuckDB, in order. */
export type Columns = Readonly<Record<string, string>>;

export interface Model {
  name: string;
  materialized: 'view' | 'table' | 'incremental';
  /** Tables, seeds and models. */
  reads: readonly string[];
  sql: string;
  /** Of a model that grows: rows of now replace those with the same value. */
  unique_key?: string;
  /** Of a model that grows: the SQL where its table is there already. */
  incremental_sql?: string;
}

export interface Seed {
  name: string;
  columns: Columns;
  rows: readonly (readonly (string | number | null)[])[];
}

export interface CompiledModels {
  /** Of the connector, whether the models use their rows or only their times. */
  tables: Readonly<Record<string, Columns>>;
  /** Of the user: prices and so on. */
  own_tables: Readonly<Record<string, Columns>>;
  seeds: readonly Seed[];
  /** Each behind those that it reads. */
  models: readonly Model[];
}

/** Reads the time of the newest row of every table, and needs no rows of any. */
const ONLY_TIMES = 'stg_m365__source_tables';

export function loadModels(): CompiledModels {
  return JSON.parse(readFileSync(join(REPORT_FOLDER, 'models.json'), 'utf8')) as CompiledModels;
}

/** The tables whose rows the models use: those of the streams to read, by name. */
export function tablesToRead({models, tables}: CompiledModels): Record<string, Columns> {
  const used = new Set(models.flatMap(({name, reads}) => (name === ONLY_TIMES ? [] : [...reads])));
  return Object.fromEntries(Object.entries(tables).filter(([name]) => used.has(name)));
}

/** Names of the marts that rest on a stream, in the order of MARTS. */
export function martsResting(on: string, {models}: CompiledModels): MartName[] {
  const resting = new Set([on]);
  for (const {name, reads} of models) {
    if (name !== ONLY_TIMES && reads.some((one) => resting.has(one))) resting.add(name);
  }
  return (Object.keys(MARTS) as MartName[]).filter((name) => resting.has(name));
}
