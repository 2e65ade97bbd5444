/** Runs a program as a process and measures it from outside. */
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {USAGE_FILE} from './usage';
import type {Usage} from './usage';

export interface Program {
  /** Arguments of `node`. */
  args: readonly string[];
  environment?: Record<string, string>;
}

export interface Measurement extends Usage {
  seconds: number;
}

const PRELOAD = join(__dirname, 'usage.js');

/** Wall-clock seconds from start to exit; the output is discarded. */
export function time({args, environment}: Program): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    env: {...process.env, ...environment},
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => {
      const seconds = (performance.now() - startedAt) / 1000;
      if (code === 0) resolve(seconds);
      else reject(new Error(`node ${args.join(' ')} ended with ${code}.`));
    });
  });
}

/** As `time`, with peak memory and processor time. */
export async function measure({args, environment}: Program): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const file = join(folder, 'usage.json');
  try {
    const seconds = await time({
      args: ['-r', PRELOAD, ...args],
      environment: {...environment, [USAGE_FILE]: file},
    });
    const usage = JSON.parse(readFileSync(file, 'utf8')) as Usage;
    return {seconds, ...usage};
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

export interface Printed {
  lines: number;
  megabytes: number;
}

export interface StartedProgram {
  output: AsyncIterable<Buffer>;
  /** The exit code. */
  ended: Promise<number | null>;
}

export function startProgram({args, environment}: Program): StartedProgram {
  const child = spawn(process.execPath, args, {
    env: {...process.env, ...environment},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  return {output: child.stdout, ended};
}

/** Counts the program's output. Also warms up the tenant's caches. */
export async function countOutput(program: Program): Promise<Printed> {
  const {output, ended} = startProgram(program);
  let [lines, bytes] = [0, 0];
  let last = '';
  for await (const chunk of output) {
    bytes += chunk.length;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
    last = chunk.toString('utf8', Math.max(0, chunk.length - 1000));
  }
  const code = await ended;
  if (code !== 0) throw new Error(`node ${program.args.join(' ')} ended with ${code}: ${last}`);
  return {lines, megabytes: bytes / 2 ** 20};
}
