/** The reader of the output is slower than Graph. */
import nock from 'nock';
import {IncomingStates} from '../../src/airbyte/state';
import {GRAPH, answer, grantToken, useNock} from '../support/fake-graph';
import {Sink} from '../support/output-recorder';
import {SETTINGS, run} from '../support/session';

useNock();

/** Longer than what the output gathers before it writes. */
const LONG_NAME = 'x'.repeat(70_000);

function user(id: string): object {
  return {id, userPrincipalName: `${id}@contoso.com`, displayName: LONG_NAME};
}

/** Many more turns of the event loop than a request takes that nock answers. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3_000; turn += 1) await new Promise(setImmediate);
}

async function releaseAll(sink: Sink): Promise<void> {
  for (;;) await sink.release();
}

/** The third page and those behind it: while a page is written, the next one is already there. */
function longList(): nock.Scope[] {
  nock(GRAPH)
    .get(/^\/v1\.0\/users\?\$select/)
    .reply(200, {value: [user('u1')], '@odata.nextLink': `${GRAPH}/v1.0/users?p=2`});
  return [2, 3, 4].map((number) => {
    const next = number < 4 ? {'@odata.nextLink': `${GRAPH}/v1.0/users?p=${number + 1}`} : {};
    return answer(`/users?p=${number}`, 200, {value: [user(`u${number}`)], ...next});
  });
}

test('no page is asked for, and none is written, until the reader has taken the one before', async () => {
  grantToken();
  const [second, third] = longList();
  const sink = new Sink({slow: true});
  const {source, session, written} = run(sink);
  const streams = [
    {
      descriptor: {name: 'users'},
      syncMode: 'full_refresh',
      destinationSyncMode: 'append',
    } as const,
  ];
  const states = IncomingStates.parse([]);
  const reading = source.read({config: SETTINGS, streams, states}, session);
  while (!second!.isDone()) await new Promise(setImmediate);
  await settle();
  expect(third!.isDone()).toBe(false);
  void releaseAll(sink);
  await expect(reading).resolves.toBe(0);
  const ids = (await written()).flatMap((message) =>
    message.type === 'RECORD' ? [message.record.data['id']] : [],
  );
  expect(ids).toEqual(['u1', 'u2', 'u3', 'u4']);
});
