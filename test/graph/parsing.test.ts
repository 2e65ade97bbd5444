/** What becomes of the body of a success. */
import {setImmediate as immediate} from 'node:timers/promises';
import {rowTextOf} from '../../src/copied-row';
import {Mutex} from '../../src/graph/mutex';
import {RowCopier} from '../../src/graph/row-copier';
import {
  answer,
  answerUnsigned,
  fakeGraph,
  grantToken,
  requestFor,
  useNock,
} from '../support/fake-graph';
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

describe('a page whose rows may be copied', () => {
  const ROW = {id: 'a', other: 'x/y'};
  const rowCopier = RowCopier.of({all: ['id'], sent: ['id'], looked: ['id'], nullText: '-'});

  async function read(graph: FakeGraph): Promise<{row: object; isCopied: boolean}> {
    const answered = graph.client.getJson({...requestFor(graph, '/users'), rowCopier});
    const [row] = ((await answered) as {value: object[]}).value as [object];
    return {row, isCopied: rowTextOf(row) !== undefined};
  }

  test('has a copied row where the row has fields of the stream alone', async () => {
    grantToken();
    answer('/users', 200, {value: [{id: 'a'}]});
    await expect(read(fakeGraph())).resolves.toMatchObject({row: {id: 'a'}, isCopied: true});
    grantToken();
    answer('/users', 200, {value: [ROW]});
    await expect(read(fakeGraph())).resolves.toEqual({row: ROW, isCopied: false});
  });

  test('is parsed where nothing shows that it is an answer of Microsoft', async () => {
    grantToken();
    answerUnsigned('/users', 200, {value: [{id: 'a'}]});
    await expect(read(fakeGraph())).resolves.toEqual({row: {id: 'a'}, isCopied: false});
  });

  test.each([
    '{"value":[{"id":"a"',
    '{"value":[{"id":"a","other":1.}]}',
    '{"value":[{"id":"a"}],"a":01}',
  ])('is asked for again where it is no JSON: %s', async (body) => {
    grantToken();
    answer('/users', 200, body);
    answer('/users', 200, {value: [{id: 'b'}]});
    await expect(read(fakeGraph())).resolves.toMatchObject({row: {id: 'b'}, isCopied: true});
  });
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
