import type {Clock} from '../../src/graph/clock';

interface Sleeper {
  wakesAt: number;
  wake: () => void;
}

/**
 * Time stands still while promises are settled, and moves on to the end of the shortest sleep then:
 * what sleeps side by side passes side by side. Not for anything that reads files or the network.
 */
export class EventClock implements Clock {
  private sleepers: Sleeper[] = [];
  private isMoving = false;

  constructor(private time = Date.parse('2026-03-01T12:00:00Z')) {}

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await new Promise<void>((wake) => {
      this.sleepers.push({wakesAt: this.time + ms, wake});
      if (!this.isMoving) void this.move();
    });
    signal?.throwIfAborted();
  }

  private async move(): Promise<void> {
    this.isMoving = true;
    while (this.sleepers.length > 0) {
      await new Promise(setImmediate);
      this.sleepers.sort((one, other) => one.wakesAt - other.wakesAt);
      const {wakesAt, wake} = this.sleepers.shift()!;
      this.time = Math.max(this.time, wakesAt);
      wake();
    }
    this.isMoving = false;
  }
}
