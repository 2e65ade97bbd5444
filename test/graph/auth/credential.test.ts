/** Ways to sign in other than a client secret, by what they send. */
import {X509Certificate, createHash, createPublicKey, verify, constants} from 'node:crypto';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import nock from 'nock';
import {ConfigError} from '../../../src/errors';
import {requestTokenAs} from '../../../src/graph/auth/credential';
import type {Credential} from '../../../src/graph/auth/sign-in';
import {encrypted, makeCertificate} from '../../support/make-certificate';
import type {KeyPair} from '../../support/make-certificate';
import {LOGIN, OF_MICROSOFT, SIGN_IN, TOKEN_PATH, useNock} from '../../support/fake-graph';

useNock();

const PASSWORD = 'open~S3same';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

type Fields = Record<string, string>;

/** Signs in, and gives the fields of the request for the token. */
async function sentBy(credentials: Credential, times = 1): Promise<Fields[]> {
  const sent: Fields[] = [];
  const token = {token_type: 'Bearer', expires_in: 3599, access_token: 'token-1'};
  nock(LOGIN)
    .post(TOKEN_PATH, (body: Fields) => Boolean(sent.push(body)))
    .query(true)
    .times(times)
    .reply(200, token);
  const request = requestTokenAs({...SIGN_IN, credentials});
  const {signal} = new AbortController();
  for (let time = 0; time < times; time += 1) {
    await expect(request(signal)).resolves.toMatchObject({token: 'token-1'});
  }
  return sent;
}

function decoded(part: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;
}

describe('a certificate', () => {
  let pair: KeyPair;
  beforeAll(async () => (pair = await makeCertificate(Date.now())));

  function expectAssertion(fields: Fields | undefined): void {
    expect(fields).toMatchObject({
      grant_type: 'client_credentials',
      client_id: SIGN_IN.clientId,
      scope: 'https://graph.microsoft.com/.default',
      client_assertion_type: ASSERTION_TYPE,
    });
    expect(fields).not.toHaveProperty('client_secret');
    const assertion = fields?.['client_assertion'] ?? '';
    const [header, payload, signature] = assertion.split('.');
    const {raw, publicKey} = new X509Certificate(pair.cert);
    const {alg, typ, ...thumbprints} = decoded(header);
    const hash = (name: string): string => createHash(name).update(raw).digest('base64url');
    expect(typ).toBe('JWT');
    expect([{'x5t#S256': hash('sha256')}, {x5t: hash('sha1')}]).toContainEqual(thumbprints);
    const {sub, iss, aud, exp, nbf} = decoded(payload);
    expect({sub, iss, aud}).toEqual({
      sub: SIGN_IN.clientId,
      iss: SIGN_IN.clientId,
      aud: `${LOGIN}${TOKEN_PATH}`,
    });
    expect(Number(exp) - Number(nbf)).toBeLessThanOrEqual(600);
    const padding = alg === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
    const key = {key: createPublicKey(publicKey.export({type: 'spki', format: 'pem'})), padding};
    const signed = Buffer.from(`${header}.${payload}`);
    expect(verify('sha256', signed, key, Buffer.from(signature ?? '', 'base64url'))).toBe(true);
  }

  test('signs a statement about the app, and no secret is sent', async () => {
    const pem = `${pair.cert.trim()}\n${pair.key.trim()}\n`;
    const [fields] = await sentBy({kind: 'client_certificate', pem});
    expectAssertion(fields);
    expect(JSON.stringify(fields)).not.toContain('PRIVATE KEY');
  });

  test.each(['pkcs8', 'pkcs1'] as const)(
    'does so with its key under a password, %s',
    async (form) => {
      const pem = `${pair.cert.trim()}\n${encrypted(pair.key, PASSWORD, form)}`;
      const [fields] = await sentBy({kind: 'client_certificate', pem, password: PASSWORD});
      expectAssertion(fields);
    },
  );

  test('that Entra does not know is a ConfigError without any of it', async () => {
    const pem = `${pair.cert.trim()}\n${pair.key.trim()}\n`;
    const refusal = {
      error: 'invalid_client',
      error_description: 'AADSTS700027: The certificate is not registered. Trace ID: 1',
      error_codes: [700027],
    };
    nock(LOGIN).post(TOKEN_PATH).query(true).reply(401, refusal, OF_MICROSOFT);
    const credentials = {kind: 'client_certificate', pem} as const;
    const error: unknown = await requestTokenAs({...SIGN_IN, credentials})(
      new AbortController().signal,
    ).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toMatch(/AADSTS700027/);
    for (const line of pair.key.split(/\r?\n/).filter((text) => text.length > 40)) {
      expect(`${(error as Error).message}${(error as Error).stack}`).not.toContain(line);
    }
  });
});

