import nock from 'nock';
import type {WaitCause} from '../../src/graph/request';
import {GRAPH, answer, fakeGraph, grantToken, requestFor, useNock} from '../support/fake-graph';
import type {FakeGraph} from '../support/fake-graph';

useNock();

/** Asks until an answer comes, and returns why it had to wait. */
async function causesOf(graph: FakeGraph): Promise<WaitCause[]> {
  const causes: WaitCause[] = [];
  const request = requestFor(graph, '/users');
  const context = {
    ...request.context,
    wait: (ms: number, sleep: (ms: number) => Promise<void>, cause: WaitCause): Promise<void> => {
      causes.push(cause);
      return sleep(ms);
    },
  };
  await graph.client.getJson({...request, context});
  return causes;
}

type Headers = Record<string, string>;

test.each<[status: number, headers: Headers, cause: WaitCause]>([
  [429, {}, 'rate_limit'],
  [429, {'retry-after': '40'}, 'rate_limit'],
  [429, {'retry-after': '0'}, 'rate_limit'],
  [502, {'retry-after': '40'}, 'rate_limit'],
  [503, {'retry-after': '40'}, 'rate_limit'],
  [503, {'retry-after': '0'}, 'backoff'],
  [503, {'retry-after': 'soon'}, 'backoff'],
  [503, {}, 'backoff'],
  [500, {}, 'backoff'],
  [504, {}, 'backoff'],
])('after %d with the headers %j the cause of the wait is %s', async (status, headers, cause) => {
  grantToken();
  answer('/users', status, {}, headers);
  answer('/users', 200);
  expect(await causesOf(fakeGraph())).toEqual([cause]);
});

test('after a connection that was reset the cause of the wait is backoff', async () => {
  grantToken();
  const cause = Object.assign(new Error('reset'), {code: 'ECONNRESET'});
  // Not before anybody listens for errors.
  nock(GRAPH).get('/v1.0/users').delayConnection(1).replyWithError(cause);
  answer('/users', 200);
  expect(await causesOf(fakeGraph())).toEqual(['backoff']);
});

test('between a refusal and its confirmation the cause of the wait is backoff', async () => {
  grantToken();
  answer('/users', 403, {error: {code: 'MissingCredentials', message: ''}});
  answer('/users', 200);
  expect(await causesOf(fakeGraph())).toEqual(['backoff']);
});

test('a wait for our own limiter is one for a rate limit', async () => {
  grantToken();
  answer('/users', 200);
  answer('/users', 200);
  const graph = fakeGraph({limitOf: () => ({requests: 1, windowMs: 60_000})});
  expect(await causesOf(graph)).toEqual([]);
  expect(await causesOf(graph)).toEqual(['rate_limit']);
});
