import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {NOBODY} from '../support/nobody';
import type {Tenant} from '../../tenant/tenant';
import {Connector, OWN_PROCESS} from '../support/connector';
import type {RunOptions} from '../support/connector';
import type {Result} from '../support/messages';
import {SIGN_IN_REFUSALS} from '../support/sign-in-refusals';
import {NOON} from '../support/test-date';
import {openTenant} from '../support/tenants';
import {perTier} from '../support/tier';
import {useResident} from '../support/use-resident';

useResident();

const LATER = 'also after several attempts. Try again later';

/** One of each kind: the secret, the application, consent, the tenant, a policy, the certificate. */
const ONE_OF_EACH_KIND = [7000222, 700016, 65001, 90002, 53003, 700027];

const REFUSALS = SIGN_IN_REFUSALS.filter(([code]) =>
  perTier({commit: ONE_OF_EACH_KIND.includes(code), full: true}),
);

async function check(tenant: Tenant, settings = {}, options: RunOptions = {}): Promise<Result> {
  const files = {config: tenant.settings(settings)};
  const result = await new Connector(tenant).run(['check'], {...options, files});
  expect([result.exitCode, result.status.status, result.lines.length]).toEqual([0, 'FAILED', 1]);
  return result;
}

/** The message, with the host of the tenant as HOST. */
function messageOf({status}: Result, url: string): string {
  return status.message.replaceAll(new URL(url).host, 'HOST');
}

describe('a sign-in that is refused says what happened, what to do, and its number:', () => {
  test.concurrent.each(REFUSALS)('AADSTS%d', async (code, message) => {
    const tenant = await openTenant({users: 1});
    tenant.refuseSignIn(code);
    const result = await check(tenant, {}, OWN_PROCESS);
    expect(messageOf(result, tenant.url)).toBe(`${message} (HOST said AADSTS${code}.)`);
    expect(tenant.requests.filter(({method}) => method === 'POST').length).toBe(1);
  });
});

describe('a sign-in that may work later is tried several times:', () => {
  // The service may have more codes for its own troubles than anybody lists, such as 90020.
  const TROUBLES = [90006, 90012, 90020, 90024, 90033, 90055, 90090, 50000];
  test.concurrent.each(TROUBLES)('AADSTS%d', async (code) => {
    const tenant = await openTenant({users: 1});
    tenant.refuseSignIn(code);
    const inProcess = {...OWN_PROCESS, clock: {now: NOON}};
    const result = await check(tenant, {}, code === TROUBLES[0] ? inProcess : {});
    expect(messageOf(result, tenant.url)).toBe(
      `The login service HOST cannot answer now (AADSTS${code}), ${LATER}.`,
    );
    expect(tenant.requests.filter(({method}) => method === 'POST').length).toBeGreaterThan(2);
  });

  test.concurrent('a login service that nobody runs', async () => {
    const tenant = await openTenant({users: 1});
    const login = `https://${NOBODY}`;
    const result = await check(tenant, {endpoints: {graph_url: tenant.url, login_url: login}});
    expect(messageOf(result, login)).toBe(
      `The login service HOST gave no complete answer (ECONNREFUSED: connect ECONNREFUSED HOST), ` +
        `${LATER}; if it fails as well, check that firewall and proxy allow that host (setup guide, "Troubleshooting by message").`,
    );
  });

  const OUTAGE = {error: 'temporarily_unavailable', error_codes: [90020]};
  test.concurrent.each([
    ['without a word', {status: 503}],
    ['with a code that nobody knows', {status: 503, body: OUTAGE}],
  ])('a login service that was out of order for a while, %s', async (_, respond) => {
    const tenant = await openTenant({users: 1});
    tenant.faults.inject({match: '/oauth2/v2.0/token', times: 2, respond});
    const files = {config: tenant.settings()};
    const result = await new Connector(tenant).run(['check'], {files});
    expect(result.status.status).toBe('SUCCEEDED');
  });
});

test.concurrent(
  'a certificate that this machine does not trust is named, with a way out',
  async () => {
    const tenant = await openTenant({users: 1});
    const result = await check(tenant, {}, {env: {NODE_EXTRA_CA_CERTS: undefined}});
    expect(messageOf(result, tenant.url)).toBe(
      'The certificate of HOST is not trusted on this machine (DEPTH_ZERO_SELF_SIGNED_CERT). ' +
        'If a proxy inspects the traffic, set the environment ' +
        'variable NODE_EXTRA_CA_CERTS to its root certificate (PEM) (setup guide, "Troubleshooting by message").',
    );
    expect(tenant.requests).toEqual([]);
  },
);

test.concurrent('a port that does not speak TLS is told in one line', async () => {
  const tenant = await openTenant({users: 1});
  const plain = createServer((socket) => {
    socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n');
  });
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  const login = `https://127.0.0.1:${(plain.address() as AddressInfo).port}`;
  const result = await check(tenant, {endpoints: {graph_url: tenant.url, login_url: login}});
  plain.close();
  expect(messageOf(result, login)).toMatch(
    /^The login service HOST gave no complete answer \(E[A-Z_]+: wrong version number\), also after several attempts\. The server there may not use TLS: check the port and the proxy /,
  );
  expect(result.status.message).not.toContain('openssl');
});
