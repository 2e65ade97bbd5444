import {once} from 'node:events';
import {createServer} from 'node:http';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import {createServer as createSecureServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import {gzipSync} from 'node:zlib';
import {ConfigError} from '../../src/errors';
import {DEFAULT_TIMEOUTS} from '../../src/graph/timeouts';
import type {Timeouts} from '../../src/graph/timeouts';
import type {GraphRequest} from '../../src/graph/request';
import {createTransport} from '../../src/graph/transport';
import type {Transport} from '../../src/graph/transport';
import {NOBODY} from '../support/nobody';
import {makeCertificate} from '../../tenant/certificate';
import {FakeClock} from '../support/fake-clock';
import {newOwner} from '../support/request-context';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let transport: Transport;

beforeEach(() => {
  transport = transportWith({});
});

function transportWith(timeouts: Partial<Timeouts>): Transport {
  const clock = new FakeClock();
  const options = {userAgent: 'test', timeouts: {...DEFAULT_TIMEOUTS, ...timeouts}};
  return createTransport({...options, now: () => clock.now()});
}

afterEach(() => {
  transport.close();
  server.closeAllConnections();
  server.close();
});

async function requestTo(handler: Handler): Promise<GraphRequest> {
  server = createServer(handler);
  return {
    url: `http://127.0.0.1:${await listen()}/a?b`,
    origin: 'first_request',
    scope: 'directory',
    context: newOwner(),
  };
}

async function listen(): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('an answer', () => {
  test('comes as text with its status and headers', async () => {
    const request = await requestTo((_request, response) => {
      response.writeHead(418, {'X-Kind': 'Teapot'}).end('{"é":1}');
    });
    await expect(transport.send(request)).resolves.toMatchObject({
      status: 418,
      headers: {'x-kind': 'Teapot'},
      text: '{"é":1}',
    });
  });

  test('comes unzipped, as bytes where it is a success', async () => {
    const request = await requestTo(({headers}, response) => {
      response.writeHead(200, {'content-encoding': String(headers['accept-encoding'])});
      response.end(gzipSync('{"é":1}'));
    });
    const body = Buffer.from('{"é":1}');
    await expect(transport.send(request)).resolves.toMatchObject({body, text: ''});
  });

  test('tells whether its request had to open a connection', async () => {
    const request = await requestTo((_request, response) => response.end('{}'));
    await expect(transport.send(request)).resolves.toMatchObject({isNewConnection: true});
    await new Promise(setImmediate);
    await expect(transport.send(request)).resolves.toMatchObject({isNewConnection: false});
  });

  test('that says where to look instead is not followed', async () => {
    const request = await requestTo((_request, response) => {
      response.writeHead(302, {location: '/elsewhere'}).end();
    });
    await expect(transport.send(request)).resolves.toMatchObject({status: 302});
    expect(request.context.metrics.requests).toBe(1);
  });
});

describe('an answer that says it is compressed, and is empty', () => {
  test.each([200, 400, 403, 404, 410, 429])(
    'keeps its status %d and its headers',
    async (status) => {
      for (const encoding of ['gzip', 'x-gzip', 'deflate', 'br']) {
        const request = await requestTo((_request, response) => {
          const headers = {'content-encoding': encoding, 'retry-after': '7', 'request-id': 'id-1'};
          response.writeHead(status, headers).end();
        });
        const {headers, ...answer} = await transport.send(request);
        expect(answer).toMatchObject({status, text: ''});
        expect(headers).toMatchObject({'retry-after': '7', 'request-id': 'id-1'});
        server.close();
      }
    },
  );
});

describe('no answer', () => {
  test.each<[string, Handler]>([
    ['the connection ends before it', (request) => request.socket.destroy()],
    [
      'the connection ends within it',
      (request, response) => {
        response.writeHead(200, {'content-length': 100});
        response.write('{"value":[', () => request.socket.destroy());
      },
    ],
    [
      'the connection ends between two chunks',
      (request, response) => void response.write('{}', () => request.socket.destroy()),
    ],
    [
      'the compressed body is cut short, also behind all of its text',
      (_request, response) => {
        const whole = gzipSync('{"value":[]}');
        response.writeHead(200, {'content-encoding': 'gzip'}).end(whole.subarray(0, -8));
      },
    ],
  ])('is a NetworkError where %s', async (_what, handler) => {
    const request = await requestTo(handler);
    await expect(transport.send(request)).rejects.toMatchObject({
      name: 'NetworkError',
      message: expect.stringMatching(/^\/a on 127\.0\.0\.1:\d+ gave no complete answer/) as string,
    });
  });

  test('is a NetworkError where nobody listens', async () => {
    const request = {...(await requestTo(() => undefined)), url: `http://${NOBODY}/a`};
    await expect(transport.send(request)).rejects.toMatchObject({
      name: 'NetworkError',
      code: 'ECONNREFUSED',
    });
  });
});

/** Sends something now and then, for as long as anybody listens. */
function drip(response: ServerResponse): void {
  const dripping = setInterval(() => response.write(' '), 5);
  response.on('close', () => clearInterval(dripping));
}

test.each<[string, Partial<Timeouts>, Handler]>([
  ['is silent', {silenceMs: 50}, () => undefined],
  [
    'becomes silent within its body',
    {silenceMs: 50},
    (_request, response) => void response.write('{"value":['),
  ],
  ['comes in drops without end', {textMs: 100}, (_request, response) => drip(response)],
])('an answer that %s is given up', async (_what, timeouts, handler) => {
  const request = await requestTo(handler);
  transport = transportWith(timeouts);
  await expect(transport.send(request)).rejects.toMatchObject({
    name: 'NetworkError',
    message: expect.stringMatching(/(did not end|no further byte came) for|timeout of/) as string,
  });
});

test('an abort closes the connection and rejects with its own reason', async () => {
  const abort = new AbortController();
  let closed: Promise<unknown> | undefined;
  const request = await requestTo((received) => {
    closed = once(received.socket, 'close');
    abort.abort(new Error('enough'));
  });
  const sent = transport.send({...request, context: newOwner(abort.signal)});
  await expect(sent).rejects.toThrow('enough');
  await closed;
  expect(closed).toBeDefined();
});

test('what was aborted before is not sent', async () => {
  const received: (string | undefined)[] = [];
  const request = await requestTo(({url}, response) => {
    received.push(url);
    response.end('{}');
  });
  const aborted = newOwner(AbortSignal.abort(new Error('enough')));
  const url = request.url.replace('?b', '?aborted');
  await expect(transport.send({...request, url, context: aborted})).rejects.toThrow('enough');
  await transport.send(request);
  expect(received).toEqual(['/a?b']);
});

test('a certificate that is not trusted is a matter of this machine', async () => {
  server = createSecureServer(await makeCertificate());
  const url = `https://127.0.0.1:${await listen()}/a`;
  const error: unknown = await transport
    .send({url, origin: 'first_request', scope: 'directory', context: newOwner()})
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as Error).message).toMatch(
    /^The certificate of 127\.0\.0\.1:\d+ is not trusted on this machine \([A-Z_]+\)\. .*NODE_EXTRA_CA_CERTS/,
  );
});
