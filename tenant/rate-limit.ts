/** So many requests in so many seconds; refused ones count too, as they do at Microsoft. */
import {throttled} from './graph-errors';
import type {GraphError} from './graph-errors';

export interface RateLimitOptions {
  requests: number;
  windowMs: number;
  now: () => number;
  /** The usual 429 unless told. */
  makeError?: (retryAfterSeconds: string) => GraphError;
}

export class RateLimit {
  readonly #requests: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  readonly #refuse: (retryAfterSeconds: string) => GraphError;
  #times: number[] = [];

  constructor(limit: RateLimitOptions) {
    this.#requests = limit.requests;
    this.#windowMs = limit.windowMs;
    this.#now = limit.now;
    this.#refuse = limit.makeError ?? throttled;
  }

  /** Throws 429 when there were too many. */
  count(): void {
    const now = this.#now();
    this.#times = this.#times.filter((time) => time > now - this.#windowMs);
    this.#times.push(now);
    const blocking = this.#times.at(-this.#requests);
    if (this.#times.length <= this.#requests || blocking === undefined) return;
    throw this.#refuse(((blocking + this.#windowMs - now) / 1000 + 0.01).toFixed(3));
  }
}
