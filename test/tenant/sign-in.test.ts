import {createHash, constants, randomUUID, sign, X509Certificate} from 'node:crypto';
import {makeClientCertificate} from '../support/client-certificate';
import type {ClientCertificate} from '../support/client-certificate';
import {open} from './open-tenant';
import type {Opened} from './open-tenant';

let certificate: ClientCertificate;
let stranger: ClientCertificate;

beforeAll(async () => {
  [certificate, stranger] = await Promise.all([makeClientCertificate(), makeClientCertificate()]);
});

interface Change {
  header?: object;
  payload?: object;
  signer?: ClientCertificate;
}

function part(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

function thumbprint(algorithm: string, {cert}: ClientCertificate): string {
  return createHash(algorithm).update(new X509Certificate(cert).raw).digest('base64url');
}

/** A JWT as MSAL makes it, apart from the change. */
function assertion({tenant}: Opened, {header, payload, signer = certificate}: Change = {}): string {
  const {clientId, tenantId, url} = tenant;
  const now = Math.floor(Date.now() / 1000);
  const head = {alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint('sha256', certificate), ...header};
  const times = {nbf: now, exp: now + 600};
  const audience = `${url}/${tenantId}/oauth2/v2.0/token`;
  const body = {
    aud: audience,
    iss: clientId,
    sub: clientId,
    jti: randomUUID(),
    ...times,
    ...payload,
  };
  const signed = `${part(head)}.${part(body)}`;
  const {RSA_PKCS1_PSS_PADDING, RSA_PKCS1_PADDING} = constants;
  const padding = head.alg === 'PS256' ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING;
  const salt = head.alg === 'PS256' ? {saltLength: 32} : {};
  const signature = sign('sha256', Buffer.from(signed), {key: signer.key, padding, ...salt});
  return `${signed}.${signature.toString('base64url')}`;
}

async function signIn({tenant, graph}: Opened, text: string): Promise<unknown> {
  const form = new URLSearchParams({
    client_id: tenant.clientId,
    client_assertion: text,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    grant_type: 'client_credentials',
    scope: `${tenant.url}/.default`,
  });
  const {status, json} = await graph.postForm(tenant.tenantId, form);
  return status === 200 ? typeof json['access_token'] : [status, json['error_codes']];
}

describe('an assertion', () => {
  test.each<[string, Change]>([
    ['PS256 and x5t#S256', {}],
    ['RS256', {header: {alg: 'RS256'}}],
  ])('signed by a trusted certificate with %s gets a token', async (_, change) => {
    const opened = await open({users: 1});
    opened.tenant.trustCertificate(certificate.cert);
    expect(await signIn(opened, assertion(opened, change))).toBe('string');
  });

  test('may name the certificate by x5t', async () => {
    const opened = await open({users: 1});
    opened.tenant.trustCertificate(certificate.cert);
    const header = {'x5t#S256': undefined, x5t: thumbprint('sha1', certificate)};
    expect(await signIn(opened, assertion(opened, {header}))).toBe('string');
  });

  test.each<[string, Change, number]>([
    ['by another key', {}, 700027],
    ['with an algorithm that does not fit', {header: {alg: 'none'}}, 700027],
    ['for another audience', {payload: {aud: 'https://login.example/token'}}, 700027],
    ['for another application', {payload: {iss: randomUUID()}}, 700027],
    ['about another application', {payload: {sub: randomUUID()}}, 700027],
    ['with an unknown thumbprint', {header: {'x5t#S256': 'AAAA'}}, 700027],
    ['too late', {payload: {exp: 1_700_000_000}}, 700024],
    ['without a certificate', {header: {'x5t#S256': undefined}}, 70021],
  ])('%s is refused', async (title, change, code) => {
    const opened = await open({users: 1});
    opened.tenant.trustCertificate(certificate.cert);
    const signer = title === 'by another key' ? stranger : certificate;
    expect(await signIn(opened, assertion(opened, {...change, signer}))).toEqual([401, [code]]);
  });

  test('by a certificate that nobody uploaded is refused', async () => {
    const opened = await open({users: 1});
    expect(await signIn(opened, assertion(opened))).toEqual([401, [700027]]);
  });

  test('of another platform is taken when a federated credential matches it', async () => {
    const opened = await open({users: 1});
    const foreign = `${part({alg: 'RS256'})}.${part({iss: 'https://cluster.example'})}.c2ln`;
    expect(await signIn(opened, foreign)).toEqual([401, [70021]]);
    opened.tenant.trustFederatedToken(`${foreign}\n`);
    expect(await signIn(opened, foreign)).toBe('string');
  });
});

test.each([
  [7000222, 401, 'invalid_client'],
  [7000112, 400, 'unauthorized_client'],
  [90038, 400, 'invalid_request'],
  [500011, 400, 'invalid_resource'],
  [53003, 400, 'invalid_grant'],
  [90055, 429, 'temporarily_unavailable'],
])('AADSTS%d on demand is %d %s until it is taken back', async (code, status, error) => {
  const opened = await open({users: 1});
  opened.tenant.trustFederatedToken('a-token');
  opened.tenant.refuseSignIn(code);
  expect(await signIn(opened, 'a-token')).toEqual([status, [code]]);
  const form = new URLSearchParams({grant_type: 'client_credentials'});
  form.set('client_id', opened.tenant.clientId);
  form.set('scope', `${opened.tenant.url}/.default`);
  const {json} = await opened.graph.postForm('contoso.com', form);
  expect(json).toMatchObject({error, error_codes: [code]});
  expect(String(json['error_description'])).toMatch(
    new RegExp(`^AADSTS${code}: .* Trace ID: \\S+ Correlation ID: \\S+ Timestamp: .*Z$`),
  );
  opened.tenant.refuseSignIn();
  expect(await signIn(opened, 'a-token')).toBe('string');
});
