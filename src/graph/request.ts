/** The shapes that pass through the policies of the client. */
import type {Readable} from 'node:stream';
import type {MessageText} from '../message-text';
import type {Needs} from './auth/token';
import type {Clock} from './clock';
import type {Mutex} from './mutex';
import type {RequestOrigin, ResolvedFailure} from './resolution';
import type {RowCopier} from './row-copier';

export type Log = (level: 'DEBUG' | 'INFO' | 'WARN', text: string | MessageText) => void;

/**
 * Graph counts requests by service, each with a limit of its own.
 * https://learn.microsoft.com/graph/throttling-limits
 */
export type RateLimitScope = 'directory' | 'entra_reporting' | `report:${string}`;

/**
 * `rate_limit`: Microsoft Graph named the time, limits the requests, or our own limiter holds them
 * back. `backoff`: a failure that may pass, such as a connection that was reset.
 */
export type WaitCause = 'rate_limit' | 'backoff';

/** What the requests of one stream (or of one probe) have in common. */
export interface RequestContext {
  /** Aborts when the answer is no longer wanted. */
  signal: AbortSignal;
  /** Counters for the summary of the run. */
  metrics: RequestMetrics;
  /** Waits by calling `sleep` for parts of the time. The stream needs no worker meanwhile. */
  wait: (ms: number, sleep: (ms: number) => Promise<void>, cause: WaitCause) => Promise<void>;
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
  origin: RequestOrigin;
  headers?: Record<string, string>;
  scope: RateLimitScope;
  context: RequestContext;
  /** The permissions that the request needs; a refusal that contradicts the token is confirmed. */
  needs?: Needs;
  /** Reads a page whose rows are copied; absent where every row is parsed. */
  rowCopier?: RowCopier | undefined;
  /**
   * Where it is shorter than the budget of the client: how long answers are retried that may fail
   * for what is asked. A limit and the network do not.
   */
  failuresMs?: number;
  /**
   * Acquired before the body of a success is parsed: objects take several times the memory of their
   * text. Whoever asked releases it when the body was used.
   */
  parsing?: Mutex | undefined;
}

/** `Body` is what a success brings: a text, parsed JSON, or the file of a report. */
export interface GraphResponse<Body> {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  /** From sending to the end of the body. */
  durationMs: number;
  /** A handshake came before the request was sent. */
  isNewConnection?: boolean;
  /** Present in a success only. */
  body?: Body;
  /** The body of anything else; empty in a success. */
  text: string;
  /** What the error-resolution table says of anything else. */
  failure?: ResolvedFailure;
}

/** A response whose body is still to be read. */
export interface OpenResponse extends Pick<
  GraphResponse<never>,
  'status' | 'headers' | 'durationMs' | 'isNewConnection'
> {
  body: Readable;
}

export type Open = (request: GraphRequest) => Promise<OpenResponse>;

export type Send<Body> = (request: GraphRequest) => Promise<GraphResponse<Body>>;

/** Wraps sending, whatever a success brings. The client lists its policies from the outside in. */
export type Policy = <Body>(next: Send<Body>) => Send<Body>;

/**
 * Every other status is a failure; no request here leads to another success. A proxy that changed
 * the answer, such as its compression, makes 203 of 200 (RFC 9110, section 15.3.4).
 */
export function isSuccess({status}: {status: number}): boolean {
  return status === 200 || status === 203;
}

/** For requests that hold no worker. */
export function newRequestContext(signal: AbortSignal): RequestContext {
  return {signal, metrics: newRequestMetrics(), wait: (ms, sleep) => sleep(ms)};
}

export function newRequestMetrics(): RequestMetrics {
  return {requests: 0, pages: 0, retries: 0, waitedMs: 0};
}

/** What stands for one object in a path, such as `/users/{id}` or `/users('{id}')`. */
const OBJECT_KEY =
  /(?<=\/(?:users|directoryObjects|groups|deletedItems|microsoft\.graph\.user)(?:\/|\((?:\w+=)?(?:'|%27)))[^/')]+/gi;

/** Names that follow a collection and are no key of an object. */
const NO_KEY = /^(delta(\(.*)?|\$count|microsoft\.graph\.\w+)$/;

/**
 * The part of a URL that is safe and useful in a message: no query, because it may hold a token, and
 * nothing that stands for a user.
 */
export function pathOf(url: string): string {
  return new URL(url).pathname.replace(OBJECT_KEY, (key) => (NO_KEY.test(key) ? key : '{id}'));
}

/** Waits without holding a worker of the sync, and counts the time. */
export async function sleepReleasingWorker(
  clock: Clock,
  {context}: GraphRequest,
  {ms, cause}: {ms: number; cause: WaitCause},
): Promise<void> {
  const sleep = async (part: number): Promise<void> => {
    const startedAt = clock.now();
    await clock.sleep(part, context.signal);
    context.metrics.waitedMs += clock.now() - startedAt;
  };
  await context.wait(ms, sleep, cause);
}
