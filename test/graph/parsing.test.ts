/** What becomes of the body of a success. */
import {setImmediate as immediate} from 'node:timers/promises';
import {Mutex} from '../../src/graph/mutex';
import {answer, fakeGraph, grantToken, requestFor, useNock} from '../support/fake-graph';
import type {FakeGraph} from '../support/fake-graph';

useNock();

const {signal} = new AbortController();

function get(graph: FakeGraph, path: string, parsing?: Mutex): Promise<unknown> {
  return graph.client.getJson({...requestFor(graph, path), parsing});
}

test('JSON is read without a byte order mark', async () => {
  grantToken();
  answer('/users', 200, '\ufeff{"value":["é"]}');
  await expect(get(fakeGraph(), '/users')).resolves.toEqual({value: ['é']});
});

test('of requests that share a mutex, a body is parsed when the one before was used', async () => {
  grantToken();
  const graph = fakeGraph();
  const parsing = new Mutex();
  answer('/users?p=1', 200, {value: [1]});
  answer('/users?p=2', 200, {value: [2]});
  const parsed: unknown[] = [];
  const both = ['/users?p=1', '/users?p=2'].map(async (path) => {
    parsed.push(await get(graph, path, parsing));
  });
  await Promise.race(both);
  for (let turn = 0; turn < 200; turn += 1) await immediate();
  expect(parsed).toHaveLength(1);
  parsing.release();
  await Promise.all(both);
  expect(parsed).toHaveLength(2);
});

test.each([
  ['no JSON', 200, 'cut sho'],
  ['no list', 200, {}],
  ['a refusal', 503, {error: {code: 'serviceNotAvailable'}}],
])('%s does not keep the mutex from the next attempt', async (_, status, body) => {
  grantToken();
  answer('/users', status, body);
  answer('/users', 200, {value: []});
  const parsing = new Mutex();
  await expect(get(fakeGraph(), '/users', parsing)).resolves.toEqual({value: []});
  parsing.release();
  await expect(parsing.acquire(signal)).resolves.toBeUndefined();
});
