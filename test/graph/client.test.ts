import {Readable} from 'node:stream';
import nock from 'nock';
import {ConfigError, SystemError, TransientError} from '../../src/errors';
import {
  OF_MICROSOFT,
  GRAPH,
  LOGIN,
  TOKEN_PATH,
  UNLIMITED,
  answer,
  fakeGraph,
  grantToken,
  requestFor,
  useNock,
} from '../support/fake-graph';
import type {FakeGraph} from '../support/fake-graph';
import {newOwner} from '../support/request-context';

useNock();

const HOUR_MS = 3_600_000;

function get(graph: FakeGraph, path = '/users'): Promise<unknown> {
  return graph.client.getJson(requestFor(graph, path));
}

/** Graph answers `path` with the token that the request carried. */
function answerForToken(token: string, status: number, body: nock.Body = {value: []}): void {
  nock(GRAPH, {reqheaders: {authorization: `Bearer ${token}`}})
    .get('/v1.0/users')
    .reply(status, body, OF_MICROSOFT);
}

function breakOff(path: string, code: string, times = 1): void {
  const cause = Object.assign(new Error('socket hang up'), {code});
  nock(GRAPH).get(`/v1.0${path}`).times(times).replyWithError(cause);
}

describe('a request', () => {
  test('carries the token and asks for JSON', async () => {
    grantToken('token-1');
    nock(GRAPH, {
      reqheaders: {
        authorization: 'Bearer token-1',
        accept: 'application/json',
        'user-agent': 'test',
      },
    })
      .get('/v1.0/users')
      .reply(200, {value: ['é']});
    const graph = fakeGraph();
    await expect(get(graph)).resolves.toEqual({value: ['é']});
    expect(graph.context.metrics).toMatchObject({requests: 1, retries: 0, waitedMs: 0});
  });

  test('is logged without its query', async () => {
    grantToken();
    answer('/users?$skiptoken=abc', 200, {value: []}, {'request-id': 'id-1'});
    const graph = fakeGraph();
    await get(graph, '/users?$skiptoken=abc');
    expect(graph.log).toEqual(['DEBUG GET /v1.0/users 200, 0 ms, request-id id-1']);
  });

  test('does not follow a redirect', async () => {
    grantToken();
    answer('/users', 302, '', {location: 'https://elsewhere.example/', 'request-id': 'id-1'});
    const graph = fakeGraph();
    const error: unknown = await get(graph).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SystemError);
    expect(error).toMatchObject({message: expect.stringContaining('302') as string});
  });

  test.each([
    ['another host', 'https://evil.example/v1.0/users', 'evil.example'],
    ['a longer host', 'https://graph.microsoft.com.evil.example/', 'evil.example'],
    ['Graph as the name of a user', 'https://graph.microsoft.com@evil.example/', 'evil.example'],
    ['another port', 'https://graph.microsoft.com:8443/', 'graph.microsoft.com:8443'],
    ['no encryption', 'http://graph.microsoft.com/v1.0/users', 'graph.microsoft.com'],
    ['no host', '/v1.0/users', 'no host at all'],
    ['nothing', '', 'no host at all'],
  ])('to %s is refused before any token is asked for', async (_what, url, named) => {
    const graph = fakeGraph();
    const request = {...requestFor(graph, ''), url};
    const error: unknown = await graph.client.getJson(request).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SystemError);
    expect(error).toMatchObject({message: expect.stringContaining(named) as string});
    expect(graph.tokens).toEqual([]);
    expect(graph.context.metrics.requests).toBe(0);
  });
});

