/** A client of Graph whose HTTP goes to nock, and whose time is a fake clock. */
import {tmpdir} from 'node:os';
import nock from 'nock';
import {GraphClient} from '../../src/graph/client';
import {requestTokenAs} from '../../src/graph/auth/credential';
import type {GraphRequest, RateLimitScope, RequestContext} from '../../src/graph/request';
import {ServerClock} from '../../src/graph/server-clock';
import {Throttles} from '../../src/graph/throttle';
import type {Limit} from '../../src/graph/throttle';
import {TokenSource} from '../../src/graph/auth/token';
import {createTransport} from '../../src/graph/transport';
import {FakeClock} from './fake-clock';
import {newOwner} from './request-context';

export const GRAPH = 'https://graph.microsoft.com';
export const LOGIN = 'https://login.microsoftonline.com';
export const CLIENT_SECRET = 'Xy8~s3cret';

export const SIGN_IN = {
  tenantId: '11111111-2222-3333-4444-555555555555',
  clientId: '66666666-7777-8888-9999-000000000000',
  credentials: {kind: 'client_secret', clientSecret: CLIENT_SECRET},
  graphUrl: GRAPH,
  loginUrl: LOGIN,
} as const;
export const TOKEN_PATH = `/${SIGN_IN.tenantId}/oauth2/v2.0/token`;
export const UNLIMITED = (): undefined => undefined;

export interface FakeGraph {
  client: GraphClient;
  clock: FakeClock;
  serverClock: ServerClock;
  context: RequestContext;
  log: string[];
  /** Aborts the requests of `owner`. */
  abort: (reason: Error) => void;
  /** Every token that was handed out. */
  tokens: string[];
}

interface FakeGraphOptions {
  failuresMs?: number;
  silenceMs?: number;
  limitOf?: (scope: RateLimitScope) => Limit | undefined;
  random?: () => number;
  temporaryFolder?: string;
}

export function fakeGraph(options: FakeGraphOptions = {}): FakeGraph {
  // Tokens carry the real time at which they end.
  const clock = new FakeClock(Date.now());
  const stop = new AbortController();
  const [log, tokens]: [string[], string[]] = [[], []];
  const now = (): number => clock.now();
  const serverClock = new ServerClock();
  const client = new GraphClient({
    transport: createTransport({userAgent: 'test', now}),
    tokens: new TokenSource({
      request: requestTokenAs(SIGN_IN),
      now,
      signal: stop.signal,
      onToken: (token) => tokens.push(token),
    }),
    throttles: new Throttles(clock, {
      limitOf: options.limitOf,
      log: (level, message) => log.push(`${level} ${message.toString()}`),
    }),
    clock,
    serverClock,
    random: options.random ?? ((): number => 1),
    budget: {
      failuresMs: options.failuresMs ?? 300_000,
      silenceMs: options.silenceMs ?? 3_600_000,
      later: 'Later is better',
    },
    log: (level, message) => log.push(`${level} ${message.toString()}`),
    graphOrigin: GRAPH,
    loginOrigin: LOGIN,
    temporaryFolder: options.temporaryFolder ?? tmpdir(),
  });
  const context = newOwner(stop.signal);
  return {client, clock, serverClock, context, log, tokens, abort: (reason) => stop.abort(reason)};
}

export function requestFor(
  {context}: FakeGraph,
  path: string,
  scope: RateLimitScope = 'directory',
): GraphRequest {
  const origin = scope.startsWith('report:') ? 'report' : 'first_request';
  return {url: `${GRAPH}/v1.0${path}`, origin, scope, context};
}

/** Answers one request for a token, or several. */
export function grantToken(token = 'token-1', times = 1): nock.Scope {
  return nock(LOGIN)
    .post(TOKEN_PATH)
    .query(true)
    .times(times)
    .reply(200, {token_type: 'Bearer', expires_in: 3599, access_token: token});
}

/** What tells an answer of Microsoft from one that something on the way gives. */
export const OF_MICROSOFT = {'client-request-id': 'client-1'};

/** The next answer of Graph for a path below /v1.0. */
export function answer(
  path: string,
  ...reply: [status: number, body?: unknown, headers?: Record<string, string>]
): nock.Scope {
  const [status, body, headers] = reply;
  return answerUnsigned(path, status, body, {...OF_MICROSOFT, ...headers});
}

/** As `answer`, without the headers that only Microsoft sends. */
export function answerUnsigned(
  path: string,
  ...reply: [status: number, body?: unknown, headers?: Record<string, string>]
): nock.Scope {
  const [status, body = {value: []}, headers = {}] = reply;
  return nock(GRAPH)
    .get(`/v1.0${path}`)
    .reply(status, body as nock.Body, headers);
}

// From its import on nock takes over HTTP for all test files of a worker, until it is told to restore it.
afterAll(() => nock.restore());

/**
 * No answer may be left over, and nothing may go elsewhere. Call it in each test file that asks.
 */
export function useNock(): void {
  beforeAll(() => nock.disableNetConnect());
  afterEach(async () => {
    // A broken connection of nock ends only after whoever used it has heard of it.
    await new Promise(setImmediate);
    const left = nock.pendingMocks();
    nock.abortPendingRequests();
    nock.cleanAll();
    expect(left).toEqual([]);
  });
}
