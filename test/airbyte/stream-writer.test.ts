import {MessageWriter} from '../../src/airbyte/message-writer';
import type {AirbyteMessage, JsonObject} from '../../src/airbyte/messages';
import {LineOutput} from '../../src/airbyte/output';
import {Redactor} from '../../src/airbyte/redactor';
import {StreamWriter} from '../../src/airbyte/stream-writer';
import {Sink} from '../support/output-recorder';

const ROWS = [{id: '1'}, {id: '2'}, {id: '3'}];

/** The messages in short, such as "RECORD 1" and "STATE {"a":1} counts 2". */
async function reported(
  say: (report: StreamWriter) => Promise<void> | void,
  incoming?: JsonObject,
): Promise<string[]> {
  const sink = new Sink();
  const output = new LineOutput(sink);
  const messages = new MessageWriter({output, redactor: new Redactor(), now: () => 0});
  await say(new StreamWriter(messages, {name: 'users'}, incoming));
  await output.end();
  return sink.messages<AirbyteMessage>().map(inShort);
}

function inShort(message: AirbyteMessage): string {
  if (message.type === 'RECORD') return `RECORD ${String(message.record.data['id'])}`;
  if (message.type === 'STATE') {
    const {stream, sourceStats} = message.state;
    return `STATE ${JSON.stringify(stream.stream_state)} counts ${sourceStats.recordCount}`;
  }
  if (message.type === 'TRACE' && message.trace.type === 'STREAM_STATUS') {
    const {status, reasons = []} = message.trace.stream_status;
    const resets = reasons.map((reason) => reason.rate_limited.quota_reset);
    return [status, ...resets].join(' until ');
  }
  return message.type;
}

describe('a stream that ends well', () => {
  test('says STARTED, RUNNING once, records, states and COMPLETE in this order', async () => {
    const messages = await reported(async (report) => {
      report.started();
      await report.batch(ROWS.slice(0, 2), 5);
      report.state({page: 1});
      await report.batch(ROWS.slice(2), 6);
      report.state({page: 2});
      report.complete();
    });
    expect(messages).toEqual([
      'STARTED',
      'RUNNING',
      'RECORD 1',
      'RECORD 2',
      'STATE {"page":1} counts 2',
      'RECORD 3',
      'STATE {"page":2} counts 1',
      'COMPLETE',
    ]);
  });

  test('says RUNNING also where it has no records', async () => {
    const messages = await reported((report) => {
      report.started();
      report.state({});
      report.complete();
    });
    expect(messages).toEqual(['STARTED', 'RUNNING', 'STATE {} counts 0', 'COMPLETE']);
  });

  test('counts its records over all batches', async () => {
    let records = 0;
    await reported(async (report) => {
      await report.batch(ROWS, 5);
      report.state({});
      await report.batch(ROWS, 6);
      records = report.records;
    });
    expect(records).toBe(6);
  });
});

describe('a stream that fails', () => {
  test('repeats its last safe state with the records that followed it', async () => {
    const messages = await reported(async (report) => {
      report.started();
      await report.batch(ROWS.slice(0, 1), 5);
      report.state({page: 1});
      await report.batch(ROWS.slice(1), 6);
      report.incomplete();
    });
    expect(messages.slice(-5)).toEqual([
      'STATE {"page":1} counts 1',
      'RECORD 2',
      'RECORD 3',
      'STATE {"page":1} counts 2',
      'INCOMPLETE',
    ]);
  });

  test('counts the records of a batch up to one that cannot be written', async () => {
    const messages = await reported(async (report) => {
      report.started();
      report.state({page: 1});
      const broken = [{id: '1'}, {id: '\0'}, {id: '3'}];
      await expect(report.batch(broken, 5)).rejects.toThrow(
        'users: Microsoft Graph sent a row whose id is of',
      );
      report.incomplete();
    });
    expect(messages.slice(-3)).toEqual(['RECORD 1', 'STATE {"page":1} counts 1', 'INCOMPLETE']);
  });

  test('repeats the state that it was given where it has no newer one', async () => {
    const fail = async (report: StreamWriter): Promise<void> => {
      await report.batch(ROWS.slice(0, 1), 5);
      report.incomplete();
    };
    const messages = await reported(fail, {from: 'before'});
    expect(messages).toEqual([
      'RUNNING',
      'RECORD 1',
      'STATE {"from":"before"} counts 1',
      'INCOMPLETE',
    ]);
  });

  test('repeats nothing where there never was a state', async () => {
    const messages = await reported(async (report) => {
      await report.batch(ROWS.slice(0, 1), 5);
      report.incomplete();
    });
    expect(messages).toEqual(['RUNNING', 'RECORD 1', 'INCOMPLETE']);
  });

  test('repeats nothing where no record followed the state', async () => {
    const messages = await reported(
      (report) => {
        report.started();
        report.incomplete();
      },
      {from: 'before'},
    );
    expect(messages).toEqual(['STARTED', 'INCOMPLETE']);
  });
});

test('a batch waits for a slow reader', async () => {
  const sink = new Sink({slow: true});
  const output = new LineOutput(sink);
  const messages = new MessageWriter({output, redactor: new Redactor(), now: () => 0});
  const report = new StreamWriter(messages, {name: 'users'}, undefined);
  let taken = false;
  const batch = report.batch([{id: 'x'.repeat(70_000)}], 5).then(() => (taken = true));
  await new Promise(setImmediate);
  expect(taken).toBe(false);
  await sink.release();
  await batch;
  expect(taken).toBe(true);
});

describe('a stream that has to wait', () => {
  test('is RUNNING until a time, and then RUNNING again', async () => {
    const messages = await reported(async (report) => {
      report.started();
      report.rateLimited(9_000);
      report.running();
      await report.batch(ROWS.slice(0, 1), 5);
      report.complete();
    });
    expect(messages).toEqual(['STARTED', 'RUNNING until 9000', 'RUNNING', 'RECORD 1', 'COMPLETE']);
  });

  test('repeats its last safe state, which counts the records since', async () => {
    const messages = await reported(async (report) => {
      report.state({page: 1});
      report.repeatState();
      await report.batch(ROWS, 5);
      report.repeatState();
      report.repeatState();
    });
    expect(messages.filter((message) => message.startsWith('STATE'))).toEqual([
      'STATE {"page":1} counts 0',
      'STATE {"page":1} counts 0',
      'STATE {"page":1} counts 3',
      'STATE {"page":1} counts 0',
    ]);
  });

  test('repeats the state that was handed in, and none where there is none', async () => {
    const repeat = (report: StreamWriter): void => report.repeatState();
    expect(await reported(repeat, {page: 4})).toEqual(['RUNNING', 'STATE {"page":4} counts 0']);
    expect(await reported(repeat)).toEqual([]);
  });
});
