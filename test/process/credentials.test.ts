import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {encrypted, makeCertificate} from '../support/make-certificate';
import type {KeyPair} from '../support/make-certificate';
import type {Tenant} from '../../tenant/tenant';
import {catalogOf} from '../support/connection';
import {Connector, OWN_PROCESS} from '../support/connector';
import type {RunOptions} from '../support/connector';
import type {Result} from '../support/messages';
import {NOON} from '../support/test-date';
import {openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const PASSWORD = 'päss "word" \\ 1';

let tenant: Tenant;
let certificate: KeyPair;
let authority: KeyPair;
let folder: string;

beforeAll(async () => {
  [tenant, certificate, authority] = await Promise.all([
    openTenant({users: 5}),
    makeCertificate(NOON, {days: 365}),
    makeCertificate(NOON, {days: 365}),
  ]);
  tenant.trustCertificate(certificate.cert);
  folder = mkdtempSync(join(tmpdir(), 'credentials-test-'));
});

afterAll(() => rmSync(folder, {recursive: true, force: true}));

function check(credentials: object, reader = tenant, options: RunOptions = {}): Promise<Result> {
  const files = {config: reader.settings({credentials})};
  return new Connector(reader).run(['check'], {...options, files});
}

function read(credentials: object, options: RunOptions = {}): Promise<Result> {
  const config = tenant.settings({credentials});
  const files = {config, catalog: catalogOf('full_refresh', ['users'])};
  return new Connector(tenant).run(['read'], {...options, files});
}

function checkAndRead(
  credentials: object,
  options?: RunOptions,
): Promise<[checked: Result, reading: Result]> {
  return Promise.all([check(credentials, tenant, options), read(credentials, options)]);
}

function tokenFile(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('a certificate', () => {
  const plain = (): string => `${certificate.cert.trim()}\n${certificate.key.trim()}\n`;
  const locked = (): string =>
    `${certificate.cert}\n${encrypted(certificate.key, PASSWORD, 'pkcs8')}`;

  const WAYS: [title: string, credentials: () => object, options?: RunOptions][] = [
    ['as it is', () => ({certificate: plain()}), OWN_PROCESS],
    ['with \\n for line breaks', () => ({certificate: plain().replaceAll('\n', '\\n')})],
    ['with blanks for line breaks', () => ({certificate: plain().replaceAll('\n', ' ')})],
    ['behind its private key', () => ({certificate: `${certificate.key}${certificate.cert}`})],
    [
      'behind the certificate of an authority, as a mail shows it',
      () => ({certificate: `> ${authority.cert}\n${plain()}`.replaceAll('\n', '\n> ')}),
    ],
    ['with an encrypted key', () => ({certificate: locked(), password: PASSWORD}), OWN_PROCESS],
    [
      'with an encrypted key and blanks',
      () => ({certificate: locked().replaceAll('\n', ' '), password: PASSWORD}),
    ],
  ];

  test.concurrent.each(WAYS)('%s signs in', async (_, credentials, options) => {
    const auth = {auth_type: 'client_certificate', ...credentials()};
    const [checked, reading] = await checkAndRead(auth, options);
    expect([checked.exitCode, checked.status.status]).toEqual([0, 'SUCCEEDED']);
    expect([reading.exitCode, reading.records('users').length]).toEqual([0, 5]);
  });

  test.concurrent('is read with while the mask of a secret is left over beside it', async () => {
    const auth = {auth_type: 'client_certificate', certificate: plain()};
    const reading = await read({...auth, client_secret: '**********', token_file_path: null});
    expect([reading.exitCode, reading.records('users').length]).toEqual([0, 5]);
    expect(reading.logs('WARN').join()).toMatch(/Ignored: .*credentials\.client_secret/);
  });

  test.concurrent.each<[string, () => object, string]>([
    [
      'whose password is wrong',
      () => ({certificate: locked(), password: 'another'}),
      'holds a private key that the password does not open; correct credentials.password',
    ],
    [
      'whose password is missing',
      () => ({certificate: locked()}),
      'holds an encrypted private key; enter its password as credentials.password',
    ],
    [
      'without its private key',
      () => ({certificate: certificate.cert}),
      'holds no private key; paste the PEM text with both, the certificate and its private key',
    ],
  ])('%s is FAILED before anything is sent', async (_, credentials, problem) => {
    const alone = await openTenant({users: 1});
    const result = await check({auth_type: 'client_certificate', ...credentials()}, alone);
    expect(result.status).toEqual({
      status: 'FAILED',
      message: `The settings cannot be used: credentials.certificate ${problem}.`,
    });
    expect([result.exitCode, alone.requests]).toEqual([0, []]);
  });

  test.concurrent(
    'that the tenant does not trust is FAILED and says where to upload it',
    async () => {
      const other = await openTenant({users: 1});
      const result = await check({auth_type: 'client_certificate', certificate: plain()}, other);
      expect([result.exitCode, result.status.status]).toEqual([0, 'FAILED']);
      expect(result.status.message).toBe(
        'The login service does not know the certificate. Upload its public part (not the private ' +
          'key) under App registrations > your app > Certificates & secrets > Certificates, or enter ' +
          'one that is listed there (setup guide, "Better than a secret"). ' +
          `(${new URL(other.url).host} said AADSTS700027.)`,
      );
    },
  );
});

const EXPIRED = {status: 401, body: {error: {code: 'InvalidAuthenticationToken', message: 'x'}}};

describe('a workload identity', () => {
  const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2NsdXN0ZXIuZXhhbXBsZSJ9.c2lnbmF0dXJl';

  test.concurrent('signs in with the token in its file', async () => {
    tenant.trustFederatedToken(TOKEN);
    const path = tokenFile('token', `${TOKEN}\n`);
    const auth = {auth_type: 'workload_identity', token_file_path: path};
    const [checked, reading] = await checkAndRead(auth, OWN_PROCESS);
    expect([checked.exitCode, checked.status.status]).toEqual([0, 'SUCCEEDED']);
    expect([reading.exitCode, reading.records('users').length]).toEqual([0, 5]);
    expect(checked.stdout + reading.stdout).not.toContain(TOKEN);
  });

  test.concurrent('whose token fits no federated credential is FAILED', async () => {
    const path = tokenFile('foreign-token', TOKEN.replace('c2ln', 'Zm9y'));
    const result = await check({auth_type: 'workload_identity', token_file_path: path});
    expect([result.exitCode, result.status.status]).toEqual([0, 'FAILED']);
    expect(result.status.message).toMatch(/^No federated credential .* said AADSTS70021\.\)$/);
  });

  test.concurrent('whose token is outdated is FAILED and points to its file', async () => {
    const other = await openTenant({users: 1});
    other.refuseSignIn(700024);
    const path = tokenFile('outdated', TOKEN);
    const result = await check({auth_type: 'workload_identity', token_file_path: path}, other);
    expect([result.exitCode, result.status.status]).toEqual([0, 'FAILED']);
    expect(result.status.message).toBe(
      'The login service rejects the token in token_file_path as expired. Check that the ' +
        'platform renews that file, or restart the pod; if it is new, correct the clock of this machine (setup guide, "Better than a secret"). ' +
        `(${new URL(other.url).host} said AADSTS700024.)`,
    );
  });

  test.concurrent('whose token the login service repeats keeps it to itself', async () => {
    const other = await openTenant({users: 1});
    const body = {error: 'x', error_description: `AADSTS123: The assertion ${TOKEN} is odd.`};
    other.faults.inject({match: '/oauth2/v2.0/token', respond: {status: 400, body}});
    const path = tokenFile('repeated', TOKEN);
    const result = await check({auth_type: 'workload_identity', token_file_path: path}, other);
    expect(result.status.message).toContain('The assertion **** is odd.');
  });

  test.concurrent('whose file goes away before the token is renewed is named', async () => {
    const other = await openTenant({users: 5});
    other.trustFederatedToken(TOKEN);
    const path = tokenFile('vanishing', TOKEN);
    other.faults.inject({
      match: '/v1.0/users?',
      respond: () => (rmSync(path, {force: true}), EXPIRED),
    });
    const auth = {auth_type: 'workload_identity', token_file_path: path};
    const files = {
      config: other.settings({credentials: auth}),
      catalog: catalogOf('full_refresh', ['users']),
    };
    const result = await new Connector(other).run(['read'], {files});
    expect([result.exitCode, result.failures]).toEqual([1, [['config_error', 'users']]]);
    expect(result.errors[0]?.message).toBe(
      `users: The file ${path} in credentials.token_file_path is gone. Let the platform mount the ` +
        'federated token there while the connector runs, in Kubernetes by the label ' +
        'azure.workload.identity/use on the pod ' +
        '(setup guide, "Better than a secret").',
    );
  });

  test.concurrent.each<[string, () => string, string]>([
    ['does not exist', () => join(folder, 'nowhere'), 'which does not exist'],
    ['is empty', () => tokenFile('empty', '\n'), 'which is an empty file'],
    ['is a folder', () => folder, 'which cannot be read (EISDIR)'],
  ])('whose file %s is FAILED', async (_, pathOf, problem) => {
    const path = pathOf();
    const result = await check({auth_type: 'workload_identity', token_file_path: path});
    expect(result.status).toEqual({
      status: 'FAILED',
      message:
        `The settings cannot be used: credentials.token_file_path is "${path}", ${problem}; let ` +
        'the platform mount the federated token there, in Kubernetes by the label ' +
        'azure.workload.identity/use on the pod.',
    });
    expect(result.exitCode).toBe(0);
  });
});

test.concurrent('a certificate that expires soon is a warning in check and in read', async () => {
  const soon = await makeCertificate(NOON, {days: 10});
  tenant.trustCertificate(soon.cert);
  const auth = {auth_type: 'client_certificate', certificate: `${soon.cert}${soon.key}`};
  const [checked, reading] = await checkAndRead(auth);
  expect(checked.status.status).toBe('SUCCEEDED');
  expect(checked.status.message.split('\n')[1]).toMatch(
    /^The certificate expires in 10 days \(2026-03-12\)\. Create a new one, upload /,
  );
  expect(checked.logs('WARN')).toEqual([]);
  const [, warning] = checked.status.message.split('\n');
  expect([reading.exitCode, reading.logs('WARN')]).toEqual([0, [warning]]);
});

describe('the expiry date of the secret', () => {
  function secretUntil(date: string): object {
    const {clientSecret: secret} = tenant;
    return {auth_type: 'client_secret', client_secret: secret, client_secret_expires_on: date};
  }

  test.concurrent('ten days ahead is a warning in check and in read', async () => {
    const auth = secretUntil('2026-03-12');
    const warning =
      'The client secret expires in 10 days (2026-03-12). Create a new one in the Azure portal under ' +
      'App registrations > your app > Certificates & secrets, enter its Value as client_secret, ' +
      'and its date as client_secret_expires_on (setup guide, "Create the secret").';
    const [checked, reading] = await checkAndRead(auth, OWN_PROCESS);
    expect(checked.status.status).toBe('SUCCEEDED');
    expect(checked.status.message.split('\n')[1]).toBe(warning);
    expect(checked.logs('WARN')).toEqual([]);
    expect([reading.exitCode, reading.logs('WARN')]).toEqual([0, [warning]]);
  });

  test.concurrent('far ahead is not', async () => {
    const auth = secretUntil('2026-09-18');
    const [checked, reading] = await checkAndRead(auth);
    expect(checked.status.message).not.toContain('expires');
    expect([...checked.logs('WARN'), ...reading.logs('WARN')]).toEqual([]);
  });
});
