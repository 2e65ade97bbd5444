/** The shapes that pass through the policies of the client. */
import type {Needs} from './auth/token';
import type {Clock} from './clock';

export type LogLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
export type Log = (level: LogLevel, message: string) => void;

/**
 * Graph counts requests in families of services, each with a limit of its own.
 * https://learn.microsoft.com/graph/throttling-limits
 */
export type RateLimitScope = 'directory' | 'entra_reporting' | `report:${string}`;

/** What the requests of one stream (or of one probe) have in common. */
export interface RequestContext {
  /** Aborts when the answer is no longer wanted. */
  signal: AbortSignal;
  /** Counters for the summary of the run. */
  metrics: RequestMetrics;
  /** Passes a wait, of which `sleep` sleeps a part. The owner needs no worker meanwhile. */
  wait: (ms: number, sleep: (ms: number) => Promise<void>) => Promise<void>;
}

export interface RequestMetrics {
  requests: number;
  /** Of lists. */
  pages: number;
  retries: number;
  waitedMs: number;
}

export interface GraphRequest {
  /** Absolute. Never a relative path: links of Graph are followed as they are. */
  url: string;
  headers?: Record<string, string>;
  scope: RateLimitScope;
  context: RequestContext;
  /** The permissions that the request needs; a refusal that contradicts the token is doubted. */
  needs?: Needs;
}

export interface GraphResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  text: string;
  /** The parsed body of a success; see `decoding`. */
  json?: unknown;
  /** From sending to the end of the body. */
  durationMs: number;
}

export type Send = (request: GraphRequest) => Promise<GraphResponse>;

/** Wraps sending. The client lists its policies from the outside in. */
export type Policy = (next: Send) => Send;

/** An owner that has no worker to give away. */
export function newRequestContext(signal: AbortSignal): RequestContext {
  return {signal, metrics: newRequestMetrics(), wait: (ms, sleep) => sleep(ms)};
}

export function newRequestMetrics(): RequestMetrics {
  return {requests: 0, pages: 0, retries: 0, waitedMs: 0};
}

/** The part of a URL that is safe and useful in a message: no query, because it may hold a token. */
export function pathOf(url: string): string {
  return new URL(url).pathname;
}

/** Waits as the owner of the request sees fit, and counts the time. */
export async function sleepReleasingWorker(
  clock: Clock,
  {context}: GraphRequest,
  ms: number,
): Promise<void> {
  await context.wait(ms, async (part) => {
    const startedAt = clock.now();
    await clock.sleep(part, context.signal);
    context.metrics.waitedMs += clock.now() - startedAt;
  });
}
