/** A source as the process would run it, with its messages kept. */
import {setMaxListeners} from 'node:events';
import nock from 'nock';
import {MessageWriter} from '../../src/airbyte/message-writer';
import type {AirbyteMessage} from '../../src/airbyte/messages';
import {LineOutput} from '../../src/airbyte/output';
import {Redactor} from '../../src/airbyte/redactor';
import type {Session, Source} from '../../src/airbyte/source';
import type {GraphSessionOptions} from '../../src/graph-session';
import {createSource} from '../../src/source';
import {Sink} from './output-recorder';
import {FakeClock} from './fake-clock';
import {CLIENT_SECRET, GRAPH, OF_MICROSOFT, SIGN_IN, UNLIMITED} from './fake-graph';

export const SETTINGS = {
  tenant_id: SIGN_IN.tenantId,
  client_id: SIGN_IN.clientId,
  credentials: {auth_type: 'client_secret', client_secret: CLIENT_SECRET},
};

export interface Running {
  source: Source;
  session: Session;
  clock: FakeClock;
  stop: AbortController;
  /** Ends the output and gives what was written. */
  written: () => Promise<AirbyteMessage[]>;
}

/** @param sink a slow one holds the source back. */
export function run(
  sink = new Sink(),
  limitOf: GraphSessionOptions['limitOf'] = UNLIMITED,
): Running {
  const output = new LineOutput(sink);
  const clock = new FakeClock(Date.now());
  const redactor = new Redactor();
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const messages = new MessageWriter({output, redactor, now: () => clock.now()});
  return {
    source: createSource({
      version: '1.2.3',
      environment: {},
      clock,
      random: () => 1,
      limitOf,
      // What lanes ask for beside the lists has tests of its own.
      laneThreshold: {users: Infinity, firstPageMs: 0},
    }),
    session: {messages, redactor, signal: stop.signal},
    clock,
    stop,
    written: async () => {
      await output.end();
      return sink.messages<AirbyteMessage>();
    },
  };
}

/** Graph answers each path with these, and everything else with an empty list. */
export function graphAnswers(answers: Record<string, [status: number, body: object]>): void {
  nock(GRAPH)
    .persist()
    .get(/.*/)
    .optionally()
    .reply((uri) => {
      const {pathname, searchParams} = new URL(uri, GRAPH);
      const isSignIn = searchParams.get('$select')?.includes('signInActivity');
      const path = pathname.slice('/v1.0'.length);
      const reply = answers[isSignIn ? `${path} sign-ins` : path] ?? [200, {value: []}];
      return [...reply, OF_MICROSOFT];
    });
}

/** Messages in short, one line each, without those of level DEBUG and INFO. */
export function inShort(messages: AirbyteMessage[]): string[] {
  return messages.flatMap((message): string[] => {
    if (message.type === 'RECORD') return [`${message.record.stream} RECORD`];
    if (message.type === 'STATE') return [`${message.state.stream.stream_descriptor.name} STATE`];
    if (message.type === 'LOG') {
      const {level} = message.log;
      return level === 'INFO' || level === 'DEBUG' ? [] : [level];
    }
    if (message.type !== 'TRACE') return [message.type];
    if (message.trace.type === 'ERROR') {
      const {failure_type: kind, stream_descriptor: stream} = message.trace.error;
      return [`${stream?.name ?? 'everything'} ${kind}`];
    }
    const {status, stream_descriptor: stream} = message.trace.stream_status;
    return [`${stream.name} ${status}`];
  });
}

/** The texts of the messages of type LOG. */
export function logOf(messages: AirbyteMessage[]): string[] {
  return messages.flatMap((message) =>
    message.type === 'LOG' ? [`${message.log.level} ${message.log.message}`] : [],
  );
}
