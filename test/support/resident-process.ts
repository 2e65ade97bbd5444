/** Starts the resident connector and hands it one command after the other. */
import {fork} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {EndDeadline, Job, JobEnd} from './resident';
import {now} from './test-date';

export interface ResidentCommand {
  argv: string[];
  /** Moved on by every wait. The date of the test file, and what was waited before, unless given. */
  clock?: {now: number} | undefined;
  /** Of the environment, for this command. */
  env?: NodeJS.ProcessEnv | undefined;
  /** Called when the connector has waited, before it goes on. */
  onWait?: () => Promise<void> | void;
}

export class ResidentProcess {
  private readonly folder = mkdtempSync(join(tmpdir(), 'resident-'));
  private readonly child: ChildProcess;
  /** Ends with the last command that was handed in. */
  private last: Promise<unknown> = Promise.resolve();
  private stderr = '';
  private readonly ownClock = {now: 0};

  /** Trusts the tenants that have this certificate. */
  constructor(certificate: string) {
    const path = join(this.folder, 'certificate.pem');
    writeFileSync(path, certificate);
    this.child = fork(join(__dirname, 'resident.js'), [], {
      env: {PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: path},
      execArgv: [],
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
  }

  /** Begins when the commands before it have ended. */
  run(command: ResidentCommand): Promise<JobEnd> {
    const end = this.last.then(() => this.runNow(command));
    this.last = end.catch(() => undefined);
    return end;
  }

  /** Ends the time limit that comes next as soon as no more than so many answers are awaited. */
  endDeadline(end: EndDeadline): void {
    this.child.send(end);
  }

  stop(): void {
    this.child.kill();
    rmSync(this.folder, {recursive: true, force: true});
  }

  private async runNow(command: ResidentCommand): Promise<JobEnd> {
    const {argv, clock = this.fileClock(), env = {}, onWait} = command;
    this.stderr = '';
    const job: Job = {argv, now: clock.now, env};
    const end = await this.exchange(job, async (time) => {
      await onWait?.();
      clock.now = Math.max(clock.now, time);
    });
    return {...end, stderr: end.stderr + this.stderr};
  }

  /** Never goes back, or later records would look older than those before them. */
  private fileClock(): {now: number} {
    this.ownClock.now = Math.max(this.ownClock.now + 1, now());
    return this.ownClock;
  }

  private exchange(job: Job, onTime: (time: number) => Promise<void>): Promise<JobEnd> {
    return new Promise((resolve, reject) => {
      const onExit = (): void => {
        reject(new Error(`The resident connector ended. ${this.stderr}`));
      };
      const onMessage = (message: number | JobEnd): void => {
        if (typeof message === 'number') {
          void onTime(message).then(() => this.child.send(message), reject);
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
}
