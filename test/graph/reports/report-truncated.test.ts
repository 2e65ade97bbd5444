/** Downloads from a real server, which sees when a connection ends. */
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {text} from 'node:stream/consumers';
import {gzipSync} from 'node:zlib';
import {DEFAULT_TIMEOUTS} from '../../../src/graph/timeouts';
import type {Timeouts} from '../../../src/graph/timeouts';
import {bodyText} from '../../../src/graph/body';
import {readCsvRows} from '../../../src/graph/reports/csv';
import {downloadReport} from '../../../src/graph/reports/report-download';
import type {ReportFile, ShouldDownload} from '../../../src/graph/reports/report-file';
import type {GraphRequest} from '../../../src/graph/request';
import {createTransport} from '../../../src/graph/transport';
import type {Transport} from '../../../src/graph/transport';
import {FakeClock} from '../../support/fake-clock';
import {newOwner} from '../../support/request-context';
import {expectNoOpenReports} from '../../support/open-reports';

const HEADER = 'Report Refresh Date,User Principal Name\r\n';
const LINE = '2026-02-27,ann@contoso.com\r\n';

let server: Server;
let transport: Transport;
let clock: FakeClock;
let kept: ReportFile | undefined;

beforeEach(() => {
  clock = new FakeClock();
  kept = undefined;
  transport = createTransport({userAgent: 'test', now: () => clock.now()});
});

afterEach(async () => {
  transport.close();
  server.closeAllConnections();
  server.close();
  await kept?.close();
});
expectNoOpenReports();

