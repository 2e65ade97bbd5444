/** PEM text as it arrives from text processors, mails, templates and other tools. */
import {parseConfig} from '../../src/config/config';
import {encrypted, makeCertificate} from '../support/make-certificate';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const PASTE = 'paste the PEM text of the certificate with its private key';
const FROM_PFX = `${PASTE}, which this command makes from a PFX file: openssl pkcs12 -in FILE.pfx -nodes -out FILE.pem`;

let cert: string;
let key: string;
let authority: string;

beforeAll(async () => {
  ({cert, key} = await makeCertificate(NOW));
  ({cert: authority} = await makeCertificate(NOW));
});

function parse(certificate: string, password?: string): unknown {
  const settings = {
    tenant_id: '11111111-2222-3333-4444-555555555555',
    client_id: '66666666-7777-8888-9999-000000000000',
    credentials: {auth_type: 'client_certificate', certificate, password},
  };
  return parseConfig(settings, {environment: {}, now: NOW}).config.credentials;
}

function told(certificate: string): string {
  try {
    return `nothing: ${JSON.stringify(parse(certificate))}`;
  } catch (error) {
    const {message} = error as Error;
    expect(message.length).toBeLessThan(300);
    return /credentials\.certificate (.*)\.$/s.exec(message)?.[1] ?? message;
  }
}

function compact(pem: string): string {
  return pem.replaceAll(/\s/g, '');
}

describe('a certificate can be used with', () => {
  test.each<[string, (pem: string) => string]>([
    ['line ends of Windows', (pem) => pem.replaceAll('\n', '\r\n')],
    ['carriage returns alone', (pem) => pem.replaceAll('\n', '\r')],
    ['indented lines', (pem) => pem.replaceAll('\n', '\n    ')],
    ['lines quoted as in a mail', (pem) => `> ${pem.replaceAll('\n', '\n> ')}`],
    ['lines in quotes', (pem) => pem.replaceAll(/^([^-].*)$/gm, '"$1"')],
    ['long dashes in place of hyphens', (pem) => pem.replaceAll('-----', '\u2014\u2014')],
    ['four hyphens', (pem) => pem.replaceAll('-----', '----')],
    ['small letters in its first and last line', (pem) => pem.replaceAll('BEGIN', 'Begin')],
    ['characters without width', (pem) => pem.replaceAll('\n', '\u200b\n')],
    ['quotes around it', (pem) => `'${pem}'`],
  ])('%s', (_what, change) => {
    expect(parse(change(`${cert}\n${key}`))).toEqual(parse(`${cert}${key}`));
  });

  test('the certificate of an authority before its own, which signs in as the first', () => {
    const {pem} = parse(`${authority}${cert}${key}`) as {pem: string};
    expect(compact(pem)).toBe(compact(`${cert}${authority}${key}`));
  });

  test('the certificate of an authority behind its own', () => {
    const {pem} = parse(`${cert}${key}${authority}`) as {pem: string};
    expect(compact(pem)).toBe(compact(`${cert}${key}${authority}`));
  });

  test.each([
    ['a line break', 'pass word', 'pass word\n'],
    ['blanks of its own', ' padded ', ' padded '],
  ])('a password with %s', (_what, password, entered) => {
    expect(parse(`${cert}${encrypted(key, password, 'pkcs8')}`, entered)).toMatchObject({password});
  });
});

describe('a certificate that is', () => {
  test.each<[string, () => string, string]>([
    [
      'cut off',
      () => cert.slice(0, -30),
      'is cut off before -----END CERTIFICATE-----; paste the whole PEM text',
    ],
    [
      'whose private key is cut off',
      () => cert + key.slice(0, -30),
      'holds a private key that is cut off before its -----END line; paste the whole PEM text',
    ],
    [
      'a request',
      () => cert.replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST') + key,
      `is a request for a certificate; ${PASTE}`,
    ],
    [
      'a public key',
      () => cert.replaceAll('CERTIFICATE', 'PUBLIC KEY'),
      `holds no certificate, only a public key; ${PASTE}`,
    ],
    [
      'PKCS #7',
      () => cert.replaceAll('CERTIFICATE', 'PKCS7'),
      `is a PKCS #7 file, which has no private key; ${FROM_PFX}`,
    ],
    [
      'PEM in base64',
      () => Buffer.from(cert + key).toString('base64'),
      'is PEM text in base64; decode it and paste the text',
    ],
    [
      'PEM as a data address',
      () => `data:;base64,${Buffer.from(cert + key).toString('base64')}`,
      'is PEM text in base64; decode it and paste the text',
    ],
    ['DER read as text', () => '0\u0082\u0003abc', `is a binary file, not text; ${FROM_PFX}`],
    ['DER read as UTF-8', () => '0\ufffd\u0003abc', `is a binary file, not text; ${FROM_PFX}`],
    [
      'base64 in quotes',
      () => `"${cert.replaceAll(/-----.*-----|\n/g, '')}"`,
      `is base64 without -----BEGIN …-----; ${FROM_PFX}`,
    ],
    [
      'a thumbprint from the dialog of Windows',
      () => '\u200e9f 86 d0 81 88 4c 7d 65 9a 2f ea a0 c5 5a d0 15 a3 bf 4f 1b',
      `is a thumbprint; ${FROM_PFX}`,
    ],
    [
      'a thumbprint with its name',
      () => 'Thumbprint: 9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B',
      `is a thumbprint; ${FROM_PFX}`,
    ],
    [
      'a thumbprint in plain base64',
      () => 'n4bQgYhMfWWaL+qgxVrQFaO/Txs=',
      `is a thumbprint; ${FROM_PFX}`,
    ],
    ['a path in quotes', () => "'/etc/ssl/app.pem'", `is the path of a file; ${FROM_PFX}`],
    ['an address', () => 'https://vault.example/certificates/app/1', `is an address; ${FROM_PFX}`],
  ])('%s', (_what, make, text) => {
    expect(told(make())).toBe(text);
  });
});
