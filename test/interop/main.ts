/**
 * The simulated tenant in the hands of a program in another language: it writes commands to standard
 * input, a line of JSON each, and reads a line of JSON from standard output. The options to start
 * with are the first argument, as JSON. The end of the input is the end of the tenant.
 */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import type {AirbyteStream} from '../../src/airbyte/messages';
import {streamsIn} from '../../tools/configure-catalog';
import {runConnector} from '../../demo/connector';
import type {Tenant} from '../../tenant/tenant';
import {commandsFor} from './commands';
import type {Command} from './commands';
import {startWithClock} from './start-with-clock';
import type {StartOptions} from './start-with-clock';
import type {SimulatedClock} from './simulated-clock';

const SETTINGS = {daily_report_backfill_days: 8, report_period: 'D30'};

async function discover(folder: string, config: string): Promise<AirbyteStream[]> {
  const messages = await runConnector({
    args: ['discover', '--config', config],
    outputFile: join(folder, 'discovered.jsonl'),
    environment: {},
  });
  return streamsIn(messages);
}

function say(answer: unknown): void {
  process.stdout.write(`${JSON.stringify(answer ?? null)}\n`);
}

async function serve(tenant: Tenant, clock: SimulatedClock, folder: string): Promise<void> {
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify(tenant.settings(SETTINGS)));
  const catalog = await discover(folder, config);
  const commands = commandsFor({tenant, clock, catalog, settings: SETTINGS});
  say({
    config,
    environment: {...tenant.environment(), ...clock.environment()},
    catalog,
  });
  for await (const line of createInterface({input: process.stdin})) {
    const {command, ...given} = JSON.parse(line) as {command: string};
    const run: Command | undefined = commands[command];
    if (!run) throw new Error(`There is no command ${JSON.stringify(command)}.`);
    say(await run(given));
  }
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'interop-tenant-'));
  const options = JSON.parse(process.argv[2] ?? '{}') as StartOptions;
  const {tenant, clock} = await startWithClock(options);
  try {
    await serve(tenant, clock, folder);
  } finally {
    await tenant.close();
    rmSync(folder, {recursive: true, force: true});
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
