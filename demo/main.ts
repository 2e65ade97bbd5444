/** `npm run demo`: all commands of the connector against a simulated tenant. */
import {parseArgs} from 'node:util';
import {ALL_ROLES, startTenant} from '../tenant/tenant';
import type {Tenant} from '../tenant/tenant';
import {manualCommands} from './manual-commands';
import {configuredCatalog, streamsIn} from '../tools/configure-catalog';
import {applyDailyChanges} from './tenant-changes';
import {prepareDuckdb, readIntoDuckdb} from './duckdb';
import {relativePath, prepareFolder, writeJson, writeLines} from './output-folder';
import {copilotUse} from './insights/copilot-use';
import {mfaCoverage} from './insights/mfa-coverage';
import {seats} from './insights/seats';
import {storage} from './insights/storage';
import {unusedLicences} from './insights/unused-licences';
import {lastStates} from './messages';
import {CATALOGS, CommandRunner} from './command-runner';
import {fullRefreshTable, incrementalTable} from './stream-table';
import {formatNumber, renderTable} from './table';
import type {Table} from './table';
import {tablesFrom} from './warehouse';
import type {Tables} from './warehouse';

const USERS = 1000;
const INSIGHTS: ((tables: Tables, now: number) => Table | undefined)[] = [
  seats,
  unusedLicences,
  mfaCoverage,
  storage,
  copilotUse,
];

function show(table: Table | undefined): void {
  if (table) console.log(`\n${renderTable(table)}`);
}

async function runDemo(tenant: Tenant): Promise<void> {
  const commands = new CommandRunner();
  const config = ['--config', relativePath('config.json')];
  await commands.run('spec', ['spec']);
  await commands.run('check', ['check', ...config]);
  const streams = streamsIn(await commands.run('discover', ['discover', ...config]));
  for (const mode of ['full_refresh', 'incremental'] as const) {
    writeJson(CATALOGS[mode], configuredCatalog(streams, mode));
  }
  const full = await commands.read('read: full refresh', 'full_refresh');
  const first = await commands.read('read: first incremental', 'incremental');
  const changes = applyDailyChanges(tenant, Date.now());
  const second = await commands.read('read: second incremental', 'incremental', lastStates(first));
  const delivered = [...full, ...first, ...second];
  writeLines('messages.jsonl', delivered);

  show(fullRefreshTable(streams, full));
  show(incrementalTable(streams, {first, second}));
  console.log(`\n  Between the two:\n${changes.map((text) => `  - ${text}`).join('\n')}`);
  const tables = tablesFrom(delivered, streams);
  for (const insight of INSIGHTS) show(insight(tables, Date.now()));
  console.log(`\n${manualCommands(tenant.url)}`);
}

async function main(): Promise<void> {
  const {duckdb} = parseArgs({options: {duckdb: {type: 'string'}}}).values;
  if (duckdb !== undefined) await prepareDuckdb(duckdb);
  const tenant = await startTenant({users: USERS, roles: ALL_ROLES});
  try {
    prepareFolder(tenant);
    console.log(
      `A simulated tenant with ${formatNumber(USERS)} users, and the connector's commands:\n`,
    );
    await runDemo(tenant);
    if (duckdb !== undefined) await readIntoDuckdb(duckdb);
  } finally {
    await tenant.close();
  }
}

main().catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`\n\nThe demonstration failed. ${reason}`);
  process.exitCode = 1;
});
