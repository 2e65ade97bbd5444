import {newConnectorError} from '../errors';
import type {ConnectorError} from '../errors';
import {resolveError} from './error-resolution';
import {isHtml, titleOf} from './html';
import {pathOf} from './request';
import type {GraphRequest, GraphResponse} from './request';
import type {ErrorBody, ResolvedFailure} from './resolution';

const MAX_TEXT_LENGTH = 500;
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
  const said = [body.code, body.text].filter(Boolean).join(': ') || 'no error text';
  const id = body.requestId ? ` (request-id ${body.requestId})` : '';
  const event = `Microsoft Graph ${row.meaning}: ${status} for ${pathOf(url)}, ${said}${id}`;
  const message = row.advice === undefined ? event : `${event}. ${row.advice}`;
  const quoted = PLAIN_CODE.test(body.code) ? [body.text] : [body.text, body.code];
  const fields = {status, condition: row.condition, ...body, quoted};
  return newConnectorError(row.failureType, message, {fields});
}

/** Services behind Graph answer HTML or other JSON at times, so nothing is taken for granted. */
function errorBodyOf(
  {code, message, ...error}: JsonObject,
  headers: GraphResponse<unknown>['headers'],
): ErrorBody {
  const requestId = headers['request-id'] ?? innerErrorOf(error)?.['request-id'];
  return {
    code: typeof code === 'string' ? code : '',
    text: (typeof message === 'string' ? message : '').slice(0, MAX_TEXT_LENGTH),
    ...(typeof requestId === 'string' && {requestId}),
  };
}

/** What a body says in a form that is not that of Graph. */
function otherText(text: string, contentType: string | undefined): string {
  return (isHtml(text, contentType) ? titleOf(text) : text).slice(0, MAX_TEXT_LENGTH);
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
