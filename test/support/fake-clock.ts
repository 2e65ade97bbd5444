import type {Clock} from '../../src/graph/clock';

/** A clock that keeps every sleep and lets it pass at once. */
export class FakeClock implements Clock {
  readonly sleeps: number[] = [];
  /** Called when a sleep begins. */
  onSleep: (ms: number) => void = () => undefined;

  constructor(private time = Date.parse('2026-03-01T12:00:00Z')) {}

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    const wakesAt = this.time + ms;
    this.sleeps.push(ms);
    this.onSleep(ms);
    await Promise.resolve();
    signal.throwIfAborted();
    this.time = Math.max(this.time, wakesAt);
  }

  advance(ms: number): void {
    this.time += ms;
  }
}
