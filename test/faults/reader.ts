/** Reads with a resident connector, one sync after the other. */
import {fork} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Timeouts} from '../../src/graph/timeouts';
import {Result} from '../support/messages';

export interface Job {
  argv: string[];
  now: number;
  timeouts?: Timeouts | undefined;
}

export interface JobEnd {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** The connector waits; it goes on as soon as the number comes back. */
export interface Wait {
  wait: number;
  until: number;
}

export interface ReadOptions {
  files: Record<'config' | 'catalog' | 'state', unknown>;
  /** Moved on by every wait. */
  clock: {now: number};
  timeouts?: Timeouts | undefined;
  /** Called when the connector begins to wait. */
  onWait?: () => Promise<void> | void;
  debug?: boolean;
}

export class Reader {
  private readonly folder = mkdtempSync(join(tmpdir(), 'fault-matrix-'));
  private readonly child: ChildProcess;

  constructor(environment: NodeJS.ProcessEnv) {
    this.child = fork(join(__dirname, 'resident.js'), [], {
      env: {PATH: process.env['PATH'], ...environment},
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  async read({files, clock, timeouts, onWait, debug}: ReadOptions): Promise<Result> {
    const named = Object.entries(files).flatMap((file) => this.write(file));
    const argv = ['read', ...named, ...(debug ? ['--debug'] : [])];
    const end = await this.run({argv, now: clock.now, timeouts}, async ({until}) => {
      await onWait?.();
      clock.now = Math.max(clock.now, until);
    });
    return new Result({...end, signal: null, durationMs: 0});
  }

  stop(): void {
    this.child.kill();
    rmSync(this.folder, {recursive: true, force: true});
  }

  private run(job: Job, onWait: (wait: Wait) => Promise<void>): Promise<JobEnd> {
    return new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error('the resident connector ended'));
      const onMessage = (message: Wait | JobEnd): void => {
        if ('wait' in message) {
          void onWait(message).then(() => this.child.send(message.wait), reject);
          return;
        }
        this.child.off('message', onMessage).off('exit', onExit);
        resolve(message);
      };
      if (!this.child.connected) return onExit();
      this.child.on('message', onMessage).on('exit', onExit);
      this.child.send(job);
    });
  }

  private write([name, content]: [string, unknown]): string[] {
    const path = join(this.folder, `${name}.json`);
    writeFileSync(path, JSON.stringify(content));
    return [`--${name}`, path];
  }
}
