/** Refusals that do not say what is wrong, and throttles in any status. */
import {SystemError} from '../../src/errors';
import {answer, fakeGraph, grantToken, requestFor, useNock} from '../support/fake-graph';
import type {FakeGraph} from '../support/fake-graph';

useNock();

const SAYS_NOTHING = {error: {code: 'UnknownError', message: ''}};
const SAYS_WHAT = {error: {code: 'BadRequest', message: 'The property x is not known.'}};

function get(graph: FakeGraph): Promise<unknown> {
  return graph.client.getJson(requestFor(graph, '/users'));
}

function answers(times: number, ...reply: [status: number, body: object, headers?: object]): void {
  const [status, body, headers = {}] = reply;
  for (let time = 0; time < times; time += 1) {
    answer('/users', status, body, {'request-id': 'id-1', ...headers});
  }
}

test.each([400, 404, 409, 412])('a %d without a reason is asked again', async (status) => {
  for (const times of [1, 2, 3]) {
    grantToken();
    answers(times, status, SAYS_NOTHING);
    answers(1, 200, {value: [1]});
    const graph = fakeGraph();
    await expect(get(graph)).resolves.toEqual({value: [1]});
    expect(graph.clock.sleeps).toEqual([1_000, 2_000, 4_000].slice(0, times));
    expect(graph.context.metrics).toMatchObject({requests: times + 1, retries: times});
  }
});

test('three times in vain, and it counts', async () => {
  grantToken();
  answers(4, 400, SAYS_NOTHING);
  const graph = fakeGraph();
  await expect(get(graph)).rejects.toBeInstanceOf(SystemError);
  expect(graph.clock.sleeps).toEqual([1_000, 2_000, 4_000]);
});

test('the attempts that failed for another reason do not count', async () => {
  grantToken();
  answers(2, 503, {});
  answers(1, 400, SAYS_NOTHING);
  answers(1, 503, {});
  answers(2, 404, SAYS_NOTHING);
  answers(1, 200, {value: [1]});
  await expect(get(fakeGraph())).resolves.toEqual({value: [1]});
});

test('a reason that comes with a further attempt counts', async () => {
  grantToken();
  answers(1, 400, SAYS_NOTHING);
  answers(1, 400, SAYS_WHAT);
  await expect(get(fakeGraph())).rejects.toThrow('The property x is not known (request-id');
});

test('the wait that a refusal asks for is kept', async () => {
  grantToken();
  answers(1, 409, SAYS_NOTHING, {'retry-after': '17'});
  answers(1, 200, {value: [1]});
  const graph = fakeGraph();
  await get(graph);
  expect(graph.clock.sleeps).toEqual([17_000]);
});

test('a budget that is spent ends the attempts before', async () => {
  grantToken();
  answers(2, 400, SAYS_NOTHING);
  const graph = fakeGraph({failuresMs: 1_000});
  await expect(get(graph)).rejects.toBeInstanceOf(SystemError);
  expect(graph.clock.sleeps).toEqual([1_000]);
});

test('a throttle in a 409 waits as one in a 429 does, more often than three times', async () => {
  grantToken();
  const body = {error: {code: 'Conflict', message: 'Request limit exceeded.'}};
  answers(5, 409, body, {'retry-after': '20'});
  answers(1, 200, {value: [1]});
  const graph = fakeGraph();
  await expect(get(graph)).resolves.toEqual({value: [1]});
  expect(graph.clock.sleeps).toEqual(Array(5).fill(20_000));
});
