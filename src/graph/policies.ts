import {TransientError} from '../errors';
import type {TokenSource} from './auth/token';
import type {Clock} from './clock';
import {NetworkError} from './network-error';
import {pathOf, sleepReleasingWorker} from './request';
import type {GraphRequest, GraphResponse, Log, Policy, Send} from './request';
import {nextRetry, retryAfterMs} from './retry';
import type {Failure} from './retry';
import type {Throttles} from './throttle';

/** How long failures are retried. Waits that Graph asks for count for the second limit only. */
export interface RetryBudget {
  failuresMs: number;
  /** Without any successful answer for this long, the request is given up. */
  silenceMs: number;
  /** What comes when it was given up, as the beginning of a sentence. */
  later: string;
}

export function logPolicy(log: Log): Policy {
  return (next) => async (request) => {
    const response = await next(request);
    const {status, durationMs, headers} = response;
    const id = headers['request-id'] ?? '-';
    log('DEBUG', `GET ${pathOf(request.url)} ${status}, ${durationMs} ms, request-id ${id}`);
    return response;
  };
}

interface RetryParts {
  clock: Clock;
  random: () => number;
  budget: RetryBudget;
  log: Log;
}

export function retryPolicy({clock, random, budget, log}: RetryParts): Policy {
  return (next) => async (request) => {
    const startedAt = clock.now();
    let failingMs = 0;
    for (let attempt = 1; ; attempt += 1) {
      const result = await attemptOnce(next, request);
      const failure = failureOf(result);
      const retry = failure && nextRetry(failure, attempt, {now: clock.now(), random});
      if (!retry) return settleAttempt(result, budget);
      if (!retry.asked) failingMs += result.durationMs + retry.waitMs;
      const silentMs = clock.now() + retry.waitMs - startedAt;
      if (failingMs > budget.failuresMs || silentMs > budget.silenceMs) {
        return settleAttempt(result, budget);
      }
      log(retry.waitMs > 10_000 ? 'INFO' : 'DEBUG', waitMessage(request, failure, retry.waitMs));
      request.context.metrics.retries += 1;
      await sleepReleasingWorker(clock, request, retry.waitMs);
    }
  };
}

/** Holds requests back as their family's limit says, and lets all of them wait when one is told to. */
export function throttlePolicy(throttles: Throttles, clock: Clock): Policy {
  return (next) => async (request) => {
    const throttle = throttles.of(request.scope);
    for (let waitMs = throttle.tryAcquire(); waitMs > 0; waitMs = throttle.tryAcquire()) {
      await sleepReleasingWorker(clock, request, waitMs);
    }
    const response = await next(request);
    if (response.status === 429 || response.status === 503) {
      throttle.pause(retryAfterMs(response.headers['retry-after'], clock.now()) ?? 0);
    }
    return response;
  };
}

/**
 * Sends once more what was refused for its token, which `authorizing` has given up by then. Outside
 * of the throttle: the service counts the repetition as it counts every request.
 */
export const tokenRefreshPolicy: Policy = (next) => async (request) => {
  const response = await next(request);
  if (response.status !== 401) return response;
  request.context.metrics.retries += 1;
  return next(request);
};

/** Inside of every wait, so that each attempt carries a token that is still valid. */
export function authPolicy(tokens: TokenSource): Policy {
  return (next) => async (request) => {
    const token = await tokens.get();
    const headers = {...request.headers, Authorization: `Bearer ${token}`};
    const response = await next({...request, headers});
    if (response.status === 401) tokens.invalidate(token);
    return response;
  };
}

const CHECK_FIREWALL =
  'check that firewall and proxy let this machine reach that host (docs/setup.md, section 12)';

type Attempt = GraphResponse | NetworkError;

async function attemptOnce(next: Send, request: GraphRequest): Promise<Attempt> {
  try {
    return await next(request);
  } catch (error) {
    if (error instanceof NetworkError) return error;
    throw error;
  }
}

function failureOf(result: Attempt): (Failure & {code?: string}) | undefined {
  if (result instanceof NetworkError) return {code: result.code, retryAfter: result.retryAfter};
  if (result.status < 400) return undefined;
  return {status: result.status, retryAfter: result.headers['retry-after']};
}

function settleAttempt(result: Attempt, {later}: RetryBudget): GraphResponse {
  if (!(result instanceof NetworkError)) return result;
  const advice = result.isAnswer
    ? `${later}.`
    : `${later}; if it fails as well, ${CHECK_FIREWALL}.`;
  const message = `${result.message}, also after several attempts. ${advice}`;
  throw new TransientError(message, {cause: result});
}

function waitMessage(
  {url}: GraphRequest,
  {status, code}: {status?: number; code?: string},
  waitMs: number,
): string {
  const reason = status === undefined ? `no complete answer (${code})` : `status ${status}`;
  return `${pathOf(url)}: ${reason}; trying again in ${(waitMs / 1_000).toFixed(1)} s`;
}

/**
 * Parses the body of a success. Inside of retry: a body that was cut short, or a page of HTML that
 * something between us and Graph put in its place, is no answer and is asked for again.
 */
export const jsonPolicy: Policy = (next) => async (request) => {
  const response = await next(request);
  if (response.status !== 200) return response;
  try {
    return {...response, text: '', json: JSON.parse(response.text) as unknown};
  } catch {
    const type = response.headers['content-type'] ?? 'no content type';
    const {host} = new URL(request.url);
    throw new NetworkError(
      `${pathOf(request.url)} on ${host} answered 200 with something that is not JSON ` +
        `(${type}, ${response.text.length} characters)`,
      {code: 'NOT_JSON', durationMs: response.durationMs},
    );
  }
};
