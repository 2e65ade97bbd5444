/** A few cases of the matrix in processes of their own, to see that nothing hangs on the resident one. */
import {Connection} from '../support/connection';
import {expectedRows, discovered} from '../support/expected-reports';
import {NOON} from '../support/test-date';
import {openTenant} from '../support/tenants';
import type {Fault} from '../../tenant/tenant';
import {PAGED} from './family';

const MAILBOXES = 'mailbox_usage_detail';
const STREAMS = ['users', MAILBOXES];

type Case = [what: string, fault: Fault];

const OVERCOME: Case[] = [
  ['a reset within a page', {match: '/users/delta', skip: 4, times: 3, action: 'resetMidway'}],
  ['a page in cut gzip', {match: '/users/delta', skip: 4, times: 3, action: 'cutGzip'}],
  ['a download in cut gzip', {match: '/reports-download', times: 3, action: 'cutGzip'}],
  ['a token that never comes whole', {match: '/oauth2/v2.0/token', times: 3, action: 'cutBody'}],
];

test.concurrent.each(OVERCOME)('%s costs time, and no row', async (_what, fault) => {
  const clock = {now: NOON};
  const tenant = await openTenant({...PAGED, now: () => clock.now});
  const injected = tenant.faults.inject(fault);
  const connection = new Connection(tenant, {streams: STREAMS});
  await connection.syncWell({clock});
  expect(injected.hits).toBe(3);
  connection.expectUsers();
  const stream = (await discovered(tenant)).find(({name}) => name === MAILBOXES)!;
  connection.expectTable(MAILBOXES, expectedRows(tenant, {stream}));
});

const FINAL: [...Case, type: string][] = [
  ['a limit', {match: '/users/delta', respond: {status: 429}}, 'transient_error'],
  ['a refused token', {match: '/users/delta', respond: {status: 401}}, 'config_error'],
  [
    'a page without value',
    {match: '/users/delta', respond: {status: 200, body: {}}},
    'system_error',
  ],
];

test.concurrent.each(FINAL)(
  '%s without end fails its stream, and the next sync goes on',
  async (_what, fault, type) => {
    const clock = {now: NOON};
    const tenant = await openTenant({...PAGED, now: () => clock.now});
    const injected = tenant.faults.inject({...fault, skip: 11, times: Infinity});
    const connection = new Connection(tenant, {streams: STREAMS});
    const result = await connection.sync({clock});
    expect([result.exitCode, result.failures]).toEqual([1, [[type, 'users']]]);
    expect(injected.hits).toBeGreaterThan(0);
    injected.remove();
    await connection.syncWell({clock});
    connection.expectUsers();
  },
);
