import type {AirbyteMessage} from '../../src/airbyte/messages';
import {MessageWriter} from '../../src/airbyte/message-writer';
import {LineOutput} from '../../src/airbyte/output';
import {Redactor} from '../../src/airbyte/redactor';
import {StreamWriter} from '../../src/airbyte/stream-writer';
import type {WaitCause} from '../../src/graph/request';
import {Heartbeat} from '../../src/read/heartbeat';
import {Sink} from '../support/output-recorder';

const MINUTE = 60_000;

/** A stream whose time passes by `sleep` alone, and what it said by when (in seconds). */
class Watched {
  readonly heartbeat: Heartbeat;
  readonly writer: StreamWriter;
  private time = 0;
  private readonly sink = new Sink();
  private readonly output = new LineOutput(this.sink);

  constructor() {
    const messages = new MessageWriter({
      output: this.output,
      redactor: new Redactor(),
      now: () => this.time,
    });
    const now = (): number => this.time;
    this.writer = new StreamWriter(messages, {name: 'users'}, {page: 1});
    const logProgress = (until?: number): void =>
      messages.log('INFO', `${this.time / 1_000} s, until ${until ?? '-'}`);
    this.heartbeat = new Heartbeat({writer: this.writer, now, logProgress});
  }

  readonly sleep = (ms: number): Promise<void> => {
    this.time += ms;
    return Promise.resolve();
  };

  wait(ms: number, cause: WaitCause = 'rate_limit', sleep = this.sleep): Promise<void> {
    return this.heartbeat.wait(ms, {sleep, cause});
  }

  async said(type: AirbyteMessage['type']): Promise<AirbyteMessage[]> {
    await this.output.end();
    return this.sink.messages<AirbyteMessage>().filter((message) => message.type === type);
  }

  async told(): Promise<string[]> {
    const logs = await this.said('LOG');
    return logs.flatMap((message) => (message.type === 'LOG' ? message.log.message : []));
  }
}

test('a short wait is no news', async () => {
  const watched = new Watched();
  await watched.wait(29_999);
  expect([await watched.said('TRACE'), await watched.told()]).toEqual([[], []]);
});

test('a long wait for a rate limit is RATE_LIMITED until its end, and then RUNNING', async () => {
  const watched = new Watched();
  await watched.wait(5 * MINUTE);
  const statuses = (await watched.said('TRACE')).map((message) =>
    message.type === 'TRACE' && message.trace.type === 'STREAM_STATUS'
      ? message.trace.stream_status
      : undefined,
  );
  expect(statuses).toEqual([
    {
      stream_descriptor: {name: 'users'},
      status: 'RUNNING',
      reasons: [{type: 'RATE_LIMITED', rate_limited: {quota_reset: 5 * MINUTE}}],
    },
    {stream_descriptor: {name: 'users'}, status: 'RUNNING'},
  ]);
});

test.each<[ms: number, cause: WaitCause, count: number]>([
  [29_999, 'rate_limit', 0],
  [30_000, 'rate_limit', 2],
  [60_000, 'backoff', 0],
])('a wait of %d ms because of %s leads to %d statuses', async (ms, cause, count) => {
  const watched = new Watched();
  await watched.wait(ms, cause);
  expect(await watched.said('TRACE')).toHaveLength(count);
});

test('a wait that is no rate limit is in the log as every other', async () => {
  const watched = new Watched();
  await watched.wait(60_000, 'backoff');
  expect(await watched.told()).toEqual(['30 s, until 60000', '60 s, until -']);
});

test('several waits at the same time are one RATE_LIMITED and one RUNNING', async () => {
  const watched = new Watched();
  const ends: (() => void)[] = [];
  const open = (): Promise<void> => new Promise((resolve) => ends.push(resolve));
  const waits = [
    watched.wait(30_000, 'rate_limit', open),
    watched.wait(30_000, 'rate_limit', open),
  ];
  ends[0]!();
  await waits[0];
  const first = (await watched.said('TRACE')).length;
  expect(first).toBe(1);
  ends[1]!();
  await waits[1];
});

test.each([
  [29_999, []],
  [30_000, ['30 s, until -']],
])('after %d ms of writing it says %j', async (ms, told) => {
  const watched = new Watched();
  await watched.sleep(ms);
  watched.heartbeat.wrote();
  expect(await watched.told()).toEqual(told);
});

test.each([
  [10 * MINUTE - 1, 0],
  [10 * MINUTE, 1],
  [20 * MINUTE - 1, 1],
  [20 * MINUTE, 2],
])('after %d ms of silence the last safe state is repeated %d times', async (ms, count) => {
  const watched = new Watched();
  await watched.wait(ms);
  expect(await watched.said('STATE')).toHaveLength(count);
});

test('while a stream waits, it says every 30 seconds how far it is', async () => {
  const watched = new Watched();
  await watched.wait(75_000);
  expect(await watched.told()).toEqual(['30 s, until 75000', '60 s, until 75000']);
});

test('while a stream writes, it says every 30 seconds how far it is', async () => {
  const watched = new Watched();
  for (let second = 0; second < 65; second += 5) {
    await watched.sleep(5_000);
    watched.heartbeat.wrote();
  }
  expect(await watched.told()).toEqual(['30 s, until -', '60 s, until -']);
});

test('the last safe state is repeated every ten minutes of silence', async () => {
  const watched = new Watched();
  await watched.wait(35 * MINUTE);
  expect((await watched.said('STATE')).length).toBe(3);
});

test('short waits one after the other are silence as well', async () => {
  const watched = new Watched();
  for (let wait = 0; wait < 31; wait += 1) await watched.wait(20_000);
  expect((await watched.said('STATE')).length).toBe(1);
});

test('whoever writes is not silent', async () => {
  const watched = new Watched();
  for (let wait = 0; wait < 10; wait += 1) {
    await watched.wait(9 * MINUTE);
    watched.heartbeat.wrote();
  }
  expect(await watched.said('STATE')).toEqual([]);
});
