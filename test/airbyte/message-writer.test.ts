import {MessageWriter} from '../../src/airbyte/message-writer';
import type {AirbyteMessage} from '../../src/airbyte/messages';
import {LineOutput} from '../../src/airbyte/output';
import {Redactor} from '../../src/airbyte/redactor';
import {ConfigError, SystemError} from '../../src/errors';
import {Sink} from '../support/output-recorder';

const SECRET = 'Xy8~s3cret';
const USERS = {name: 'users'};

async function written(
  write: (messages: MessageWriter) => void,
  {debug}: {debug?: boolean} = {},
): Promise<AirbyteMessage[]> {
  const sink = new Sink();
  const output = new LineOutput(sink);
  const redactor = new Redactor();
  redactor.add(SECRET);
  write(new MessageWriter({output, redactor, now: () => 1_700_000_000_000, debug}));
  await output.end();
  return sink.messages<AirbyteMessage>();
}

describe('texts for people are masked', () => {
  test('LOG', async () => {
    const messages = await written((writer) => writer.log('WARN', `refused ${SECRET}`));
    expect(messages).toEqual([{type: 'LOG', log: {level: 'WARN', message: 'refused ****'}}]);
  });

  test('CONNECTION_STATUS', async () => {
    const messages = await written((writer) =>
      writer.connectionStatus({status: 'FAILED', message: `wrong: ${SECRET}`}),
    );
    const connectionStatus = {status: 'FAILED', message: 'wrong: ****'};
    expect(messages).toEqual([{type: 'CONNECTION_STATUS', connectionStatus}]);
  });

  test('message, internal_message and stack_trace of a TRACE', async () => {
    const cause = new Error(`the server said ${SECRET}`);
    const error = new ConfigError(`The secret ${SECRET} is wrong`, {cause});
    const [message] = await written((writer) => writer.errorTrace(error, USERS));
    expect(JSON.stringify(message)).not.toContain(SECRET);
    expect(message).toMatchObject({
      type: 'TRACE',
      trace: {
        type: 'ERROR',
        emitted_at: 1_700_000_000_000,
        error: {
          message: 'The secret **** is wrong',
          internal_message: 'The secret **** is wrong: the server said ****',
          stack_trace: expect.stringMatching(
            /The secret \*\*\*\* is wrong[^]*caused by: Error: the server said \*\*\*\*/,
          ) as string,
          failure_type: 'config_error',
          stream_descriptor: USERS,
        },
      },
    });
  });
});

describe('data is left as it is', () => {
  test('RECORD', async () => {
    const messages = await written((writer) => writer.record(USERS, {id: SECRET}, 5));
    const record = {stream: 'users', data: {id: SECRET}, emitted_at: 5};
    expect(messages).toEqual([{type: 'RECORD', record}]);
  });

  test('STATE', async () => {
    const messages = await written((writer) => writer.state(USERS, {link: SECRET}, 3));
    const state = {
      type: 'STREAM',
      stream: {stream_descriptor: USERS, stream_state: {link: SECRET}},
      sourceStats: {recordCount: 3},
    };
    expect(messages).toEqual([{type: 'STATE', state}]);
  });

  test('SPEC', async () => {
    const spec = {connectionSpecification: {title: SECRET}};
    const messages = await written((writer) => writer.spec(spec));
    expect(messages).toEqual([{type: 'SPEC', spec}]);
  });
});

describe('messages', () => {
  test('a status without a message has none', async () => {
    const messages = await written((writer) => writer.connectionStatus({status: 'SUCCEEDED'}));
    expect(messages).toEqual([
      {type: 'CONNECTION_STATUS', connectionStatus: {status: 'SUCCEEDED'}},
    ]);
  });

  test('a namespace of the catalog stands in records and states', async () => {
    const stream = {name: 'users', namespace: 'hr'};
    const messages = await written((writer) => {
      writer.record(stream, {id: '1'}, 5);
      writer.state(stream, {}, 1);
    });
    expect(messages).toMatchObject([
      {record: {stream: 'users', namespace: 'hr'}},
      {state: {stream: {stream_descriptor: stream}}},
    ]);
  });

  test('a status of a stream carries its reasons', async () => {
    const reason = {type: 'RATE_LIMITED', rate_limited: {quota_reset: 7}} as const;
    const messages = await written((writer) => writer.streamStatus(USERS, 'RUNNING', [reason]));
    expect(messages).toMatchObject([
      {trace: {stream_status: {stream_descriptor: USERS, status: 'RUNNING', reasons: [reason]}}},
    ]);
  });

  test('DEBUG is written only where it is asked for', async () => {
    const log = (writer: MessageWriter): void => writer.log('DEBUG', 'detail');
    expect(await written(log)).toEqual([]);
    expect(await written(log, {debug: true})).toHaveLength(1);
  });

  test('an error that nobody foresaw becomes a system_error', async () => {
    const [message] = await written((writer) => writer.errorTrace(new TypeError('x is undefined')));
    expect(message).toMatchObject({
      trace: {
        error: {
          failure_type: 'system_error',
          message: expect.stringContaining('x is undefined') as string,
        },
      },
    });
    expect(message).not.toHaveProperty('trace.error.stream_descriptor');
  });

  test('a line break in a text does not break the line', async () => {
    const messages = await written((writer) => {
      writer.log('INFO', 'a\nb\u2028c');
      writer.errorTrace(new SystemError('d\r\ne'));
    });
    expect(messages).toHaveLength(2);
  });
});

test.each<[string, (writer: MessageWriter) => void]>([
  ['RECORD', (writer) => writer.record(USERS, {id: '1', name: 'a\u2028z'}, 5)],
  ['STATE', (writer) => writer.state(USERS, {link: 'a\u2029z'}, 0)],
  ['LOG', (writer) => writer.log('INFO', 'a\u0085z')],
])('a %s with a line separator of Unicode stays in one line', async (_, write) => {
  const sink = new Sink();
  const output = new LineOutput(sink);
  write(new MessageWriter({output, redactor: new Redactor(), now: () => 0}));
  await output.end();
  expect(sink.text.trimEnd()).not.toMatch(/[\n\u0085\u2028\u2029]/);
});
