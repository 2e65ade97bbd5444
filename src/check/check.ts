import type {CheckResult, Session} from '../airbyte/source';
import type {Config} from '../config/config';
import {secretExpiry} from '../config/credentials';
import {TransientError} from '../errors';
import {openGraphSession} from '../graph-session';
import type {GraphSessionOptions} from '../graph-session';
import type {RetryBudget} from '../graph/retry';
import {DEFAULT_TIMEOUTS, deadlineIn} from '../graph/timeouts';
import type {ServerClock} from '../graph/server-clock';
import {loadStreams} from '../streams/load';
import type {Diagnostic} from '../streams/missing-permissions';
import {checkConnection} from './check-connection';
import type {CheckReport} from './check-connection';

/** The platform gives a check nine minutes, a person less: throttled probes are not waited for. */
const CHECK_BUDGET = {failuresMs: 10_000, silenceMs: 25_000, later: 'Try again later'};

/** Whatever else happens, this is the end. The limits within are shorter, and say what was silent. */
const CHECK_DEADLINE_MS = 55_000;

/** The login service is asked twice before the budget for silence is used up. */
const SIGN_IN_MS = 12_000;

/** Signs in anew, asks for a little of everything, and says what works and what does not. */
export async function check(
  config: Config,
  session: Session,
  options: GraphSessionOptions,
): Promise<CheckResult> {
  const deadline = deadlineIn(CHECK_DEADLINE_MS, session.signal);
  const {signal} = deadline;
  const graphSession = openGraphSession(config, {...session, signal}, hurried(options));
  try {
    const streams = await loadStreams();
    const input = {streams, domains: config.domains, isGlobal: config.cloud === 'global'};
    const report = await checkConnection(input, {...graphSession, signal});
    const {serverClock, clock} = graphSession;
    const diagnostics = [...clockDiagnostics(serverClock), ...report.diagnostics];
    const now = serverClock.earlierOf(clock.now());
    const expiry = secretExpiry(config.credentials, config.secretExpiresOn, now);
    return answer({...report, diagnostics}, streams.length, expiry);
  } catch (error) {
    session.signal.throwIfAborted();
    if (deadline.hasPassed) {
      return {status: 'FAILED', message: 'Microsoft gave no answer in time. Try again later.'};
    }
    if (error instanceof TransientError) return failure(error);
    throw error;
  } finally {
    deadline.clear();
    graphSession.close();
  }
}

function failure({message, fields: {quoted}}: TransientError): CheckResult {
  return {status: 'FAILED', message, ...(quoted && {quoted})};
}

function hurried(options: GraphSessionOptions): GraphSessionOptions & {budget: RetryBudget} {
  const defaults = options.timeouts ?? DEFAULT_TIMEOUTS;
  const timeouts = {...defaults, signInMs: Math.min(defaults.signInMs, SIGN_IN_MS)};
  return {...options, timeouts, budget: CHECK_BUDGET};
}

function clockDiagnostics({warning}: ServerClock): Diagnostic[] {
  return warning === undefined ? [] : [{level: 'WARN', text: warning}];
}

function answer(
  {readable, diagnostics}: CheckReport,
  all: number,
  expiry: string | undefined,
): CheckResult {
  const texts = [...(expiry ? [expiry] : []), ...diagnostics.map(({text}) => text)];
  const quotations = diagnostics.flatMap(({quoted = []}) => quoted);
  const quoted = quotations.length > 0 && {quoted: quotations};
  if (readable.length === 0) {
    return {status: 'FAILED', message: ['No stream can be read.', ...texts].join('\n'), ...quoted};
  }
  const summary = `${readable.length} of ${all} streams can be read.`;
  return {status: 'SUCCEEDED', message: [summary, ...texts].join('\n'), ...quoted};
}