async function requestTo(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  signal?: AbortSignal,
): Promise<GraphRequest> {
  server = createServer(handler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/r`;
  return {url, origin: 'report', scope: 'report:x', context: newOwner(signal)};
}

async function download(
  request: GraphRequest,
  shouldDownload: ShouldDownload = () => true,
  timeouts: Partial<Timeouts> = {},
): Promise<void> {
  const {open} = transport;
  const parts = {
    open,
    timeouts: {...DEFAULT_TIMEOUTS, ...timeouts},
    now: () => clock.now(),
    temporaryFolder: tmpdir(),
  };
  const response = await downloadReport(parts, shouldDownload)(request);
  kept = response.body ?? kept;
}

test('a report whose rest is not wanted is cut after its head', async () => {
  let closed: Promise<unknown> | undefined;
  const request = await requestTo((received, response) => {
    closed = once(received.socket, 'close');
    // It never ends: only the other side can.
    response.write(HEADER + LINE + LINE);
  });
  await download(request, () => false);
  await closed;
  expect(kept).toMatchObject({first: ['2026-02-27', 'ann@contoso.com'], isWhole: false});
});

test('a large report is whole, also where its pieces end within lines and letters', async () => {
  const line = '2026-02-27,zoë@contoso.com\r\n';
  const body = Buffer.from(`\ufeff${HEADER}${line.repeat(50_000)}`);
  const request = await requestTo((_received, response) => {
    for (let at = 0; at < body.length; at += 9_973) response.write(body.subarray(at, at + 9_973));
    response.end();
  });
  await download(request);
  expect(kept?.isWhole).toBe(true);
  const content = await text(kept!.read());
  expect(Buffer.byteLength(content) + 3).toBe(body.length);
});

test('a report of which a part was read is there again from its beginning', async () => {
  const body = HEADER + LINE.repeat(50_000);
  const request = await requestTo((_received, response) => response.end(body));
  await download(request);
  for await (const record of readCsvRows(kept!.read(), 2)) {
    expect(record).toEqual(['2026-02-27', 'ann@contoso.com']);
    break;
  }
  expect(await text(kept!.read())).toBe(body);
  expect(await text(kept!.read())).toBe(body);
});

test('a connection that ends within the body is no complete answer', async () => {
  const request = await requestTo((received, response) => {
    response.writeHead(200, {'content-length': 100_000});
    response.write(HEADER + LINE + LINE, () => received.socket.destroy());
  });
  await expect(download(request)).rejects.toMatchObject({name: 'NetworkError'});
  expect(kept).toBeUndefined();
});

test.each<[string, string | undefined, Buffer]>([
  ['becomes silent', undefined, Buffer.from(HEADER + LINE)],
  ['becomes silent before its first line ends', undefined, Buffer.from('Report')],
  ['becomes silent within its compression', 'gzip', gzipSync(HEADER + LINE).subarray(0, 20)],
])('a download that %s is given up', async (_what, encoding, begin) => {
  const request = await requestTo((_received, response) => {
    if (encoding !== undefined) response.setHeader('content-encoding', encoding);
    response.write(begin);
  });
  await expect(download(request, () => true, {silenceMs: 50})).rejects.toMatchObject({
    name: 'NetworkError',
    code: 'TIMEOUT',
    message: expect.stringContaining('no further byte came for 0.05 s') as string,
  });
});

test('a download that comes in drops without end is given up', async () => {
  const request = await requestTo((_received, response) => {
    response.write(HEADER);
    const dripping = setInterval(() => response.write(LINE), 5);
    response.on('close', () => clearInterval(dripping));
  });
  await expect(download(request, () => true, {fileMs: 100})).rejects.toMatchObject({
    name: 'NetworkError',
    message: expect.stringContaining('the answer did not end for 0.1 s') as string,
  });
});

test('a download may take its time as long as it comes on', async () => {
  const lines = [HEADER, ...new Array<string>(20).fill(LINE)];
  const request = await requestTo((_received, response) => {
    const writing = setInterval(() => {
      const line = lines.shift();
      if (line !== undefined) return void response.write(line);
      clearInterval(writing);
      response.end();
    }, 5);
  });
  await download(request, () => true, {textMs: 1});
  expect(kept?.isWhole).toBe(true);
});

test('a compressed report that ends with a line, but before its end, is no complete answer', async () => {
  // Stored, not compressed, so that the text can be cut behind a line.
  const zipped = gzipSync(HEADER + LINE + LINE, {level: 0});
  const request = await requestTo((_received, response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end(zipped.subarray(0, zipped.length - 8 - LINE.length));
  });
  await expect(download(request)).rejects.toMatchObject({name: 'NetworkError'});
  expect(kept).toBeUndefined();
});

test.each([
  ['compressed', {'content-encoding': 'gzip'}, gzipSync(HEADER + LINE).subarray(0, -8)],
  ['plain', {'content-length': '1000'}, Buffer.from(HEADER + LINE)],
])('a %s body that breaks before it is read is an error of whoever reads it', async (...row) => {
  const [, headers, begin] = row;
  const request = await requestTo(({socket}, response) => {
    response.writeHead(200, headers).write(begin, () => socket.end());
    if (!('content-length' in headers)) response.end();
  });
  const {body} = await transport.open(request);
  // Nobody listens for the error.
  await new Promise((resolve) => body.resume().on('close', resolve));
  await expect(bodyText(body, DEFAULT_TIMEOUTS)).rejects.toThrow();
});

test('an abort before a body is read is an error of whoever reads it', async () => {
  const stop = new AbortController();
  const request = await requestTo((_received, response) => {
    response.writeHead(200).flushHeaders();
  }, stop.signal);
  const {body} = await transport.open(request);
  stop.abort();
  await expect(bodyText(body, DEFAULT_TIMEOUTS)).rejects.toThrow();
});

test('the time of a download that fails counts from the question on', async () => {
  const request = await requestTo((received, response) => {
    response.writeHead(200, {'content-length': 100});
    clock.advance(70_000);
    response.write(HEADER, () => received.socket.destroy());
  });
  await expect(download(request)).rejects.toMatchObject({durationMs: 70_000});
});

test('an abort ends a download under way with its own reason', async () => {
  const stop = new AbortController();
  const request = await requestTo((_received, response) => {
    response.write(HEADER + LINE + LINE);
  }, stop.signal);
  const downloading = download(request, () => {
    stop.abort(new Error('enough'));
    return true;
  });
  await expect(downloading).rejects.toThrow('enough');
  expect(kept).toBeUndefined();
});
