import {NOBODY} from '../support/nobody';
import type {Tenant} from '../../tenant/tenant';
import {openProxy} from '../support/connect-proxy';
import {catalogOf} from '../support/connection';
import {Connector, OWN_PROCESS} from '../support/connector';
import type {RunOptions} from '../support/connector';
import type {Result} from '../support/messages';
import {openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const TRY_LATER =
  'Try again later; if it fails as well, check that firewall and proxy allow that ' +
  'host (setup guide, "Troubleshooting by message").';
const REPORT = 'email_activity_user_detail';

let tenant: Tenant;
let graph: string;
let downloads: string;

beforeAll(async () => {
  tenant = await openTenant({users: 50});
  graph = new URL(tenant.url).host;
  downloads = new URL(tenant.downloadUrl).host;
});

function read(env: NodeJS.ProcessEnv, options: RunOptions = {}): Promise<Result> {
  const catalog = catalogOf('full_refresh', ['users', REPORT]);
  const files = {config: tenant.settings(), catalog};
  return new Connector(tenant).run(['read'], {...options, files, env});
}

async function failedCheck(env: NodeJS.ProcessEnv): Promise<string> {
  const result = await new Connector(tenant).run(['check'], {
    files: {config: tenant.settings()},
    env,
  });
  expect([result.exitCode, result.status.status]).toEqual([0, 'FAILED']);
  return result.status.message.replaceAll(graph, 'HOST');
}

function expectRead(result: Result): void {
  expect([result.exitCode, result.errors]).toEqual([0, []]);
  expect(result.records('users').length).toBe(50);
  expect(result.records(REPORT).length).toBeGreaterThan(0);
}

test.concurrent('sign-in, Graph and report downloads all go through HTTPS_PROXY', async () => {
  const proxy = await openProxy();
  expectRead(await read({HTTPS_PROXY: proxy.url}, OWN_PROCESS));
  expect(new Set(proxy.targets)).toEqual(new Set([graph, downloads]));
  // A connection is kept: one for each that is used at the same time, of which three are for users.
  expect(proxy.targets.length).toBeLessThan(8);
});

test.concurrent('the sign-in alone goes through it, too', async () => {
  const proxy = await openProxy();
  const other = await openTenant({users: 1});
  other.refuseSignIn(7000222);
  const env = {https_proxy: proxy.url};
  const options = {...OWN_PROCESS, files: {config: other.settings()}, env};
  const result = await new Connector(other).run(['check'], options);
  expect(result.status.message).toContain('AADSTS7000222');
  expect(new Set(proxy.targets)).toEqual(new Set([new URL(other.url).host]));
});

test.concurrent.each(['127.0.0.1', 'localhost,127.0.0.1', '*'])(
  'NO_PROXY=%s goes past it, for sign-in, Graph and downloads alike',
  async (hosts) => {
    const proxy = await openProxy();
    expectRead(await read({HTTPS_PROXY: proxy.url, NO_PROXY: hosts}));
    expect(proxy.targets).toEqual([]);
  },
);

test.concurrent('NO_PROXY may name one host by its port', async () => {
  const proxy = await openProxy();
  expectRead(await read({HTTPS_PROXY: proxy.url, NO_PROXY: graph}));
  expect(new Set(proxy.targets)).toEqual(new Set([downloads]));
});

test.concurrent.each([
  ['without a scheme', ''],
  ['with a scheme in capitals', 'HTTP://'],
  ['with a user, without a scheme', 'reporting:pr0xy@'],
])('a proxy %s is one of http, for sign-in, Graph and downloads alike', async (_what, before) => {
  const proxy = await openProxy();
  expectRead(await read({HTTPS_PROXY: ` ${before}${proxy.host} `}));
  expect(new Set(proxy.targets)).toEqual(new Set([graph, downloads]));
});

test.concurrent('a proxy for other requests (HTTP_PROXY) is not looked at', async () => {
  expectRead(await read({HTTP_PROXY: '10.0.0.1:3128'}, OWN_PROCESS));
});

test.concurrent('a proxy gets the user name and the password in its address', async () => {
  const proxy = await openProxy({login: 'reporting:pr0xy p@ss'});
  const address = proxy.url.replace('//', '//reporting:pr0xy%20p%40ss@');
  const result = await read({HTTPS_PROXY: address});
  expectRead(result);
  expect(result.stdout).not.toMatch(/pr0xy/);
});

describe('a proxy that', () => {
  test.concurrent(
    'does not know who asks (407) is FAILED, and its password stays secret',
    async () => {
      const proxy = await openProxy({login: 'reporting:right'});
      const env = {HTTPS_PROXY: proxy.url.replace('//', '//reporting:wr0ng@')};
      const message = await failedCheck(env);
      expect(message).toBe(
        `The proxy ${proxy.host} requires a username and a password that it knows (status 407). Put ` +
          'them into the environment variable HTTPS_PROXY, in the form ' +
          `http://user:password@${proxy.host}, the password percent-encoded.`,
      );
      expect(message).not.toContain('wr0ng');
    },
  );

  test.concurrent('forbids the host (403) is FAILED', async () => {
    const proxy = await openProxy({refuses: {status: 403, reason: 'Forbidden'}});
    expect(await failedCheck({HTTPS_PROXY: proxy.url})).toBe(
      `The proxy ${proxy.host} does not let this machine connect to HOST (status 403). ` +
        'Ask the administrator of the proxy to allow HOST.',
    );
  });

  test.concurrent('cannot reach the host (502) is tried again, then FAILED', async () => {
    const proxy = await openProxy({refuses: {status: 502, reason: 'Bad Gateway'}});
    expect(await failedCheck({HTTPS_PROXY: proxy.url})).toBe(
      `The proxy ${proxy.host} did not connect to HOST (status 502), also after several ` +
        `attempts. ${TRY_LATER}`,
    );
    expect(proxy.targets.length).toBeGreaterThan(2);
  });

  test.concurrent('nobody runs is named', async () => {
    expect(await failedCheck({HTTPS_PROXY: `http://${NOBODY}`})).toBe(
      `The login service HOST gave no complete answer through the proxy ${NOBODY} ` +
        `(ECONNREFUSED: connect ECONNREFUSED ${NOBODY}), also after several attempts. ${TRY_LATER}`,
    );
  });

  test.concurrent.each([
    ['HTTPS_PROXY', 'socks5://127.0.0.1:1'],
    ['https_proxy', 'http://'],
    ['ALL_PROXY', '127.0.0.1 3128'],
    ['HTTPS_PROXY', 'http://user:secret#99@127.0.0.1:3128'],
    ['HTTPS_PROXY', 'http://user:99#secret@127.0.0.1:3128'],
    ['HTTPS_PROXY', 'http://user:p@secret99#x@127.0.0.1:3128'],
    ['all_proxy', 'user:secret%@127.0.0.1:3128'],
  ])('is no address (%s=%s) is FAILED before anything is asked', async (name, address) => {
    const message = await failedCheck({[name]: address});
    expect(message).toBe(
      `The environment variable ${name} is not the address of a proxy. Set it to http://host:port, or ` +
        'to http://user:password@host:port, and percent-encode the password: %23 for #, %25 for %, ' +
        '%2F for /, %40 for @ (setup guide, "Troubleshooting by message").',
    );
    expect(message.length).toBeLessThan(300);
  });

  test.concurrent(
    'is no address is refused before the sign-in, and nothing of it is shown',
    async () => {
      const env = {HTTPS_PROXY: 'http://user:secret%zz@127.0.0.1:3128'};
      const other = await openTenant({users: 1});
      const files = {config: other.settings()};
      const result = await new Connector(other).run(['check'], {files, env});
      expect(result.status.message).toContain('percent-encode the password');
      expect(result.stdout).not.toMatch(/secret/);
      expect(other.requests).toEqual([]);
    },
  );

  test.concurrent(
    'refuses in the middle of a read ends it as a failure that names it',
    async () => {
      const proxy = await openProxy({refuses: {status: 403, reason: 'Forbidden'}});
      const result = await read({HTTPS_PROXY: proxy.url, NO_PROXY: graph});
      expect([result.exitCode, result.failures]).toEqual([1, [['config_error', REPORT]]]);
      expect(result.errors[0]?.message).toBe(
        `${REPORT}: The proxy ${proxy.host} does not let this machine connect to ${downloads} ` +
          `(status 403). Ask the administrator of the proxy to allow ${downloads}.`,
      );
      expect(result.records('users').length).toBe(50);
    },
  );
});
