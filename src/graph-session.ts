import {tmpdir} from 'node:os';
import type {Session} from './airbyte/source';
import type {Config} from './config/config';
import {AgentPool} from './graph/agent-pool';
import {requestTokenAs} from './graph/auth/credential';
import {TokenSource} from './graph/auth/token';
import {GraphClient} from './graph/client';
import {systemClock} from './graph/clock';
import type {Clock} from './graph/clock';
import {reportsApiOf} from './graph/reports/reports-api';
import type {ReportsApi} from './graph/reports/reports-api';
import type {Log, RateLimitScope} from './graph/request';
import type {RetryBudget} from './graph/retry';
import {ServerClock} from './graph/server-clock';
import {Throttles} from './graph/throttle';
import type {Limit} from './graph/throttle';
import {DEFAULT_TIMEOUTS} from './graph/timeouts';
import type {Timeouts} from './graph/timeouts';
import {createTransport} from './graph/transport';

/** From where on a list of users is read in lanes. */
export interface LaneThreshold {
  /** Shorter lists are read in one lane. */
  users: number;
  /** Lists whose first page comes within so many milliseconds are read in one lane. */
  firstPageMs: number;
}

/** What may be set from outside: for tests and measurements. */
export interface GraphSessionOptions {
  version: string;
  clock?: Clock;
  random?: () => number;
  /** Instead of the limits that Microsoft documents. */
  limitOf?: (scope: RateLimitScope) => Limit | undefined;
  timeouts?: Timeouts;
  /** Instead of the usual one. */
  laneThreshold?: LaneThreshold;
  /** For reports that are being read; the one that the environment names (TMPDIR) unless told. */
  temporaryFolder?: string;
}

/** What a command decides. */
interface ReadingOptions {
  budget: RetryBudget;
  /** Told once where the clock of this machine is wrong. */
  onClockSkew?: (warning: string) => void;
}

export interface GraphSession {
  client: GraphClient;
  clock: Clock;
  serverClock: ServerClock;
  /** Scheme, host and version of the API, for all but usage reports. */
  baseUrl: string;
  reportsApi: ReportsApi;
  close(): void;
}

/** Builds the client for the settings. Nothing is sent yet. */
export function openGraphSession(
  config: Config,
  session: Session,
  options: GraphSessionOptions & ReadingOptions,
): GraphSession {
  const {messages, redactor, signal} = session;
  const clock = options.clock ?? systemClock;
  const userAgent = `source-microsoft-365/${options.version}`;
  const agents = new AgentPool();
  const timeouts = options.timeouts ?? DEFAULT_TIMEOUTS;
  const transport = createTransport({userAgent, now: () => clock.now(), timeouts, agents});
  const tokens = new TokenSource({
    request: requestTokenAs(config, agents, {
      signInMs: timeouts.signInMs,
      onSecret: (secret) => redactor.add(secret),
    }),
    now: () => clock.now(),
    signal,
    onToken: (token) => redactor.add(token),
  });
  const serverClock = new ServerClock(options.onClockSkew);
  const log: Log = (level, message) => messages.log(level, message);
  const client = new GraphClient({
    transport,
    serverClock,
    tokens,
    throttles: new Throttles(clock, {limitOf: options.limitOf, log}),
    clock,
    random: options.random ?? Math.random,
    budget: options.budget,
    log,
    graphOrigin: config.graphUrl,
    loginOrigin: config.loginUrl,
    temporaryFolder: options.temporaryFolder ?? tmpdir(),
  });
  const baseUrl = `${config.graphUrl}/v1.0`;
  const reportsApi = reportsApiOf(config.graphUrl, {isGlobal: config.cloud === 'global'});
  return {client, clock, serverClock, baseUrl, reportsApi, close: () => transport.close()};
}
