/** Two ways to run a sync: in one process that lives on, or as a platform does, each in its own. */
import {fork} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {join} from 'node:path';
import {Connector} from '../support/connector';
import {MIN_LANE_USERS} from '../support/lane-threshold';
import {Result} from '../support/messages';
import type {Tenant} from '../../tenant/tenant';

export interface Order {
  config: object;
  catalog: object;
  state: object[];
  /** The clock of the machine on which the connector runs, in epoch milliseconds. */
  now: number;
  /** From how many users on lists are read in lanes; as usual unless told. */
  minLaneUsers?: number;
  /** The process is killed when it has written so many lines. */
  mostLines?: number | undefined;
}

export interface Ended {
  /** Null when it was killed. */
  exitCode: number | null;
  stdout: string;
}

/** A read under way. */
export interface Reading {
  kill: () => void;
  ended: Promise<Result>;
}

export interface Reader {
  start(order: Order): Reading;
}

const PROGRAM = join(__dirname, 'reading-process.js');

/** Trusts the tenants whose certificate is in the environment. Reads one after the other. */
export class LongLivedReader implements Reader {
  private readonly child: ChildProcess;

  constructor(environment: NodeJS.ProcessEnv) {
    this.child = fork(PROGRAM, {env: {PATH: process.env['PATH'], ...environment}});
  }

  start(order: Order): Reading {
    const startedAt = Date.now();
    const ended = new Promise<Result>((resolve, reject) => {
      const onExit = (): void => reject(new Error('The reading process ended.'));
      this.child.once('exit', onExit);
      this.child.once('message', ({exitCode, stdout}: Ended) => {
        this.child.off('exit', onExit);
        const signal = exitCode === null ? 'SIGKILL' : null;
        const durationMs = Date.now() - startedAt;
        resolve(new Result({exitCode, signal, stdout, stderr: '', durationMs}));
      });
      this.child.send(order);
    });
    return {ended, kill: () => void this.child.send('kill')};
  }

  close(): void {
    this.child.kill();
  }
}

/** A process for each read, which dies by SIGKILL. */
export class ProcessReader implements Reader {
  constructor(private readonly tenant: Tenant) {}

  start({config, catalog, state, now, mostLines, minLaneUsers}: Order): Reading {
    const files = {config, catalog, state};
    const env = minLaneUsers === undefined ? {} : {[MIN_LANE_USERS]: String(minLaneUsers)};
    const running = new Connector(this.tenant).start(['read'], {files, env, clock: {now}});
    const kill = (): void => running.kill('SIGKILL');
    let lines = 0;
    const isLast = (): boolean => ++lines === mostLines;
    // It may as well end before that line.
    if (mostLines !== undefined) running.said(isLast).then(kill, () => undefined);
    return {ended: running.ended, kill};
  }
}
