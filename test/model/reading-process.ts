/**
 * The source in a process that reads again and again: a new process for each of thousands of reads
 * would cost more than the reads. Everything of the source is real; what a kill leaves behind is
 * what was written out by then.
 */
import {setMaxListeners} from 'node:events';
import {Writable} from 'node:stream';
import {parseConfiguredCatalog} from '../../src/airbyte/catalog';
import {MessageWriter} from '../../src/airbyte/message-writer';
import {LineOutput} from '../../src/airbyte/output';
import {Redactor} from '../../src/airbyte/redactor';
import {IncomingStates} from '../../src/airbyte/state';
import {createSource} from '../../src/source';
import {laneThreshold} from '../support/lane-threshold';
import type {Order, Ended} from './long-lived-reader';

/** Keeps what is written, up to the line at which the reader is cut off. */
class CutOutput extends Writable {
  text = '';
  private lines = 0;
  private isCut = false;

  constructor(
    private readonly mostLines: number,
    private readonly onCut: () => void,
  ) {
    super();
  }

  cut(): void {
    if (this.isCut) return;
    this.isCut = true;
    this.onCut();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    for (const line of chunk.toString().split(/(?<=\n)/)) {
      if (this.isCut) break;
      this.text += line;
      this.lines += 1;
      if (this.lines >= this.mostLines) this.cut();
    }
    done();
  }
}

/** Stands still but for the waits, which pass at once. */
function clockFrom(start: number): {now: () => number; sleep: (ms: number) => Promise<void>} {
  let time = start;
  return {
    now: () => time,
    sleep: (ms) => {
      time += ms;
      return Promise.resolve();
    },
  };
}

let output: CutOutput | undefined;

async function read({config, catalog, state, now, mostLines, minLaneUsers}: Order): Promise<Ended> {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const cut = new CutOutput(mostLines ?? Infinity, () => stop.abort(new Error('killed')));
  output = cut;
  const lines = new LineOutput(cut);
  const redactor = new Redactor();
  const clock = clockFrom(now);
  const messages = new MessageWriter({output: lines, redactor, now: clock.now});
  const limits = {limitOf: () => undefined, ...laneThreshold(minLaneUsers)};
  const options = {version: '0.0.0', environment: {}, clock, ...limits};
  const request = {
    config,
    streams: parseConfiguredCatalog(catalog),
    states: IncomingStates.parse(state),
  };
  const session = {messages, redactor, signal: stop.signal};
  try {
    const exitCode = await createSource(options).read(request, session);
    await lines.end();
    // All that counts was written before the cut, but the process did not live to tell.
    return {exitCode: stop.signal.aborted ? null : exitCode, stdout: cut.text};
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    return {exitCode: null, stdout: cut.text};
  }
}

process.on('message', (order: Order | 'kill') => {
  if (order === 'kill') output?.cut();
  else void read(order).then((ended) => process.send?.(ended));
});
