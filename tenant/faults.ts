/** Things that go wrong on purpose: an injected fault takes the place of the tenant's own answer. */
import type {FaultAction} from './fault-actions';

/** An object is sent as JSON. */
export interface FaultResponse {
  status: number;
  headers?: Record<string, string>;
  body?: object | string;
}

export interface Fault {
  /** Part of the raw URL (path and query as sent), or a test of it. */
  match: string | RegExp | ((rawUrl: string, method: string) => boolean);
  /** How often it strikes; once unless told. Infinity is allowed. */
  times?: number;
  /** Matching requests that pass before it strikes the first time. */
  skip?: number;
  /** What the client gets in place of the real answer. A function is asked each time. */
  respond?: FaultResponse | (() => FaultResponse);
  /** The body of the real answer goes through this, and has the right length then. */
  alter?: (body: string, rawUrl: string) => string;
  /** Without an action the response is given. */
  action?: FaultAction;
  /** For `delay`: how long the answer is held back. */
  delayMs?: number;
}

export interface InjectedFault {
  /** How often it has struck. */
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
  /** Errors of the faults themselves, which would pass for a broken connection. */
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

  /** The fault for this request, if any. The first that was injected strikes first. */
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
