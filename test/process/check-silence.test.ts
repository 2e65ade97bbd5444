/** Services that take a request and never answer: a check ends all the same, and says who was silent. */
import {createServer} from 'node:net';
import type {AddressInfo, Socket} from 'node:net';
import type {Tenant} from '../../tenant/tenant';
import {Connector} from '../support/connector';
import type {Result} from '../support/messages';
import {openTenant} from '../support/tenants';

/** More than the ten listeners of which Node would warn. */
const MANY_DOMAINS = Array.from({length: 14}, (_, index) => `brand${index}.contoso.com`);
const NOT_NOW = 'could not be verified now: Microsoft Graph gave no answer in time';

/** Takes every connection and says nothing on it. */
async function silentServer(): Promise<{host: string; close: () => void}> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return {host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close};
}

async function check(silent: string, settings = {}): Promise<{result: Result; tenant: Tenant}> {
  const tenant = await openTenant({users: 5});
  tenant.faults.inject({match: silent, action: 'hang', times: Infinity});
  const files = {config: tenant.settings(settings)};
  const result = await new Connector(tenant).run(['check'], {files});
  expect([result.exitCode, result.stderr]).toEqual([0, '']);
  expect(result.durationMs).toBeLessThan(60_000);
  return {result, tenant};
}

test.concurrent('nothing of Graph answers', async () => {
  const {result} = await check('/v1.0/', {domains: MANY_DOMAINS});
  const [summary, ...findings] = result.status.message.split('\n');
  expect([result.status.status, summary]).toEqual(['FAILED', 'No stream can be read.']);
  const silent = findings.filter((text) => text.endsWith(`: ${NOT_NOW}`)).join();
  expect(silent).toMatch(/^copilot.*mailbox_usage_detail, .*subscribed_skus, .*users, /);
});

test.concurrent('only the usage reports do not answer', async () => {
  const {result} = await check('/v1.0/reports/get');
  expect(result.status.status).toBe('SUCCEEDED');
  const findings = result.status.message.split('\n').filter((text) => text.includes(NOT_NOW));
  expect(findings.length).toBe(1);
  expect(findings[0]).toMatch(/mailbox_usage_detail/);
  expect(findings[0]).not.toMatch(/users|subscribed_skus/);
});

test.concurrent('the login service does not answer, and is named', async () => {
  const {result, tenant} = await check('/oauth2/');
  expect(result.status).toEqual({
    status: 'FAILED',
    message:
      `The login service ${new URL(tenant.url).host} gave no answer, also after several attempts. ` +
      'Try again later; if it fails as well, check that firewall and proxy let this machine reach ' +
      'that host (docs/setup.md, section 12).',
  });
});

test.concurrent('the proxy does not answer, and the process ends all the same', async () => {
  const tenant = await openTenant({users: 1});
  const proxy = await silentServer();
  const env = {HTTPS_PROXY: `http://${proxy.host}`};
  const files = {config: tenant.settings()};
  const result = await new Connector(tenant).run(['check'], {files, env});
  proxy.close();
  expect([result.exitCode, result.stderr, result.status.status]).toEqual([0, '', 'FAILED']);
  expect(result.status.message).toContain(`gave no answer through the proxy ${proxy.host}, also`);
  expect(result.durationMs).toBeLessThan(60_000);
});

test.concurrent('everything answers, for many domains, and nothing stands in stderr', async () => {
  const {result} = await check('no-such-path', {domains: MANY_DOMAINS});
  expect(result.status.message).toContain('No user has a user principal name in: brand0.');
});
