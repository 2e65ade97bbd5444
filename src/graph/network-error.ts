import {ConfigError} from '../errors';
import {PROXY_STATUS, proxyHost, throughWhich} from './proxy';
import {pathOf} from './request';
import {distrust, reasonOf} from './tls-error';

/** No usable answer came. Whether to try again is for the retry policy. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly code: string;
  readonly durationMs: number;
  /** The header of the answer, where there was one. */
  readonly retryAfter: string | undefined;

  /** The other side did answer, if with nothing of use. */
  get isAnswer(): boolean {
    return /^(AADSTS|HTTP_|status )/.test(this.code);
  }

  /** `code`: Node's, such as ECONNRESET, or one of ours. */
  constructor(message: string, facts: {code: string; durationMs?: number; retryAfter?: string}) {
    super(message);
    this.code = facts.code;
    this.durationMs = facts.durationMs ?? 0;
    this.retryAfter = facts.retryAfter;
  }
}

/** A failure below HTTP as an error of ours: an untrusted certificate does not heal by itself. */
export function networkError(
  cause: NodeJS.ErrnoException,
  url: string,
  durationMs: number,
): NetworkError | ConfigError {
  const code = cause.code ?? cause.name;
  const {host} = new URL(url);
  const untrusted = distrust(code, host);
  if (untrusted) return new ConfigError(untrusted, {cause});
  const proxy = proxyHost(url);
  const status = PROXY_STATUS.exec(code)?.[1];
  if (proxy && status) return proxyError({proxy, host, status: Number(status)}, cause, durationMs);
  const path = pathOf(url);
  const what = path === '/' ? `The login service ${host}` : `${path} on ${host}`;
  const reason = `${what} gave no complete answer${throughWhich(url)} (${reasonOf(code, cause.message)})`;
  return new NetworkError(reason, {code, durationMs});
}

/** A proxy that wants something else than it got does not change its mind; one that is down may. */
function proxyError(
  {proxy, host, status}: {proxy: string; host: string; status: number},
  cause: Error,
  durationMs: number,
): NetworkError | ConfigError {
  if (status === 407) {
    return new ConfigError(
      `The proxy ${proxy} wants a user name and a password that it knows (status 407). Put them ` +
        `into the environment variable HTTPS_PROXY, in the form http://user:password@${proxy}.`,
      {cause},
    );
  }
  if (status < 500) {
    return new ConfigError(
      `The proxy ${proxy} does not let this machine connect to ${host} (status ${status}). ` +
        `Ask whoever runs the proxy to allow ${host}.`,
      {cause},
    );
  }
  const reason = `The proxy ${proxy} opened no connection to ${host} (status ${status})`;
  return new NetworkError(reason, {code: `PROXY_${status}`, durationMs});
}
