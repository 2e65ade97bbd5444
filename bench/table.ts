/** Measures the published table, and writes it into its page. */
import {readFileSync, writeFileSync} from 'node:fs';
import {loadavg} from 'node:os';
import {join} from 'node:path';
import {format, resolveConfig} from 'prettier';
import {replaceSection} from '../tools/marked-section';
import {measureClients} from './client-figures';
import {ClientTenant, READS} from './client-tenant';
import {toMarkdown} from './figures';
import type {Section} from './figures';
import {prepare} from './peers';
import {progress} from './progress';
import {PLAN, tablesOf} from './table-plan';
import type {PlannedRow, RowFigures} from './table-plan';

const PAGE = join(__dirname, '..', '..', 'docs', 'performance.md');

export const MARKS = {
  begin: '<!-- measurements: made by npm run bench -- --only table --write -->',
  end: '<!-- end: measurements -->',
};

/** @param maxUsers larger tenants are left out, to try it. */
export async function table(maxUsers: number): Promise<Section[]> {
  const [load = 0] = loadavg();
  if (load > 0.5)
    progress(`The machine is busy (load ${load.toFixed(1)}): seconds will be too many.`);
  const measured = new Map<PlannedRow, RowFigures>();
  const sizes = new Set(PLAN.map(({users}) => users).filter((users) => users <= maxUsers));
  for (const users of sizes) await measureTenant(users, measured);
  return tablesOf(measured);
}

async function measureTenant(users: number, measured: Map<PlannedRow, RowFigures>): Promise<void> {
  const ofSize = PLAN.filter((row) => row.users === users && row.runs > 0);
  const tenant = await ClientTenant.start(users);
  try {
    for (const read of READS) {
      await prepare(tenant, read);
      for (const row of ofSize.filter((planned) => planned.read === read)) {
        await tenant.setLatency(row.latencyMs);
        measured.set(row, await measureClients(tenant, row));
      }
      await tenant.setLatency(0);
    }
  } finally {
    tenant.close();
  }
}

/** @param machine in a sentence, with the date. */
export async function writePage(tables: readonly Section[], machine: string): Promise<void> {
  const content = ['', machine, ...tables.map(toMarkdown), ''].join('\n\n');
  const text = replaceSection(readFileSync(PAGE, 'utf8'), MARKS, content);
  const options = await resolveConfig(PAGE);
  writeFileSync(PAGE, await format(text, {...options, filepath: PAGE}));
}
