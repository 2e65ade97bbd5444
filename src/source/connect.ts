import type {Session} from '../airbyte/source';
import type {Config} from '../config';
import {ANSWER_LIMITS} from '../graph/answer-limits';
import type {AnswerLimits} from '../graph/answer-limits';
import {GraphClient} from '../graph/client';
import type {Clock} from '../graph/clock';
import {systemClock} from '../graph/clock';
import {signInAs} from '../graph/credential';
import type {RetryBudget} from '../graph/policies';
import {Connections} from '../graph/proxy';
import type {LimitFamily} from '../graph/request';
import {Throttles} from '../graph/throttle';
import type {Limit} from '../graph/throttle';
import {TokenSource} from '../graph/token';
import {createTransport} from '../graph/transport';

/** What may be set from outside: for tests and measurements. */
export interface ConnectOptions {
  version: string;
  clock?: Clock;
  random?: () => number;
  /** Instead of the limits that Microsoft documents. */
  limitOf?: (family: LimitFamily) => Limit | undefined;
  answerLimits?: AnswerLimits;
}

export interface Connection {
  client: GraphClient;
  clock: Clock;
  /** Scheme, host and version of the API. */
  baseUrl: string;
  close(): void;
}

/** Builds the client for the settings. Nothing is sent yet. */
export function connect(
  config: Config,
  session: Session,
  options: ConnectOptions & {budget: RetryBudget},
): Connection {
  const {messages, redactor, signal} = session;
  const clock = options.clock ?? systemClock;
  const userAgent = `source-microsoft-365/${options.version}`;
  const connections = new Connections();
  const limits = options.answerLimits ?? ANSWER_LIMITS;
  const transport = createTransport({userAgent, now: () => clock.now(), limits, connections});
  const tokens = new TokenSource({
    request: signInAs(config, connections, {
      signInMs: limits.signInMs,
      onSecret: (secret) => redactor.add(secret),
    }),
    now: () => clock.now(),
    signal,
    onToken: (token) => redactor.add(token),
  });
  const client = new GraphClient({
    transport,
    tokens,
    throttles: new Throttles(clock, options.limitOf),
    clock,
    random: options.random ?? Math.random,
    budget: options.budget,
    log: (level, message) => messages.log(level, message),
    graphOrigin: config.graphUrl,
    loginOrigin: config.loginUrl,
  });
  return {client, clock, baseUrl: `${config.graphUrl}/v1.0`, close: () => transport.close()};
}
