import type {ConnectionStatus} from '../airbyte/messages';
import type {Session} from '../airbyte/source';
import {probeStreams} from '../check/probe-streams';
import type {Config} from '../config';
import {TransientError} from '../errors';
import {loadStreams} from '../sync/load-streams';
import {connect} from './connect';
import type {ConnectOptions} from './connect';

/** The platform gives a check nine minutes, a person less. */
const CHECK_BUDGET = {failuresMs: 10_000, silenceMs: 30_000};

/** Signs in and asks every stream for one row. */
export async function check(
  config: Config,
  session: Session,
  options: ConnectOptions,
): Promise<ConnectionStatus> {
  const connection = connect(config, session, {...options, budget: CHECK_BUDGET});
  try {
    const streams = await loadStreams();
    const findings = await probeStreams(streams, {...connection, signal: session.signal});
    const problems = findings.map(({error}) => error.message);
    if (findings.length === streams.length) return {status: 'FAILED', message: list(problems)};
    for (const problem of problems) session.messages.log('WARN', problem);
    const readable = streams.length - findings.length;
    const summary = `${readable} of ${streams.length} streams can be read.`;
    return {status: 'SUCCEEDED', message: list([summary, ...problems])};
  } catch (error) {
    if (error instanceof TransientError) return {status: 'FAILED', message: error.message};
    throw error;
  } finally {
    connection.close();
  }
}

function list(sentences: string[]): string {
  return sentences.join('\n');
}
