import {Connection} from '../support/connection';
import {openTenant} from '../support/tenants';

/** The catalog has the stream under the Entra reporting limit last. */
const CATALOG = ['subscribed_skus', 'users', 'sign_in_activity'];
const IN_START_ORDER = ['sign_in_activity', 'subscribed_skus', 'users'];

/** "STARTED users" and the like, in the order in which they were written. */
async function beginningsAndEnds(workers: number): Promise<string[]> {
  const tenant = await openTenant({users: 20});
  const connection = new Connection(tenant, {
    streams: CATALOG,
    settings: {num_workers: workers},
  });
  const {messages} = await connection.syncWell();
  return messages.flatMap((message) => {
    if (message.type !== 'TRACE' || message.trace.type !== 'STREAM_STATUS') return [];
    const {status, stream_descriptor: stream} = message.trace.stream_status;
    return status === 'RUNNING' ? [] : `${status} ${stream.name}`;
  });
}

test('with one worker a stream begins when the one before has ended', async () => {
  expect(await beginningsAndEnds(1)).toEqual(
    IN_START_ORDER.flatMap((name) => [`STARTED ${name}`, `COMPLETE ${name}`]),
  );
});

test('with two workers the third stream begins when the first has ended', async () => {
  const order = await beginningsAndEnds(2);
  expect(order.slice(0, 2)).toEqual(IN_START_ORDER.slice(0, 2).map((name) => `STARTED ${name}`));
  expect(order[2]).toMatch(/^COMPLETE /);
  expect(order[3]).toBe(`STARTED ${IN_START_ORDER[2]}`);
});
