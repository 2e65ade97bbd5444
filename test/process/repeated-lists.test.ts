/** Lists that Microsoft Graph sends otherwise than it should, in all streams that are lists. */
import {ALL_ROLES} from '../../tenant/tenant';
import {Connection} from '../support/connection';
import {expectRows, skuRows, userRows} from '../support/expected-rows';
import {openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const LISTS = [
  ...['users', 'sign_in_activity', 'user_licenses', 'user_registration_details'],
  'license_groups',
];

test('rows that come again are delivered once in every list', async () => {
  const quirks = ['repeated-rows'] as const;
  const options = {users: 40, listPageSize: 7, roles: ALL_ROLES, quirks};
  const tenant = await openTenant(options);
  const sane = await openTenant({...options, quirks: []});
  const syncMode = 'full_refresh';
  const streams = [...LISTS, 'subscribed_skus'];
  const result = await new Connection(tenant, {syncMode, streams}).syncWell();
  const expected = await new Connection(sane, {syncMode, streams}).syncWell();
  for (const stream of streams) {
    const [ids, sameIds] = [result, expected].map((one) =>
      one.records(stream).map(({id}) => String(id)),
    );
    expect([stream, ids!.sort()]).toEqual([stream, sameIds!.sort()]);
    expect(new Set(ids).size).toBe(ids!.length);
  }
  const table = new Map(result.records('users').map((row) => [String(row['id']), row]));
  expectRows(table, userRows(tenant.directory.all()));
});

test('lists without end fail their streams', async () => {
  const quirks = ['endless-lists'] as const;
  const tenant = await openTenant({users: 40, listPageSize: 50, roles: ALL_ROLES, quirks});
  const connection = new Connection(tenant, {
    syncMode: 'full_refresh',
    streams: [...LISTS, 'subscribed_skus'],
  });
  const result = await connection.sync();
  expect(result.exitCode).toBe(1);
  expect(result.failures.sort()).toEqual(LISTS.map((stream) => ['transient_error', stream]).sort());
  expect(result.records('users')).toHaveLength(40);
  expect(result.statuses('subscribed_skus').at(-1)).toBe('COMPLETE');
  expect(tenant.requests.filter(({path}) => path === '/v1.0/users').length).toBeLessThan(20);
  connection.expectTable('subscribed_skus', skuRows(tenant.skus.list()));
});
