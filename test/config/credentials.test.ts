import {createPrivateKey} from 'node:crypto';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseConfig} from '../../src/config/config';
import type {Config} from '../../src/config/config';
import {secretsIn} from '../../src/config/credentials';
import {encrypted, makeCertificate} from '../support/make-certificate';
import type {KeyPair} from '../support/make-certificate';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const PASSWORD = 'open~S3same';
const IDS = {
  tenant_id: '11111111-2222-3333-4444-555555555555',
  client_id: '66666666-7777-8888-9999-000000000000',
};

let rsa: KeyPair;
let other: KeyPair;
let pem: string;

beforeAll(async () => {
  [rsa, other] = await Promise.all([makeCertificate(NOW), makeCertificate(NOW)]);
  pem = `${rsa.cert.trim()}\n${rsa.key.trim()}\n`.replaceAll('\r', '');
});

function parse(credentials: object): Config['credentials'] & {expiresOn?: string} {
  const {config} = parseConfig({...IDS, credentials}, {environment: {}, now: NOW});
  const {credentials: credential, secretExpiresOn: expiresOn} = config;
  return {...credential, ...(expiresOn !== undefined && {expiresOn})};
}

function problemOf(credentials: object): string {
  try {
    parse(credentials);
    return 'none';
  } catch (error) {
    return (error as Error).message.replace('The settings cannot be used: ', '');
  }
}

function certificate(text: string, password?: string): object {
  return {
    auth_type: 'client_certificate',
    certificate: text,
    ...(password !== undefined && {password}),
  };
}

describe('a client secret', () => {
  test('may come with its date of expiry', () => {
    const date = {client_secret_expires_on: '2026-06-30'};
    expect(parse({auth_type: 'client_secret', client_secret: 'Xy8~s3cret', ...date})).toEqual({
      kind: 'client_secret',
      clientSecret: 'Xy8~s3cret',
      expiresOn: '2026-06-30',
    });
  });

  test('that is blank is refused', () => {
    expect(problemOf({auth_type: 'client_secret', client_secret: '     '})).toBe(
      'credentials.client_secret is missing (Client secret).',
    );
  });

  test.each([
    '30.06.2026',
    '2026-6-30',
    '2026-02-30',
    '2026-13-01',
    'soon',
    ' 2026-06-30',
    20260630,
  ])('does not expire on %j', (date) => {
    const credentials = {auth_type: 'client_secret', client_secret: 'Xy8~s3cret'};
    const problem = problemOf({...credentials, client_secret_expires_on: date});
    expect(problem).toMatch(/^credentials\.client_secret_expires_on (is|cannot be used)/);
    expect(problem).toMatch(/YYYY-MM-DD|not a date of the calendar/);
  });
});

describe('a certificate with its private key is taken', () => {
  const spoilt: [string, (text: string) => string][] = [
    ['as it is', (text) => text],
    ['with the line breaks of Windows', (text) => text.replaceAll('\n', '\r\n')],
    ['with \\n for line breaks', (text) => text.replaceAll('\n', '\\n')],
    ['with \\r\\n for line breaks', (text) => text.replaceAll('\n', '\\r\\n')],
    ['with blanks for line breaks', (text) => text.replaceAll('\n', ' ')],
    ['without any line break', (text) => text.replaceAll('\n', '')],
    ['with blanks around it', (text) => `\n  ${text}  \n`],
    ['with text around it', (text) => `Bag Attributes\n  x: 1\n${text}`],
    ['with the key first', () => `${rsa.key.trim()}\n${rsa.cert.trim()}\n`],
  ];

  test.each(spoilt)('%s', (_how, spoil) => {
    const credentials = parse(certificate(spoil(pem)));
    const blocks = (text: string): string[] => text.match(/-----BEGIN[^]*?-----END.*-----/g) ?? [];
    expect(credentials).toEqual({
      kind: 'client_certificate',
      pem: expect.any(String) as string,
      expiresOn: '2026-03-31',
    });
    expect(blocks((credentials as {pem: string}).pem).sort()).toEqual(blocks(pem).sort());
  });

  test.each(spoilt.slice(0, 7))('under a password, %s', (_how, spoil) => {
    const text = spoil(`${rsa.cert.trim()}\n${encrypted(rsa.key, PASSWORD, 'pkcs8')}`);
    const credentials = parse(certificate(text, PASSWORD)) as {pem: string; password: string};
    expect(credentials.password).toBe(PASSWORD);
    expect(credentials.pem).toContain('-----BEGIN ENCRYPTED PRIVATE KEY-----\n');
  });

  test.each(spoilt.slice(0, 7))('under a password in the older form, %s', (_how, spoil) => {
    const text = spoil(`${rsa.cert.trim()}\n${encrypted(rsa.key, PASSWORD, 'pkcs1')}`);
    const credentials = parse(certificate(text, PASSWORD)) as {pem: string};
    expect(credentials.pem).toMatch(/Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,[0-9A-F]+\n\n/);
  });

  test('in the form of RSA alone', () => {
    const key = createPrivateKey(rsa.key).export({type: 'pkcs1', format: 'pem'}).toString();
    expect(parse(certificate(`${rsa.cert.trim()}\n${key}`))).toMatchObject({
      kind: 'client_certificate',
    });
  });

  test('with an empty password where it has none', () => {
    expect(parse(certificate(pem, ''))).not.toHaveProperty('password');
  });
});

