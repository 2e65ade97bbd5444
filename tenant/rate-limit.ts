/** A limit of requests in a time window. Throttled requests count too, as they do at Microsoft. */
import {throttled} from './graph-errors';
import type {GraphError} from './graph-errors';

export interface RateLimitOptions {
  requests: number;
  windowMs: number;
  now: () => number;
  /** By default Graph's usual 429. */
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

  /** @throws GraphError 429 above the limit. */
  count(): void {
    const now = this.#now();
    this.#times = this.#times.filter((time) => time > now - this.#windowMs);
    this.#times.push(now);
    const blocking = this.#times.at(-this.#requests);
    if (this.#times.length <= this.#requests || blocking === undefined) return;
    throw this.#refuse(((blocking + this.#windowMs - now) / 1000 + 0.01).toFixed(3));
  }
}
