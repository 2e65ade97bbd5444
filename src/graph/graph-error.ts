import {newConnectorError} from '../errors';
import type {ConnectorError} from '../errors';
import {cutBetweenWords, detail, foreignName, foreignText, message} from '../message-text';
import {resolveError} from './error-resolution';
import {isHtml, titleOf} from './html';
import {pathOf} from './request';
import type {GraphRequest, GraphResponse} from './request';
import type {ErrorBody, ResolvedFailure} from './resolution';

const MAX_TEXT_LENGTH = 2_000;
const MAX_INNER_ERRORS = 5;

export function resolveFailure(
  {status, headers, text: body}: GraphResponse<unknown>,
  {origin}: Pick<GraphRequest, 'origin'>,
  tokenHasPermission: boolean,
): ResolvedFailure {
  const parsed = errorObject(body);
  const error = errorBodyOf(parsed ?? {}, headers);
  const further = parsed
    ? innerTexts(parsed, MAX_INNER_ERRORS).join(' ')
    : otherText(body, headers['content-type']);
  const text = `${error.text} ${further}`.trim();
  const row = resolveError({origin, status, code: error.code, text, tokenHasPermission});
  return {row, body: error};
}

/** Any other text in the place of a code says something. */
const PLAIN_CODE = /^[\w.-]{0,80}$/;

/** The error for a response that is no success. */
export function graphError(
  {status}: Pick<GraphResponse<unknown>, 'status'>,
  {row, body}: ResolvedFailure,
  url: string,
): ConnectorError {
  const isPlain = PLAIN_CODE.test(body.code);
  const code = isPlain ? foreignName(body.code) : foreignText(body.code);
  const colon = body.code && body.text ? ': ' : '';
  const said =
    body.code || body.text ? message`${code}${colon}${foreignText(body.text)}` : 'no error text';
  const where = detail` for ${foreignName(pathOf(url))}`;
  const id = requestIdText(body.requestId);
  const event = message`Microsoft Graph ${row.meaning}: ${status}${where}${detail`, ${said}`}${id}`;
  const text = row.advice === undefined ? event : message`${event}. ${row.advice}`;
  const quoted = isPlain ? [body.text] : [body.text, body.code];
  const fields = {status, condition: row.condition, ...body, quoted};
  return newConnectorError(row.failureType, text, {fields});
}

/** Longer than the ids that Microsoft gives. */
const MAX_ID_LENGTH = 40;

/** For Microsoft's support, which cannot use a part of it. */
export function requestIdText(id: string | undefined): string {
  return id ? ` (request-id ${id.slice(0, MAX_ID_LENGTH)})` : '';
}

/** Services behind Graph answer HTML or other JSON at times, so nothing is taken for granted. */
function errorBodyOf(
  {code, message: text, ...error}: JsonObject,
  headers: GraphResponse<unknown>['headers'],
): ErrorBody {
  const requestId = headers['request-id'] ?? innerErrorOf(error)?.['request-id'];
  return {
    code: typeof code === 'string' ? code : '',
    text: typeof text === 'string' ? cutBetweenWords(text, MAX_TEXT_LENGTH) : '',
    ...(typeof requestId === 'string' && {requestId}),
  };
}

/** What a body says in a form that is not that of Graph. */
function otherText(text: string, contentType: string | undefined): string {
  const said = isHtml(text, contentType) ? titleOf(text) : text;
  return cutBetweenWords(said, MAX_TEXT_LENGTH);
}

type JsonObject = Record<string, unknown>;

/** Codes and messages; the innermost error is the most specific one. */
function innerTexts(error: JsonObject, levels: number): string[] {
  const inner = innerErrorOf(error);
  if (!inner || levels === 0) return [];
  const own = [inner['code'], inner['message']].filter((said) => typeof said === 'string');
  return [...own, ...innerTexts(inner, levels - 1)];
}

function innerErrorOf({innerError, innererror}: JsonObject): JsonObject | undefined {
  return asObject(innerError ?? innererror);
}

function errorObject(text: string): JsonObject | undefined {
  try {
    return asObject(asObject(JSON.parse(text))?.['error']);
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
}
