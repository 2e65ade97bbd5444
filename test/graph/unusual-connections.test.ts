/** What HTTP allows and servers do, though seldom: none of it costs an answer. */
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import {createServer as createRawServer} from 'node:net';
import type {AddressInfo, Server as RawServer} from 'node:net';
import {gzipSync} from 'node:zlib';
import {AgentPool} from '../../src/graph/agent-pool';
import type {RequestContext} from '../../src/graph/request';
import {retrying} from '../../src/graph/retry';
import {createTransport} from '../../src/graph/transport';
import type {Transport} from '../../src/graph/transport';
import {FakeClock} from '../support/fake-clock';
import {newOwner} from '../support/request-context';

const TEXT = '{"value":[{"id":"é"}]}';

let server: Server | RawServer | undefined;
let transport: Transport;
let context: RequestContext;

beforeEach(() => {
  context = newOwner();
  const clock = new FakeClock();
  const agents = new AgentPool();
  transport = createTransport({userAgent: 'test', now: () => clock.now(), agents});
});

afterEach(() => {
  transport.close();
  server?.close();
});

async function listening(opened: Server | RawServer): Promise<string> {
  server = opened;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/a`;
}

async function bodyFrom(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<unknown> {
  const url = await listening(createServer(handle));
  return transport.send({url, origin: 'page_link', scope: 'directory', context});
}

test('trailers behind a body are no part of it', async () => {
  const sent = await bodyFrom((_request, response) => {
    response.writeHead(200, {trailer: 'x-checksum'});
    response.write(TEXT);
    response.addTrailers({'x-checksum': '1'});
    response.end();
  });
  expect(sent).toMatchObject({status: 200, body: Buffer.from(TEXT)});
});

test('early hints (103) before an answer are no answer', async () => {
  const sent = await bodyFrom((_request, response) => {
    response.writeEarlyHints({link: '</style.css>; rel=preload'}, () => response.end(TEXT));
  });
  expect(sent).toMatchObject({status: 200, body: Buffer.from(TEXT)});
});

test('two members of gzip are one body', async () => {
  const half = Math.floor(TEXT.length / 2);
  const members = [TEXT.slice(0, half), TEXT.slice(half)].map((part) => gzipSync(part));
  const sent = await bodyFrom((_request, response) => {
    response.writeHead(200, {'content-encoding': 'gzip'}).end(Buffer.concat(members));
  });
  expect(sent).toMatchObject({body: Buffer.from(TEXT)});
});

test('a body in many small chunks is whole', async () => {
  const sent = await bodyFrom((_request, response) => {
    for (const byte of Buffer.from(TEXT)) response.write(Buffer.from([byte]));
    response.end();
  });
  expect(sent).toMatchObject({body: Buffer.from(TEXT)});
});

test('an answer that ends with its connection, without a length, is whole', async () => {
  const raw = createRawServer((socket) => {
    socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n\r\n${TEXT}`));
  });
  const url = await listening(raw);
  const request = {url, origin: 'page_link', scope: 'directory', context} as const;
  await expect(transport.send(request)).resolves.toMatchObject({body: Buffer.from(TEXT)});
});

/** Each connection answers once, and says that it stays; the next request on it finds it dead. */
test('twelve kept connections that die on their second use cost time, and no answer', async () => {
  const isUsed = new WeakSet<object>();
  let deaths = 0;
  const url = await listening(
    createServer(({socket}, response) => {
      if (isUsed.has(socket)) return void (socket.destroy(), (deaths += 1));
      isUsed.add(socket);
      response.end(TEXT);
    }),
  );
  const budget = {failuresMs: 300_000, silenceMs: 3_600_000, later: 'Later'};
  const parts = {clock: new FakeClock(), random: () => 1, budget, log: () => undefined};
  const ask = (): Promise<{body?: Buffer}> => {
    const request = {url, origin: 'page_link', scope: 'directory', context: newOwner()} as const;
    const send = (): Promise<{body?: Buffer}> => transport.send(request);
    return retrying(parts, request, {send, failureOf: () => undefined});
  };
  // On a busy machine a connection may not be free again when the next round begins.
  for (let round = 1; round <= 20 && deaths < 12; round += 1) {
    const bodies = await Promise.all(Array.from({length: 12}, ask));
    expect([round, bodies.map(({body}) => String(body))]).toEqual([round, Array(12).fill(TEXT)]);
  }
  expect(deaths).toBeGreaterThanOrEqual(12);
});
