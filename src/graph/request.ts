/** The shapes that pass through the policies of the client. */
import type {Needs} from './token-roles';

export type LogLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
export type Log = (level: LogLevel, message: string) => void;

/**
 * Graph counts requests in families of services, each with a limit of its own.
 * https://learn.microsoft.com/graph/throttling-limits
 */
export type LimitFamily = 'directory' | 'entra_reporting' | `report:${string}`;

/** What the requests of one stream (or of one probe) have in common. */
export interface RequestOwner {
  /** Aborts when the answer is no longer wanted. */
  signal: AbortSignal;
  /** Counters for the summary of the run. */
  meter: RequestMeter;
  /** Passes a wait, of which `sleep` sleeps a part. The owner needs no worker meanwhile. */
  idle: (ms: number, sleep: (ms: number) => Promise<void>) => Promise<void>;
}

export interface RequestMeter {
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
  family: LimitFamily;
  owner: RequestOwner;
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
export function soleOwner(signal: AbortSignal): RequestOwner {
  return {signal, meter: newMeter(), idle: (ms, sleep) => sleep(ms)};
}

export function newMeter(): RequestMeter {
  return {requests: 0, pages: 0, retries: 0, waitedMs: 0};
}

/** The part of a URL that is safe and useful in a message: no query, because it may hold a token. */
export function pathOf(url: string): string {
  return new URL(url).pathname;
}
