import {ConnectorError, asError, newConnectorError} from '../../errors';
import {foreignName, foreignText, message} from '../../message-text';
import {fillIn, resolveError} from '../error-resolution';
import {NetworkError, networkError} from '../network-error';
import {tenantFormOf} from './sign-in';
import type {Credential} from './sign-in';

/** The last thing that the login service did; all parts are absent when it was never asked. */
export interface TokenResponse {
  status?: number;
  text?: string;
  retryAfter?: string | undefined;
  /** What happened instead of an answer. */
  failure?: NodeJS.ErrnoException;
}

/** What was asked for a token, and with what. */
interface TokenRequest {
  loginUrl: string;
  kind: Credential['kind'];
  tenantId: string;
}

/** What a failed token request means. Failures that may pass come back as NetworkError. */
export function tokenError(thrown: unknown, response: TokenResponse, asked: TokenRequest): Error {
  const {loginUrl, kind, tenantId} = asked;
  const {failure, status = 0} = response;
  if (failure instanceof ConnectorError || failure instanceof NetworkError) return failure;
  if (failure)
    return networkError(failure, {url: loginUrl, origin: 'token_endpoint', durationMs: 0});
  const {code, error, description} = refusalIn(response);
  const where = {origin: 'token_endpoint', tenantForm: tenantFormOf(tenantId)} as const;
  const text = [error, description].filter(Boolean).join(' ');
  const answer = {...where, status, code, text, credential: kind};
  const row = resolveError(answer);
  const {host} = new URL(loginUrl);
  const service = foreignName(host);
  const meaning = fillIn(row.meaning, {host: service});
  if (row.action === 'retry') {
    const answered = code ? `AADSTS${code}` : `status ${status}, no token`;
    return new NetworkError(message`${meaning} (${foreignName(answered)})`, {
      code: answered,
      condition: row.condition,
      hasResponse: true,
      retryAfter: response.retryAfter,
    });
  }
  const said = withoutTraceIds(description ?? error ?? asError(thrown).message);
  const explanation = row.advice
    ? message`${meaning}: ${foreignText(sentence(said))} ${row.advice}`
    : message`${meaning} (${service} said AADSTS${code ?? ''}.)`;
  const quoted = [said, asError(thrown).message];
  const fields = {status, code, condition: row.condition, quoted};
  return newConnectorError(row.failureType, explanation, {cause: thrown, fields});
}

interface TokenRefusal {
  /** The number behind AADSTS. */
  code?: string;
  /** The name that OAuth has for it. */
  error?: string;
  description?: string;
}

function refusalIn({text = ''}: TokenResponse): TokenRefusal {
  try {
    const body = JSON.parse(text) as Record<string, unknown>;
    const {error, error_description: description, error_codes: codes} = body;
    const said = typeof description === 'string' ? description : '';
    const [first] = [codes].flat();
    const code = Number(first ?? /AADSTS(\d+)/.exec(said)?.[1]);
    return {
      ...(said && {description: said}),
      ...(typeof error === 'string' && {error}),
      ...(Number.isInteger(code) && {code: String(code)}),
    };
  } catch {
    return {};
  }
}

function sentence(said: string): string {
  return /[.!?…]$/.test(said) ? said : `${said}.`;
}

/** Trace and correlation ids at the end of a description are for Microsoft's support only. */
function withoutTraceIds(said: string): string {
  return said.split('Trace ID:')[0]!.trimEnd();
}
