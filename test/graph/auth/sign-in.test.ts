import {brotliCompressSync, deflateSync, gzipSync} from 'node:zlib';
import nock from 'nock';
import {ConfigError} from '../../../src/errors';
import {requestTokenAs} from '../../../src/graph/auth/credential';
import {
  OF_MICROSOFT,
  CLIENT_SECRET,
  LOGIN,
  SIGN_IN,
  TOKEN_PATH,
  grantToken,
  useNock,
} from '../../support/fake-graph';
import {TOKEN_ENDPOINT_ERRORS} from '../../../src/graph/auth/token-endpoint-errors';
import {fillIn} from '../../../src/graph/error-resolution';
import {SIGN_IN_REFUSALS} from '../../support/sign-in-refusals';

useNock();

const HOST = 'login.microsoftonline.com';
const IDS =
  'Trace ID: 9f7b7a2c-0000-0000-0000-000000000001 ' +
  'Correlation ID: 9f7b7a2c-0000-0000-0000-000000000002 Timestamp: 2026-03-01 12:00:00Z';

function signIn(abort = new AbortController()): Promise<{token: string}> {
  return requestTokenAs(SIGN_IN)(abort.signal);
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
    .reply(reply[0], reply[1], {...OF_MICROSOFT, ...reply[2]});
}

