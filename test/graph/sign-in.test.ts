import nock from 'nock';
import {ConfigError} from '../../src/errors';
import {signInAs} from '../../src/graph/credential';
import {CLIENT_SECRET, LOGIN, SIGN_IN, TOKEN_PATH, grantToken, useNock} from './fake-graph';

useNock();

const HOST = 'login.microsoftonline.com';
const IDS =
  'Trace ID: 9f7b7a2c-0000-0000-0000-000000000001 ' +
  'Correlation ID: 9f7b7a2c-0000-0000-0000-000000000002 Timestamp: 2026-03-01 12:00:00Z';

function signIn(abort = new AbortController()): Promise<{token: string}> {
  return signInAs(SIGN_IN)(abort.signal);
}

async function failure(): Promise<Error> {
  return signIn().then(
    () => new Error('there was no failure'),
    (error: Error) => error,
  );
}

function nextAnswer(...reply: [number, nock.Body, Record<string, string>?]): void {
  nock(LOGIN)
    .post(TOKEN_PATH)
    .query(true)
    .reply(...(reply as [number, nock.Body, Record<string, string>]));
}

function refuse(code: number, sentence: string, status = 400): void {
  nextAnswer(status, {
    error: 'invalid_client',
    error_description: `AADSTS${code}: ${sentence} ${IDS}`,
    error_codes: [code],
    trace_id: '9f7b7a2c-0000-0000-0000-000000000001',
  });
}

describe('a sign-in', () => {
  test('sends the secret and the scope of Graph to the tenant, and gives a token', async () => {
    const sent: Record<string, unknown>[] = [];
    nock(LOGIN)
      .post(TOKEN_PATH, (body: Record<string, unknown>) => Boolean(sent.push(body)))
      .query(true)
      .reply(200, {token_type: 'Bearer', expires_in: 3599, access_token: 'token-1'});
    await expect(signIn()).resolves.toMatchObject({token: 'token-1'});
    expect(sent[0]).toMatchObject({
      grant_type: 'client_credentials',
      client_id: SIGN_IN.clientId,
      client_secret: CLIENT_SECRET,
      scope: 'https://graph.microsoft.com/.default',
    });
  });

  test('asks anew each time', async () => {
    const request = signInAs(SIGN_IN);
    const {signal} = new AbortController();
    grantToken('token-1');
    grantToken('token-2');
    await expect(request(signal)).resolves.toMatchObject({token: 'token-1'});
    await expect(request(signal)).resolves.toMatchObject({token: 'token-2'});
  });

  test('stops at once when it is aborted', async () => {
    const abort = new AbortController();
    abort.abort(new Error('enough'));
    await expect(signIn(abort)).rejects.toThrow('enough');
  });
});

