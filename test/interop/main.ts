/**
 * The simulated tenant in the hands of a program in another language: it writes the name of a
 * command to standard input, a line each, and reads a line of JSON from standard output.
 * Commands: `expect` and `change`. The end of the input is the end of the tenant.
 */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import type {AirbyteStream} from '../../src/airbyte/messages';
import {streamsIn} from '../../tools/configure-catalog';
import {runConnector} from '../../demo/connector';
import {ALL_ROLES, startTenant} from '../../tenant/tenant';
import type {Tenant} from '../../tenant/tenant';
import {changeEverything, holdDayBack} from './changes';
import {expectedStreams} from './expected-streams';

/** Fewer could miss a kind of user, more would only take longer. */
const USERS = 60;
const DAYS = 8;
const SETTINGS = {daily_report_backfill_days: DAYS, report_period: 'D30'};

type Command = () => unknown;

function commandsFor(tenant: Tenant, catalog: readonly AirbyteStream[]): Record<string, Command> {
  const lateDay = holdDayBack(tenant);
  return {
    expect: () => expectedStreams(tenant, catalog, {days: DAYS, period: SETTINGS.report_period}),
    change: () => changeEverything(tenant, lateDay),
  };
}

async function discover(folder: string, config: string): Promise<AirbyteStream[]> {
  const messages = await runConnector({
    args: ['discover', '--config', config],
    outputFile: join(folder, 'discovered.jsonl'),
    environment: {},
  });
  return streamsIn(messages);
}

function say(answer: unknown): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function serve(tenant: Tenant, folder: string): Promise<void> {
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify(tenant.settings(SETTINGS)));
  const catalog = await discover(folder, config);
  // The newest day is to stay where it is, also when the run goes past midnight.
  tenant.reports.refreshDate = tenant.reports.refreshDate.slice();
  const commands = commandsFor(tenant, catalog);
  say({config, certificate: tenant.environment().NODE_EXTRA_CA_CERTS, catalog});
  for await (const line of createInterface({input: process.stdin})) {
    const command = commands[line];
    if (!command) throw new Error(`There is no command ${JSON.stringify(line)}.`);
    say(await command());
  }
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'interop-tenant-'));
  const tenant = await startTenant({users: USERS, roles: ALL_ROLES});
  try {
    await serve(tenant, folder);
  } finally {
    await tenant.close();
    rmSync(folder, {recursive: true, force: true});
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
