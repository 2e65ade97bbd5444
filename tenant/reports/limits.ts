/** The rate limit of the usage reports: one for each function. */
import {randomUUID} from 'node:crypto';
import {GraphError} from '../graph-errors';
import {RateLimit} from '../rate-limit';
import type {ReportName} from './catalogue';

const LIMIT = {requests: 14, windowMs: 600_000};

export interface ReportLimitsOptions {
  now: () => number;
  /** The service mostly sends no Retry-After. */
  sendsRetryAfter: boolean;
}

export class ReportLimits {
  readonly #options: ReportLimitsOptions;
  readonly #limits = new Map<ReportName, RateLimit>();

  constructor(options: ReportLimitsOptions) {
    this.#options = options;
  }

  /** @throws GraphError 429 above the limit. */
  count(report: ReportName): void {
    const {now} = this.#options;
    const limit =
      this.#limits.get(report) ??
      new RateLimit({...LIMIT, now, makeError: (seconds) => this.#refusal(seconds)});
    this.#limits.set(report, limit);
    limit.count();
  }

  #refusal(retryAfterSeconds: string): GraphError {
    const error = new GraphError(
      429,
      'UnknownError',
      'This request is throttled. Please try again after the value specified in the Retry-After ' +
        `header. CorrelationId: ${randomUUID()}`,
    );
    if (!this.#options.sendsRetryAfter) return error;
    return error.with({'retry-after': String(Math.ceil(Number(retryAfterSeconds)))});
  }
}
