/**
 * When to send a request again, and how long to wait before.
 * https://learn.microsoft.com/graph/throttling
 */
import {TransientError} from '../errors';
import {detail, message} from '../message-text';
import type {ErrorCondition} from '../errors';
import type {Clock} from './clock';
import {NetworkError} from './network-error';
import {pathOf, sleepReleasingWorker} from './request';
import type {GraphRequest, Log, Policy} from './request';
import type {ErrorAction} from './resolution';
import {dateHeaderMs} from './server-clock';
import {inSetupGuide} from '../setup-guide';

const MIN_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;

/** How long failures are retried. Waits that Graph asks for count for the second limit only. */
export interface RetryBudget {
  failuresMs: number;
  /** Without any successful response for this long, the request is given up. */
  silenceMs: number;
  /** What comes when it was given up, as the beginning of a sentence. */
  later: string;
}

export interface RetryParts {
  clock: Clock;
  random: () => number;
  budget: RetryBudget;
  log: Log;
}

/** Sends again what the error-resolution table calls worth it, as long as the budget lasts. */
export function retryPolicy(parts: RetryParts): Policy {
  return (next) => (request) => {
    const isRetried = retriedActions();
    return retrying(parts, request, {
      send: () => next(request),
      failureOf: ({failure, status, headers, durationMs}) =>
        failure &&
        isRetried(failure.row.action) && {
          reason: `status ${status}`,
          retryAfter: headers['retry-after'],
          answeredAt: dateHeaderMs(headers['date']),
          isThrottled: failure.row.condition === 'throttled',
          failuresMs: NOT_OF_REQUEST.has(failure.row.condition) ? undefined : request.failuresMs,
          durationMs,
        },
    });
  };
}

const RETRIED: readonly ErrorAction[] = ['retry', 'wait', 'retry_with_new_token'];

/** Failures that would be the same whatever was asked. */
const NOT_OF_REQUEST: ReadonlySet<ErrorCondition> = new Set(['throttled', 'token_unverified']);

/** How often a request is repeated whose refusals do not say what is wrong. */
const MAX_UNEXPLAINED_RETRIES = 3;

/** For one request: whether an action means sending it again. */
function retriedActions(): (action: ErrorAction) => boolean {
  let unexplained = 0;
  return (action) => {
    if (action !== 'retry_few') return RETRIED.includes(action);
    unexplained += 1;
    return unexplained <= MAX_UNEXPLAINED_RETRIES;
  };
}

/** An attempt that failed in a way that may pass. */
interface Failure {
  /** For the log. */
  reason: string;
  /** The header as it came. */
  retryAfter: string | undefined;
  /** By the clock of the server, whose dates may be in Retry-After. */
  answeredAt?: number | undefined;
  /** Graph limits the requests, whether or not it says for how long. */
  isThrottled: boolean;
  /** Where it is shorter than the budget: how long this failure is worth retrying. */
  failuresMs?: number | undefined;
  durationMs: number;
}

interface Retried<Result> {
  send: () => Promise<Result>;
  failureOf: (result: Result) => Failure | false | undefined;
}

/**
 * @returns the last result, which may be a failure.
 * @throws TransientError where the last attempt gave no usable response at all.
 */
export async function retrying<Result>(
  {clock, random, budget, log}: RetryParts,
  request: GraphRequest,
  {send, failureOf}: Retried<Result>,
): Promise<Result> {
  const startedAt = clock.now();
  let failingMs = 0;
  for (let attempt = 1; ; attempt += 1) {
    const result = await send().catch(asNetworkError);
    const failure = result instanceof NetworkError ? failureIn(result) : failureOf(result);
    if (!failure) return settle(result, budget);
    const now = failure.answeredAt ?? clock.now();
    const {waitMs, asked} = nextRetry(failure.retryAfter, attempt, {now, random});
    if (!asked) failingMs += failure.durationMs + waitMs;
    const silentMs = clock.now() + waitMs - startedAt;
    const isSpent =
      failingMs > (failure.failuresMs ?? budget.failuresMs) || silentMs > budget.silenceMs;
    if (isSpent) return settle(result, budget);
    const what = `${failure.reason}; trying again in ${(waitMs / 1_000).toFixed(1)} s`;
    log(waitMs > 10_000 ? 'INFO' : 'DEBUG', `${pathOf(request.url)}: ${what}`);
    request.context.metrics.retries += 1;
    const cause = asked || failure.isThrottled ? 'rate_limit' : 'backoff';
    await sleepReleasingWorker(clock, request, {ms: waitMs, cause});
  }
}

function asNetworkError(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  throw error;
}

function failureIn({code, condition, retryAfter, durationMs}: NetworkError): Failure {
  const reason = `no complete answer (${code})`;
  return {reason, retryAfter, isThrottled: condition === 'throttled', durationMs};
}

const CHECK_FIREWALL = message`check that firewall and proxy allow that host${detail` ${inSetupGuide('messages')}`}`;

function settle<Result>(result: Result | NetworkError, {later}: RetryBudget): Result {
  if (!(result instanceof NetworkError)) return result;
  const usual = result.hasResponse
    ? `${later}.`
    : message`${later}; if it fails as well, ${CHECK_FIREWALL}.`;
  const advice = result.advice ?? usual;
  const text = message`${result.messageText}, also after several attempts. ${advice}`;
  const {code, condition, quoted} = result;
  throw new TransientError(text, {cause: result, fields: {code, condition, quoted}});
}

export interface Retry {
  waitMs: number;
  /** Graph named the wait; such waits do not count against the budget for failures. */
  asked: boolean;
}

/**
 * @param retryAfter the header as it came.
 * @param attempt how often the request was sent, from 1.
 */
export function nextRetry(
  retryAfter: string | undefined,
  attempt: number,
  {now, random}: {now: number; random: () => number},
): Retry {
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
  const date = dateHeaderMs(text);
  return date === undefined ? undefined : Math.max(0, date - now);
}

/** Doubles with each attempt; the jitter keeps streams that failed together from meeting again. */
export function backoffMs(attempt: number, random: () => number): number {
  const longest = Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS * 2 ** (attempt - 1));
  return Math.round(longest * (0.5 + random() / 2));
}
