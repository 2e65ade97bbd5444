/**
 * The connector as a process with a clock of its own: it begins where OWN_CLOCK says, and whoever
 * started the process is told what time it is. Time stands still while anything is under way, and
 * then moves on to the end of the shortest wait, so that waits side by side pass side by side.
 */
import {runConnector} from '../../src/airbyte/entrypoint';
import type {Clock} from '../../src/graph/clock';
import {createSource} from '../../src/source';
import {ownDate} from './own-date';

/** So many looks a millisecond apart find nothing under way before time moves on. */
const QUIET_LOOKS = 3;

interface Sleeper {
  wakesAt: number;
  wake: () => void;
}

class OwnClock implements Clock {
  private sleepers: Sleeper[] = [];
  private isMoving = false;

  constructor(private time: number) {}

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      this.sleepers.push({wakesAt: this.time + ms, wake: resolve});
      if (!this.isMoving) void this.move();
    });
    signal.throwIfAborted();
  }

  private async move(): Promise<void> {
    this.isMoving = true;
    while (this.sleepers.length > 0) {
      await quiet();
      this.sleepers.sort((one, other) => one.wakesAt - other.wakesAt);
      const {wakesAt, wake} = this.sleepers.shift()!;
      await tell(wakesAt);
      this.time = Math.max(this.time, wakesAt);
      wake();
    }
    this.isMoving = false;
  }
}

async function quiet(): Promise<void> {
  for (let looks = 0; looks < QUIET_LOOKS; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (isUnderWay()) looks = -1;
  }
}

/** Whether an answer is awaited, or a file is read or written. */
function isUnderWay(): boolean {
  const host = process as unknown as {_getActiveHandles: () => {_httpMessage?: unknown}[]};
  return (
    host._getActiveHandles().some(({_httpMessage}) => _httpMessage) ||
    process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'))
  );
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
ownDate(() => clock.now());
const source = createSource({version: about.version, environment: process.env, clock});
void runConnector({...about, source}, process);
