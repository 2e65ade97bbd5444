import type {StreamWriter} from '../airbyte/stream-writer';
import type {WaitCause} from '../graph/request';

/** How often a stream says how far it is. */
const PROGRESS_MS = 30_000;

/** Shorter waits are everyday life; longer ones for a rate limit are told to the platform. */
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

interface Wait {
  sleep: (ms: number) => Promise<void>;
  cause: WaitCause;
}

/** Signs of life of one stream while its reading takes long. */
export class Heartbeat {
  private loggedAt: number;
  private wroteAt: number;
  /** Long waits for a rate limit that have not ended. */
  private limited = 0;

  constructor(private readonly parts: HeartbeatParts) {
    this.loggedAt = this.wroteAt = parts.now();
  }

  /** Call after everything that was written. */
  wrote(): void {
    this.wroteAt = this.parts.now();
    this.tick();
  }

  /** Sleeps in parts, so that the platform hears of the wait and never takes it for the end. */
  async wait(ms: number, {sleep, cause}: Wait): Promise<void> {
    const {writer, now} = this.parts;
    const until = now() + ms;
    // The platform shows the reason to the user, who must not look for a limit where none is.
    const isTold = cause === 'rate_limit' && ms >= LONG_WAIT_MS;
    if (!isTold) return this.sleepUntil(until, {ms, sleep});
    // Requests of one stream can wait side by side; the first one speaks, and the last one.
    this.limited += 1;
    if (this.limited === 1) writer.rateLimited(until);
    await this.sleepUntil(until, {ms, sleep}).finally(() => (this.limited -= 1));
    if (this.limited === 0) writer.running();
  }

  private async sleepUntil(
    until: number,
    {ms, sleep}: {ms: number; sleep: Wait['sleep']},
  ): Promise<void> {
    for (let left = ms; left > 0;) {
      const part = Math.min(left, PROGRESS_MS);
      await sleep(part);
      this.tick(until);
      // A clock that is set back makes no wait longer.
      left = Math.min(left - part, until - this.parts.now());
    }
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
