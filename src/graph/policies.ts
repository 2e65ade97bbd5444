/** What happens to each request on its way, one policy each; see the client for their order. */
import {detail, foreignName, foreignText, message} from '../message-text';
import {covers} from './auth/token';
import type {TokenSource} from './auth/token';
import {textOf} from './body';
import type {Clock} from './clock';
import {resolveFailure} from './graph-error';
import {assertFromService, hasMicrosoftId} from './intermediary';
import {NetworkError} from './network-error';
import {isSuccess, pathOf, sleepReleasingWorker} from './request';
import type {GraphRequest, GraphResponse, Log, Policy, Send} from './request';
import type {RequestOrigin} from './resolution';
import {backoffMs, retryAfterMs} from './retry';
import {dateHeaderMs} from './server-clock';
import type {ServerClock} from './server-clock';
import type {Throttles} from './throttle';

export function logPolicy(log: Log): Policy {
  return (next) => async (request) => {
    const response = await next(request);
    const {status, durationMs, headers} = response;
    const id = headers['request-id'] ?? '-';
    log('DEBUG', `GET ${pathOf(request.url)} ${status}, ${durationMs} ms, request-id ${id}`);
    return response;
  };
}

/** The same answer so many times is taken for true. */
const MAX_ANSWERS = 3;

/** Asks again where a refusal contradicts the token, or is known to be false at times. */
export function confirmForbiddenPolicy(parts: {clock: Clock; random: () => number}): Policy {
  return (next) => async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await next(request);
      const isDoubtful = response.failure?.row.action === 'confirm';
      if (attempt === MAX_ANSWERS || !isDoubtful) return response;
      request.context.metrics.retries += 1;
      const ms = backoffMs(attempt, parts.random);
      await sleepReleasingWorker(parts.clock, request, {ms, cause: 'backoff'});
    }
  };
}

/** Holds requests back as their scope's limit says, and lets all of them wait when one is told to. */
export function throttlePolicy(throttles: Throttles, clock: Clock): Policy {
  return (next) => async (request) => {
    const throttle = throttles.of(request.scope);
    for (let ms = throttle.tryAcquire(); ms > 0; ms = throttle.tryAcquire()) {
      await sleepReleasingWorker(clock, request, {ms, cause: 'rate_limit'});
    }
    const start = throttle.lastStart;
    const response = await next(request);
    // Behind a handshake nobody knows how long a request was on its way.
    if (response.isNewConnection) throttle.arrived(start);
    if (response.failure?.row.condition === 'throttled') throttle.refused(start);
    if (response.failure?.row.action === 'wait') {
      const {date, 'retry-after': retryAfter} = response.headers;
      throttle.pause(retryAfterMs(retryAfter, dateHeaderMs(date) ?? clock.now()) ?? 0);
    }
    return response;
  };
}

/**
 * Sends once more what was refused for its token, which `authPolicy` has given up by then. Outside
 * of the throttle: the service counts the repetition as it counts every request.
 */
export const tokenRefreshPolicy: Policy = (next) => async (request) => {
  const response = await next(request);
  if (response.failure?.row.action !== 'refresh_token') return response;
  request.context.metrics.retries += 1;
  return next(request);
};

/** Inside of every wait, so that each attempt carries a token that is still valid. */
export function authPolicy(tokens: TokenSource): Policy {
  return (next) => async (request) => {
    const token = await tokens.get();
    const headers = {...request.headers, Authorization: `Bearer ${token}`};
    const response = await next({...request, headers});
    const action = response.failure?.row.action;
    if (action === 'refresh_token' || action === 'retry_with_new_token') tokens.invalidate(token);
    return response;
  };
}

/**
 * Compares the clocks by each answer of Graph, which has its id, and not by what a proxy put in its
 * place. Inside of every wait, which is no part of the exchange.
 */
export function clockPolicy(serverClock: ServerClock, clock: Clock): Policy {
  return (next) => async (request) => {
    const sentAt = clock.now();
    const response = await next(request);
    const {date, 'request-id': id} = response.headers;
    if (id !== undefined) serverClock.observe(date, {sentAt, receivedAt: clock.now()});
    return response;
  };
}

/** Looks a failure up in the error-resolution table, for all policies around. */
export function resolvePolicy(tokens: Pick<TokenSource, 'roles'>): Policy {
  return (next) => async (request) => {
    const response = await next(request);
    if (isSuccess(response)) return response;
    const hasPermission = covers(tokens.roles, request.needs ?? []);
    return {...response, failure: resolveFailure(response, request, hasPermission)};
  };
}

/**
 * Parses the body of a success. Inside of retry: a body that was cut short, or one that something
 * between us and Graph put in its place, is unusable and asked for again. Graph may also describe an
 * error in it: then it is resolved as one.
 */
export function parseJson(next: Send<Buffer>): Send<unknown> {
  return async (request) => {
    const {body, ...response} = await next(request);
    if (body === undefined) {
      assertFromService(response, request);
      return response;
    }
    await request.parsing?.acquire(request.context.signal);
    let isUsable = false;
    try {
      const parsed =
        copiedPage(request, response, body) ??
        parsedSuccess(request, {...response, text: textOf(body)});
      isUsable = parsed.failure === undefined;
      return parsed;
    } finally {
      if (!isUsable) request.parsing?.release();
    }
  };
}

/** @returns the page whose rows are copied; undefined where the whole body has to be parsed, which tells what it is. */
function copiedPage(
  {rowCopier}: GraphRequest,
  answer: GraphResponse<never>,
  body: Buffer,
): GraphResponse<unknown> | undefined {
  if (!rowCopier || !hasMicrosoftId(answer.headers)) return undefined;
  try {
    const page = rowCopier.read(body);
    return page && {...answer, body: page};
  } catch {
    return undefined;
  }
}

function parsedSuccess(
  request: GraphRequest,
  answer: GraphResponse<never>,
): GraphResponse<unknown> {
  assertFromService(answer, request);
  const body = parsedBody(request, answer);
  if (isWhatWasAsked(request, body)) return {...answer, text: '', body};
  return {...answer, text: '', failure: resolveFailure(answer, request, true)};
}

const OF_LIST: readonly RequestOrigin[] = ['first_request', 'page_link', 'saved_link'];

function isWhatWasAsked({origin}: GraphRequest, body: unknown): boolean {
  if (origin === 'count') return Number.isSafeInteger(body) && Number(body) >= 0;
  if (!OF_LIST.includes(origin)) return true;
  return Array.isArray((body as {value?: unknown} | null)?.value);
}

function parsedBody({url}: GraphRequest, {text, ...answer}: GraphResponse<never>): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const {status, durationMs} = answer;
    const type = answer.headers['content-type'] ?? 'no content type';
    const {host} = new URL(url);
    throw new NetworkError(
      message`${detail`${foreignName(pathOf(url))} on `}${foreignName(host)} answered ${status} with something that is not JSON (${foreignText(type)}, ${text.length} characters)`,
      {code: 'NOT_JSON', durationMs},
    );
  }
}
