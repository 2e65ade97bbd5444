import nock from 'nock';
import {SystemError, TransientError} from '../../src/errors';
import {readPages} from '../../src/graph/pages';
import type {Page} from '../../src/graph/pages';
import {ADVANCED_QUERY_HEADERS} from '../../src/graph/query';
import {GRAPH, answer, fakeGraph, grantToken, requestFor, useNock} from '../support/fake-graph';
import type {FakeGraph} from '../support/fake-graph';

useNock();
beforeEach(() => void grantToken());

const NEXT = '@odata.nextLink';

function link(path: string): string {
  return `${GRAPH}/v1.0${path}`;
}

function pagesOf(graph: FakeGraph, headers?: Record<string, string>): AsyncGenerator<Page, void> {
  return readPages(graph.client, {...requestFor(graph, '/users'), ...(headers && {headers})});
}

/** The pages up to the end or to an error, and that error. */
async function readAll(pages: AsyncGenerator<Page, void>): Promise<{read: Page[]; error?: Error}> {
  const read: Page[] = [];
  try {
    for await (const page of pages) read.push(page);
    return {read};
  } catch (error) {
    return {read, error: error as Error};
  }
}

describe('pages', () => {
  test('are followed to the last one', async () => {
    answer('/users', 200, {value: [1], [NEXT]: link('/users?$skiptoken=a%2Bb')});
    answer('/users?$skiptoken=a%2Bb', 200, {value: [2], [NEXT]: link('/users?$skiptoken=c')});
    answer('/users?$skiptoken=c', 200, {value: []});
    const {read, error} = await readAll(pagesOf(fakeGraph()));
    expect(error).toBeUndefined();
    expect(read.map(({rows}) => rows)).toEqual([[1], [2], []]);
  });

  test('end with the link of the next round, where there is one', async () => {
    const deltaLink = link('/users/delta?$deltatoken=x');
    answer('/users', 200, {value: [], '@odata.deltaLink': deltaLink});
    const {read} = await readAll(pagesOf(fakeGraph()));
    expect(read).toEqual([{rows: [], deltaLink}]);
  });

  test('end where the next link is empty or null', async () => {
    answer('/users', 200, {value: [1], [NEXT]: '', '@odata.deltaLink': null});
    const {read} = await readAll(pagesOf(fakeGraph()));
    expect(read).toEqual([{rows: [1]}]);
  });

  test.each([[7], [{}], ['users?p=2'], [link('/users?p=\0')]])(
    'fail where the next link is %j, which is no end of the list',
    async (next) => {
      answer('/users', 200, {value: [1], [NEXT]: next});
      const {read, error} = await readAll(pagesOf(fakeGraph()));
      expect(read).toEqual([]);
      expect((error as Error).message).toContain('whose @odata.nextLink is not a link');
    },
  );

  test('of a filtered list all carry the header ConsistencyLevel', async () => {
    const advanced = nock(GRAPH, {reqheaders: {consistencylevel: 'eventual'}});
    advanced.get('/v1.0/users').reply(200, {value: [1], [NEXT]: link('/users?p=2')});
    advanced.get('/v1.0/users?p=2').reply(200, {value: [2], [NEXT]: link('/users?p=3')});
    advanced.get('/v1.0/users?p=3').reply(200, {value: [3]});
    const {read, error} = await readAll(pagesOf(fakeGraph(), ADVANCED_QUERY_HEADERS));
    expect(error).toBeUndefined();
    expect(read).toHaveLength(3);
  });

  test('of a plain list carry no such header', async () => {
    nock(GRAPH, {badheaders: ['consistencylevel']})
      .get('/v1.0/users')
      .reply(200, {value: [1]});
    expect((await readAll(pagesOf(fakeGraph()))).read).toHaveLength(1);
  });
});

describe('what is no page is an error', () => {
  test.each<[string, nock.Body]>([
    ['no value', {error: null}],
    ['a value that is null', {value: null}],
    ['a value that is an object', {value: {}}],
    ['a list', []],
    ['null', 'null'],
    ['a text', '"value"'],
    ['a number', '0'],
  ])('%s', async (_what, body) => {
    for (let times = 0; times < 4; times += 1) answer('/users', 200, body);
    const graph = fakeGraph();
    const {read, error} = await readAll(pagesOf(graph));
    expect(read).toEqual([]);
    expect(error).toBeInstanceOf(SystemError);
    expect(error?.message).toContain(
      'Microsoft Graph answered without the list "value", which does not count as an empty list: ' +
        '200 for /v1.0/users, ',
    );
    expect(graph.clock.sleeps).toEqual([1_000, 2_000, 4_000]);
  });

  test('and tells what Graph says in it', async () => {
    const body = {error: {code: 'UnknownError', message: 'No list today.'}};
    for (let times = 0; times < 4; times += 1) answer('/users', 200, body);
    const {error} = await readAll(pagesOf(fakeGraph()));
    expect(error?.message).toMatch(/200 for \/v1\.0\/users, UnknownError: No list today\.$/);
  });

  test('unless a page comes in one of three further attempts', async () => {
    for (let times = 0; times < 3; times += 1) answer('/users', 200, {});
    answer('/users', 200, {value: [1]});
    expect((await readAll(pagesOf(fakeGraph()))).read).toEqual([{rows: [1]}]);
  });

  test('the pages before it are delivered', async () => {
    answer('/users', 200, {value: [1], [NEXT]: link('/users?p=2')});
    for (let times = 0; times < 4; times += 1) answer('/users?p=2', 200, {});
    const {read, error} = await readAll(pagesOf(fakeGraph()));
    expect(read).toHaveLength(1);
    expect(error).toBeInstanceOf(SystemError);
  });
});

