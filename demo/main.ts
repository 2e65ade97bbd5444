/** `npm run demo`: the connector at work, on a tenant that needs no account. */
import {parseArgs} from 'node:util';
import {DEFAULT_ROLES, startTenant} from '../tenant/tenant';
import type {Tenant} from '../tenant/tenant';
import {byHand} from './by-hand';
import {configuredCatalog, streamsIn} from './catalog';
import {workingDay} from './changes';
import {prepareDuckdb, readIntoDuckdb} from './duckdb';
import {pathOf, prepareFolder, writeJson, writeLines} from './folder';
import {copilotUse} from './insights/copilot-use';
import {mfaCoverage} from './insights/mfa-coverage';
import {seats} from './insights/seats';
import {storage} from './insights/storage';
import {unusedLicences} from './insights/unused-licences';
import {lastStates} from './messages';
import {CATALOGS, Steps} from './steps';
import {fullRefreshTable, incrementalTable} from './stream-table';
import {figure, renderTable} from './table';
import type {Table} from './table';
import {tablesFrom} from './warehouse';
import type {Tables} from './warehouse';

const USERS = 1000;
/** All that any stream needs. */
const ROLES = [...DEFAULT_ROLES, 'Organization.Read.All'];
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

async function demonstrate(tenant: Tenant): Promise<void> {
  const steps = new Steps();
  const config = ['--config', pathOf('config.json')];
  await steps.run('spec', ['spec']);
  await steps.run('check', ['check', ...config]);
  const streams = streamsIn(await steps.run('discover', ['discover', ...config]));
  for (const mode of ['full_refresh', 'incremental'] as const) {
    writeJson(CATALOGS[mode], configuredCatalog(streams, mode));
  }
  const full = await steps.read('read: full refresh', 'full_refresh');
  const first = await steps.read('read: first incremental', 'incremental');
  const news = workingDay(tenant);
  const second = await steps.read('read: second incremental', 'incremental', lastStates(first));
  const delivered = [...full, ...first, ...second];
  writeLines('messages.jsonl', delivered);

  show(fullRefreshTable(streams, full));
  show(incrementalTable(streams, {first, second}));
  console.log(`\n  Between the two:\n${news.map((text) => `  - ${text}`).join('\n')}`);
  const tables = tablesFrom(delivered, streams);
  for (const insight of INSIGHTS) show(insight(tables, Date.now()));
  console.log(`\n${byHand(tenant.url)}`);
}

async function main(): Promise<void> {
  const {duckdb} = parseArgs({options: {duckdb: {type: 'string'}}}).values;
  if (duckdb !== undefined) await prepareDuckdb(duckdb);
  const tenant = await startTenant({users: USERS, roles: ROLES});
  try {
    prepareFolder(tenant);
    console.log(`A simulated tenant with ${figure(USERS)} users, and the connector's commands:\n`);
    await demonstrate(tenant);
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
