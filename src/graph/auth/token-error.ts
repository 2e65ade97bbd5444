import {ConfigError, asError} from '../../errors';
import {isTransientAadsts, aadstsMessage} from './aadsts-errors';
import {NetworkError, networkError} from '../network-error';
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
}

/** Of OAuth: the service itself says that it is not the settings. */
const OUTAGES = ['temporarily_unavailable', 'server_error'];

/** What a failed token request means. Failures that may pass come back as NetworkError. */
export function tokenError(
  thrown: unknown,
  response: TokenResponse,
  {loginUrl, kind}: TokenRequest,
): Error {
  const {host} = new URL(loginUrl);
  if (response.failure instanceof ConfigError) return response.failure;
  if (response.failure) return networkError(response.failure, loginUrl, 0);
  const refusal = refusalIn(response);
  const {code} = refusal;
  const meaning = code === undefined ? undefined : aadstsMessage(code, kind);
  if (meaning === undefined && mayPass(refusal, response)) return cannotNow(host, code, response);
  const said = refusal.description ?? asError(thrown).message;
  const message = meaning
    ? `${meaning} (${host} said AADSTS${code}.)`
    : `The login service ${host} refused the sign-in: ${firstSentences(said)} ` +
      'Check tenant_id, client_id and credentials (docs/setup.md, section 12).';
  return new ConfigError(message, {cause: thrown, info: {aadsts: code}});
}

/** The list of codes is never complete: an unknown one of a service in trouble is part of that. */
function mayPass({code, error}: TokenRefusal, {status = 0}: TokenResponse): boolean {
  if (code !== undefined && isTransientAadsts(code)) return true;
  if (error !== undefined && OUTAGES.includes(error)) return true;
  // A success without a token comes from whatever stands in the way to the service.
  return status === 200 || status === 408 || status >= 429;
}

function cannotNow(
  host: string,
  code: number | undefined,
  {status = 0, retryAfter}: TokenResponse,
): NetworkError {
  const number = code === undefined ? `status ${status}, no token` : `AADSTS${code}`;
  const facts = {code: number, ...(retryAfter !== undefined && {retryAfter})};
  return new NetworkError(`The login service ${host} cannot answer now (${number})`, facts);
}

interface TokenRefusal {
  code?: number;
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
      ...(Number.isInteger(code) && {code}),
    };
  } catch {
    return {};
  }
}

/** Trace and correlation ids at the end of a description are for Microsoft's support only. */
function firstSentences(said: string): string {
  return said.slice(0, 400).split('Trace ID:')[0]!.trimEnd();
}
