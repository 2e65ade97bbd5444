/**
 * The connector as a process with a clock of its own: it begins where OWN_CLOCK says, every wait
 * passes at once, and whoever started the process is told what time it is then.
 */
import {runConnector} from '../../src/airbyte/runner';
import type {Clock} from '../../src/graph/clock';
import {createSource} from '../../src/source';

class OwnClock implements Clock {
  constructor(private time: number) {}

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    const wakesAt = this.time + ms;
    await tell(wakesAt);
    signal.throwIfAborted();
    this.time = Math.max(this.time, wakesAt);
  }
}

/** Resolves when it is known. */
function tell(time: number): Promise<void> {
  return new Promise((resolve) => {
    const listen = (known: unknown): void => {
      if (known !== time) return;
      process.off('message', listen);
      resolve();
    };
    process.on('message', listen);
    process.send?.(time);
  });
}

const about = {name: 'source-microsoft-365', version: '0.0.0', description: 'with its own clock'};
const clock = new OwnClock(Number(process.env['OWN_CLOCK']));
const source = createSource({version: about.version, environment: process.env, clock});
void runConnector({...about, source}, process);