function invalidate(code: number, sentence: string, status = 400): void {
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

  const TOKEN = {token_type: 'Bearer', expires_in: 3599, access_token: 'token-1'};
  const text = Buffer.from(`\ufeff${JSON.stringify(TOKEN)}`);

  test.each<[string, Buffer, Record<string, string>, number?]>([
    ['behind a byte order mark', text, {}],
    ['with status 203', text, {}, 203],
    ['in gzip', gzipSync(text), {'content-encoding': 'gzip'}],
    ['in x-gzip', gzipSync(text), {'content-encoding': 'x-gzip'}],
    ['in deflate', deflateSync(text), {'content-encoding': 'deflate'}],
    ['in br', brotliCompressSync(text), {'content-encoding': 'br'}],
    ['in gzip that is said only', text, {'content-encoding': 'gzip'}],
  ])('takes a token %s', async (...[_what, body, headers, status = 200]) => {
    nock(LOGIN).post(TOKEN_PATH).query(true).reply(status, body, headers);
    await expect(signIn()).resolves.toMatchObject({token: 'token-1'});
  });

  test.each(['3599', 3599.5, '3599.0'])('takes a token that lasts for %j', async (lasts) => {
    nextAnswer(200, {...TOKEN, expires_in: lasts});
    const signed = (await signIn()) as {token: string; expiresOnTimestamp: number};
    expect(signed.token).toBe('token-1');
    expect(signed.expiresOnTimestamp).toBeGreaterThan(Date.now() + 3_000_000);
    expect(signed.expiresOnTimestamp).toBeLessThan(Date.now() + 3_700_000);
  });

  test('heeds status and headers of an answer that says it is compressed, and is empty', async () => {
    nextAnswer(429, '', {'Content-Encoding': 'gzip', 'Retry-After': '17'});
    expect(await failure()).toMatchObject({
      message: `The login service ${HOST} cannot answer now (status 429, no token)`,
      retryAfter: '17',
    });
  });

  test('asks anew each time', async () => {
    const request = requestTokenAs(SIGN_IN);
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

describe('a proxy that is no address', () => {
  afterEach(() => {
    for (const name of ['HTTPS_PROXY', 'NO_PROXY']) delete process.env[name];
  });

  test.each(['', HOST, 'graph.microsoft.com'])(
    'is refused before anything is asked, also where only one host goes through it (%s)',
    async (excepted) => {
      Object.assign(process.env, {HTTPS_PROXY: 'http://user:s3cret#1@proxy', NO_PROXY: excepted});
      const error = await failure();
      expect(error).toBeInstanceOf(ConfigError);
      expect(error.message).toContain('percent-encode the password');
    },
  );

  test('does not matter where no host goes through it', async () => {
    const excepted = `${HOST},graph.microsoft.com`;
    Object.assign(process.env, {HTTPS_PROXY: 'http://user:s3cret#1@proxy', NO_PROXY: excepted});
    grantToken('token-1');
    await expect(signIn()).resolves.toMatchObject({token: 'token-1'});
  });

  test('has a password that is told, to be kept out of messages', async () => {
    process.env['HTTPS_PROXY'] = 'http://user:p%40ss@127.0.0.1:1';
    const secrets: string[] = [];
    const onSecret = (secret: string): void => void secrets.push(secret);
    const signed = requestTokenAs(SIGN_IN, undefined, {onSecret})(new AbortController().signal);
    await expect(signed).rejects.toMatchObject({name: 'NetworkError'});
    expect(new Set(secrets)).toEqual(new Set(['p%40ss', 'p@ss']));
  });
});

describe('a refused sign-in says what happened, what to do, and keeps the number', () => {
  test.each(SIGN_IN_REFUSALS)('AADSTS%d', async (code, message) => {
    invalidate(code, 'Something.', code === 53003 ? 403 : 401);
    const error = await failure();
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toBe(`${message} (${HOST} said AADSTS${code}.)`);
  });

  test.each<[number, RegExp]>([
    [90002, /^There is no such tenant in this cloud\. Compare tenant_id with the Directory /],
    [
      700016,
      /^This tenant does not know the application\. client_id must be its Application \(client\) ID, no Directory or Object ID: /,
    ],
  ])('AADSTS%d means something else where a domain names the tenant', async (code, text) => {
    const tenantId = 'contoso.com';
    nock(LOGIN)
      .post(/./)
      .query(true)
      .reply(400, {error: 'x', error_codes: [code]}, OF_MICROSOFT);
    const asked = requestTokenAs({...SIGN_IN, tenantId})(new AbortController().signal);
    const message = await asked.then(String, (error: Error) => error.message);
    expect(message).toMatch(text);
    expect(message).not.toContain('swapped');
  });

  test('in less than 300 characters, also with the longest host', () => {
    const longest = 'login.partner.microsoftonline.cn';
    const texts = TOKEN_ENDPOINT_ERRORS.filter(({advice}) => advice === undefined).map(
      ({meaning}) =>
        `${fillIn(meaning, {host: longest}).toString()} (${longest} said AADSTS1000031.)`,
    );
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter(({length}) => length >= 300)).toEqual([]);
  });

  test.each<[string, number, nock.Body, Record<string, string>?]>([
    ['has no body', 401, ''],
    ['is an object without a name', 400, {}],
    ['has an object in place of a name', 400, {error: {code: 'x', message: 'y'}}],
    ['has another form', 400, 'Bad Request'],
    ['cannot be decoded', 400, 'x', {'content-encoding': 'br'}],
  ])(
    'a refusal that %s is no matter of the settings',
    async (...[_what, status, body, headers]) => {
      nextAnswer(status, body, headers);
      const error = await failure();
      expect([error.name, error.message]).toEqual([
        'NetworkError',
        `The login service ${HOST} cannot answer now (status ${status}, no token)`,
      ]);
    },
  );

  test.each([
    [{error: 'invalid_client'}, 'invalid_client.'],
    [{error: 'x', error_description: 'Not today'}, 'Not today.'],
    [{error: 'x', error_description: 'Not today!'}, 'Not today!'],
  ])('a refusal without a code ends its own words: %j', async (body, said) => {
    nextAnswer(400, body);
    expect((await failure()).message).toContain(`refused the sign-in: ${said} Check tenant_id`);
  });

  test('an unknown code with a long text in less than 300 characters', async () => {
    invalidate(123456, 'The sky is falling. '.repeat(40));
    const {message} = await failure();
    expect(message.length).toBeLessThan(300);
    expect(message).toMatch(/AADSTS123456: The sky is falling\. .*… Check tenant_id/);
  });

  test.each([429, 500, 503])('a known code keeps its meaning with status %d', async (status) => {
    invalidate(7000222, 'Expired.', status);
    const error = await failure();
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain('The client secret has expired.');
  });

  test('an unknown code gives the sentence of Microsoft without its ids', async () => {
    invalidate(123456, 'The sky is falling.');
    const error = await failure();
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toBe(
      `The login service ${HOST} refused the sign-in: AADSTS123456: The sky is falling. ` +
        'Check tenant_id, client_id and credentials (setup guide, "Troubleshooting by message").',
    );
  });

  test.each([
    [500014, "The service principal for resource 'https://graph.microsoft.com' is disabled."],
    [5000225, 'This tenant has been blocked due to inactivity.'],
  ])('AADSTS%d keeps the sentence of Microsoft', async (code, sentence) => {
    invalidate(code, sentence);
    const error = await failure();
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain(`AADSTS${code}`);
    expect(error.message.length).toBeLessThan(300);
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
    invalidate(7000215, 'Invalid client secret provided.', 401);
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
    invalidate(code, 'Try again.', 503);
    const error = await failure();
    expect(error.name).toBe('NetworkError');
    expect(error.message).toBe(`The login service ${HOST} cannot answer now (AADSTS${code})`);
  });

  test.each([90006, 90012, 90024, 90033, 90055, 90090, 50000])(
    'AADSTS%d, also with status 400 and the name of another error',
    async (code) => {
      nextAnswer(400, {error: 'invalid_request', error_codes: [code]});
      const error = await failure();
      expect(error.name).toBe('NetworkError');
      expect(error.message).toBe(`The login service ${HOST} cannot answer now (AADSTS${code})`);
    },
  );

  test.each<[status: number, error: string, code: number]>([
    [503, 'temporarily_unavailable', 90020],
    [400, 'temporarily_unavailable', 90020],
    [500, 'server_error', 90099],
    [400, 'server_error', 90099],
    [429, 'invalid_request', 90099],
    [504, 'invalid_request', 90099],
  ])('an unknown code with status %d and %s', async (status, error, code) => {
    nextAnswer(status, {error, error_codes: [code]});
    const thrown = await failure();
    expect(thrown.name).toBe('NetworkError');
    expect(thrown.message).toBe(`The login service ${HOST} cannot answer now (AADSTS${code})`);
  });

  test.each<[number, nock.Body]>([
    [429, {error: 'temporarily_unavailable'}],
    [400, {error: 'server_error'}],
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

test.each(['SELF_SIGNED_CERT_IN_CHAIN', 'CERT_UNTRUSTED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])(
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

test.each<[code: string, happened: string, advice: string]>([
  ['CERT_HAS_EXPIRED', `The certificate of ${HOST} has expired`, 'clock of this machine'],
  ['CERT_NOT_YET_VALID', `The certificate of ${HOST} is not valid yet`, 'clock of this machine'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', `${HOST} presented the certificate of another`, 'proxy'],
])('the certificate error %s has words of its own', async (code, happened, advice) => {
  const cause = Object.assign(new Error('raw text'), {code});
  nock(LOGIN).post(TOKEN_PATH).query(true).replyWithError(cause);
  const error = await failure();
  expect(error).toBeInstanceOf(ConfigError);
  expect(error.message.startsWith(happened)).toBe(true);
  expect(error.message).toContain(`(${code}).`);
  expect(error.message).toContain(advice);
  expect(error.message).not.toContain('NODE_EXTRA_CA_CERTS');
});

test.each([
  [
    'EPROTO',
    'write EPROTO 80DC2426027F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version ' +
      'number:../deps/openssl/openssl/ssl/record/ssl3_record.c:350:\n',
    'EPROTO: wrong version number',
  ],
  ['ECONNRESET', 'first line\n second line\n', 'ECONNRESET: first line second line'],
  ['ECONNREFUSED', '', 'ECONNREFUSED'],
])('%s is told in one line', async (code, message, reason) => {
  const cause = Object.assign(new Error(message), {code});
  nock(LOGIN).post(TOKEN_PATH).query(true).replyWithError(cause);
  expect((await failure()).message).toBe(
    `The login service ${HOST} gave no complete answer (${reason})`,
  );
});

describe('the secret goes to no other host', () => {
  const CHINA = 'https://login.chinacloudapi.cn';
  const ALIAS = 'https://login.partner.microsoftonline.cn';
  const DISCOVERY = `/${SIGN_IN.tenantId}/v2.0/.well-known/openid-configuration`;

  /** The hosts that were sent the secret. */
  let reached: string[] = [];
  beforeEach(() => (reached = []));

  function giveToken(host: string): void {
    const token = {token_type: 'Bearer', expires_in: 3599, access_token: 'token-1'};
    const answer = (): [number, object] => [200, (reached.push(host), token)];
    nock(host).persist().intercept(TOKEN_PATH, 'POST').query(true).optionally().reply(answer);
    nock(host).persist().intercept(TOKEN_PATH, 'GET').query(true).optionally().reply(answer);
  }

  /** The login service answers where tokens are to be had; `to` gives one if it is asked. */
  function sendOn(from: string, to: string): void {
    nock(from)
      .get(DISCOVERY)
      .reply(200, {
        token_endpoint: `${to}${TOKEN_PATH}`,
        authorization_endpoint: `${to}/authorize`,
        issuer: `${from}/${SIGN_IN.tenantId}/v2.0`,
        jwks_uri: `${to}/keys`,
      });
    giveToken(to);
  }

  function signInAt(hosts: {loginUrl: string; loginAlias?: string}): Promise<{token: string}> {
    return requestTokenAs({...SIGN_IN, ...hosts})(new AbortController().signal);
  }

  test('than the alias of its own, which the real document names', async () => {
    sendOn(CHINA, ALIAS);
    const signed = signInAt({loginUrl: CHINA, loginAlias: ALIAS});
    await expect(signed).resolves.toMatchObject({token: 'token-1'});
    expect(reached).toEqual([ALIAS]);
  });

  test.each([
    ['a stranger, from China', CHINA, ALIAS, 'https://collector.example'],
    ['the same host on another port', CHINA, ALIAS, `${CHINA}:8443`],
    ['a host that has the name in it', CHINA, ALIAS, `${ALIAS}.collector.example`],
    ['the alias, from endpoints.login_url', 'https://127.0.0.1:8443', undefined, ALIAS],
    [
      'a stranger, from endpoints.login_url',
      'https://127.0.0.1:8443',
      undefined,
      'https://a.example',
    ],
  ])('%s', async (...[_, loginUrl, loginAlias, other]) => {
    sendOn(loginUrl, other);
    const signed = signInAt({loginUrl, ...(loginAlias && {loginAlias})});
    const error = await signed.catch((thrown: unknown) => thrown as Error);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toContain(
      `The login service ${new URL(loginUrl).host} wants the sign-in sent to ` +
        `${new URL(other).host}, which is not its own host, so nothing was sent there.`,
    );
    expect(reached).toEqual([]);
  });

  test.each([301, 302, 303, 307, 308])('where a redirect (%d) leads', async (status) => {
    const location = `https://collector.example${TOKEN_PATH}?a=b`;
    nock(LOGIN).post(TOKEN_PATH).query(true).reply(status, '', {Location: location});
    giveToken('https://collector.example');
    const error = await failure();
    expect(error.name).toBe('NetworkError');
    expect(error.message).toContain(
      `Something between this machine and ${HOST} answered in its place ` +
        `(status ${status}, Location https://collector.example/1`,
    );
    expect(reached).toEqual([]);
  });

  test.each([301, 302, 303, 307, 308])(
    'where the login service itself leads (%d)',
    async (status) => {
      const location = `https://collector.example${TOKEN_PATH}`;
      nextAnswer(status, '', {Location: location, 'x-ms-request-id': 'id-1'});
      giveToken('https://collector.example');
      expect(await failure()).toBeInstanceOf(ConfigError);
      expect(reached).toEqual([]);
    },
  );
});
