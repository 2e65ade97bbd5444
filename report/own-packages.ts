/** The packages of this folder, which the connector does not have: installed when they are needed first. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Terminal} from './connector/progress';
import {ReportError} from './errors';
import {REPORT_FOLDER} from './folders';

interface Package {
  version: string;
}

/** @throws ReportError where npm fails. */
export async function installOwnPackages(terminal: Terminal): Promise<void> {
  if (isInstalled()) return;
  terminal.write('Installing DuckDB for the report, once\n');
  const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: REPORT_FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  const [code] = (await once(npm, 'close')) as [number | null];
  if (code === 0) return;
  throw new ReportError(
    `npm could not install the packages of ${REPORT_FOLDER}; see its output above. ` +
      'Is the npm registry reachable from here? Then run the same command again.',
  );
}

/** Whether every package of the lock file that this machine can have is there in its version. */
function isInstalled(): boolean {
  const wanted = readPackages('package-lock.json');
  const present = readPackages(join('node_modules', '.package-lock.json'));
  return Object.entries(present).length > 0 && isEach(wanted, present);
}

function isEach(wanted: Record<string, Package>, present: Record<string, Package>): boolean {
  return Object.entries(present).every(([path, {version}]) => wanted[path]?.version === version);
}

function readPackages(file: string): Record<string, Package> {
  const path = join(REPORT_FOLDER, file);
  if (!existsSync(path)) return {};
  const {packages} = JSON.parse(readFileSync(path, 'utf8')) as {packages: Record<string, Package>};
  return packages;
}