describe('tokens', () => {
  test('one request for a token serves all that wait for it', async () => {
    grantToken('token-1');
    for (const path of ['/a', '/b', '/c', '/d']) answer(path, 200);
    const graph = fakeGraph();
    await Promise.all(['/a', '/b', '/c', '/d'].map((path) => get(graph, path)));
    expect(graph.tokens).toEqual(['token-1']);
  });

  test('a token is used until shortly before its end', async () => {
    grantToken('token-1');
    answerForToken('token-1', 200);
    answerForToken('token-1', 200);
    const graph = fakeGraph();
    await get(graph);
    graph.clock.advance(3_599_000 - 5 * 60_000 - 10_000);
    await get(graph);
    expect(graph.tokens).toEqual(['token-1']);
  });

  test('a token that ends within five minutes is renewed', async () => {
    grantToken('token-1');
    grantToken('token-2');
    answerForToken('token-1', 200);
    answerForToken('token-2', 200);
    const graph = fakeGraph();
    await get(graph);
    graph.clock.advance(3_599_000 - 4 * 60_000);
    await get(graph);
    expect(graph.tokens).toEqual(['token-1', 'token-2']);
  });

  test('a 401 leads to exactly one new token, and the request is repeated with it', async () => {
    grantToken('token-1');
    grantToken('token-2');
    answerForToken('token-1', 401);
    answerForToken('token-2', 200, {value: [1]});
    const graph = fakeGraph();
    await expect(get(graph)).resolves.toEqual({value: [1]});
    expect(graph.tokens).toEqual(['token-1', 'token-2']);
    expect(graph.clock.sleeps).toEqual([]);
  });

  test('a repetition after a 401 is counted, and waits for its turn as every request', async () => {
    grantToken('token-1');
    grantToken('token-2');
    answerForToken('token-1', 401);
    answerForToken('token-2', 200, {value: [1]});
    const graph = fakeGraph({limitOf: () => ({requests: 1, windowMs: 10_000})});
    await expect(get(graph)).resolves.toEqual({value: [1]});
    expect(graph.clock.sleeps).toEqual([10_050]);
    expect(graph.context.metrics).toMatchObject({requests: 2, retries: 1, waitedMs: 10_050});
  });

  test('two requests that meet a 401 together share the new token', async () => {
    grantToken('token-1');
    grantToken('token-2');
    answerForToken('token-1', 401);
    answerForToken('token-1', 401);
    answerForToken('token-2', 200);
    answerForToken('token-2', 200);
    const graph = fakeGraph();
    await Promise.all([get(graph), get(graph)]);
    expect(graph.tokens).toEqual(['token-1', 'token-2']);
  });

  test('a second 401 is a ConfigError', async () => {
    grantToken('token-1');
    grantToken('token-2');
    answerForToken('token-1', 401);
    answerForToken('token-2', 401, {error: {code: 'InvalidAuthenticationToken', message: 'No.'}});
    const graph = fakeGraph();
    const error: unknown = await get(graph).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /^Microsoft Graph refused a fresh access token: 401 for \/v1\.0\/users, InvalidAuthenticationToken: No\. Check if the app is disabled/,
      ) as string,
    });
    expect(graph.clock.sleeps).toEqual([]);
  });

  describe('that Graph cannot verify yet', () => {
    const unknownKey = {
      error: {code: 'InvalidAuthenticationToken', message: 'Signing key is invalid'},
    };

    test('are renewed for each attempt, within the budget', async () => {
      for (const at of [1, 2, 3, 4]) grantToken(`token-${at}`);
      for (const at of [1, 2, 3]) answerForToken(`token-${at}`, 401, unknownKey);
      answerForToken('token-4', 200, {value: [1]});
      const graph = fakeGraph();
      await expect(get(graph)).resolves.toEqual({value: [1]});
      expect(graph.clock.sleeps).toEqual([1_000, 2_000, 4_000]);
      expect(graph.context.metrics).toMatchObject({requests: 4, retries: 3});
    });

    test('end as a TransientError with the words of Graph when the budget is spent', async () => {
      for (const at of [1, 2]) {
        grantToken(`token-${at}`);
        answerForToken(`token-${at}`, 401, unknownKey);
      }
      const graph = fakeGraph({failuresMs: 1_000});
      const error: unknown = await get(graph).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TransientError);
      expect((error as Error).message).toBe(
        'Microsoft Graph could not verify the access token (a known incident of the service): 401 ' +
          'for /v1.0/users, InvalidAuthenticationToken: Signing key is invalid',
      );
    });

    test('are shared by requests that meet it together', async () => {
      for (const at of [1, 2]) grantToken(`token-${at}`);
      for (const at of [1, 1]) answerForToken(`token-${at}`, 401, unknownKey);
      for (const at of [2, 2]) answerForToken(`token-${at}`, 200);
      const graph = fakeGraph();
      await Promise.all([get(graph), get(graph)]);
      expect(graph.tokens).toEqual(['token-1', 'token-2']);
    });
  });

  test('a login service that is busy is asked again', async () => {
    nock(LOGIN).post(TOKEN_PATH).query(true).reply(503, '');
    grantToken('token-1');
    const graph = fakeGraph();
    await graph.client.authenticate(graph.context);
    expect(graph.tokens).toEqual(['token-1']);
    expect(graph.clock.sleeps).toEqual([1_000]);
  });

  test('a sign-in is tried again for a code that may pass, whatever its status', async () => {
    const refusal = {
      error: 'invalid_request',
      error_description: 'AADSTS90033: A transient error has occurred.',
      error_codes: [90033],
    };
    nock(LOGIN).post(TOKEN_PATH).query(true).reply(400, refusal, OF_MICROSOFT);
    grantToken('token-1');
    const graph = fakeGraph();
    await graph.client.authenticate(graph.context);
    expect(graph.tokens).toEqual(['token-1']);
    expect(graph.clock.sleeps).toEqual([1_000]);
  });

  test('a failed request for a token is not remembered', async () => {
    const refusal = {error: 'x', error_description: 'AADSTS7000222: x', error_codes: [7000222]};
    nock(LOGIN).post(TOKEN_PATH).query(true).reply(401, refusal, OF_MICROSOFT);
    grantToken('token-1');
    const graph = fakeGraph();
    await expect(graph.client.authenticate(graph.context)).rejects.toBeInstanceOf(ConfigError);
    await graph.client.authenticate(graph.context);
    expect(graph.tokens).toEqual(['token-1']);
  });
});

