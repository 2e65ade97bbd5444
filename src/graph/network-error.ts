import {newConnectorError} from '../errors';
import type {ConnectorError, ErrorCondition} from '../errors';
import {asMessage, detail, foreignName, foreignText, message} from '../message-text';
import type {MessageText} from '../message-text';
import {inSetupGuide} from '../setup-guide';
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
  advice?: string | MessageText;
  /** What the message says in words of others. */
  quoted?: readonly string[];
}

/** No usable response came, which may pass: sent again as the retry policy says. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly #messageText: MessageText;
  readonly code: string;
  readonly condition: ErrorCondition;
  readonly durationMs: number;
  readonly retryAfter: string | undefined;
  readonly hasResponse: boolean;
  readonly advice: string | MessageText | undefined;
  readonly quoted: readonly string[];

  constructor(text: string | MessageText, fields: NetworkErrorFields) {
    super(asMessage(text).toString());
    this.#messageText = asMessage(text);
    this.code = fields.code;
    this.condition = fields.condition ?? 'response_unusable';
    this.durationMs = fields.durationMs ?? 0;
    this.retryAfter = fields.retryAfter;
    this.hasResponse = fields.hasResponse ?? false;
    this.advice = fields.advice;
    this.quoted = fields.quoted ?? [];
  }

  /** `message` before it was shortened. */
  get messageText(): MessageText {
    return this.#messageText;
  }
}

interface FailedConnection {
  url: string;
  origin: RequestOrigin;
  durationMs: number;
}

/** The status with which a proxy refused to open a connection, in the code of the error. */
const PROXY_STATUS = /^PROXY_(\d+)$/;

/** Codes of a connection that TLS did not come to be on. */
const NO_TLS = /^(EPROTO|ERR_SSL_)/;

const CHECK_PORT =
  'The server there may not use TLS: check the port and the proxy ' +
  `${inSetupGuide('messages')}.`;

/** OpenSSL names the line of its source, too, and ends with a line break. */
const OPENSSL = /SSL routines:[^:]*:([^:]+)/;

/** Longer than those of Node and OpenSSL. */
const MAX_CODE_LENGTH = 37;

/** A failure below HTTP as the error that its row of the error-resolution table makes of it. */
export function networkError(
  cause: NodeJS.ErrnoException,
  {url, origin, durationMs}: FailedConnection,
): NetworkError | ConnectorError {
  const code = (cause.code ?? cause.name).slice(0, MAX_CODE_LENGTH);
  const row = resolveError({origin, code});
  const {condition} = row;
  const {host} = new URL(url);
  const [, status = ''] = PROXY_STATUS.exec(code) ?? [];
  const values = {
    host: foreignName(host),
    path: foreignName(pathOf(url)),
    code,
    status,
    proxy: foreignName(proxyHost(url) ?? ''),
    variable: proxyVariable() ?? '',
  };
  if (row.action === 'fail') {
    const text = fillIn([row.meaning, row.advice].join(' '), values);
    return newConnectorError(row.failureType, text, {cause, fields: {code, condition}});
  }
  if (status) return new NetworkError(fillIn(row.meaning, values), {code, condition, durationMs});
  const what =
    origin === 'token_endpoint'
      ? message`The login service ${values.host}`
      : message`${detail`${values.path} on `}${values.host}`;
  const reason = connectionErrorReason(code, cause.message);
  const text = message`${what} gave no complete answer${viaProxy(url)} (${reason})`;
  const advice = NO_TLS.test(code) ? {advice: CHECK_PORT} : {};
  return new NetworkError(text, {code, condition, durationMs, ...advice});
}

/** In one line: the code, and what Node or OpenSSL says about it. */
function connectionErrorReason(code: string, text: string): MessageText {
  const said = OPENSSL.exec(text)?.[1] ?? text.trim();
  return said ? message`${code}${detail`: ${foreignText(said)}`}` : asMessage(code);
}
