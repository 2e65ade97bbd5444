import {ConfigError} from '../errors';
import {PROXY_STATUS, proxyHost, viaProxy} from './agent-pool';
import {pathOf} from './request';

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
  const untrusted = certificateErrorMessage(code, host);
  if (untrusted) return new ConfigError(untrusted, {cause});
  const proxy = proxyHost(url);
  const status = PROXY_STATUS.exec(code)?.[1];
  if (proxy && status) return proxyError({proxy, host, status: Number(status)}, cause, durationMs);
  const path = pathOf(url);
  const what = path === '/' ? `The login service ${host}` : `${path} on ${host}`;
  const reason = `${what} gave no complete answer${viaProxy(url)} (${connectionErrorReason(code, cause.message)})`;
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

/** What went wrong between opening a connection and trusting it, in words. */

/** Codes of Node and OpenSSL that say: the other side is not whom its certificate should name. */
const DISTRUST = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS/;

/** Codes of answers that are no TLS at all, or none that this machine speaks. */
const NO_TLS = /^(EPROTO|ERR_SSL_)/;

/** OpenSSL names the line of its source, too, and ends with a line break. */
const OPENSSL = /SSL routines:[^:]*:([^:]+)/;

/** Whole sentences about a certificate that is not accepted; undefined for any other code. */
export function certificateErrorMessage(code: string, host: string): string | undefined {
  if (!DISTRUST.test(code)) return undefined;
  if (code === 'CERT_HAS_EXPIRED') {
    return (
      `The certificate of ${host} has expired (${code}). Set the clock of this machine right; if it ` +
      'is right, ask whoever runs your proxy: it may show a certificate of its own ' +
      '(docs/setup.md, section 12).'
    );
  }
  if (code === 'CERT_NOT_YET_VALID') {
    return (
      `The certificate of ${host} is not valid yet (${code}). Set the clock of this machine right ` +
      '(docs/setup.md, section 12).'
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return (
      `What answers as ${host} has the certificate of another host (${code}). Ask whoever runs your ` +
      'proxy and name server (DNS) why they lead elsewhere (docs/setup.md, section 12).'
    );
  }
  return (
    `The certificate of ${host} is not trusted on this machine (${code}). ` +
    'If a proxy of your company inspects the traffic, put its root certificate into a PEM file ' +
    'and name that file in the environment variable NODE_EXTRA_CA_CERTS ' +
    '(docs/setup.md, section 12).'
  );
}

/** An error of the connection in one line: its code, and what Node or OpenSSL says about it. */
export function connectionErrorReason(code: string, message: string): string {
  const said = OPENSSL.exec(message)?.[1] ?? message.replace(/\s+/g, ' ').trim();
  const reason = said ? `${code}: ${said}` : code;
  if (!NO_TLS.test(code)) return reason;
  return `${reason}; what answers there may not speak TLS, so check the port and the proxy`;
}
