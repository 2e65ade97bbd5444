/** The date of a tenant and of the connectors that read it, which goes on from a noon that is set. */
import {join} from 'node:path';

const PRELOAD = join(__dirname, '..', 'support', 'preload-date.js');
const DAY_MS = 86_400_000;

export class SimulatedClock {
  #aheadMs: number;

  /** @param start epoch milliseconds. */
  constructor(start: number) {
    this.#aheadMs = start - Date.now();
  }

  now(): number {
    return Date.now() + this.#aheadMs;
  }

  /** The day, YYYY-MM-DD. */
  today(): string {
    return new Date(this.now()).toISOString().slice(0, 10);
  }

  sleep(days: number): void {
    this.#aheadMs += days * DAY_MS;
  }

  /** For a connector that has this date. */
  environment(): Record<string, string> {
    return {NODE_OPTIONS: `--require=${PRELOAD}`, DATE_AHEAD_MS: String(this.#aheadMs)};
  }
}
