/** Fault injection: a fault replaces the tenant's own response. */
import type {ContentEncoding, FaultAction} from './fault-actions';

/** An object is sent as JSON. */
export interface FaultResponse {
  status: number;
  headers?: Record<string, string>;
  body?: object | string;
  /** Something on the way answers: without the `request-id` of Microsoft. */
  byIntermediary?: boolean;
}

export interface Fault {
  /** Substring of the raw URL (path and query as sent), pattern, or predicate. */
  match: string | RegExp | ((rawUrl: string, method: string) => boolean);
  /** How many requests it hits; 1 by default. Infinity is allowed. */
  times?: number;
  /** Matching requests that pass before the first hit. */
  skip?: number;
  /** What the client gets in place of the real response. A function is called for each hit. */
  respond?: FaultResponse | (() => FaultResponse);
  /** Changes the body of the real response; its content-length is adapted. */
  alter?: (body: string, rawUrl: string) => string;
  /** By default `respond`, or `alter` where that is given. */
  action?: FaultAction;
  /** For `encode`: the compression, whatever the client accepts. */
  encoding?: ContentEncoding;
  /** For `delay`: how long the response is held back. */
  delayMs?: number;
}

export interface InjectedFault {
  /** Requests that it has hit. */
  readonly hits: number;
  remove(): void;
}

interface Pending {
  fault: Fault;
  toSkip: number;
  left: number;
  hits: number;
}

export class Faults {
  /** Errors thrown by faults; the client sees them as broken connections only. */
  readonly defects: unknown[] = [];
  #pending: Pending[] = [];

  inject(fault: Fault): InjectedFault {
    const pending = {fault, toSkip: fault.skip ?? 0, left: fault.times ?? 1, hits: 0};
    this.#pending.push(pending);
    return {
      get hits() {
        return pending.hits;
      },
      remove: () => {
        this.#pending = this.#pending.filter((other) => other !== pending);
      },
    };
  }

  clear(): void {
    this.#pending = [];
  }

  /** The fault for this request, if any, in the order of injection. */
  take(rawUrl: string, method: string): Fault | undefined {
    for (const pending of this.#pending) {
      if (pending.left < 1 || !matches(pending.fault, rawUrl, method)) continue;
      if (pending.toSkip > 0) {
        pending.toSkip -= 1;
        continue;
      }
      pending.left -= 1;
      pending.hits += 1;
      return pending.fault;
    }
    return undefined;
  }
}

function matches({match}: Fault, rawUrl: string, method: string): boolean {
  if (typeof match === 'string') return rawUrl.includes(match);
  return match instanceof RegExp ? rawUrl.search(match) >= 0 : match(rawUrl, method);
}
