/** One sync of the connector as a process, and when each of its streams came to its end. */
import {spawn} from 'node:child_process';
import type {AirbyteMessage} from '../src/airbyte/messages';
import {follow} from '../test/support/connector';
import type {Child} from '../test/support/connector';
import type {Program} from './measure';
import {linesOf} from './output-lines';

export interface StreamFigures {
  records: number;
  requests: number;
  /** From the start of the first stream to the end of this one. */
  seconds: number;
}

export interface SyncFigures {
  streams: ReadonlyMap<string, StreamFigures>;
  /** From the start of the first stream to the end of the last one. */
  seconds: number;
}

const RECORD = Buffer.from('{"type":"RECORD"');

/** The connector's own summary of a stream. */
const SUMMARY = /^(\w+): (\d+) records?, (\d+) requests?, /;

/**
 * @param clock for a program with a clock of its own, which moves on as it waits.
 * @throws where the sync did not end well.
 */
export async function runSync(program: Program, clock?: {now: number}): Promise<SyncFigures> {
  const child = spawn(process.execPath, program.args, {
    env: {
      ...process.env,
      ...program.environment,
      ...(clock && {OWN_CLOCK: String(clock.now)}),
    },
    stdio: clock ? ['ignore', 'pipe', 'inherit', 'ipc'] : ['ignore', 'pipe', 'inherit'],
  });
  if (clock) follow(child as unknown as Child, clock);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  const progress = new SyncProgress();
  for await (const line of linesOf(child.stdout as AsyncIterable<Buffer>)) {
    // Millions of them: not worth being parsed.
    if (line.subarray(0, RECORD.length).equals(RECORD)) continue;
    progress.handle(JSON.parse(line.toString()) as AirbyteMessage);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`The sync ended with ${code}: ${progress.errors.join(' ')}`);
  return progress.figures();
}

class SyncProgress {
  readonly errors: string[] = [];
  private startedAt = Infinity;
  private readonly endedAt = new Map<string, number>();
  private readonly counts = new Map<string, Omit<StreamFigures, 'seconds'>>();

  handle(message: AirbyteMessage): void {
    if (message.type === 'LOG') this.handleLog(message.log.message);
    if (message.type !== 'TRACE') return;
    const {trace} = message;
    if (trace.type === 'ERROR') {
      this.errors.push(trace.error.message);
      return;
    }
    if (trace.type !== 'STREAM_STATUS') return;
    const {status, stream_descriptor: stream} = trace.stream_status;
    if (status === 'STARTED') this.startedAt = Math.min(this.startedAt, trace.emitted_at);
    else if (status !== 'RUNNING') this.endedAt.set(stream.name, trace.emitted_at);
  }

  figures(): SyncFigures {
    const seconds = (at: number): number => (at - this.startedAt) / 1_000;
    const streams = [...this.endedAt].map(([name, at]): [string, StreamFigures] => {
      const counts = this.counts.get(name) ?? {records: 0, requests: 0};
      return [name, {...counts, seconds: seconds(at)}];
    });
    return {streams: new Map(streams), seconds: seconds(Math.max(...this.endedAt.values()))};
  }

  private handleLog(text: string): void {
    const [, name = '', records, requests] = SUMMARY.exec(text) ?? [];
    if (name === '') return;
    this.counts.set(name, {records: Number(records), requests: Number(requests)});
  }
}