describe('failures', () => {
  test('a broken connection is tried again', async () => {
    grantToken();
    breakOff('/users', 'ECONNRESET', 2);
    answer('/users', 200, {value: [1]});
    const graph = fakeGraph();
    await expect(get(graph)).resolves.toEqual({value: [1]});
    expect(graph.clock.sleeps).toEqual([1_000, 2_000]);
    expect(graph.context.metrics).toMatchObject({requests: 3, retries: 2, waitedMs: 3_000});
  });

  test('without an answer for five minutes a request is given up', async () => {
    grantToken();
    breakOff('/users', 'ECONNRESET', 10);
    const graph = fakeGraph();
    const error: unknown = await get(graph).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /^\/v1\.0\/users on graph\.microsoft\.com gave no complete answer \(ECONNRESET: .*\), also after several attempts\./,
      ) as string,
    });
    expect(graph.clock.sleeps.map((ms) => ms / 1_000)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  test('a problem of Graph is given up after five minutes with its last answer', async () => {
    grantToken();
    for (let times = 1; times < 10; times += 1) answer('/users', 503);
    answer('/users', 503, {error: {code: 'serviceNotAvailable', message: 'Sorry.'}});
    const graph = fakeGraph();
    const error: unknown = await get(graph).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({message: expect.stringContaining('Sorry.') as string});
    expect(graph.clock.sleeps).toHaveLength(9);
  });

  test.each([
    [3_000, [1_000, 2_000]],
    [2_999, [1_000]],
    [1_000, [1_000]],
    [999, []],
  ])('a budget of %d ms for failures allows the waits %j', async (failuresMs, sleeps) => {
    grantToken();
    for (let times = 0; times <= sleeps.length; times += 1) answer('/users', 503);
    const graph = fakeGraph({failuresMs});
    await expect(get(graph)).rejects.toBeInstanceOf(TransientError);
    expect(graph.clock.sleeps).toEqual(sleeps);
  });

  test.each([-10 * 86_400_000, 0, 10 * 86_400_000])(
    'a date in Retry-After is one of the clock that sent it, here %d ms ahead of ours',
    async (aheadMs) => {
      grantToken();
      const graph = fakeGraph();
      const time = graph.clock.now() + aheadMs;
      const [date, until] = [time, time + 20_000].map((ms) => new Date(ms).toUTCString());
      answer('/users', 429, '', {'Retry-After': until!, Date: date!});
      answer('/users', 200, {value: []});
      await get(graph);
      expect(graph.context.metrics.waitedMs).toBe(20_000);
    },
  );

  test('a request can ask for a shorter budget, for answers', async () => {
    grantToken();
    for (let times = 1; times <= 6; times += 1) answer('/users', 500);
    const graph = fakeGraph();
    const request = {...requestFor(graph, '/users'), failuresMs: 60_000};
    await expect(graph.client.getJson(request)).rejects.toBeInstanceOf(TransientError);
    expect(graph.clock.sleeps.map((ms) => ms / 1_000)).toEqual([1, 2, 4, 8, 16]);
  });

  test('a request with a shorter budget waits for the network as long as any', async () => {
    grantToken();
    breakOff('/users', 'ECONNRESET', 10);
    const graph = fakeGraph();
    const request = {...requestFor(graph, '/users'), failuresMs: 60_000};
    await expect(graph.client.getJson(request)).rejects.toBeInstanceOf(TransientError);
    expect(graph.clock.sleeps).toHaveLength(9);
  });

  test.each([
    [299_000, [1_000]],
    [299_001, []],
  ])('an answer that took %d ms before it failed allows the waits %j', async (tookMs, sleeps) => {
    grantToken();
    const graph = fakeGraph();
    nock(GRAPH)
      .get('/v1.0/users')
      .times(1 + sleeps.length)
      .reply(() => {
        graph.clock.advance(tookMs);
        return [503, ''];
      });
    await expect(get(graph)).rejects.toBeInstanceOf(TransientError);
    expect(graph.clock.sleeps).toEqual(sleeps);
  });

  test.each([
    ['10', 'DEBUG'],
    ['10.001', 'INFO'],
  ])('a wait of %s seconds is logged as %s', async (retryAfter, level) => {
    grantToken();
    answer('/users', 503, '', {'Retry-After': retryAfter});
    answer('/users', 200);
    const graph = fakeGraph();
    await get(graph);
    expect(graph.log).toContain(`${level} /v1.0/users: status 503; trying again in 10.0 s`);
  });

  test('what cannot heal is not tried again', async () => {
    grantToken();
    answer('/users', 400, {error: {code: 'Request_UnsupportedQuery', message: 'No.'}});
    const graph = fakeGraph();
    await expect(get(graph)).rejects.toBeInstanceOf(SystemError);
    expect(graph.clock.sleeps).toEqual([]);
  });

  test('obeys a Retry-After of 2.128 seconds', async () => {
    grantToken();
    answer('/users', 429, '', {'Retry-After': '2.128'});
    answer('/users', 200);
    const graph = fakeGraph();
    await get(graph);
    expect(graph.clock.sleeps).toEqual([2_128]);
    expect(graph.log).toContain('DEBUG /v1.0/users: status 429; trying again in 2.1 s');
  });

  test('waits that Graph asks for do not count to the five minutes', async () => {
    grantToken();
    for (let times = 0; times < 5; times += 1) {
      answer('/users', 429, '', {'Retry-After': '200'});
      answer('/users', 503);
    }
    answer('/users', 200, {value: [1]});
    const graph = fakeGraph();
    await expect(get(graph)).resolves.toEqual({value: [1]});
    expect(graph.clock.sleeps.filter((ms) => ms === 200_000)).toHaveLength(5);
  });

  test('an hour without a success is the end, whatever Graph asks for', async () => {
    // The second one is for the last request: the first ends meanwhile.
    grantToken('token-1', 2);
    for (let times = 0; times < 4; times += 1) {
      answer('/users', 429, '', {'Retry-After': '1200'});
    }
    const graph = fakeGraph();
    const startedAt = graph.clock.now();
    await expect(get(graph)).rejects.toThrow('is limiting the number of requests: 429');
    expect(graph.clock.now() - startedAt).toBe(HOUR_MS);
  });

  test('a wait that ends with the hour is begun', async () => {
    grantToken('token-1', 2);
    answer('/users', 429, '', {'Retry-After': '3600'});
    answer('/users', 200, {value: [1]});
    const graph = fakeGraph();
    await expect(get(graph)).resolves.toEqual({value: [1]});
    expect(graph.clock.sleeps).toEqual([HOUR_MS]);
  });

  test('a wait that would outlast the hour is not begun', async () => {
    grantToken();
    answer('/users', 429, '', {'Retry-After': '3601'});
    const graph = fakeGraph();
    await expect(get(graph)).rejects.toBeInstanceOf(TransientError);
    expect(graph.clock.sleeps).toEqual([]);
  });
});

