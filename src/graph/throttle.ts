import {
  documentedRate,
  formatRateChange,
  rateWhenRefused,
  rateWhenUsedUp,
  wholeRequests,
} from './adaptive-rate';
import type {AdaptiveRate} from './adaptive-rate';
import type {Clock} from './clock';
import type {Log, RateLimitScope} from './request';

/** At most `requests` are started in any `windowMs`. */
export interface Limit {
  requests: number;
  windowMs: number;
  /** Where the service may allow more: whose rate it is that adapts, for the log. */
  adaptsFor?: string;
}

/** The service counts arrivals, not departures; this much may lie between two of them. */
const ARRIVAL_MARGIN_MS = 50;

/** The directory's budget (3,500 units in 10 s) is out of reach for one page after the other. */
const LIMITS: [prefix: string, limit: Limit][] = [
  [
    'entra_reporting',
    {requests: 5, windowMs: 10_000, adaptsFor: 'sign-in dates and MFA registration'},
  ],
  ['report:', {requests: 14, windowMs: 600_000}],
];

/** A request that was let through. */
export interface Start {
  /** When it counts, in epoch milliseconds. */
  at: number;
  /** The rate that let it through, in requests a window. */
  readonly rate: number;
}

/** One rate-limit scope: its streams share the count of requests and every pause that Graph asks for. */
export class Throttle {
  /** Of the last window, the oldest first. */
  private readonly starts: Start[] = [];
  private pausedUntil = 0;
  private rate: AdaptiveRate;
  private last: Start = {at: 0, rate: Infinity};

  constructor(
    private readonly clock: Clock,
    private readonly limit: Limit | undefined,
    private readonly log: Log = () => undefined,
  ) {
    this.rate = documentedRate(limit?.requests ?? Infinity);
  }

  /** What `tryAcquire` has let through last. */
  get lastStart(): Start {
    return this.last;
  }

  /** Milliseconds until the next request may start; 0 also books that start. */
  tryAcquire(): number {
    const now = this.clock.now();
    if (now < this.pausedUntil) return Math.max(this.pausedUntil, this.windowOpensAt()) - now;
    if (now < this.windowOpensAt()) this.adapt(rateWhenUsedUp(this.rate, now));
    const startAt = this.windowOpensAt();
    if (now < startAt) return startAt - now;
    this.book(now);
    return 0;
  }

  /** Holds back every further request of the scope. */
  pause(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
  }

  /** The limit of the service refused the request. */
  refused({rate}: Start): void {
    this.adapt(rateWhenRefused(this.rate, rate));
  }

  /** It is not known when the request arrived, but now at the latest. */
  arrived(start: Start): void {
    start.at = this.clock.now();
    this.starts.sort((one, other) => one.at - other.at);
  }

  private book(now: number): void {
    this.last = {at: now, rate: this.rate.requests};
    if (!this.limit) return;
    while (this.starts[0] && this.countsUntil(this.starts[0]) <= now) this.starts.shift();
    this.starts.push(this.last);
  }

  private windowOpensAt(): number {
    const oldest = this.starts.at(-wholeRequests(this.rate));
    return oldest ? this.countsUntil(oldest) : 0;
  }

  private countsUntil({at}: Start): number {
    return at + (this.limit?.windowMs ?? 0) + ARRIVAL_MARGIN_MS;
  }

  private adapt(rate: AdaptiveRate): void {
    const {adaptsFor: what, windowMs = 0} = this.limit ?? {};
    if (what === undefined) return;
    const change = formatRateChange([this.rate, rate], {what, windowMs});
    if (change !== undefined) this.log('INFO', change);
    this.rate = rate;
  }
}

interface ThrottlesOptions {
  limitOf?: ((scope: RateLimitScope) => Limit | undefined) | undefined;
  /** Told when a rate changes. */
  log?: Log;
}

/** The throttles of one sync, by scope. */
export class Throttles {
  private readonly scopes = new Map<RateLimitScope, Throttle>();

  constructor(
    private readonly clock: Clock,
    private readonly options: ThrottlesOptions = {},
  ) {}

  of(scope: RateLimitScope): Throttle {
    const known = this.scopes.get(scope);
    if (known) return known;
    const {limitOf = documentedLimit, log} = this.options;
    const throttle = new Throttle(this.clock, limitOf(scope), log);
    this.scopes.set(scope, throttle);
    return throttle;
  }
}

function documentedLimit(scope: RateLimitScope): Limit | undefined {
  return LIMITS.find(([prefix]) => scope.startsWith(prefix))?.[1];
}
