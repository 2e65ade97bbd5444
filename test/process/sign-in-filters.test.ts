/** Lists of changed sign-ins that Microsoft Graph does not answer as it should. */
import type {Quirk, Tenant} from '../../tenant/tenant';
import {Connection} from '../support/connection';
import {signInRows} from '../support/expected-rows';
import type {Result} from '../support/messages';
import {NOON} from '../support/test-date';
import {openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const STREAM = 'sign_in_activity';
const HOUR_MS = 3_600_000;

interface Later {
  tenant: Tenant;
  connection: Connection;
  result: Result;
  /** By the clock of the connector. */
  seconds: number;
}

/** A first sync, sign-ins of 200 users a day later, and a sync of a tenant with a quirk. */
async function syncWith(quirk: Quirk): Promise<Later> {
  const clock = {now: NOON};
  const tenant = await openTenant({users: 300, now: () => clock.now});
  const connection = new Connection(tenant, {streams: [STREAM]});
  await connection.syncWell({clock});
  clock.now += 24 * HOUR_MS;
  const users = [...tenant.directory.all()].slice(0, 200);
  for (const {id} of users) tenant.directory.signIn(id, clock.now - HOUR_MS);
  tenant.setQuirks([quirk]);
  tenant.requests.length = 0;
  const startedAt = clock.now;
  const result = await connection.syncWell({clock});
  return {tenant, connection, result, seconds: (clock.now - startedAt) / 1_000};
}

function sizes({requests}: Tenant): unknown[] {
  return requests
    .filter(({path}) => path === '/v1.0/users')
    .map(({query}) => query['$top'] ?? 'own');
}

test('dates that large pages leave out come in smaller ones, without a warning', async () => {
  const {tenant, connection, result} = await syncWith('no-sign-ins-in-large-pages');
  connection.expectTable(STREAM, signInRows(tenant.directory.all()));
  expect(sizes(tenant).slice(0, 3)).toEqual(['500', '120', '120']);
  expect(result.logs('WARN')).toEqual([]);
});

test('dates that every filtered page leaves out come with the list of everybody', async () => {
  const {tenant, connection, result} = await syncWith('no-sign-ins-in-filtered-lists');
  connection.expectTable(STREAM, signInRows(tenant.directory.all()));
  expect(sizes(tenant)).toEqual(['500', '120', 'own', '500']);
  expect(result.records(STREAM)).toHaveLength(300);
  expect(result.logs('WARN').join()).toContain('left out the sign-in dates');
});

test('a filter that fails for a minute makes everybody be read, in the same sync', async () => {
  const {tenant, connection, result, seconds} = await syncWith('sign-in-filters-fail');
  connection.expectTable(STREAM, signInRows(tenant.directory.all()));
  expect(seconds).toBeLessThanOrEqual(60);
  expect(seconds).toBeGreaterThan(20);
  expect(result.logs('WARN').join()).toContain('failed to list the changes only');
});

test('domains that are read whole have the dates that large pages leave out', async () => {
  const quirks = ['no-sign-ins-in-large-pages'] as const;
  const tenant = await openTenant({users: 300, quirks});
  const domain = 'contoso.com';
  const settings = {domains: [domain]};
  const connection = new Connection(tenant, {
    streams: [STREAM],
    settings,
    syncMode: 'full_refresh',
  });
  await connection.syncWell();
  connection.expectTable(STREAM, signInRows(tenant.directory.inDomain(domain)));
});
