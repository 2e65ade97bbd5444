import {newConnectorError} from '../errors';
import type {ConnectorError} from '../errors';
import {resolveError} from './error-resolution';
import {pathOf} from './request';
import type {GraphRequest, GraphResponse} from './request';
import type {ErrorBody, ResolvedFailure} from './resolution';

export function resolveFailure(
  {status, headers, text}: GraphResponse<unknown>,
  {origin}: Pick<GraphRequest, 'origin'>,
  tokenHasPermission: boolean,
): ResolvedFailure {
  const body = parseErrorBody(text, headers);
  const row = resolveError({origin, status, code: body.code, text: body.text, tokenHasPermission});
  return {row, body};
}

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
  const fields = {status, condition: row.condition, ...body};
  return newConnectorError(row.failureType, message, {fields});
}

/** Services behind Graph answer HTML or other JSON at times, so nothing is taken for granted. */
function parseErrorBody(text: string, headers: GraphResponse<unknown>['headers']): ErrorBody {
  const {code, message, innerError, innererror} = errorObject(text);
  const inner = (innerError ?? innererror) as Record<string, unknown> | undefined;
  const requestId = headers['request-id'] ?? inner?.['request-id'];
  return {
    code: typeof code === 'string' ? code : '',
    text: (typeof message === 'string' ? message : '').slice(0, 500),
    ...(typeof requestId === 'string' && {requestId}),
  };
}

function errorObject(text: string): Record<string, unknown> {
  try {
    const body = JSON.parse(text) as {error?: unknown} | null;
    const error = body?.error;
    return typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
