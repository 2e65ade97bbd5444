/** What people enter where the PEM text of a certificate belongs, told by its first characters. */

const MAKE_PEM = 'openssl pkcs12 -in FILE.pfx -nodes -out FILE.pem';
const PASTE = 'paste the PEM text of the certificate with its private key';

/** Base64 of a SEQUENCE, which all of these begin with. */
const LIKE_DER = /^M[A-Za-z0-9+/=\s]{40,}$/;
const SEQUENCE = 0x30;
const INTEGER = 0x02;
/** PKCS #12 begins with its version, 3: https://www.rfc-editor.org/rfc/rfc7292 */
const PFX_VERSION = 3;

const LIKE_THUMBPRINT = /^([0-9a-f]{2}[: ]?){19}[0-9a-f]{2}$|^([0-9a-f]{2}[: ]?){31}[0-9a-f]{2}$/i;
const BASE64_THUMBPRINT = /^[A-Za-z0-9_-]{27}=?$/;
const LIKE_PATH =
  /^([a-z]:\\|\\\\|~?\/|\.{1,2}[\\/])|^[^\s-][^\n]{0,200}\.(pem|pfx|p12|cer|crt|key)$/i;

/** Goes on after the setting. The value is never shown: it may hold the private key. */
export function noCertificateText(text: string): string {
  const value = text
    .replaceAll(/\\[nr]/g, '')
    .replace(/^data:[^,]{0,100},/, '')
    .trim();
  if (/BEGIN [A-Z ]*PRIVATE KEY/.test(value)) {
    return `holds no certificate, only a private key; ${PASTE}`;
  }
  if (LIKE_THUMBPRINT.test(value) || BASE64_THUMBPRINT.test(value)) {
    return `is a thumbprint; ${PASTE}, which this makes of a PFX file: ${MAKE_PEM}`;
  }
  if (LIKE_DER.test(value)) return derText(Buffer.from(value, 'base64'));
  if (LIKE_PATH.test(value)) {
    return `is the path of a file; ${PASTE}, which this makes of a PFX file: ${MAKE_PEM}`;
  }
  return 'holds no certificate; paste the PEM text from -----BEGIN CERTIFICATE----- on';
}

function derText(bytes: Buffer): string {
  const [tag, length = 0] = bytes;
  const content = bytes.subarray(length > 0x80 ? 2 + (length & 0x7f) : 2);
  const isPfx = tag === SEQUENCE && content[0] === INTEGER && content[2] === PFX_VERSION;
  if (isPfx) return `is a PFX file in base64; make PEM of the file and paste that: ${MAKE_PEM}`;
  return `is base64 without -----BEGIN …-----; ${PASTE}, which this makes of a PFX file: ${MAKE_PEM}`;
}