describe('a link that would lead astray', () => {
  test('to the page itself is an error after that page was delivered', async () => {
    answer('/users', 200, {value: [1], [NEXT]: link('/users')});
    const {read, error} = await readAll(pagesOf(fakeGraph()));
    expect(read.map(({rows}) => rows)).toEqual([[1]]);
    expect(error).toBeInstanceOf(SystemError);
    expect(error?.message).toContain('repeats a page link of /v1.0/users');
  });

  test('to a page of before is an error after the last new page was delivered', async () => {
    answer('/users', 200, {value: [1], [NEXT]: link('/users?p=2')});
    answer('/users?p=2', 200, {value: [2], [NEXT]: link('/users?p=3')});
    answer('/users?p=3', 200, {value: [3], [NEXT]: link('/users?p=2')});
    const {read, error} = await readAll(pagesOf(fakeGraph()));
    expect(read.map(({rows}) => rows)).toEqual([[1], [2], [3]]);
    expect(error).toBeInstanceOf(SystemError);
  });

  test('to another host is an error after the page was delivered', async () => {
    answer('/users', 200, {value: [1], [NEXT]: 'https://evil.example/v1.0/users'});
    const {read, error} = await readAll(pagesOf(fakeGraph()));
    expect(read).toHaveLength(1);
    expect(error?.message).toContain('A link names evil.example');
  });
});

describe('pages without rows', () => {
  /** Of 25,000 pages, each with a link to the next one, those of multiples of `rowsAt` with a row. */
  async function pagesWithoutRows(rowsAt: number): Promise<AsyncGenerator<Page, void>> {
    let number = 0;
    const graph = fakeGraph();
    await graph.client.authenticate(requestFor(graph, '/users').context);
    const getJson = (): Promise<object> => {
      number += 1;
      const value = number % rowsAt === 0 ? [number] : [];
      const next = number < 25_000 ? {[NEXT]: link(`/users?p=${number}`)} : {};
      return Promise.resolve({value, ...next});
    };
    const client = {getJson} as unknown as typeof graph.client;
    return readPages(client, requestFor(graph, '/users'));
  }

  test('are followed as long as a row comes now and then', async () => {
    const {read, error} = await readAll(await pagesWithoutRows(10_001));
    expect(error).toBeUndefined();
    expect(read.flatMap(({rows}) => rows)).toEqual([10_001, 20_002]);
  });

  test('end the list after 10,000 of them', async () => {
    const {read, error} = await readAll(await pagesWithoutRows(Infinity));
    expect(read).toHaveLength(10_000);
    expect(error).toBeInstanceOf(TransientError);
    expect(error?.message).toContain('10000 empty pages in a row');
  });
});

test('a link for the next sync to another host is an error, so that no state keeps it', async () => {
  answer('/users', 200, {value: [1], '@odata.deltaLink': 'https://evil.example/v1.0/users'});
  const {read, error} = await readAll(pagesOf(fakeGraph()));
  expect(read).toEqual([]);
  expect(error?.message).toContain('A link names evil.example');
});

describe('the page after', () => {
  test('is asked for before the page at hand is used', async () => {
    const asked = new Promise((resolve) => {
      answer('/users', 200, {value: [1], [NEXT]: link('/users?p=2')});
      nock(GRAPH)
        .get('/v1.0/users?p=2')
        .reply(200, () => {
          resolve(undefined);
          return {value: [2]};
        });
    });
    const pages = pagesOf(fakeGraph());
    const first = await pages.next();
    await asked;
    expect(first.value).toMatchObject({rows: [1]});
    await expect(pages.next()).resolves.toMatchObject({value: {rows: [2]}});
  });

  test('is the only one that is asked for ahead', async () => {
    const answers = ['/users?p=2', '/users?p=3'].map((path, index) =>
      answer(path, 200, {value: [], [NEXT]: link(`/users?p=${index + 3}`)}),
    );
    answer('/users', 200, {value: [1], [NEXT]: link('/users?p=2')});
    answer('/users?p=4', 200, {value: []});
    const graph = fakeGraph();
    const pages = pagesOf(graph);
    await pages.next();
    while (!answers[0]?.isDone()) await new Promise(setImmediate);
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(answers[1]?.isDone()).toBe(false);
    await readAll(pages);
  });

  test('gives up its wait when nobody wants it any more', async () => {
    answer('/users', 200, {value: [1], [NEXT]: link('/users?p=2')});
    answer('/users?p=2', 429, '', {'Retry-After': '600'});
    const graph = fakeGraph();
    const reached = new Promise<AbortSignal>((resolve) => {
      graph.clock.sleep = (_ms, signal): Promise<void> => {
        resolve(signal);
        return new Promise((_resolve, reject) => signal.addEventListener('abort', reject));
      };
    });
    const pages = pagesOf(graph);
    await pages.next();
    const signal = await reached;
    expect(signal.aborted).toBe(false);
    await pages.return();
    expect(signal.aborted).toBe(true);
  });

  test('may fail unseen when nobody wants it any more', async () => {
    answer('/users', 200, {value: [1], [NEXT]: link('/users?p=2')});
    const failed = answer('/users?p=2', 404);
    const pages = pagesOf(fakeGraph());
    await pages.next();
    while (!failed.isDone()) await new Promise(setImmediate);
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    await expect(pages.return()).resolves.toMatchObject({done: true});
  });
});
