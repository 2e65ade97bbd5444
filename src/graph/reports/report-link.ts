/** From the answer to a request for a usage report to the answer that has its file. */
import {SystemError} from '../../errors';
import {foreignName, message} from '../../message-text';
import {bodyText} from '../body';
import {fillIn, resolveError} from '../error-resolution';
import {assertFromService, describeAnswer, intermediaryError, quotedParts} from '../intermediary';
import {NetworkError} from '../network-error';
import {isSuccess, pathOf} from '../request';
import type {GraphRequest, Open, OpenResponse} from '../request';
import type {Timeouts} from '../timeouts';

export interface DownloadParts {
  open: Open;
  timeouts: Timeouts;
}

/** A response, and the URL that it answers. */
export interface Located {
  url: string;
  response: OpenResponse;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MAX_REDIRECTS = 5;

/** The hosts of downloads in docs/security.md. */
const DOWNLOAD_HOST = /^reports[a-z0-9-]*\.office\.com$/;

/**
 * Follows the link of Graph, and those that it leads on to: over HTTPS, and without the token.
 * A link that does not work is not tried again: the request for the report gives a new one.
 */
export async function followLinks(
  parts: DownloadParts,
  request: GraphRequest,
  first: OpenResponse,
): Promise<Located> {
  let at: Located = {url: request.url, response: first};
  for (let hops = 0; hops < MAX_REDIRECTS && REDIRECTS.has(at.response.status); hops += 1) {
    const url = hops === 0 ? linkOfGraph(request, at) : furtherLink(at);
    if (url === undefined) break;
    at.response.body.destroy();
    const {scope, context} = request;
    at = {url, response: await parts.open({url, origin: 'download', scope, context})};
  }
  if (at.response === first || isSuccess(at.response)) return at;
  throw await failedDownload(parts, request, at);
}

/** Absolute; undefined where there is none that can be followed. */
function linkIn({url, response}: Located): URL | undefined {
  const {location = ''} = response.headers;
  if (location === '' || !URL.canParse(location, url)) return undefined;
  const link = new URL(location, url);
  return link.protocol === 'https:' ? link : undefined;
}

function linkOfGraph(request: GraphRequest, at: Located): string {
  const link = linkIn(at);
  const isKnown = DOWNLOAD_HOST.test(link?.host ?? '');
  if (!isKnown) {
    at.response.body.destroy();
    assertFromService({...at.response, text: ''}, request);
  }
  if (link) return link.href;
  throw new SystemError(
    message`Microsoft Graph sent no usable link to the report ${foreignName(pathOf(request.url))}. The next sync requests it again.`,
  );
}

/** Graph does not vouch for where its link leads on, so that only hosts of downloads are asked. */
function furtherLink(at: Located): string | undefined {
  const {location = ''} = at.response.headers;
  if (location === '') return undefined;
  const link = linkIn(at);
  const isKnown =
    link?.hostname === new URL(at.url).hostname || DOWNLOAD_HOST.test(link?.host ?? '');
  if (link && isKnown) return link.href;
  at.response.body.destroy();
  throw intermediaryError({...at.response, text: ''}, {url: at.url, origin: 'download'});
}

async function failedDownload(
  {timeouts}: DownloadParts,
  request: GraphRequest,
  {url, response}: Located,
): Promise<NetworkError> {
  const {status, headers, body} = response;
  // What it says is for the message only.
  const text = await bodyText(body, timeouts).catch(() => '');
  const answer = {status, headers, text};
  const {condition, meaning, advice = ''} = resolveError({origin: 'download', status});
  const values = {
    path: foreignName(pathOf(request.url)),
    host: foreignName(new URL(url).host),
    answer: describeAnswer(answer),
  };
  return new NetworkError(fillIn(meaning, values), {
    code: `HTTP_${status}`,
    condition,
    hasResponse: true,
    retryAfter: headers['retry-after'],
    quoted: quotedParts(answer),
    advice: fillIn(advice, values),
  });
}
