/** A proxy as companies have one: it opens connections on demand, and does not look into them. */
import {createServer} from 'node:http';
import type {IncomingMessage, Server} from 'node:http';
import {connect} from 'node:net';
import type {AddressInfo, Socket} from 'node:net';
import type {Duplex} from 'node:stream';

export interface ConnectProxy {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  readonly host: string;
  /** Host and port of every CONNECT, in order. */
  readonly targets: string[];
}

export interface ProxyOptions {
  /** In place of a connection. */
  refuses?: {status: number; reason: string};
  /** `user:password` that it asks for. */
  login?: string;
}

const open: (() => Promise<void>)[] = [];

afterAll(async () => {
  await Promise.all(open.splice(0).map((stopProxy) => stopProxy()));
});

export async function openProxy(options: ProxyOptions = {}): Promise<ConnectProxy> {
  const targets: string[] = [];
  const sockets = new Set<Duplex>();
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    client.on('error', () => undefined);
    targets.push(request.url ?? '');
    const refusal = refusalOf(request, options);
    if (refusal) return void client.write(`HTTP/1.1 ${refusal}\r\ncontent-length: 0\r\n\r\n`);
    sockets.add(tunnel(request.url ?? '', client, head));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  open.push(() => stop(server, sockets));
  return {url: `http://${host}`, host, targets};
}

function refusalOf({headers}: IncomingMessage, {refuses, login}: ProxyOptions): string | undefined {
  if (refuses) return `${refuses.status} ${refuses.reason}`;
  if (login === undefined) return undefined;
  const wanted = `Basic ${Buffer.from(login).toString('base64')}`;
  if (headers['proxy-authorization'] === wanted) return undefined;
  return '407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="company"';
}

function tunnel(target: string, client: Duplex, head: Buffer): Socket {
  const {hostname, port} = new URL(`http://${target}`);
  const server = connect(Number(port), hostname, () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    server.write(head);
    server.pipe(client).pipe(server);
  });
  server.on('error', () => client.destroy());
  return server;
}

async function stop(server: Server, sockets: Set<Duplex>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}
