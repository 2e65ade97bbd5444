import {ALL_STREAMS, Connection} from '../support/connection';
import {openTenant} from '../support/tenants';

/** "STARTED users" and the like, in the order in which they were written. */
async function beginningsAndEnds(workers: number): Promise<string[]> {
  const tenant = await openTenant({users: 20});
  const connection = new Connection(tenant, {settings: {num_workers: workers}});
  const {messages} = await connection.syncWell();
  return messages.flatMap((message) => {
    if (message.type !== 'TRACE' || message.trace.type !== 'STREAM_STATUS') return [];
    const {status, stream_descriptor: stream} = message.trace.stream_status;
    return status === 'RUNNING' ? [] : `${status} ${stream.name}`;
  });
}

test('with one worker a stream begins when the one before has ended', async () => {
  expect(await beginningsAndEnds(1)).toEqual(
    ALL_STREAMS.flatMap((name) => [`STARTED ${name}`, `COMPLETE ${name}`]),
  );
});

test('with two workers the third stream begins when the first has ended', async () => {
  const order = await beginningsAndEnds(2);
  expect(order.slice(0, 2)).toEqual(ALL_STREAMS.slice(0, 2).map((name) => `STARTED ${name}`));
  expect(order[2]).toMatch(/^COMPLETE /);
  expect(order[3]).toBe(`STARTED ${ALL_STREAMS[2]}`);
});
