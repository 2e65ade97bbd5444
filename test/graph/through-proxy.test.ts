import {once} from 'node:events';
import {createServer} from 'node:http';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {ConfigError} from '../../src/errors';
import {createTransport} from '../../src/graph/transport';
import {FakeClock} from '../support/fake-clock';
import {newOwner} from '../support/request-context';

let server: Server;
let before: string | undefined;

beforeEach(async () => {
  before = process.env['HTTPS_PROXY'];
  server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  if (before === undefined) delete process.env['HTTPS_PROXY'];
  else process.env['HTTPS_PROXY'] = before;
  server.closeAllConnections();
  server.close();
});

test('a proxy that is no address is a matter of this machine, and nothing is asked', async () => {
  process.env['HTTPS_PROXY'] = 'http://user:s3cret#1@proxy';
  const clock = new FakeClock();
  const transport = createTransport({userAgent: 'test', now: () => clock.now()});
  const sent = transport.open({
    url: 'https://reports.office.com/x',
    origin: 'download',
    scope: 'directory',
    context: newOwner(),
  });
  const error = await sent.catch((thrown: unknown) => thrown);
  transport.close();
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as Error).message).toContain('HTTPS_PROXY is not the address of a proxy');
});

test('a request asks the proxy for a tunnel to its host, and tells it nothing more', async () => {
  const asked: string[] = [];
  server.on('connect', ({method, url, headers}, socket) => {
    asked.push(`${method} ${url}`, String(headers.authorization));
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  process.env['HTTPS_PROXY'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = new FakeClock();
  const transport = createTransport({userAgent: 'test', now: () => clock.now()});
  const sent = transport.send({
    url: 'https://graph.microsoft.com/v1.0/users?a=b',
    headers: {Authorization: 'Bearer token-1'},
    origin: 'first_request',
    scope: 'directory',
    context: newOwner(),
  });
  await expect(sent).rejects.toMatchObject({code: 'PROXY_502'});
  transport.close();
  expect(asked).toEqual(['CONNECT graph.microsoft.com:443', 'undefined']);
});
