/** Tenants and settings with which two revisions are run, and the commands that each is given. */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {AirbyteMessage} from '../../src/airbyte/messages';
import {lastStates} from '../../demo/messages';
import {applyDailyChanges} from '../../demo/tenant-changes';
import {ALL_ROLES, DEFAULT_ROLES, startTenant} from '../../tenant/tenant';
import type {Tenant, TenantOptions} from '../../tenant/tenant';
import {configuredCatalog, streamsIn} from '../../tools/configure-catalog';
import {groupMessages} from './messages';
import type {CommandOutput, Messages} from './messages';
import {runCommand} from './run-command';

export interface Scenario {
  title: string;
  tenant: TenantOptions;
  settings: object;
}

/** What the commands of one revision wrote, by the title of the command. */
export type Outputs = ReadonlyMap<string, Messages>;

export interface Reader {
  executable: string;
  /** 0 is any free one. Links in states name it, so two revisions have to have the same. */
  port: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2026-02-03T08:00:00Z');

export function scenarios(users: number): Scenario[] {
  return [
    {title: 'everyone', tenant: {users, roles: ALL_ROLES}, settings: {}},
    {
      title: 'two domains, without an optional permission',
      tenant: {users, roles: DEFAULT_ROLES, staleDeltaRows: true},
      settings: {domains: ['contoso.com', 'fabrikam.com']},
    },
    {
      title: 'concealed names, without Entra ID P1',
      tenant: {users, roles: ALL_ROLES, premium: false, concealed: true},
      settings: {report_period: 'D30'},
    },
  ];
}

/** Runs the demo's commands against a fresh tenant. */
export async function runScenario(
  scenario: Scenario,
  {executable, port}: Reader,
): Promise<{outputs: Outputs; port: number}> {
  const clock = {now: START_MS};
  const tenant = await startTenant({...scenario.tenant, port, now: () => clock.now});
  const folder = mkdtempSync(join(tmpdir(), 'compare-run-'));
  try {
    const run = new ScenarioRun({executable, tenant, clock, folder});
    await run.all(scenario.settings);
    return {outputs: run.outputs, port: Number(new URL(tenant.url).port)};
  } finally {
    await tenant.close();
    rmSync(folder, {recursive: true, force: true});
  }
}

interface Surroundings {
  executable: string;
  tenant: Tenant;
  clock: {now: number};
  folder: string;
}

class ScenarioRun {
  readonly outputs = new Map<string, Messages>();

  constructor(private readonly given: Surroundings) {}

  async all(settings: object): Promise<void> {
    const {tenant, clock} = this.given;
    // One stream after another: the order of all messages is the same in every run.
    const config = this.write('config', tenant.settings({...settings, num_workers: 1}));
    await this.command('spec', []);
    await this.command('check', config);
    const streams = streamsIn(await this.command('discover', config));
    const full = this.write('catalog', configuredCatalog(streams, 'full_refresh'));
    await this.command('read', [...config, ...full], 'full refresh');
    const incremental = this.write('catalog', configuredCatalog(streams, 'incremental'));
    const first = await this.command('read', [...config, ...incremental], 'first incremental read');
    clock.now += DAY_MS;
    applyDailyChanges(tenant, clock.now);
    const state = this.write('state', lastStates(first));
    const files = [...config, ...incremental, ...state];
    await this.command('read', files, 'incremental read after changes');
  }

  private async command(
    name: string,
    options: readonly string[],
    title = name,
  ): Promise<AirbyteMessage[]> {
    const {executable, tenant, clock} = this.given;
    const output: CommandOutput = await runCommand({
      executable,
      args: [name, ...options],
      environment: tenant.environment(),
      startMs: clock.now,
    });
    this.outputs.set(title, groupMessages(output, isTimeOfRun));
    return output.lines.map((line) => JSON.parse(line) as AirbyteMessage);
  }

  /** @returns the option that hands the file over. */
  private write(name: string, content: unknown): string[] {
    const file = join(this.given.folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(content));
    return [`--${name}`, file];
  }
}

/** Commands begin at the start or a day later; none takes an hour. */
function isTimeOfRun(time: number): boolean {
  return [START_MS, START_MS + DAY_MS].some((start) => time >= start && time < start + HOUR_MS);
}
