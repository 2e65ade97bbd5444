/** How long an address of a host with several may take to connect (IPv6 without a route, far hosts). */
import net from 'node:net';
import tls from 'node:tls';
import {AgentPool} from '../../src/graph/agent-pool';
import {requestTokenAs} from '../../src/graph/auth/credential';
import {createTransport} from '../../src/graph/transport';
import {FakeClock} from '../support/fake-clock';
import {newOwner} from '../support/request-context';

const HOSTS = ['login.microsoftonline.com', 'graph.microsoft.com', 'reports.office.com'];
const NAMES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy'];

interface Attempt {
  host?: string;
  autoSelectFamilyAttemptTimeout?: number;
}

let before: NodeJS.ProcessEnv;
let attempts: Attempt[];

// Loading it takes long on a busy machine, and counts for the time limit of a sign-in.
beforeAll(() => import('@azure/identity'), 120_000);

beforeEach(() => {
  before = {...process.env};
  for (const name of NAMES) delete process.env[name];
  attempts = [];
  for (const module of [net, tls]) {
    jest.spyOn(module, 'connect').mockImplementation((...given: unknown[]) => {
      attempts.push(given.find((value) => typeof value === 'object') as Attempt);
      throw Object.assign(new Error('not connected'), {code: 'ENETUNREACH'});
    });
  }
});

afterEach(() => {
  jest.restoreAllMocks();
  for (const name of NAMES) {
    delete process.env[name];
    if (before[name] !== undefined) process.env[name] = before[name];
  }
});

async function askAllHosts(): Promise<void> {
  const agents = new AgentPool();
  const clock = new FakeClock();
  const transport = createTransport({userAgent: 'test', now: () => clock.now(), agents});
  const identity = {
    tenantId: '11111111-2222-3333-4444-555555555555',
    clientId: '66666666-7777-8888-9999-000000000000',
    credentials: {kind: 'client_secret', clientSecret: 'Xy8~s3cret'},
    graphUrl: 'https://graph.microsoft.com',
    loginUrl: 'https://login.microsoftonline.com',
  } as const;
  const {signal} = new AbortController();
  const common = {scope: 'directory', context: newOwner()} as const;
  const list = {...common, url: 'https://graph.microsoft.com/x', origin: 'page_link'} as const;
  const file = {...common, url: 'https://reports.office.com/x', origin: 'download'} as const;
  await expect(requestTokenAs(identity, agents)(signal)).rejects.toThrow('not connected');
  await expect(transport.send(list)).rejects.toThrow('not connected');
  await expect(transport.open(file)).rejects.toThrow('not connected');
  transport.close();
}

test('each address of login, Graph and downloads has 2.5 seconds', async () => {
  await askAllHosts();
  expect(attempts.map(({host}) => host)).toEqual(HOSTS);
  expect(attempts.map((attempt) => attempt.autoSelectFamilyAttemptTimeout)).toEqual([
    2_500, 2_500, 2_500,
  ]);
});

test.each(['http://proxy.example:3128', 'https://proxy.example', 'proxy.example:3128'])(
  'each address of the proxy %s has 2.5 seconds, for all of them',
  async (proxy) => {
    process.env['HTTPS_PROXY'] = proxy;
    await askAllHosts();
    const attempt = {host: 'proxy.example', autoSelectFamilyAttemptTimeout: 2_500};
    expect(attempts).toMatchObject([attempt, attempt, attempt]);
  },
);

test('a longer time that Node was started with is kept', async () => {
  const usual = net.getDefaultAutoSelectFamilyAttemptTimeout();
  net.setDefaultAutoSelectFamilyAttemptTimeout(4_000);
  await askAllHosts();
  net.setDefaultAutoSelectFamilyAttemptTimeout(usual);
  expect(new Set(attempts.map((one) => one.autoSelectFamilyAttemptTimeout))).toEqual(
    new Set([4_000]),
  );
});