describe('a refused sign-in says what happened, what to do, and keeps the number', () => {
  test.each([
    [7000215, 'The client secret is wrong.', 'Certificates & secrets'],
    [7000222, 'The client secret has expired.', 'Create a new one'],
    [7000216, 'No client secret arrived.', 'client_secret'],
    [7000218, 'No client secret arrived.', 'client_secret'],
    [700016, 'This tenant does not know the application.', 'client_id'],
    [700011, 'This tenant does not know the application.', 'client_id'],
    [7000229, 'The application has never been consented to in this tenant.', 'admin consent'],
    [7000112, 'The application is disabled.', 'Enabled for users to sign-in'],
    [1000031, 'The application is disabled.', 'Enabled for users to sign-in'],
    [90002, 'There is no such tenant in this cloud.', 'tenant_id'],
    [900023, 'There is no such tenant in this cloud.', 'tenant_id'],
    [90038, 'There is no such tenant in this cloud.', 'tenant_id'],
    [900382, 'There is no such tenant in this cloud.', 'tenant_id'],
    [900432, 'There is no such tenant in this cloud.', 'tenant_id'],
    [9001023, 'tenant_id must name your own tenant.', 'Directory (tenant) ID'],
    [90124, 'tenant_id must name your own tenant.', 'Directory (tenant) ID'],
    [90130, 'tenant_id must name your own tenant.', 'Directory (tenant) ID'],
    [500011, 'This tenant does not know Microsoft Graph under the address in use.', 'cloud'],
    [50001, 'This tenant does not know Microsoft Graph under the address in use.', 'cloud'],
    [53003, 'A policy of the tenant blocks the sign-in.', 'Conditional Access'],
    [530032, 'A policy of the tenant blocks the sign-in.', 'Conditional Access'],
    [500021, 'The network of this machine restricts which tenants', 'tenant restrictions'],
    [500022, 'The network of this machine restricts which tenants', 'tenant restrictions'],
    [700025, 'The application is registered as a public client,', 'Allow public client flows'],
    [700027, 'The login service does not know the certificate.', 'Upload its public part'],
    [50012, 'The certificate did not pass the checks', 'Certificates & secrets'],
    [50017, 'The certificate did not pass the checks', 'Certificates & secrets'],
    [700030, 'The certificate did not pass the checks', 'Certificates & secrets'],
    [700024, 'The login service takes the signed sign-in for outdated.', 'clock'],
    [500133, 'The login service takes the signed sign-in for outdated.', 'clock'],
    [70021, 'No federated credential of the application fits', 'issuer, subject and audience'],
    [700211, 'No federated credential of the application fits', 'issuer, subject and audience'],
    [700212, 'No federated credential of the application fits', 'issuer, subject and audience'],
    [700213, 'No federated credential of the application fits', 'issuer, subject and audience'],
    [70001, 'This tenant does not know the application.', 'client_id'],
    [70002, 'The client secret is wrong.', 'Certificates & secrets'],
  ])('AADSTS%d', async (code, happened, advice) => {
    refuse(code, 'Something.', code === 53003 ? 403 : 401);
    const error = await failure();
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message.startsWith(happened)).toBe(true);
    expect(error.message).toContain(advice);
    expect(error.message.endsWith(`(${HOST} said AADSTS${code}.)`)).toBe(true);
  });

  test('an unknown code gives the sentence of Microsoft without its ids', async () => {
    refuse(123456, 'The sky is falling.');
    const error = await failure();
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toBe(
      `The login service ${HOST} refused the sign-in: AADSTS123456: The sky is falling. ` +
        'Check tenant_id, client_id and credentials.',
    );
  });

  test('a code in the text counts where the list of codes is missing', async () => {
    nextAnswer(401, {error: 'x', error_description: `AADSTS7000222: Expired. ${IDS}`});
    expect((await failure()).message).toContain('has expired');
  });

  test('a refusal without any code is a matter of the settings', async () => {
    nextAnswer(400, {error: 'invalid_request', error_description: 'No.'});
    const error = await failure();
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain('refused the sign-in: No.');
  });

  test('the secret is in no message', async () => {
    refuse(7000215, 'Invalid client secret provided.', 401);
    const error = await failure();
    expect(`${error.message} ${error.stack}`).not.toContain(CLIENT_SECRET);
  });
});

describe('a failure that may pass is no ConfigError', () => {
  test.each([
    90006, // temporarily unavailable
    90012,
    90024,
    90033,
    90055, // too many requests
    90090,
    50000,
  ])('AADSTS%d', async (code) => {
    refuse(code, 'Try again.', 503);
    const error = await failure();
    expect(error.name).toBe('NetworkError');
    expect(error.message).toBe(`The login service ${HOST} cannot answer now (AADSTS${code})`);
  });

  test.each<[number, nock.Body]>([
    [429, {error: 'temporarily_unavailable'}],
    [500, ''],
    [502, '<html>Bad Gateway</html>'],
    [503, 'Service Unavailable'],
    [504, ''],
    [200, '<html>Please sign in to the guest network</html>'],
    [200, {token_type: 'Bearer'}],
  ])('status %d with %j', async (status, body) => {
    nextAnswer(status, body);
    expect((await failure()).name).toBe('NetworkError');
  });

  test.each(['ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN'])(
    '%s',
    async (code) => {
      const cause = Object.assign(new Error(`connect ${code}`), {code});
      nock(LOGIN).post(TOKEN_PATH).query(true).replyWithError(cause);
      const error = await failure();
      expect(error.name).toBe('NetworkError');
      expect(error.message).toContain(HOST);
      expect(error.message).toContain(code);
    },
  );

  test('the wait that it asks for is kept', async () => {
    nextAnswer(429, {error: 'x'}, {'Retry-After': '17'});
    expect(await failure()).toMatchObject({name: 'NetworkError', retryAfter: '17'});
  });
});

test.each(['SELF_SIGNED_CERT_IN_CHAIN', 'CERT_HAS_EXPIRED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])(
  'a certificate that is not trusted (%s) is a matter of this machine',
  async (code) => {
    const cause = Object.assign(new Error('not trusted'), {code});
    nock(LOGIN).post(TOKEN_PATH).query(true).replyWithError(cause);
    const error = await failure();
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain(`The certificate of ${HOST} is not trusted`);
    expect(error.message).toContain('NODE_EXTRA_CA_CERTS');
  },
);