describe('a workload identity', () => {
  let folder: string;
  let tokenFilePath: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'proofs-'));
    tokenFilePath = join(folder, 'token');
  });
  afterAll(() => rmSync(folder, {recursive: true}));

  function emptied(): string {
    const path = join(folder, 'emptied');
    writeFileSync(path, '\n');
    return path;
  }

  test('sends the token of its file, and no secret', async () => {
    writeFileSync(tokenFilePath, 'eyJ.federated.1');
    const [fields] = await sentBy({kind: 'workload_identity', tokenFilePath});
    expect(fields).toMatchObject({
      grant_type: 'client_credentials',
      client_id: SIGN_IN.clientId,
      scope: 'https://graph.microsoft.com/.default',
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: 'eyJ.federated.1',
    });
    expect(fields).not.toHaveProperty('client_secret');
  });

  test('reads its file again for each token', async () => {
    writeFileSync(tokenFilePath, 'eyJ.federated.1');
    const [first] = await sentBy({kind: 'workload_identity', tokenFilePath});
    writeFileSync(tokenFilePath, 'eyJ.federated.2');
    const [second] = await sentBy({kind: 'workload_identity', tokenFilePath});
    expect([first, second].map((fields) => fields?.['client_assertion'])).toEqual([
      'eyJ.federated.1',
      'eyJ.federated.2',
    ]);
  });

  test('tells the token of its file, so that it can be kept out of messages', async () => {
    writeFileSync(tokenFilePath, 'eyJ.federated.3\n');
    const secrets: string[] = [];
    const credentials = {kind: 'workload_identity', tokenFilePath} as const;
    nock(LOGIN).post(TOKEN_PATH).query(true).reply(400, {error: 'x'}, OF_MICROSOFT);
    const onSecret = (secret: string): void => void secrets.push(secret);
    const request = requestTokenAs({...SIGN_IN, credentials}, undefined, {onSecret});
    await expect(request(new AbortController().signal)).rejects.toBeInstanceOf(ConfigError);
    expect(secrets).toEqual(['eyJ.federated.3']);
  });

  test.each<[how: string, pathOf: () => string, problem: string]>([
    ['went away', () => join(folder, 'gone'), 'is gone'],
    ['cannot be read', () => folder, 'cannot be read (EISDIR)'],
    ['was emptied', () => emptied(), 'is empty'],
  ])('whose file %s is a ConfigError that names it', async (_, pathOf, problem) => {
    const path = pathOf();
    const credentials = {kind: 'workload_identity', tokenFilePath: path} as const;
    const error: unknown = await requestTokenAs({...SIGN_IN, credentials})(
      new AbortController().signal,
    ).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toBe(
      `The file ${path} in credentials.token_file_path ${problem}. Let the platform mount the ` +
        'federated token there while the connector runs, in Kubernetes by the label ' +
        'azure.workload.identity/use on the pod ' +
        '(setup guide, "Better than a secret").',
    );
  });

  test.each([700024, 500133])('that is outdated (AADSTS%d) points to its file', async (code) => {
    writeFileSync(tokenFilePath, 'eyJ.federated.4');
    const credentials = {kind: 'workload_identity', tokenFilePath} as const;
    nock(LOGIN)
      .post(TOKEN_PATH)
      .query(true)
      .reply(401, {error_codes: [code]}, OF_MICROSOFT);
    const signIn = requestTokenAs({...SIGN_IN, credentials})(new AbortController().signal);
    await expect(signIn).rejects.toThrow(
      'rejects the token in token_file_path as expired. Check that the platform renews',
    );
  });
});
