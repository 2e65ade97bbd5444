import type {StreamWriter} from '../airbyte/stream-writer';

/** How often a stream says how far it is. */
const PROGRESS_MS = 30_000;

/** Shorter waits are everyday life; longer ones are told to the platform. */
const LONG_WAIT_MS = 30_000;

/** The platform takes a source for dead that writes neither records nor states. */
const MAX_SILENCE_MS = 10 * 60_000;

interface HeartbeatParts {
  writer: StreamWriter;
  /** Epoch milliseconds. */
  now: () => number;
  /** Logs how far the stream is. */
  logProgress: (waitsUntil?: number) => void;
}

/** Signs of life of one stream while its reading takes long. */
export class Heartbeat {
  private loggedAt: number;
  private wroteAt: number;

  constructor(private readonly parts: HeartbeatParts) {
    this.loggedAt = this.wroteAt = parts.now();
  }

  /** Call after everything that was written. */
  wrote(): void {
    this.wroteAt = this.parts.now();
    this.tick();
  }

  /** Sleeps in parts, so that the platform hears of the wait and never takes it for the end. */
  async wait(ms: number, sleep: (ms: number) => Promise<void>): Promise<void> {
    const {writer, now} = this.parts;
    const until = now() + ms;
    const isLong = ms >= LONG_WAIT_MS;
    if (isLong) writer.rateLimited(until);
    for (let left = ms; left > 0;) {
      const part = Math.min(left, PROGRESS_MS);
      await sleep(part);
      this.tick(until);
      // A clock that is set back makes no wait longer.
      left = Math.min(left - part, until - now());
    }
    if (isLong) writer.running();
  }

  private tick(waitsUntil?: number): void {
    const now = this.parts.now();
    if (now - this.wroteAt >= MAX_SILENCE_MS) {
      this.parts.writer.repeatState();
      this.wroteAt = now;
    }
    if (now - this.loggedAt < PROGRESS_MS) return;
    this.parts.logProgress(waitsUntil !== undefined && waitsUntil > now ? waitsUntil : undefined);
    this.loggedAt = now;
  }
}