describe('a success that is none', () => {
  test.each([
    ['HTML of something in between', '<html>Sign in to the guest network</html>', 'text/html'],
    ['JSON that was cut short', '{"value":[{"id":"1"},{"id', 'application/json'],
    ['an empty body', '', 'application/json'],
  ])('%s is asked for again', async (_what, body, type) => {
    grantToken();
    answer('/users', 200, body, {'content-type': type});
    answer('/users', 200, {value: [1]});
    const graph = fakeGraph();
    await expect(get(graph)).resolves.toEqual({value: [1]});
    expect(graph.clock.sleeps).toEqual([1_000]);
  });

  test('is given up as a TransientError that does not quote it', async () => {
    grantToken();
    nock(GRAPH)
      .get('/v1.0/users')
      .times(10)
      .reply(200, 'Sign in: x', {...OF_MICROSOFT, 'content-type': 'text/plain'});
    const graph = fakeGraph();
    const error: unknown = await get(graph).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({
      message: expect.stringContaining(
        '/v1.0/users on graph.microsoft.com answered 200 with something that is not JSON ' +
          '(text/plain, 10 characters)',
      ) as string,
    });
  });
});

test.each([
  ['br', 'Too many requests'],
  ['deflate', 'Too many requests'],
  ['zstd', Buffer.from('28b52ffd00', 'hex')],
  ['gzip', ''],
])('a refusal whose body is no %s counts by its status and its headers', async (encoding, body) => {
  grantToken();
  nock(GRAPH)
    .get('/v1.0/users')
    .reply(429, body, {...OF_MICROSOFT, 'content-encoding': encoding, 'retry-after': '17'});
  answer('/users', 200, {value: [1]});
  const graph = fakeGraph();
  await expect(get(graph)).resolves.toEqual({value: [1]});
  expect(graph.clock.sleeps).toEqual([17_000]);
});

