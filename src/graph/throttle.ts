import type {Clock} from './clock';
import type {RateLimitScope} from './request';

/** At most `requests` are started in any `windowMs`. */
export interface Limit {
  requests: number;
  windowMs: number;
}

/** The service counts arrivals, not departures; this much may lie between two of them. */
const ARRIVAL_MARGIN_MS = 250;

/** The directory's budget (3,500 units in 10 s) is out of reach for one page after the other. */
const LIMITS: [prefix: string, limit: Limit][] = [
  ['entra_reporting', {requests: 5, windowMs: 10_000}],
  ['report:', {requests: 14, windowMs: 600_000}],
];

/** One rate-limit scope: its streams share the count of requests and every pause that Graph asks for. */
export class Throttle {
  private readonly starts: number[] = [];
  private pausedUntil = 0;

  constructor(
    private readonly clock: Clock,
    private readonly limit: Limit | undefined,
  ) {}

  /** Milliseconds until the next request may start; 0 also books that start. */
  tryAcquire(): number {
    const now = this.clock.now();
    const startAt = Math.max(this.pausedUntil, this.windowOpensAt());
    if (startAt > now) return startAt - now;
    if (this.limit) {
      this.starts.push(now);
      if (this.starts.length > this.limit.requests) this.starts.shift();
    }
    return 0;
  }

  /** Holds back every further request of the scope. */
  pause(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
  }

  private windowOpensAt(): number {
    const [oldest] = this.starts;
    if (!this.limit || oldest === undefined || this.starts.length < this.limit.requests) return 0;
    return oldest + this.limit.windowMs + ARRIVAL_MARGIN_MS;
  }
}

/** The throttles of one sync, by scope. */
export class Throttles {
  private readonly scopes = new Map<RateLimitScope, Throttle>();

  constructor(
    private readonly clock: Clock,
    private readonly limitOf: (scope: RateLimitScope) => Limit | undefined = documentedLimit,
  ) {}

  of(scope: RateLimitScope): Throttle {
    const known = this.scopes.get(scope);
    if (known) return known;
    const throttle = new Throttle(this.clock, this.limitOf(scope));
    this.scopes.set(scope, throttle);
    return throttle;
  }
}

function documentedLimit(scope: RateLimitScope): Limit | undefined {
  return LIMITS.find(([prefix]) => scope.startsWith(prefix))?.[1];
}
