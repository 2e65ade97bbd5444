/**
 * When to send a request again: pure functions of the answer and of how often it was tried.
 * https://learn.microsoft.com/graph/throttling
 */

/** 509 is Graph's "bandwidth limit exceeded". */
const RETRYABLE = new Set([408, 429, 500, 502, 503, 504, 509]);

const MIN_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;

/** What went wrong; `status` is absent when there was no answer. */
export interface Failure {
  status?: number;
  /** The header as it came. */
  retryAfter?: string;
}

export interface Retry {
  waitMs: number;
  /** Graph named the wait; such waits do not count against the budget for failures. */
  asked: boolean;
}

/**
 * @param attempt how often the request was sent, from 1.
 * @returns undefined when sending again cannot help.
 */
export function nextRetry(
  {status, retryAfter}: Failure,
  attempt: number,
  {now, random}: {now: number; random: () => number},
): Retry | undefined {
  if (status !== undefined && !RETRYABLE.has(status)) return undefined;
  const askedMs = retryAfterMs(retryAfter, now);
  // No time at all is no wait that was asked for: requests would follow each other without end.
  if (askedMs) return {waitMs: askedMs, asked: true};
  return {waitMs: backoffMs(attempt, random), asked: false};
}

/**
 * Reads a Retry-After header: whole or decimal seconds, or an HTTP date.
 * @returns milliseconds, or undefined where there is no usable header.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$|^\.\d+$/.test(text)) return Math.ceil(Number(text) * 1_000);
  // Without a time of day, `Date.parse` finds a date in almost any text with a number.
  const date = /\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Doubles with each attempt; the jitter keeps streams that failed together from meeting again. */
function backoffMs(attempt: number, random: () => number): number {
  const longest = Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS * 2 ** (attempt - 1));
  return Math.round(longest * (0.5 + random() / 2));
}
