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

/** `text` is the body, whatever the status. */
export type Answer = Pick<GraphResponse<never>, 'status' | 'headers' | 'text'>;

/** Graph and the login service send one of these with every answer of theirs. */
const MICROSOFT_HEADERS = ['request-id', 'x-ms-request-id', 'client-request-id'];

/** Asked for again anyway, or said of a link; the words of the service fit. */
const OWN_RULE: readonly number[] = [408, 410, 429];

/** Network Authentication Required: only a portal says so (RFC 6585). */
const PORTAL = 511;

/** @throws NetworkError for an answer that something on the way to the service gave. */
export function assertFromService(
  answer: Answer,
  asked: Pick<GraphRequest, 'url' | 'origin'>,
): void {
  if (!isFromService(answer)) throw intermediaryError(answer, asked);
}

export function intermediaryError(
  answer: Answer,
  {url, origin}: Pick<GraphRequest, 'url' | 'origin'>,
): NetworkError {
  const {status, headers} = answer;
  const {meaning, advice = '', condition} = resolveError({origin, status, intermediary: true});
  const values = {host: foreignName(new URL(url).host), answer: describeAnswer(answer)};
  return new NetworkError(fillIn(meaning, values), {
    code: `HTTP_${status}`,
    condition,
    hasResponse: true,
    retryAfter: headers['retry-after'],
    advice,
  });
}

function isFromService({status, headers, text}: Answer): boolean {
  if (MICROSOFT_HEADERS.some((name) => headers[name] !== undefined)) return true;
  if (status === PORTAL || isHtml(text, headers['content-type'])) return OWN_RULE.includes(status);
  if (status < 300 || status >= 500 || OWN_RULE.includes(status)) return true;
  if (status === 401) return /^bearer\b/i.test(headers['www-authenticate'] ?? 'bearer');
  return hasErrorForm(text);
}

/** Graph has an object under `error`, OAuth the name of the error. */
function hasErrorForm(text: string): boolean {
  try {
    const {error} = (JSON.parse(text) ?? {}) as {error?: unknown};
    return typeof error === 'string' || (typeof error === 'object' && error !== null);
  } catch {
    return false;
  }
}

/** Status, title of the page, and where it leads, without a query: that may hold a token. */
export function describeAnswer({status, headers, text}: Answer): MessageText {
  const title = isHtml(text, headers['content-type']) ? titleOf(text) : '';
  const location = headers['location'] ?? '';
  const page = title ? detail`, page "${foreignText(title)}"` : '';
  const link = location ? detail`, Location ${foreignName(withoutQuery(location))}` : '';
  return message`${status}${page}${link}`;
}

function withoutQuery(location: string): string {
  if (!URL.canParse(location)) return location.split(/[?#]/)[0]!;
  const {protocol, host, pathname} = new URL(location);
  return `${protocol}//${host}${pathname}`;
}
