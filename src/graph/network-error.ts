import {ConfigError} from '../errors';
import {pathOf} from './request';

/** No usable answer came. Whether to try again is for the retry policy. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly code: string;
  readonly durationMs: number;
  /** The header of the answer, where there was one. */
  readonly retryAfter: string | undefined;

  /** `code`: Node's, such as ECONNRESET, or one of ours. */
  constructor(message: string, facts: {code: string; durationMs?: number; retryAfter?: string}) {
    super(message);
    this.code = facts.code;
    this.durationMs = facts.durationMs ?? 0;
    this.retryAfter = facts.retryAfter;
  }
}

/** Codes of Node and OpenSSL that say: the other side is not whom its certificate should name. */
const DISTRUST = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS/;

/** A failure below HTTP as an error of ours: an untrusted certificate does not heal by itself. */
export function networkError(
  cause: NodeJS.ErrnoException,
  url: string,
  durationMs: number,
): NetworkError | ConfigError {
  const code = cause.code ?? cause.name;
  const {host} = new URL(url);
  if (DISTRUST.test(code)) {
    return new ConfigError(
      `The certificate of ${host} is not trusted on this machine (${code}). ` +
        'If a proxy of your company inspects the traffic, put its root certificate into a PEM file ' +
        'and name that file in the environment variable NODE_EXTRA_CA_CERTS.',
      {cause},
    );
  }
  const path = pathOf(url);
  const what = path === '/' ? `The login service ${host}` : `${path} on ${host}`;
  const reason = `${what} gave no complete answer (${code}: ${cause.message})`;
  return new NetworkError(reason, {code, durationMs});
}
