/**
 * The connector, resident: one process that does one command after the other, each as a process of
 * its own would, with a clock of its own. Starting hundreds of processes takes minutes; everything
 * behind the start is the same.
 */
import {Writable} from 'node:stream';
import {runConnector} from '../../src/airbyte/entrypoint';
import {createSource} from '../../src/source';
import {OwnClock, quiet} from './own-clock';
import {ownDate} from './own-date';
import {ownDeadlines} from './own-deadlines';

export interface Job {
  argv: string[];
  /** When it begins, in epoch milliseconds. */
  now: number;
}

export interface JobEnd {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Lets time limits pass as soon as no more than so many answers are awaited. */
export interface PassDeadlines {
  awaited: number;
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

/** What the entrypoint takes of a process. A signal or a lost output would end all jobs: none may come. */
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

async function work({argv, now}: Job): Promise<JobEnd> {
  const about = {name: 'source-microsoft-365', version: '0.0.0', description: 'resident'};
  const clock = new OwnClock(now);
  ownDate(() => clock.now());
  const {env: environment} = process;
  const options = {version: about.version, environment, clock, random: () => 0.5};
  const source = createSource(options);
  const host = hostFor(argv);
  await runConnector({...about, source}, host);
  const {stdout, stderr, exitCode} = host;
  return {exitCode: Number(exitCode), stdout: stdout.text, stderr: stderr.text};
}

const deadlines = ownDeadlines();

process.on('message', (message: Job | PassDeadlines | number) => {
  if (typeof message === 'number') return;
  if ('awaited' in message) void quiet(message.awaited).then(() => deadlines.pass());
  else void work(message).then((end) => process.send?.(end));
});
process.on('disconnect', () => process.exit());
