import {text} from 'node:stream/consumers';
import {brotliCompressSync, deflateRawSync, deflateSync, gzipSync} from 'node:zlib';
import nock from 'nock';
import {ConfigError, SystemError, TransientError} from '../../../src/errors';
import type {ReportFile, ShouldDownload} from '../../../src/graph/reports/report-file';
import {GRAPH, answer, fakeGraph, grantToken, requestFor, useNock} from '../../support/fake-graph';
import type {FakeGraph} from '../../support/fake-graph';
import {expectNoOpenReports} from '../../support/open-reports';

useNock();
const PATH = "/reports/getMailboxUsageDetail(period='D7')";
const STORAGE = 'https://reports.office.com';
const HEADER = 'Report Refresh Date,User Principal Name,Display Name\r\n';
const CSV = `\ufeff${HEADER}2026-02-27,ann@contoso.com,Ann\r\n2026-02-27,zoe@contoso.com,Zoë\r\n`;

let files: ReportFile[];

beforeEach(() => (files = []));
afterEach(() => Promise.all(files.map((file) => file.close())));
expectNoOpenReports();

async function download(
  graph: FakeGraph,
  shouldDownload: ShouldDownload = () => true,
): Promise<ReportFile> {
  const file = await graph.client.getReport(requestFor(graph, PATH), shouldDownload);
  files.push(file);
  return file;
}

async function failure(graph: FakeGraph): Promise<Error> {
  return download(graph).then(
    () => new Error('there was no failure'),
    (error: Error) => error,
  );
}

/** Graph answers with a link to this path of the storage. */
function link(path: string, status = 302): void {
  answer(PATH, status, '', {location: `${STORAGE}${path}`});
}

/** The storage answers a request that has no token. */
function stored(path: string, ...reply: [status: number, body?: string, headers?: object]): void {
  const [status, body = CSV, headers = {}] = reply;
  nock(STORAGE, {badheaders: ['authorization']})
    .get(path)
    .reply(status, body, headers as Record<string, string>);
}

describe('a report', () => {
  test('comes as it is where Graph sends it itself', async () => {
    grantToken();
    answer(PATH, 200, CSV);
    const file = await download(fakeGraph());
    expect(file).toMatchObject({
      header: ['Report Refresh Date', 'User Principal Name', 'Display Name'],
      first: ['2026-02-27', 'ann@contoso.com', 'Ann'],
      isWhole: true,
    });
    await expect(text(file.read())).resolves.toBe(CSV.slice(1));
  });

  test.each([301, 302, 303, 307, 308])(
    'is fetched without the token where Graph sends a link with %d',
    async (status) => {
      grantToken('token-1');
      nock(GRAPH, {reqheaders: {authorization: 'Bearer token-1'}})
        .get(`/v1.0${PATH}`)
        .reply(status, '', {location: `${STORAGE}/x?token=abc`});
      stored('/x?token=abc', 200);
      const graph = fakeGraph();
      const file = await download(graph);
      expect(file.first).toEqual(['2026-02-27', 'ann@contoso.com', 'Ann']);
      expect(graph.context.metrics.requests).toBe(2);
      expect(graph.log.join()).not.toContain('abc');
    },
  );

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ])('comes in %s, from Graph and from a link', async (encoding, encode) => {
    const body = encode(Buffer.from(CSV));
    const headers = {'content-encoding': encoding};
    grantToken();
    nock(GRAPH).get(`/v1.0${PATH}`).reply(200, body, headers);
    const graph = fakeGraph();
    await expect(text((await download(graph)).read())).resolves.toBe(CSV.slice(1));
    link('/x');
    nock(STORAGE).get('/x').reply(203, body, headers);
    await expect(text((await download(graph)).read())).resolves.toBe(CSV.slice(1));
  });

  test('can be read more than once', async () => {
    grantToken();
    answer(PATH, 200, CSV);
    const file = await download(fakeGraph());
    await text(file.read());
    await expect(text(file.read())).resolves.toBe(CSV.slice(1));
  });

  test.each([
    ['without rows', HEADER],
    ['with line feeds alone', CSV.replaceAll('\r', '')],
    ['with a line break in quotes at its end', `${HEADER}2026-02-27,a@b.c,"A\r\nB"\r\n`],
  ])('is whole %s', async (_what, body) => {
    grantToken();
    answer(PATH, 200, body);
    const graph = fakeGraph();
    const file = await download(graph);
    expect(file.isWhole).toBe(true);
    expect(graph.clock.sleeps).toEqual([]);
  });

  test('whose last line has no end is whole when it comes again as it was', async () => {
    grantToken();
    answer(PATH, 200, CSV.trimEnd());
    answer(PATH, 200, CSV.trimEnd());
    const graph = fakeGraph();
    const file = await download(graph);
    expect(file.isWhole).toBe(true);
    expect(graph.clock.sleeps).toEqual([1_000]);
  });

  test('that is not wanted is not kept', async () => {
    grantToken();
    answer(PATH, 200, CSV);
    const heads: unknown[] = [];
    const file = await download(fakeGraph(), (head) => !heads.push(head));
    expect(file.isWhole).toBe(false);
    expect(heads).toEqual([expect.objectContaining({first: file.first})]);
  });
});

