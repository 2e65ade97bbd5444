/** A web filter or a portal that answers in place of Microsoft. */
import {Connection} from '../support/connection';
import {openTenant} from '../support/tenants';
import {NOON} from '../support/test-date';
import {useResident} from '../support/use-resident';

useResident();

const FILTER = {
  status: 403,
  headers: {'content-type': 'text/html'},
  body: '<html><head><title>Category: cloud</title></head><body>Ask Microsoft</body></html>',
  byIntermediary: true,
};
const PORTAL = {
  status: 302,
  headers: {location: 'http://portal.example/in?ticket=1'},
  byIntermediary: true,
};
const ADVICE =
  'also after several attempts. Ask the administrator of your network, proxy or web filter to allow that host.';

test.concurrent.each([
  ['a web filter', FILTER, '403, page "Category: cloud"'],
  ['a portal', PORTAL, '302, Location http://portal.example/in'],
])('%s in place of the login service fails a check by name', async (_what, respond, told) => {
  const tenant = await openTenant({users: 5});
  tenant.faults.inject({match: '/oauth2/v2.0/token', times: Infinity, respond});
  const {connector, settings} = new Connection(tenant);
  const {status, exitCode} = await connector.run(['check'], {files: {config: settings}});
  expect([exitCode, status.status]).toEqual([0, 'FAILED']);
  expect(status.message).toBe(
    `Something between this machine and ${new URL(tenant.url).host} answered in its place ` +
      `(status ${told}), ${ADVICE}`,
  );
});

test.concurrent('a web filter in place of Graph ends its stream as transient_error', async () => {
  const clock = {now: NOON};
  const tenant = await openTenant({users: 5, now: () => clock.now});
  tenant.faults.inject({match: '/subscribedSkus', times: Infinity, respond: FILTER});
  const result = await new Connection(tenant).sync({clock});
  expect([result.exitCode, result.failures]).toEqual([1, [['transient_error', 'subscribed_skus']]]);
  expect(result.errors[0]?.message).toBe(
    `subscribed_skus: Something between this machine and ${new URL(tenant.url).host} answered in ` +
      `its place (status 403, page "Category: cloud"), ${ADVICE}`,
  );
  expect(result.statuses('users').at(-1)).toBe('COMPLETE');
});

test.concurrent('a portal that is passed costs time, and no row', async () => {
  const tenant = await openTenant({users: 50, deltaPageSize: 10});
  const faults = ['/oauth2/v2.0/token', '/subscribedSkus', 'signInActivity', '/users/delta'].map(
    (match) => tenant.faults.inject({match, times: 2, respond: PORTAL}),
  );
  const connection = new Connection(tenant);
  await connection.syncWell();
  connection.expectUsers();
  expect(faults.map(({hits}) => hits)).toEqual([2, 2, 2, 2]);
});
