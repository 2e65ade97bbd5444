import type {ConnectionStatus} from '../airbyte/messages';
import type {Session} from '../airbyte/source';
import {checkConnection} from '../check/check-connection';
import type {CheckReport} from '../check/check-connection';
import type {Config} from '../config';
import {TransientError} from '../errors';
import {ANSWER_LIMITS} from '../graph/answer-limits';
import {deadlineIn} from '../graph/deadline';
import type {RetryBudget} from '../graph/policies';
import {secretExpiry} from '../settings/secret-expiry';
import {loadStreams} from '../sync/load-streams';
import {connect} from './connect';
import type {ConnectOptions} from './connect';

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
  options: ConnectOptions,
): Promise<ConnectionStatus> {
  const deadline = deadlineIn(CHECK_DEADLINE_MS, session.signal);
  const {signal} = deadline;
  const connection = connect(config, {...session, signal}, hurried(options));
  try {
    const streams = await loadStreams();
    const input = {streams, domains: config.domains, isGlobal: config.cloud === 'global'};
    const report = await checkConnection(input, {...connection, signal});
    for (const {level, text} of report.findings) session.messages.log(level, text);
    return answer(report, streams.length, secretExpiry(config.credentials, connection.clock.now()));
  } catch (error) {
    session.signal.throwIfAborted();
    if (deadline.hasPassed) {
      return {status: 'FAILED', message: 'Microsoft gave no answer in time. Try again later.'};
    }
    if (error instanceof TransientError) return {status: 'FAILED', message: error.message};
    throw error;
  } finally {
    deadline.clear();
    connection.close();
  }
}

function hurried(options: ConnectOptions): ConnectOptions & {budget: RetryBudget} {
  const limits = options.answerLimits ?? ANSWER_LIMITS;
  const answerLimits = {...limits, signInMs: Math.min(limits.signInMs, SIGN_IN_MS)};
  return {...options, answerLimits, budget: CHECK_BUDGET};
}

function answer(
  {readable, findings}: CheckReport,
  all: number,
  expiry: string | undefined,
): ConnectionStatus {
  const texts = [...(expiry ? [expiry] : []), ...findings.map(({text}) => text)];
  if (readable.length === 0) {
    return {status: 'FAILED', message: ['No stream can be read.', ...texts].join('\n')};
  }
  const summary = `${readable.length} of ${all} streams can be read.`;
  return {status: 'SUCCEEDED', message: [summary, ...texts].join('\n')};
}
