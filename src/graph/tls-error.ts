/** What went wrong between opening a connection and trusting it, in words. */

/** Codes of Node and OpenSSL that say: the other side is not whom its certificate should name. */
const DISTRUST = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS/;

/** Codes of answers that are no TLS at all, or none that this machine speaks. */
const NO_TLS = /^(EPROTO|ERR_SSL_)/;

/** OpenSSL names the line of its source, too, and ends with a line break. */
const OPENSSL = /SSL routines:[^:]*:([^:]+)/;

/** Whole sentences about a certificate that is not accepted; undefined for any other code. */
export function distrust(code: string, host: string): string | undefined {
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
export function reasonOf(code: string, message: string): string {
  const said = OPENSSL.exec(message)?.[1] ?? message.replace(/\s+/g, ' ').trim();
  const reason = said ? `${code}: ${said}` : code;
  if (!NO_TLS.test(code)) return reason;
  return `${reason}; what answers there may not speak TLS, so check the port and the proxy`;
}
