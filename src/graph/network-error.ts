import {newConnectorError} from '../errors';
import type {ConnectorError, ErrorCondition} from '../errors';
import {fillIn, resolveError} from './error-resolution';
import {proxyHost, proxyVariable, viaProxy} from './proxy';
import {pathOf} from './request';
import type {RequestOrigin} from './resolution';

interface NetworkErrorFields {
  /** Node's, such as ECONNRESET, or one of ours. */
  code: string;
  condition?: ErrorCondition;
  durationMs?: number;
  /** The header of the response, where there was one. */
  retryAfter?: string | undefined;
  /** The other side did respond, if with nothing of use. */
  hasResponse?: boolean;
  /** What to do once trying again has not helped, as whole sentences. */
  advice?: string;
  /** What the message says in words of others. */
  quoted?: readonly string[];
}

/** No usable response came, which may pass: sent again as the retry policy says. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly code: string;
  readonly condition: ErrorCondition;
  readonly durationMs: number;
  readonly retryAfter: string | undefined;
  readonly hasResponse: boolean;
  readonly advice: string | undefined;
  readonly quoted: readonly string[];

  constructor(message: string, fields: NetworkErrorFields) {
    super(message);
    this.code = fields.code;
    this.condition = fields.condition ?? 'response_unusable';
    this.durationMs = fields.durationMs ?? 0;
    this.retryAfter = fields.retryAfter;
    this.hasResponse = fields.hasResponse ?? false;
    this.advice = fields.advice;
    this.quoted = fields.quoted ?? [];
  }
}

interface FailedConnection {
  url: string;
  origin: RequestOrigin;
  durationMs: number;
}

/** The status with which a proxy refused to open a connection, in the code of the error. */
const PROXY_STATUS = /^PROXY_(\d+)$/;

/** Code and words of a connection that TLS did not come to be on. */
const NO_TLS = /^(EPROTO|ERR_SSL_)/;

/** OpenSSL names the line of its source, too, and ends with a line break. */
const OPENSSL = /SSL routines:[^:]*:([^:]+)/;

/** A failure below HTTP as the error that its row of the error-resolution table makes of it. */
export function networkError(
  cause: NodeJS.ErrnoException,
  {url, origin, durationMs}: FailedConnection,
): NetworkError | ConnectorError {
  const code = cause.code ?? cause.name;
  const row = resolveError({origin, code});
  const {condition} = row;
  const {host} = new URL(url);
  const [, status = ''] = PROXY_STATUS.exec(code) ?? [];
  const values = {
    host,
    path: pathOf(url),
    code,
    status,
    proxy: proxyHost(url) ?? '',
    variable: proxyVariable() ?? '',
  };
  if (row.action === 'fail') {
    const message = fillIn([row.meaning, row.advice].join(' '), values);
    return newConnectorError(row.failureType, message, {cause, fields: {code, condition}});
  }
  if (status) return new NetworkError(fillIn(row.meaning, values), {code, condition, durationMs});
  const what =
    origin === 'token_endpoint' ? `The login service ${host}` : `${pathOf(url)} on ${host}`;
  const reason = connectionErrorReason(code, cause.message);
  const message = `${what} gave no complete answer${viaProxy(url)} (${reason})`;
  return new NetworkError(message, {code, condition, durationMs});
}

/** In one line: the code, and what Node or OpenSSL says about it. */
function connectionErrorReason(code: string, message: string): string {
  const said = OPENSSL.exec(message)?.[1] ?? message.replace(/\s+/g, ' ').trim();
  const reason = said ? `${code}: ${said}` : code;
  if (!NO_TLS.test(code)) return reason;
  return `${reason}; what answers there may not speak TLS, so check the port and the proxy`;
}
