/**
 * The connector, resident: one process that does one command after the other, each as a process of
 * its own would, with an own clock whose waits pass at once. Starting hundreds of processes takes
 * minutes; everything behind the start is the same.
 */
import {Writable} from 'node:stream';
import {runConnector} from '../../src/airbyte/entrypoint';
import type {Clock} from '../../src/graph/clock';
import {createSource} from '../../src/source';
import {ownDate} from '../support/own-date';
import type {Job, JobEnd, Wait} from './reader';

class OwnClock implements Clock {
  constructor(private time: number) {}

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    const wakesAt = this.time + ms;
    await tell({until: wakesAt});
    signal.throwIfAborted();
    this.time = Math.max(this.time, wakesAt);
  }
}

let waits = 0;

/** Resolves when whoever started the job knows of the wait. */
function tell({until}: Omit<Wait, 'wait'>): Promise<void> {
  waits += 1;
  const wait = waits;
  return new Promise((resolve) => {
    const listen = (known: unknown): void => {
      if (known !== wait) return;
      process.off('message', listen);
      resolve();
    };
    process.on('message', listen);
    process.send?.({wait, until} satisfies Wait);
  });
}

class Collected extends Writable {
  private readonly pieces: Buffer[] = [];

  get text(): string {
    return Buffer.concat(this.pieces).toString();
  }

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.pieces.push(piece);
    done();
  }
}

/** What the runner takes of a process. A signal or a lost output would end all jobs: none may come. */
function hostFor(argv: string[]): NodeJS.Process & {stdout: Collected; stderr: Collected} {
  const fail = (): never => {
    throw new Error('the connector ended its process by force');
  };
  const ignore = (): void => undefined;
  const own = {argv: ['node', 'source-microsoft-365', ...argv], exitCode: undefined};
  const streams = {stdout: new Collected(), stderr: new Collected()};
  const events = {on: ignore, removeListener: ignore, kill: fail, exit: fail};
  return {...own, ...streams, ...events, pid: process.pid} as never;
}

async function work({argv, now, timeouts}: Job): Promise<JobEnd> {
  const about = {name: 'source-microsoft-365', version: '0.0.0', description: 'resident'};
  const clock = new OwnClock(now);
  ownDate(() => clock.now());
  const source = createSource({
    version: about.version,
    environment: process.env,
    clock,
    random: () => 0.5,
    ...(timeouts && {timeouts}),
  });
  const host = hostFor(argv);
  await runConnector({...about, source}, host);
  const {stdout, stderr, exitCode} = host;
  return {exitCode: Number(exitCode), stdout: stdout.text, stderr: stderr.text};
}

process.on('message', (message: Job | number) => {
  if (typeof message === 'number') return;
  void work(message).then((end) => process.send?.(end));
});
process.on('disconnect', () => process.exit());
