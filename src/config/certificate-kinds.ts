/** What people enter where the PEM text of a certificate belongs, told by its first characters. */

const MAKE_PEM = 'openssl pkcs12 -in FILE.pfx -nodes -out FILE.pem';
const PASTE = 'paste the PEM text of the certificate with its private key';

/** Base64 of a SEQUENCE, which all of these begin with. */
const LIKE_DER = /^M[\w+/=\s-]{40,}$/;
/** `-----BEGIN` in base64. */
const PEM_IN_BASE64 = /^LS0tLS1CRUdJT/;
/** A file that was read as if it were text. */
const BINARY = /^0[\u0080-\u00ff\ufffd]/;
const SEQUENCE = 0x30;
const INTEGER = 0x02;
/** PKCS #12 begins with its version, 3: https://www.rfc-editor.org/rfc/rfc7292 */
const PFX_VERSION = 3;

const LIKE_THUMBPRINT = /^([0-9a-f]{2}[: ]?){19}[0-9a-f]{2}$|^([0-9a-f]{2}[: ]?){31}[0-9a-f]{2}$/i;
const BASE64_THUMBPRINT = /^[\w+/-]{27}=?$/;
const LIKE_PATH =
  /^([a-z]:\\|\\\\|~?\/|\.{1,2}[\\/])|^[^\s-][^\n]{0,200}\.(pem|pfx|p12|cer|crt|key)$/i;

const FROM_PFX = `${PASTE}, which this command makes from a PFX file: ${MAKE_PEM}`;

/** By the words of their first line; the first that fits counts. */
const PEM_KINDS: readonly (readonly [RegExp, string])[] = [
  [/BEGIN CERTIFICATE-/, 'is cut off before -----END CERTIFICATE-----; paste the whole PEM text'],
  [/BEGIN [A-Z ]*CERTIFICATE REQUEST/, `is a request for a certificate; ${PASTE}`],
  [/BEGIN [A-Z ]*PRIVATE KEY/, `holds no certificate, only a private key; ${PASTE}`],
  [/BEGIN [A-Z ]*PUBLIC KEY/, `holds no certificate, only a public key; ${PASTE}`],
  [/BEGIN PKCS7/, `is a PKCS #7 file, which has no private key; ${FROM_PFX}`],
];

/** Goes on after the setting. The value is never shown: it may hold the private key. */
export function noCertificateText(text: string): string {
  const value = text
    .replaceAll(/\\[nr]|\p{Cf}/gu, '')
    .trim()
    .replaceAll(/^["'`]|["'`]$/g, '')
    .replace(/^(data:[^,]{0,100},|thumbprint:\s*)/i, '');
  const [, ofPem] = PEM_KINDS.find(([firstLine]) => firstLine.test(value)) ?? [];
  if (ofPem !== undefined) return ofPem;
  if (PEM_IN_BASE64.test(value)) return 'is PEM text in base64; decode it and paste the text';
  if (BINARY.test(value)) return `is a binary file, not text; ${FROM_PFX}`;
  if (LIKE_THUMBPRINT.test(value) || BASE64_THUMBPRINT.test(value)) {
    return `is a thumbprint; ${FROM_PFX}`;
  }
  if (LIKE_DER.test(value)) return derText(Buffer.from(value, 'base64'));
  if (LIKE_PATH.test(value)) return `is the path of a file; ${FROM_PFX}`;
  if (/^https?:\/\//i.test(value)) return `is an address; ${FROM_PFX}`;
  return 'holds no certificate; paste the PEM text, starting with -----BEGIN CERTIFICATE-----';
}

function derText(bytes: Buffer): string {
  const [tag, length = 0] = bytes;
  const content = bytes.subarray(length > 0x80 ? 2 + (length & 0x7f) : 2);
  const isPfx = tag === SEQUENCE && content[0] === INTEGER && content[2] === PFX_VERSION;
  if (isPfx) return `is a PFX file in base64; convert the file to PEM and paste that: ${MAKE_PEM}`;
  return `is base64 without -----BEGIN …-----; ${FROM_PFX}`;
}
