/** Services that take a request and never answer: a check ends all the same, and says who was silent. */
import {createServer} from 'node:net';
import type {AddressInfo, Socket} from 'node:net';
import type {Tenant} from '../../tenant/tenant';
import {Connector, OWN_PROCESS} from '../support/connector';
import type {RunOptions} from '../support/connector';
import type {Result} from '../support/messages';
import {openTenant} from '../support/tenants';
import {endDeadline, useResident} from '../support/use-resident';

useResident();

/** More than the ten listeners of which Node would warn. */
const MANY_DOMAINS = Array.from({length: 14}, (_, index) => `brand${index}.contoso.com`);
const NOT_NOW = 'could not be verified now: Microsoft Graph gave no answer in time';
const ALL = 1_000;

interface Silence {
  /** Part of the URL. */
  of: string;
  /** So many answers are awaited in vain when the time limit ends. */
  awaited: number;
  /** Whether each request has a time limit, or all of them have one. */
  limits: 'each' | 'all';
}

/** Takes every connection and says nothing on it. */
async function silentServer(onConnection: () => void): Promise<{host: string; close: () => void}> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    onConnection();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return {host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close};
}

function keepSilent(tenant: Tenant, {of, awaited, limits}: Silence): void {
  let met = 0;
  const match = (rawUrl: string): boolean => {
    if (!rawUrl.includes(of)) return false;
    met += 1;
    if (met === 1 || limits === 'each') endDeadline({awaited, takesTime: true});
    return true;
  };
  tenant.faults.inject({match, action: 'hang', times: Infinity});
}

async function check(tenant: Tenant, settings = {}, options: RunOptions = {}): Promise<Result> {
  const files = {config: tenant.settings(settings)};
  const result = await new Connector(tenant).run(['check'], {...options, files});
  expect([result.exitCode, result.stderr]).toEqual([0, '']);
  expect(result.durationMs).toBeLessThan(60_000);
  return result;
}

test.concurrent('nothing of Graph answers', async () => {
  const tenant = await openTenant({users: 5});
  keepSilent(tenant, {of: '/v1.0/', awaited: ALL, limits: 'all'});
  const result = await check(tenant, {domains: MANY_DOMAINS});
  const [summary, ...findings] = result.status.message.split('\n');
  expect([result.status.status, summary]).toEqual(['FAILED', 'No stream can be read.']);
  const silent = findings.filter((text) => text.endsWith(`: ${NOT_NOW}`)).join();
  expect(silent).toMatch(
    /^directory_subscriptions, .*subscribed_skus, .*users, .*all usage reports: /,
  );
});

test.concurrent('only the usage reports do not answer', async () => {
  const tenant = await openTenant({users: 5});
  keepSilent(tenant, {of: '/v1.0/reports/get', awaited: 1, limits: 'all'});
  const result = await check(tenant);
  expect(result.status.status).toBe('SUCCEEDED');
  const findings = result.status.message.split('\n').filter((text) => text.includes(NOT_NOW));
  expect(findings.length).toBe(1);
  expect(findings[0]).toMatch(/^all usage reports except copilot_usage_user_detail: /);
  expect(findings[0]).not.toMatch(/users|subscribed_skus/);
});

test.concurrent('the login service does not answer, and is named', async () => {
  const tenant = await openTenant({users: 5});
  keepSilent(tenant, {of: '/oauth2/', awaited: 1, limits: 'each'});
  const result = await check(tenant);
  expect(result.status).toEqual({
    status: 'FAILED',
    message:
      `The login service ${new URL(tenant.url).host} gave no answer, also after several attempts. ` +
      'Try again later; if it fails as well, check that firewall and proxy allow ' +
      'that host (setup guide, "Troubleshooting by message").',
  });
});

test.concurrent('the proxy does not answer, and the process ends all the same', async () => {
  const tenant = await openTenant({users: 1});
  const proxy = await silentServer(() => endDeadline({awaited: 0, takesTime: true}));
  const result = await check(tenant, {}, {env: {HTTPS_PROXY: `http://${proxy.host}`}});
  proxy.close();
  expect(result.status.status).toBe('FAILED');
  expect(result.status.message).toContain(`gave no answer through the proxy ${proxy.host}, also`);
});

test.concurrent('everything answers, for many domains, and nothing stands in stderr', async () => {
  const tenant = await openTenant({users: 5});
  const result = await check(tenant, {domains: MANY_DOMAINS}, OWN_PROCESS);
  expect(result.status.message).toContain('No user has a user principal name in: brand0.');
});
