/**
 * The connector, resident: one process that does one command after the other, each as a process of
 * its own would, with a clock of its own. Starting hundreds of processes takes minutes; everything
 * behind the start is the same.
 */
import {Writable} from 'node:stream';
import {runConnector} from '../../src/airbyte/entrypoint';
import {createSource} from '../../src/source';
import {laneThresholdIn} from './lane-threshold';
import {OwnClock, quiet} from './own-clock';
import {ownDate} from './own-date';
import {ownDeadlines} from './own-deadlines';

export interface Job {
  argv: string[];
  /** When it begins, in epoch milliseconds. */
  now: number;
  /** Of the environment, beside what the process was started with. */
  env: NodeJS.ProcessEnv;
}

export interface JobEnd {
  exitCode: number;
  /** By its clock. */
  durationMs: number;
  stdout: string;
  stderr: string;
}

/** Ends the next time limit as soon as no more than so many answers are awaited. */
export interface EndDeadline {
  awaited: number;
  /** Whether the clock moves on to the end of the limit. */
  takesTime: boolean;
}

class Collected extends Writable {
  private readonly pieces: Buffer[] = [];

  get text(): string {
    return Buffer.concat(this.pieces).toString();
  }

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    // The memory of a piece is used again once it is written.
    this.pieces.push(Buffer.from(piece));
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

let clock = new OwnClock(Date.now());
const started = {...process.env};
const deadlines = ownDeadlines(() => clock.now());
ownDate(() => clock.now());

async function work({argv, now, env}: Job): Promise<JobEnd> {
  const about = {name: 'source-microsoft-365', version: '0.0.0', description: 'resident'};
  clock = new OwnClock(now);
  process.env = {...started, ...env};
  const {env: environment} = process;
  const options = {version: about.version, environment, clock, random: () => 0.5};
  const source = createSource({...options, ...laneThresholdIn(environment)});
  const host = hostFor(argv);
  await runConnector({...about, source}, host);
  const {stdout, stderr, exitCode} = host;
  const durationMs = clock.now() - now;
  return {exitCode: Number(exitCode), durationMs, stdout: stdout.text, stderr: stderr.text};
}

async function endDeadline({awaited, takesTime}: EndDeadline): Promise<void> {
  await quiet(awaited);
  const time = deadlines.next();
  if (time === undefined) return;
  if (takesTime) await clock.moveTo(time);
  deadlines.end(time);
}

process.on('message', (message: Job | EndDeadline | number) => {
  if (typeof message === 'number') return;
  if ('awaited' in message) void endDeadline(message);
  else void work(message).then((end) => process.send?.(end));
});
process.on('disconnect', () => process.exit());
