import {setTimeout as wait} from 'node:timers/promises';

/** Time, passed in so that nothing has to wait for real in a test. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Rejects when `signal` aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** `setTimeout` takes no longer wait than this (about 24 days); a longer one would not wait at all. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) => wait(Math.min(ms, MAX_TIMER_MS), undefined, {signal}),
};
