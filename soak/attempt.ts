/** One attempt of a sync: runs the connector as a process and passes its messages on. */
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {USAGE_FILE} from '../bench/usage';
import type {Usage} from '../bench/usage';
import {follow, WITH_OWN_CLOCK, writeFiles} from '../test/support/connector';
import type {Child, Files} from '../test/support/connector';
import type {Message} from '../test/support/messages';

const USAGE_PRELOAD = join(__dirname, '..', 'bench', 'usage.js');

export interface AttemptOptions {
  files: Files;
  environment: NodeJS.ProcessEnv;
  clock: {now: number};
  onMessage: (message: Message) => void;
}

export interface AttemptResult {
  exitCode: number;
  stderr: string;
  seconds: number;
  peakMb: number;
}

export async function attempt(options: AttemptOptions): Promise<AttemptResult> {
  const folder = mkdtempSync(join(tmpdir(), 'soak-'));
  const usageFile = join(folder, 'usage.json');
  const startedAt = performance.now();
  try {
    const args = ['-r', USAGE_PRELOAD, WITH_OWN_CLOCK, 'read', ...writeFiles(folder, options)];
    const child = spawn(process.execPath, args, {
      env: {
        PATH: process.env['PATH'],
        OWN_CLOCK: String(options.clock.now),
        [USAGE_FILE]: usageFile,
        ...options.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    }) as Child;
    follow(child, options.clock);
    const {exitCode, stderr} = await readToEnd(child, options.onMessage);
    const seconds = (performance.now() - startedAt) / 1_000;
    if (exitCode === null) throw new Error(`A signal has ended the connector. ${stderr}`);
    const {peakMb} = JSON.parse(readFileSync(usageFile, 'utf8')) as Usage;
    return {exitCode, stderr, seconds, peakMb};
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function readToEnd(
  child: Child,
  onMessage: (message: Message) => void,
): Promise<{exitCode: number | null; stderr: string}> {
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const lines = createInterface({input: child.stdout, crlfDelay: Infinity});
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      try {
        onMessage(JSON.parse(line) as Message);
      } catch (error) {
        child.kill();
        reject(new Error(`The soak cannot take this line: ${line.slice(0, 300)}`, {cause: error}));
      }
    });
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({exitCode, stderr}));
  });
}
