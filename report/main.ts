/** `npm run report`: the process around one report. */
import {randomUUID} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {makeReport} from './make-report';
import {HELP, UsageError, parseOptions} from './options';
import type {ReportOptions} from './options';
import {ReportError} from './errors';
import {openInBrowser} from './open-in-browser';
import {installOwnPackages} from './own-packages';
import {renderPage} from './page/render-page';
import {simulatedTenant, tenantOfSettings} from './tenant-to-read';

const TERMINAL = {
  isInteractive: process.stderr.isTTY,
  write: (text: string): void => void process.stderr.write(text),
};

const STOP_SIGNALS = {SIGINT: 130, SIGTERM: 143} as const;

async function main(host: NodeJS.Process): Promise<number> {
  const options = parseOptions(host.argv.slice(2));
  if (options === 'help') {
    host.stdout.write(HELP);
    return 0;
  }
  const stop = new AbortController();
  for (const name of Object.keys(STOP_SIGNALS) as (keyof typeof STOP_SIGNALS)[]) {
    host.once(name, () => stop.abort(name));
  }
  try {
    await run(options, stop.signal, host.env);
    return 0;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    return STOP_SIGNALS[stop.signal.reason as keyof typeof STOP_SIGNALS];
  }
}

async function run(
  options: ReportOptions,
  signal: AbortSignal,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  await installOwnPackages(TERMINAL);
  const folder = mkdtempSync(join(tmpdir(), 'microsoft-365-report-'));
  try {
    const tenant =
      options.config === undefined
        ? await simulatedTenant(folder, environment)
        : tenantOfSettings(options.config, environment);
    try {
      const parts = {terminal: TERMINAL, signal, now: Date.now, newSyncId: randomUUID};
      await makeReport(options, tenant, {...parts, folder, renderPage});
    } finally {
      await tenant.close();
    }
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
  if (options.open) openInBrowser(options.out, TERMINAL);
}

/** What is expected to go wrong has a message for the user; anything else shows where it happened. */
function textOf(error: unknown): string {
  if (error instanceof UsageError) return `${error.message} See --help.`;
  if (error instanceof ReportError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

// Everything that is written is about people: for the owner alone, DuckDB's files and those of children too.
process.umask(0o077);
main(process).then(
  (exitCode) => (process.exitCode = exitCode),
  (error: unknown) => {
    TERMINAL.write(`\n${textOf(error)}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
