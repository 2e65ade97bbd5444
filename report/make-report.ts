/** From the command line to the page. */
import {chmodSync, existsSync} from 'node:fs';
import {join} from 'node:path';
import {reportDataOf} from './answers/report-data-of';
import {counted} from './connector/progress';
import type {Terminal} from './connector/progress';
import {sync} from './connector/sync';
import type {SyncResult} from './connector/sync';
import {buildModels} from './database/build-models';
import {openDatabase} from './database/database';
import type {Database} from './database/database';
import {prepareTables, syncIdOf} from './database/tables';
import {ReportError} from './errors';
import {readExcludedAccounts} from './lists/excluded-accounts';
import {CONNECTOR} from './folders';
import {loadOwnLists, strangersIn} from './lists/own-tables';
import type {OwnLists} from './lists/own-tables';
import {readPrices} from './lists/prices';
import {loadModels, tablesToRead} from './models';
import type {CompiledModels} from './models';
import type {ReportOptions} from './options';
import {writePrivateFile} from './private-file';
import type {PageOptions, ReportData} from './report-data';
import {StateFolder} from './state-folder';
import {scopeOf} from './tenant-to-read';
import type {TenantToRead} from './tenant-to-read';
import {wastedSeatsCsv} from './wasted-seats-csv';

export interface Surroundings {
  terminal: Terminal;
  signal: AbortSignal;
  /** Epoch milliseconds. */
  now: () => number;
  newSyncId: () => string;
  /** Private, and deleted behind the run. */
  folder: string;
  renderPage: (data: ReportData, options: PageOptions) => string;
}

/** Half of what a run may take; the rest is for the rows of the page. */
const MEMORY_LIMIT = '400MB';

/** In the page; the CSV has all. */
const MAX_ROWS = 2_000;

/** @throws ReportError for whatever the user can do something about. */
export async function makeReport(
  options: ReportOptions,
  tenant: TenantToRead,
  surroundings: Surroundings,
): Promise<void> {
  const models = loadModels();
  const lists = readLists(options, tenant);
  const stateFolder =
    options.stateFolder === undefined ? undefined : new StateFolder(options.stateFolder);
  const database = await openTables({options, stateFolder, models, surroundings});
  try {
    const {leftOut} = await readTenant({database, tenant, models, stateFolder, surroundings});
    surroundings.terminal.write('Computing the answers\n');
    await loadOwnLists(database, models, lists);
    await buildModels(database, models, {inactiveDays: options.inactiveDays});
    await warnOfStrangers(database, {lists, options, terminal: surroundings.terminal});
    const now = surroundings.now();
    const scope = scopeOf(tenant, now);
    const data = await reportDataOf(database, {models, lists, leftOut, scope, now});
    writeFiles(data, options, surroundings);
  } finally {
    database.close();
  }
}

/** Before anything else, so that a mistake in them costs no wait. */
function readLists({prices, exclude}: ReportOptions, tenant: TenantToRead): OwnLists {
  const priceFile = prices ?? tenant.prices;
  return {
    prices: priceFile === undefined ? [] : readPrices(priceFile),
    excludedAccounts: exclude === undefined ? [] : readExcludedAccounts(exclude),
  };
}

interface Opening {
  options: ReportOptions;
  stateFolder: StateFolder | undefined;
  models: CompiledModels;
  surroundings: Surroundings;
}

async function openTables({
  options,
  stateFolder,
  models,
  surroundings: {folder},
}: Opening): Promise<Database> {
  const kept = options.duckdb ?? stateFolder?.databaseFile;
  const file = kept ?? join(folder, 'tables.duckdb');
  if (existsSync(file)) chmodSync(file, 0o600);
  try {
    const spillFolder = join(folder, 'spilled');
    const database = await openDatabase({file, spillFolder, memoryLimit: MEMORY_LIMIT});
    await prepareTables(database, models.tables);
    return database;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ReportError(`The tables in ${file} cannot be opened: ${why}`, {cause: error});
  }
}

interface Reading {
  database: Database;
  tenant: TenantToRead;
  models: CompiledModels;
  stateFolder: StateFolder | undefined;
  surroundings: Surroundings;
}

async function readTenant({
  database,
  tenant: {configFile, environment},
  models,
  stateFolder,
  surroundings,
}: Reading): Promise<SyncResult> {
  const states = stateFolder?.statesFor(await syncIdOf(database)) ?? [];
  const result = await sync({
    ...surroundings,
    database,
    program: CONNECTOR,
    tables: tablesToRead(models),
    configFile,
    environment,
    states,
    keepsPartialReads: stateFolder !== undefined,
  });
  stateFolder?.save(result.syncId, result.states);
  if (result.failure) throw result.failure;
  return result;
}

/** What is in a list and has no effect. */
async function warnOfStrangers(
  database: Database,
  {lists, options, terminal}: {lists: OwnLists; options: ReportOptions; terminal: Terminal},
): Promise<void> {
  const strangers = await strangersIn(database, lists);
  if (options.prices !== undefined) {
    for (const {line, sku_part_number, sku_id} of strangers.prices) {
      const name = sku_part_number ?? sku_id;
      terminal.write(`  ${options.prices}, line ${line}: the tenant has no product ${name}\n`);
    }
  }
  for (const {line, user_principal_name, user_id} of strangers.excludedAccounts) {
    const name = user_principal_name ?? user_id;
    terminal.write(`  ${options.exclude}, line ${line}: the tenant has no account ${name}\n`);
  }
}

function writeFiles(
  data: ReportData,
  {out, csv, locale, showNames}: ReportOptions,
  {terminal, renderPage}: Surroundings,
): void {
  writePrivateFile(out, [renderPage(data, {locale, showNames, maxRows: MAX_ROWS})]);
  terminal.write(`Wrote ${out}\n`);
  if (csv === undefined) return;
  const rows = data.marts.m365__wasted_seats;
  writePrivateFile(csv, wastedSeatsCsv(rows, {showNames}));
  terminal.write(`Wrote ${csv} with ${counted(rows.length, 'row')}\n`);
}
