import type {Clock} from '../../src/graph/clock';

/** So many looks a millisecond apart find nothing under way before time moves on. */
const QUIET_LOOKS = 3;

interface Sleeper {
  wakesAt: number;
  wake: () => void;
}

/**
 * The clock of a process of its own. Time stands still while anything is under way, and then moves
 * on to the end of the shortest wait, so that waits side by side pass side by side.
 */
export class OwnClock implements Clock {
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

  /** Resolves when whoever started the process knows what time it is. */
  async moveTo(time: number): Promise<void> {
    await tell(time);
    this.time = Math.max(this.time, time);
  }

  private async move(): Promise<void> {
    this.isMoving = true;
    while (this.sleepers.length > 0) {
      await quiet();
      this.sleepers.sort((one, other) => one.wakesAt - other.wakesAt);
      const {wakesAt, wake} = this.sleepers.shift()!;
      await this.moveTo(wakesAt);
      wake();
    }
    this.isMoving = false;
  }
}

/** Resolves when no more than `awaited` answers are under way, and nothing else is. */
export async function quiet(awaited = 0): Promise<void> {
  for (let looks = 0; looks < QUIET_LOOKS; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (answersUnderWay() > awaited || isFileUnderWay()) looks = -1;
  }
}

function answersUnderWay(): number {
  const host = process as unknown as {_getActiveHandles: () => {_httpMessage?: unknown}[]};
  return host._getActiveHandles().filter(({_httpMessage}) => _httpMessage).length;
}

function isFileUnderWay(): boolean {
  return process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));
}

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
