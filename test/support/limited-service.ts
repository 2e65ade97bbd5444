/** A service that counts requests in a window by itself, and a client of it as the connector builds it. */
import {resolveFailure} from '../../src/graph/graph-error';
import {throttlePolicy} from '../../src/graph/policies';
import type {GraphRequest, GraphResponse, RateLimitScope, Send} from '../../src/graph/request';
import {retryPolicy} from '../../src/graph/retry';
import {Throttles} from '../../src/graph/throttle';
import {EventClock} from './event-clock';
import {newOwner} from './request-context';

const WINDOW_MS = 10_000;
const BUDGET = {failuresMs: 300_000, silenceMs: 3_600_000, later: 'Later'};

interface ServiceOptions {
  /** So many requests in 10 s; refused ones count too. */
  allows: number;
  /** From sending to the answer, of which the way there is the half. */
  latencyMs?: number;
  /** The way there of a request for which a connection has to be opened. */
  handshakeMs?: number;
  /** A refusal says when to come back. */
  saysRetryAfter?: boolean;
  scope?: RateLimitScope;
}

/** What arrived, and how it was answered. */
interface Arrival {
  at: number;
  status: number;
}

export class LimitedService {
  readonly clock = new EventClock();
  readonly arrivals: Arrival[] = [];
  readonly log: string[] = [];
  private recent: number[] = [];
  private readonly startedAt = this.clock.now();
  private readonly send: Send<unknown>;
  private readonly request: GraphRequest;
  private connections = 0;

  constructor(private readonly options: ServiceOptions) {
    const {clock} = this;
    const log = (level: string, text: unknown): number => this.log.push(`${level} ${String(text)}`);
    const throttles = new Throttles(clock, {log});
    const retry = retryPolicy({clock, random: () => 1, budget: BUDGET, log: () => undefined});
    this.send = retry(throttlePolicy(throttles, clock)((request) => this.answer(request)));
    this.request = {
      url: 'https://graph.microsoft.com/v1.0/users',
      origin: 'first_request',
      scope: options.scope ?? 'entra_reporting',
      context: newOwner(),
    };
  }

  /** Seconds since the beginning. */
  get seconds(): number {
    return (this.clock.now() - this.startedAt) / 1_000;
  }

  get refusals(): number {
    return this.arrivals.filter(({status}) => status === 429).length;
  }

  /** Reads so many pages, one after the other. */
  async readStream(pages: number): Promise<void> {
    for (let page = 0; page < pages; page += 1) {
      const {status} = await this.send(this.request);
      if (status !== 200) throw new Error(`A page is lost: ${status}.`);
    }
  }

  /** Reads pages side by side until a time in seconds. */
  async readUntil(seconds: number, streams: number): Promise<void> {
    const read = async (): Promise<void> => {
      while (this.seconds < seconds) await this.readStream(1);
    };
    await Promise.all(Array.from({length: streams}, read));
  }

  private async answer(request: GraphRequest): Promise<GraphResponse<unknown>> {
    const {latencyMs = 0, handshakeMs = 0, saysRetryAfter = true} = this.options;
    const isNewConnection = this.connections === 0;
    this.connections += 1;
    await this.clock.sleep(latencyMs / 2 + (isNewConnection ? handshakeMs : 0));
    const retryAfter = this.count();
    await this.clock.sleep(latencyMs / 2);
    const common = {text: '', durationMs: latencyMs, isNewConnection};
    if (retryAfter === undefined) return {...common, status: 200, headers: {}};
    const headers = saysRetryAfter ? {'retry-after': String(retryAfter)} : {};
    const refusal = {...common, status: 429, headers};
    return {...refusal, failure: resolveFailure(refusal, request, true)};
  }

  /** @returns seconds until one more would be allowed, where this one is not. */
  private count(): number | undefined {
    const {allows} = this.options;
    const at = this.clock.now();
    const before = this.recent.filter((arrival) => arrival > at - WINDOW_MS);
    const isRefused = before.length >= allows;
    this.recent = [...before, at];
    this.arrivals.push({at, status: isRefused ? 429 : 200});
    if (!isRefused) return undefined;
    return (before.at(-allows)! + WINDOW_MS - at) / 1_000 + 0.01;
  }
}
