import {TransientError} from '../errors';
import type {Clock} from './clock';
import {NetworkError} from './network-error';
import {waitIdle} from './wait';
import type {GraphRequest, GraphResponse, Log, Policy, Send} from './request';
import {pathOf} from './request';
import {nextRetry, retryAfterMs} from './retry';
import type {Failure} from './retry';
import type {Throttles} from './throttle';
import type {TokenSource} from './token';

/** How long failures are retried. Waits that Graph asks for count for the second limit only. */
export interface RetryBudget {
  failuresMs: number;
  /** Without any successful answer for this long, the request is given up. */
  silenceMs: number;
  /** What comes when it was given up, as the beginning of a sentence. */
  later: string;
}

export function logging(log: Log): Policy {
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

export function retrying({clock, random, budget, log}: RetryParts): Policy {
  return (next) => async (request) => {
    const startedAt = clock.now();
    let failingMs = 0;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await outcomeOf(next, request);
      const failure = failureOf(outcome);
      const retry = failure && nextRetry(failure, attempt, {now: clock.now(), random});
      if (!retry) return settle(outcome, budget);
      if (!retry.asked) failingMs += outcome.durationMs + retry.waitMs;
      const silentMs = clock.now() + retry.waitMs - startedAt;
      if (failingMs > budget.failuresMs || silentMs > budget.silenceMs) {
        return settle(outcome, budget);
      }
      log(retry.waitMs > 10_000 ? 'INFO' : 'DEBUG', waitMessage(request, failure, retry.waitMs));
      request.owner.meter.retries += 1;
      await waitIdle(clock, request, retry.waitMs);
    }
  };
}

/** Holds requests back as their family's limit says, and lets all of them wait when one is told to. */
export function throttling(throttles: Throttles, clock: Clock): Policy {
  return (next) => async (request) => {
    const throttle = throttles.of(request.family);
    for (let waitMs = throttle.book(); waitMs > 0; waitMs = throttle.book()) {
      await waitIdle(clock, request, waitMs);
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
export const renewing: Policy = (next) => async (request) => {
  const response = await next(request);
  if (response.status !== 401) return response;
  request.owner.meter.retries += 1;
  return next(request);
};

/** Inside of every wait, so that each attempt carries a token that is still valid. */
export function authorizing(tokens: TokenSource): Policy {
  return (next) => async (request) => {
    const token = await tokens.get();
    const headers = {...request.headers, Authorization: `Bearer ${token}`};
    const response = await next({...request, headers});
    if (response.status === 401) tokens.refuse(token);
    return response;
  };
}

const CHECK_THE_WAY =
  'check that firewall and proxy let this machine reach that host (docs/setup.md, section 12)';

type Outcome = GraphResponse | NetworkError;

async function outcomeOf(next: Send, request: GraphRequest): Promise<Outcome> {
  try {
    return await next(request);
  } catch (error) {
    if (error instanceof NetworkError) return error;
    throw error;
  }
}

function failureOf(outcome: Outcome): (Failure & {code?: string}) | undefined {
  if (outcome instanceof NetworkError) return {code: outcome.code, retryAfter: outcome.retryAfter};
  if (outcome.status < 400) return undefined;
  return {status: outcome.status, retryAfter: outcome.headers['retry-after']};
}

function settle(outcome: Outcome, {later}: RetryBudget): GraphResponse {
  if (!(outcome instanceof NetworkError)) return outcome;
  const advice = outcome.isAnswer
    ? `${later}.`
    : `${later}; if it fails as well, ${CHECK_THE_WAY}.`;
  const message = `${outcome.message}, also after several attempts. ${advice}`;
  throw new TransientError(message, {cause: outcome});
}

function waitMessage(
  {url}: GraphRequest,
  {status, code}: {status?: number; code?: string},
  waitMs: number,
): string {
  const reason = status === undefined ? `no complete answer (${code})` : `status ${status}`;
  return `${pathOf(url)}: ${reason}; trying again in ${(waitMs / 1_000).toFixed(1)} s`;
}