describe('a link that leads on', () => {
  test.each([
    ['/data/y?token=2', `${STORAGE}/data/y?token=2`],
    ['y?token=2', `${STORAGE}/data/y?token=2`],
    ['//reportsweu.office.com/y', 'https://reportsweu.office.com/y'],
    ['https://reportsweu.office.com/y', 'https://reportsweu.office.com/y'],
    [`${STORAGE}:8443/y`, `${STORAGE}:8443/y`],
  ])('to %s is followed without the token', async (location, url) => {
    for (const status of [301, 302, 303, 307, 308]) {
      grantToken();
      link('/data/x?token=1');
      stored('/data/x?token=1', status, '', {location});
      const {origin, pathname, search} = new URL(url);
      nock(origin, {badheaders: ['authorization']})
        .get(`${pathname}${search}`)
        .reply(200, CSV);
      const graph = fakeGraph();
      expect((await download(graph)).isWhole).toBe(true);
      expect(graph.context.metrics).toMatchObject({requests: 3, retries: 0});
    }
  });

  test('from Graph by a relative link is followed without the token', async () => {
    grantToken();
    answer(PATH, 302, '', {location: '/v1.0/files/x'});
    nock(GRAPH, {badheaders: ['authorization']})
      .get('/v1.0/files/x')
      .reply(200, CSV);
    expect((await download(fakeGraph())).isWhole).toBe(true);
  });

  test('several times is followed, and no longer for ever', async () => {
    grantToken();
    link('/0');
    for (const at of [0, 1, 2, 3]) stored(`/${at}`, 302, '', {location: `/${at + 1}`});
    stored('/4', 200);
    const graph = fakeGraph();
    expect((await download(graph)).isWhole).toBe(true);
    link('/loop');
    nock(STORAGE).get('/loop').times(5).reply(302, '', {location: '/loop'});
    link('/4');
    stored('/4', 200);
    expect((await download(graph)).isWhole).toBe(true);
    expect(graph.clock.sleeps).toEqual([1_000]);
  });

  test.each([
    'https://evil.example/y?token=3',
    'https://reports.office.com.evil.example/y',
    'https://evil-reports.office.com.example/y',
    'https://xreports.office.com/y',
    'http://reports.office.com/y',
  ])('to %s is not followed', async (location) => {
    grantToken();
    link('/x');
    stored('/x', 302, '', {location});
    link('/new');
    stored('/new', 200);
    const graph = fakeGraph();
    expect((await download(graph)).isWhole).toBe(true);
    expect(graph.context.metrics).toMatchObject({requests: 4, retries: 1});
    expect(graph.log.join()).not.toContain('token=');
  });
});

test.each([
  ['In place of a report came "OK" from reports.office.com', 'OK'],
  ['In place of a report came an empty file from reports.office.com', ''],
  ['A report ended in the middle of a line from reports.office.com', 'Report Refresh Date,Us'],
])('the host is named: %s', async (message, body) => {
  grantToken();
  link('/x');
  stored('/x', 200, body);
  expect((await failure(fakeGraph({failuresMs: 500}))).message).toContain(`${message}, also after`);
});

test('a download that limits requests is told as a limit', async () => {
  grantToken();
  link('/x');
  stored('/x', 429, '');
  const causes: string[] = [];
  const graph = fakeGraph();
  const wait = graph.context.wait;
  graph.context.wait = (ms, sleep, cause) => {
    causes.push(cause);
    return wait(ms, sleep, cause);
  };
  link('/y');
  stored('/y', 200);
  await download(graph);
  expect(causes).toEqual(['rate_limit']);
});

describe('a link', () => {
  test.each(['http://reports.office.com/x', 'ftp://reports.office.com/x', 'https://', ''])(
    'to %j is not followed',
    async (location) => {
      grantToken();
      answer(PATH, 302, '', {location, 'request-id': 'id-1'});
      const error = await failure(fakeGraph());
      expect(error).toBeInstanceOf(SystemError);
      expect(error.message).toBe(
        `Microsoft Graph sent no usable link to the report /v1.0${PATH}. The next sync requests it again.`,
      );
    },
  );

  test.each([403, 404, 410, 500, 302])(
    'that answers %d is replaced by a new one',
    async (status) => {
      grantToken();
      link('/old?token=1');
      stored('/old?token=1', status, 'expired');
      link('/new?token=2');
      stored('/new?token=2', 200);
      const graph = fakeGraph();
      const file = await download(graph);
      expect(file.first?.[1]).toBe('ann@contoso.com');
      expect(graph.clock.sleeps).toEqual([1_000]);
      expect(graph.log.join()).not.toContain('token=');
    },
  );

  test('that asks to wait is obeyed', async () => {
    grantToken();
    link('/old');
    stored('/old', 429, '', {'Retry-After': '17'});
    link('/new');
    stored('/new', 200);
    const graph = fakeGraph();
    await download(graph);
    expect(graph.clock.sleeps).toEqual([17_000]);
  });

  test('that never works is a TransientError that does not tell it', async () => {
    grantToken();
    nock(GRAPH)
      .get(`/v1.0${PATH}`)
      .times(10)
      .reply(302, '', {location: `${STORAGE}/x?token=abc`});
    nock(STORAGE).get('/x?token=abc').times(10).reply(404, 'gone');
    const error = await failure(fakeGraph());
    expect(error).toBeInstanceOf(TransientError);
    expect(error.message).toContain('from reports.office.com answered 404');
    expect(error.message).not.toContain('abc');
  });
});