describe('a certificate is refused', () => {
  test.each<[string, () => string, string | undefined, string]>([
    ['that is any text', () => 'certificate', undefined, 'holds no certificate;'],
    [
      'without a certificate',
      () => rsa.key,
      undefined,
      'holds no certificate, only a private key;',
    ],
    ['without a key', () => rsa.cert, undefined, 'holds no private key;'],
    [
      'that was cut',
      () => pem.replace(/(-----BEGIN CERTIFICATE-----\n.{64})[^]*?(\n-----END CERT)/, '$1$2'),
      undefined,
      'holds a certificate that cannot be read;',
    ],
    [
      'with a key that was cut',
      () => pem.replace(/(-----BEGIN PRIVATE KEY-----\n.{64})[^]*?(\n-----END PRIV)/, '$1$2'),
      undefined,
      'holds a private key that cannot be read;',
    ],
    [
      'with the key of another one',
      () => `${rsa.cert}\n${other.key}`,
      undefined,
      'holds a private key that belongs to another certificate',
    ],
    [
      'without the password of its key',
      () => `${rsa.cert}\n${encrypted(rsa.key, PASSWORD, 'pkcs8')}`,
      undefined,
      'holds an encrypted private key; enter its password as credentials.password',
    ],
    [
      'without the password of its key in the older form',
      () => `${rsa.cert}\n${encrypted(rsa.key, PASSWORD, 'pkcs1')}`,
      undefined,
      'holds an encrypted private key; enter its password as credentials.password',
    ],
    [
      'with another password than that of its key',
      () => `${rsa.cert}\n${encrypted(rsa.key, PASSWORD, 'pkcs8')}`,
      'wrong~pa55word',
      'holds a private key that the password does not open; correct credentials.password',
    ],
    [
      'with another password than that of its key in the older form',
      () => `${rsa.cert}\n${encrypted(rsa.key, PASSWORD, 'pkcs1')}`,
      'wrong~pa55word',
      'holds a private key that the password does not open; correct credentials.password',
    ],
  ])('%s', (...[_what, text, password, problem]) => {
    const found = problemOf(certificate(text(), password));
    expect(found).toContain(`credentials.certificate ${problem}`);
    const secrets = [...rsa.key.split('\n'), ...other.key.split('\n'), password ?? '', PASSWORD];
    for (const secret of secrets.filter((line) => line.length > 8 && !line.includes('-----'))) {
      expect(found).not.toContain(secret);
    }
  });

  test('whose key is not RSA', async () => {
    const {cert, key} = await makeCertificate(NOW, {keyType: 'ec'});
    expect(problemOf(certificate(`${cert}\n${key}`))).toContain(
      'credentials.certificate holds a key that is not RSA;',
    );
  });

  test('that has expired, with the day', async () => {
    const {cert, key} = await makeCertificate(NOW, {days: -2});
    expect(problemOf(certificate(`${cert}\n${key}`))).toContain(
      'credentials.certificate expired on 2026-02-27; create a new one and upload its public part ' +
        'under App registrations > your app > Certificates & secrets (setup guide, "Better than a secret").',
    );
  });
});

describe('the token file of a workload identity', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'credentials-'))));
  afterAll(() => rmSync(folder, {recursive: true}));

  function identity(path: string): object {
    return {auth_type: 'workload_identity', token_file_path: path};
  }

  test('is named and not read into the settings', () => {
    const path = join(folder, 'token');
    writeFileSync(path, 'eyJ.eyJ.x');
    expect(parse(identity(` ${path} `))).toEqual({kind: 'workload_identity', tokenFilePath: path});
  });

  test('has to exist', () => {
    const path = join(folder, 'nowhere');
    expect(problemOf(identity(path))).toContain(
      `credentials.token_file_path is "${path}", which does not exist; let the platform mount`,
    );
  });

  test('has to have something in it', () => {
    const path = join(folder, 'empty');
    writeFileSync(path, ' \n');
    expect(problemOf(identity(path))).toContain('which is an empty file');
  });

  test('has to be a file', () => {
    expect(problemOf(identity(folder))).toContain('which cannot be read (EISDIR)');
  });
});

describe('secret are', () => {
  test('a certificate as it came, repaired, and each line of it', () => {
    const pasted = pem.replaceAll('\n', ' ');
    const secrets = secretsIn({credentials: certificate(pasted)});
    const lines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
    expect(secrets).toEqual(expect.arrayContaining([pasted, pasted.trim(), ...lines]) as string[]);
    expect(secrets).not.toContain('-----BEGIN CERTIFICATE-----');
  });

  test('the password of a key', () => {
    expect(secretsIn({credentials: certificate('x', PASSWORD)})).toContain(PASSWORD);
  });

  test('not the path of a token file', () => {
    const path = '/var/run/token';
    expect(
      secretsIn({credentials: {auth_type: 'workload_identity', token_file_path: path}}),
    ).toEqual([]);
  });
});
