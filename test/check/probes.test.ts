/** Probes of a check against a real server, which sees when a connection ends. */
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {probeGroups} from '../../src/check/probes';
import type {Probe} from '../../src/check/probes';
import {reportsApiOf} from '../../src/graph/reports/reports-api';
import {GraphClient} from '../../src/graph/client';
import {TokenSource} from '../../src/graph/auth/token';
import {ServerClock} from '../../src/graph/server-clock';
import {Throttles} from '../../src/graph/throttle';
import {DEFAULT_TIMEOUTS} from '../../src/graph/timeouts';
import {createTransport} from '../../src/graph/transport';
import type {Transport} from '../../src/graph/transport';
import {FakeClock} from '../support/fake-clock';
import {HEADER, reportStream} from '../support/fake-reports';
import {expectNoOpenReports} from '../support/open-reports';
import {newOwner} from '../support/request-context';

expectNoOpenReports();

const LINE = '2026-02-27,ann@contoso.com,False,1,7\r\n';

let server: Server;
let transport: Transport;
/** The paths that were asked for. */
let asked: string[];

beforeEach(() => (asked = []));

afterEach(() => {
  transport.close();
  server.closeAllConnections();
  server.close();
});

async function serve(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  server = createServer((request, response) => {
    asked.push(decodeURIComponent(request.url ?? ''));
    handler(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A client of that server. A download that goes on fails, because it falls silent. */
function clientOf(graphOrigin: string, temporaryFolder = tmpdir()): GraphClient {
  const clock = new FakeClock();
  const now = (): number => clock.now();
  const timeouts = {...DEFAULT_TIMEOUTS, silenceMs: 500};
  transport = createTransport({userAgent: 'test', now, timeouts});
  const expiresOnTimestamp = clock.now() + 3_600_000;
  return new GraphClient({
    transport,
    tokens: new TokenSource({
      request: () => Promise.resolve({token: 'token-1', expiresOnTimestamp}),
      now,
      signal: new AbortController().signal,
      onToken: () => undefined,
    }),
    serverClock: new ServerClock(),
    throttles: new Throttles(clock),
    clock,
    random: () => 1,
    budget: {failuresMs: 0, silenceMs: 0, later: 'Later'},
    log: () => undefined,
    graphOrigin,
    loginOrigin: graphOrigin,
    temporaryFolder,
  });
}

async function probesOf(origin: string, temporaryFolder?: string): Promise<Probe[]> {
  const ports = {
    client: clientOf(origin, temporaryFolder),
    baseUrl: `${origin}/v1.0`,
    reportsApi: reportsApiOf(origin, {isGlobal: true}),
    context: newOwner(),
  };
  return [...(await probeGroups([reportStream(), reportStream()], ports)).values()];
}

test('a report is cut behind its first rows, and its connection is closed', async () => {
  let closed: Promise<unknown> | undefined;
  const origin = await serve((request, response) => {
    closed = closeOf(request.socket);
    // It never ends: only the other side can.
    response.write(`${HEADER}\r\n${LINE.repeat(3)}`);
  });
  const probes = await probesOf(origin);
  await closed;
  expect(asked).toEqual(["/v1.0/reports/getMails(period='D7')"]);
  expect(probes).toMatchObject([{head: {header: HEADER.split(','), isWhole: false}}]);
  expect(probes[0]).not.toHaveProperty('error');
});

test('of a large report little more than the first rows comes', async () => {
  const row = Buffer.from(LINE.repeat(1_000));
  const total = 2_000;
  let sent = 0;
  let closed: Promise<unknown> | undefined;
  const origin = await serve((request, response) => {
    closed = closeOf(request.socket);
    response.write(`${HEADER}\r\n`);
    const send = (): void => {
      if (response.destroyed || sent === total) return;
      sent += 1;
      response.write(row, () => setImmediate(send));
    };
    send();
  });
  const probes = await probesOf(origin);
  await closed;
  expect(probes).toMatchObject([{head: {isWhole: false}}]);
  expect(sent).toBeLessThan(total);
});

test('where the temporary folder cannot be written, a report is not asked for', async () => {
  const origin = await serve((_request, response) => response.end());
  const [probe] = await probesOf(origin, '/does/not/exist');
  expect(asked).toEqual([]);
  expect(probe?.error).toMatchObject({failureType: 'config_error'});
  expect((probe?.error as Error).message).toMatch(
    /^The folder .* \/does\/not\/exist, .* TMPDIR\.$/,
  );
});

/** A connection that is reset has an error before it closes, which is one way of closing here. */
function closeOf(socket: Socket): Promise<unknown> {
  socket.on('error', () => undefined);
  return new Promise((resolve) => socket.once('close', resolve));
}
