/**
 * Answers that an intermediary gave in place of Microsoft: a web filter, a portal of a guest network,
 * a proxy that inspects the traffic (RFC 9110, section 3.7). What they say is no word of the service.
 */
import {detail, foreignName, foreignText, message} from '../message-text';
import type {MessageText} from '../message-text';
import {fillIn, resolveError} from './error-resolution';
import {isHtml, titleOf} from './html';
import {NetworkError} from './network-error';
import type {GraphRequest, GraphResponse} from './request';
import type {RequestOrigin} from './resolution';

/** `text` is the body, whatever the status. */
export type Answer = Pick<GraphResponse<never>, 'status' | 'headers' | 'text'>;

/** Graph and the login service send one of these with every answer of theirs. */
const MICROSOFT_HEADERS = ['request-id', 'x-ms-request-id', 'client-request-id'];

/** Whoever says so, the request comes again, and not before the time that was asked for. */
const ASKED_AGAIN: readonly number[] = [408, 429];

/** What Graph says of an outage; other statuses of this class are those of proxies. */
const OUTAGES: readonly number[] = [500, 502, 503, 504, 509];

/** A link may be gone (410), and it costs no more than a read from the beginning. */
const LINKS: readonly RequestOrigin[] = ['page_link', 'saved_link'];

/** @throws NetworkError for an answer that something on the way to the service gave. */
export function assertFromService(
  answer: Answer,
  asked: Pick<GraphRequest, 'url' | 'origin'>,
): void {
  if (!isFromService(answer, asked.origin)) throw intermediaryError(answer, asked);
}

export function intermediaryError(
  answer: Answer,
  {url, origin}: Pick<GraphRequest, 'url' | 'origin'>,
): NetworkError {
  const {status, headers} = answer;
  const {meaning, advice = '', condition} = resolveError({origin, status, intermediary: true});
  const values = {host: foreignName(new URL(url).host), answer: describeAnswer(answer)};
  return new NetworkError(fillIn(meaning, values), {
    quoted: quotedParts(answer),
    code: `HTTP_${status}`,
    condition,
    hasResponse: true,
    retryAfter: headers['retry-after'],
    advice,
  });
}

function isFromService({status, headers, text}: Answer, origin: RequestOrigin): boolean {
  if (hasMicrosoftId(headers)) return true;
  if (ASKED_AGAIN.includes(status)) return true;
  if (isHtml(text, headers['content-type'])) return false;
  if (OUTAGES.includes(status)) return true;
  if (status === 410) return LINKS.includes(origin);
  if (status === 401 && /^bearer\b/i.test(headers['www-authenticate'] ?? '')) return true;
  return hasFormOfService(status, text);
}

/** Nobody between puts an id of Microsoft into an answer. */
export function hasMicrosoftId(headers: Answer['headers']): boolean {
  return MICROSOFT_HEADERS.some((name) => headers[name] !== undefined);
}

/** Of what is asked for: a list, an object, a token, or where tokens are to be had. */
const KEYS_OF_SUCCESS = ['value', 'id', '@odata.context', 'access_token', 'token_endpoint'];

/** A filter may answer JSON too; only Microsoft puts the id of the request into it. */
function hasFormOfService(status: number, text: string): boolean {
  const body = objectIn(text);
  if (status < 300) return KEYS_OF_SUCCESS.some((key) => key in body);
  return isRefusalOfGraph(body) || isRefusalOfLogin(body);
}

function isRefusalOfGraph({error}: JsonObject): boolean {
  const {innerError, innererror = innerError} = (error ?? {}) as JsonObject;
  return typeof innererror === 'object' && innererror !== null && 'request-id' in innererror;
}

function isRefusalOfLogin({error, ...about}: JsonObject): boolean {
  const ids = ['error_codes', 'trace_id', 'correlation_id'];
  return typeof error === 'string' && ids.some((name) => name in about);
}

type JsonObject = Record<string, unknown>;

/** Empty for what is no object. */
function objectIn(text: string): JsonObject {
  try {
    const parsed = JSON.parse(text) as unknown;
    return typeof parsed === 'object' && parsed !== null ? (parsed as JsonObject) : {};
  } catch {
    return {};
  }
}

/** Status, title of the page, and where it leads, without a query: that may hold a token. */
export function describeAnswer(answer: Answer): MessageText {
  const {title, location} = partsOf(answer);
  const page = title ? detail`, page "${foreignText(title)}"` : '';
  const link = location ? detail`, Location ${foreignName(location)}` : '';
  return message`${answer.status}${page}${link}`;
}

/** What the description has from the answer. */
export function quotedParts(answer: Answer): string[] {
  return Object.values(partsOf(answer)).filter(Boolean);
}

function partsOf({headers, text}: Answer): {title: string; location: string} {
  const title = isHtml(text, headers['content-type']) ? titleOf(text) : '';
  const location = withoutQuery(headers['location'] ?? '');
  return {title, location};
}

function withoutQuery(location: string): string {
  if (!URL.canParse(location)) return location.split(/[?#]/)[0]!;
  const {protocol, host, pathname} = new URL(location);
  return `${protocol}//${host}${pathname}`;
}
