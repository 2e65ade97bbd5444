/** A copy of the compiled repository in which files may be changed. */
import {fork} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';

export const REPOSITORY = resolve(__dirname, '..', '..', '..');
const JEST = join(REPOSITORY, 'node_modules', 'jest', 'bin', 'jest.js');

/** A mutant that fills the memory shall not take that of the machine: the heap, and all with typed arrays. */
const NODE_OPTIONS = ['--max-old-space-size=1500'];
const MAX_RESIDENT_BYTES = 4 * 2 ** 30;
const MEMORY_CHECK_MS = 500;

/** Generated values, but the same ones for every mutant, and few. */
const GENERATED = {HOSTILE_SEED: '1', HOSTILE_RUNS: '20'};

export type Outcome = 'passed' | 'failed' | 'timed out' | 'out of memory';

export interface Run {
  /** Relative to `dist/test`, in the order in which they shall run. */
  tests: readonly string[];
  workers: number;
  environment?: Record<string, string>;
  /** How long no test may begin or end; as long as it takes, if absent. */
  silenceMs?: number;
}

export class Sandbox {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'mutants-')));

  constructor() {
    for (const name of readdirSync(REPOSITORY)) {
      const [from, to] = [join(REPOSITORY, name), join(this.folder, name)];
      if (name === 'dist') cpSync(from, to, {recursive: true});
      else if (name !== '.git') symlinkSync(from, to);
    }
  }

  /** @param file relative to `dist/src`. */
  write(file: string, text: string): void {
    writeFileSync(join(this.folder, 'dist', 'src', file), text);
  }

  run({tests, workers, environment, silenceMs}: Run): Promise<Outcome> {
    const paths = tests.map((test) => join(this.folder, 'dist', 'test', test));
    const child = fork(JEST, this.flags(workers, paths), {
      cwd: this.folder,
      env: {...process.env, ...GENERATED, MUTATION_ORDER: JSON.stringify(paths), ...environment},
      execArgv: NODE_OPTIONS,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    return outcomeOf(child, silenceMs);
  }

  remove(): void {
    rmSync(this.folder, {recursive: true, force: true});
  }

  private flags(workers: number, paths: string[]): string[] {
    const config = {
      rootDir: join(this.folder, 'dist', 'test'),
      cacheDirectory: join(this.folder, 'jest-cache'),
      testEnvironment: join(__dirname, 'environment.js'),
      testSequencer: join(__dirname, 'sequencer.js'),
      testMatch: ['**/*.test.js'],
      transform: {},
      testTimeout: 300_000,
      reporters: [],
    };
    const pace = workers === 1 ? ['--runInBand'] : [`--maxWorkers=${workers}`];
    return [`--config=${JSON.stringify(config)}`, '--bail', ...pace, '--runTestsByPath', ...paths];
  }
}

function outcomeOf(child: ChildProcess, silenceMs: number | undefined): Promise<Outcome> {
  return new Promise((resolveOutcome) => {
    let killedFor: Outcome | undefined;
    const kill = (reason: Outcome): void => {
      killedFor = reason;
      child.kill('SIGKILL');
    };
    const watch = (): NodeJS.Timeout | undefined =>
      silenceMs === undefined ? undefined : setTimeout(() => kill('timed out'), silenceMs);
    let timer = watch();
    const memoryTimer = setInterval(() => {
      if (residentBytes(child.pid) > MAX_RESIDENT_BYTES) kill('out of memory');
    }, MEMORY_CHECK_MS);
    child.on('message', () => {
      clearTimeout(timer);
      timer = watch();
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      clearInterval(memoryTimer);
      resolveOutcome(killedFor ?? (code === 0 ? 'passed' : 'failed'));
    });
  });
}

/** 0 where the system has no /proc, or the process has ended. */
function residentBytes(pid: number | undefined): number {
  try {
    const [, residentPages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return Number(residentPages) * PAGE_BYTES;
  } catch {
    return 0;
  }
}

/** That of almost every Linux; where pages are larger, the limit is. */
const PAGE_BYTES = 4_096;