test('a success in an encoding that is not known is given up by its name', async () => {
  grantToken();
  nock(GRAPH)
    .get('/v1.0/users')
    .times(10)
    .reply(200, Buffer.from('28b52ffd00', 'hex'), {...OF_MICROSOFT, 'content-encoding': 'zstd'});
  const error = await get(fakeGraph()).catch((thrown: unknown) => thrown as Error);
  expect(error).toBeInstanceOf(TransientError);
  expect((error as Error).message).toContain(
    '(UNDECODABLE: the body cannot be decoded by its Content-Encoding, zstd)',
  );
});

describe('a 429', () => {
  test('holds back the other streams of its family and nobody else', async () => {
    grantToken();
    answer('/users', 429, '', {'Retry-After': '7'});
    for (const path of ['/users', '/same-family', '/other-family']) answer(path, 200);
    const graph = fakeGraph();
    const [same, other] = [newOwner(), newOwner()];
    const others: Promise<unknown>[] = [];
    graph.clock.onSleep = (): void => {
      graph.clock.onSleep = () => undefined;
      const base = requestFor(graph, '/same-family', 'entra_reporting');
      others.push(
        graph.client.getJson({...base, context: same}),
        graph.client.getJson({...requestFor(graph, '/other-family'), context: other}),
      );
    };
    await graph.client.getJson(requestFor(graph, '/users', 'entra_reporting'));
    await Promise.all(others);
    expect(graph.clock.sleeps).toEqual([7_000, 7_000]);
    expect(same.metrics.waitedMs).toBe(7_000);
    expect(other.metrics.waitedMs).toBe(0);
  });

  test.each([429, 503])(
    'or a 503 without Retry-After (%d): each stream of the family waits longer each time',
    async (status) => {
      grantToken();
      for (const path of ['/a', '/b']) {
        for (let times = 0; times < 3; times += 1) answer(path, status);
        answer(path, 200);
      }
      const graph = fakeGraph({limitOf: UNLIMITED});
      const owners = [newOwner(), newOwner()];
      await Promise.all(
        ['/a', '/b'].map((path, place) => {
          const request = requestFor(graph, path, 'entra_reporting');
          return graph.client.getJson({...request, context: owners[place]!});
        }),
      );
      // The clock is shared, so that both sleep through the same seconds.
      expect(graph.clock.sleeps).toEqual([1_000, 1_000, 2_000, 2_000, 4_000, 4_000]);
      const each = {requests: 4, retries: 3, waitedMs: 7_000};
      expect(owners.map(({metrics}) => metrics)).toMatchObject([each, each]);
    },
  );

  test('lets its stream give its worker away while it waits', async () => {
    grantToken();
    answer('/users', 429, '', {'Retry-After': '7'});
    answer('/users', 200);
    const graph = fakeGraph();
    const steps: string[] = [];
    graph.clock.onSleep = (): void => void steps.push('sleeps');
    graph.context.wait = async (ms, sleep) => {
      steps.push('gives');
      await sleep(ms);
      steps.push('takes');
    };
    await get(graph);
    expect(steps).toEqual(['gives', 'sleeps', 'takes']);
  });
});

describe('an abort', () => {
  test('ends a wait at once, without a further request', async () => {
    grantToken();
    answer('/users', 503);
    const graph = fakeGraph();
    graph.clock.onSleep = (): void => graph.abort(new Error('enough'));
    await expect(get(graph)).rejects.toThrow('enough');
    expect(graph.context.metrics.requests).toBe(1);
  });

  test('ends a request that is under way', async () => {
    grantToken();
    const graph = fakeGraph();
    nock(GRAPH)
      .get('/v1.0/users')
      .reply(200, () => {
        graph.abort(new Error('enough'));
        return new Readable({read: () => undefined});
      });
    await expect(get(graph)).rejects.toThrow('enough');
    expect(graph.clock.sleeps).toEqual([]);
  });

  test('keeps a request from being sent', async () => {
    const graph = fakeGraph();
    graph.abort(new Error('enough'));
    await expect(get(graph)).rejects.toThrow('enough');
    expect(graph.tokens).toEqual([]);
  });
});