describe('a body that is no whole report', () => {
  const BODIES: [string, string][] = [
    ['cut within a line', CSV.slice(0, CSV.lastIndexOf(','))],
    ['cut within the first line', `${HEADER}2026-02-27,ann`],
    ['cut within quotes', `${HEADER}2026-02-27,a@b.c,"Ann\r\n`],
    ['cut within quotes after a line break', `${CSV}2026-02-27,a@b.c,"An\r\nn@b.c"",x\r\n`],
    ['cut within the last column', `${HEADER}2026-02-27,ann@contoso.com,A`],
    ['cut before the last column', `${HEADER}2026-02-27,ann@contoso.com,`],
    ['cut within its header', HEADER.slice(0, -9)],
    ['cut behind a name in its header', 'Report Refresh Date,User Principal Name'],
    ['cut before the end of its header line', HEADER.trim()],
    ['HTML', '<html><body>Please sign in</body></html>'],
    ['JSON', '{"unexpected":true}'],
    ['empty', ''],
  ];

  test.each(BODIES)('is asked for again: %s', async (_what, body) => {
    grantToken();
    answer(PATH, 200, body);
    answer(PATH, 200, CSV);
    const graph = fakeGraph();
    const file = await download(graph);
    expect(file.isWhole).toBe(true);
    expect(graph.clock.sleeps).toEqual([1_000]);
  });

  const HOPELESS = BODIES.filter(([what]) => !what.endsWith('the last column'));

  test.each(HOPELESS)('is a TransientError at last: %s', async (_what, body) => {
    grantToken();
    nock(GRAPH).get(`/v1.0${PATH}`).times(10).reply(200, body);
    const graph = fakeGraph();
    await expect(failure(graph)).resolves.toBeInstanceOf(TransientError);
    expect(graph.context.metrics.requests).toBe(10);
  });
});

test('a report in JSON is named as such, and not asked for again', async () => {
  grantToken();
  answer(PATH, 200, {value: [{reportRefreshDate: '2026-02-27', userPrincipalName: 'a@b.c'}]});
  const error = await failure(fakeGraph());
  expect(error).toBeInstanceOf(SystemError);
  expect(error.message).toContain(`sent the report /v1.0${PATH} as JSON`);
});

test('CSV is asked for, and nothing is refused', async () => {
  grantToken();
  const accept: unknown[] = [];
  for (const [host, path] of [
    [GRAPH, `/v1.0${PATH}`],
    [STORAGE, '/x'],
  ] as const) {
    nock(host)
      .get(path)
      .reply(function () {
        accept.push([this.req.headers['accept']].flat()[0]);
        return host === GRAPH ? [302, '', {location: `${STORAGE}/x`}] : [200, CSV];
      });
  }
  await download(fakeGraph());
  expect(accept).toEqual(['text/csv, */*;q=0.5', 'text/csv, */*;q=0.5']);
});

test('a folder that cannot be written ends the download at once', async () => {
  grantToken();
  answer(PATH, 200, CSV);
  const graph = fakeGraph({temporaryFolder: '/does/not/exist'});
  const error = await failure(graph);
  expect(error).toBeInstanceOf(ConfigError);
  expect(error.message).toContain('/does/not/exist');
  expect(graph.clock.sleeps).toEqual([]);
});

describe('a refusal', () => {
  test('of the report is an error with what Graph said', async () => {
    grantToken();
    answer(PATH, 403, {error: {code: 'S2SUnauthorized', message: 'Invalid permission.'}});
    const error = await failure(fakeGraph());
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain(`403 for /v1.0${PATH}, S2SUnauthorized: Invalid permission.`);
  });

  test('of the token leads to a new one', async () => {
    grantToken('token-1');
    grantToken('token-2');
    answer(PATH, 401);
    answer(PATH, 200, CSV);
    const graph = fakeGraph();
    await download(graph);
    expect(graph.tokens).toEqual(['token-1', 'token-2']);
  });
});

test('a report on another host than that of Graph is not asked for', async () => {
  const graph = fakeGraph();
  const request = {...requestFor(graph, ''), url: 'https://evil.example/x'};
  await expect(graph.client.getReport(request, () => true)).rejects.toBeInstanceOf(SystemError);
  expect(graph.tokens).toEqual([]);
});
