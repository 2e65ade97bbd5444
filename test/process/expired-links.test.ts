import type {DeltaExpiry, Tenant} from '../../tenant/tenant';
import {Connection} from '../support/connection';
import {isCheckpoint} from '../support/messages';
import type {Result} from '../support/messages';
import {holdDeltaPage, onRequest, openTenant} from '../support/tenants';
import {NOON} from '../support/test-date';
import {useResident} from '../support/use-resident';

useResident();

const streams = ['users'];

/** A first sync that was killed behind its first checkpoint. */
async function interrupted(tenant: Tenant, settings = {}): Promise<Connection> {
  const connection = new Connection(tenant, {streams, settings});
  const held = holdDeltaPage(tenant, 14);
  const running = connection.start();
  await running.said(isCheckpoint);
  running.kill('SIGKILL');
  connection.keep(await running.ended);
  held.remove();
  return connection;
}

function warnings(result: Result): string {
  return result.logs('WARN').join('\n');
}

/** Graph need not tell who begins anew that somebody was deleted. */
function neverAnnounceDeletions({directory}: Tenant): void {
  jest.spyOn(directory, 'isRecentlyDeleted').mockReturnValue(false);
}

function change({directory}: Tenant): void {
  const users = [...directory.all()];
  directory.remove(users[3]!.id);
  directory.remove(users[150]!.id);
  directory.remove(users[290]!.id);
  directory.change(users[7]!.id, {displayName: 'Changed'});
  directory.add({userPrincipalName: 'new@contoso.com'});
}

describe('between an interruption and its continuation', () => {
  test.concurrent('expired page links cost the round, not the table', async () => {
    const tenant = await openTenant({users: 300, deltaPageSize: 20});
    const connection = await interrupted(tenant);
    neverAnnounceDeletions(tenant);
    change(tenant);
    tenant.expirePageTokens();
    const result = await connection.syncWell();
    expect(warnings(result)).toMatch(/users: a page link expired/);
    await connection.syncWell();
    connection.expectUsers();
  });

  test.concurrent('expired page links and domains leave the table right', async () => {
    const tenant = await openTenant({users: 400, deltaPageSize: 20});
    const connection = await interrupted(tenant, {domains: ['contoso.com']});
    const [leaver] = tenant.directory.inDomain('contoso.com');
    tenant.directory.change(leaver!.id, {userPrincipalName: 'leaver@elsewhere.example'});
    change(tenant);
    tenant.expirePageTokens();
    await connection.syncWell();
    await connection.syncWell();
    connection.expectUsers(['contoso.com']);
  });

  test.concurrent(
    'of a later round, an expired page link goes back to the beginning of that round',
    async () => {
      const tenant = await openTenant({users: 400, deltaPageSize: 10});
      const {directory} = tenant;
      const connection = new Connection(tenant, {streams});
      await connection.syncWell();
      for (const user of [...directory.all()].slice(0, 250)) {
        directory.change(user.id, {city: 'Bonn'});
      }
      const held = holdDeltaPage(tenant, 14);
      const running = connection.start();
      await running.said(isCheckpoint);
      running.kill('SIGKILL');
      connection.keep(await running.ended);
      held.remove();
      tenant.expirePageTokens();
      const result = await connection.syncWell();
      expect(warnings(result)).toMatch(/users: a page link expired/);
      expect(result.records('users').length).toBeLessThan(300);
      connection.expectUsers();
    },
  );
});

describe('a delta link that expired', () => {
  test.concurrent.each<DeltaExpiry>([
    '410',
    'syncStateNotFound',
    'syncStateNotFound400',
    'older30',
  ])('as %s: everybody is read again, and who was deleted meanwhile is gone', async (shape) => {
    const tenant = await openTenant({users: 300});
    const connection = new Connection(tenant, {streams});
    await connection.syncWell();
    neverAnnounceDeletions(tenant);
    change(tenant);
    tenant.expireDeltaTokens(shape);
    const result = await connection.syncWell();
    expect(warnings(result)).toMatch(/users: Microsoft Graph no longer knows where the last sync/);
    connection.expectUsers();
    const next = await connection.syncWell();
    expect([next.records('users'), warnings(next)]).toEqual([[], '']);
  });

  test.concurrent('and is refused in other words: everybody is read again', async () => {
    const tenant = await openTenant({users: 60, quirks: ['delta-links-unknown']});
    const connection = new Connection(tenant, {streams});
    await connection.syncWell();
    neverAnnounceDeletions(tenant);
    tenant.directory.remove([...tenant.directory.all()][3]!.id);
    const result = await connection.syncWell();
    expect(warnings(result)).toMatch(/where the last sync ended \(400 Request_BadRequest\)/);
    connection.expectUsers();
  });

  test.concurrent('and never answers: after three syncs everybody is read again', async () => {
    const clock = {now: NOON};
    const quirks = ['delta-links-time-out'] as const;
    const tenant = await openTenant({users: 60, now: () => clock.now, quirks});
    const connection = new Connection(tenant, {streams});
    await connection.syncWell({clock});
    neverAnnounceDeletions(tenant);
    tenant.directory.remove([...tenant.directory.all()][3]!.id);
    for (const count of [1, 2, 3]) {
      const failed = await connection.sync({clock});
      expect([failed.exitCode, failed.failures]).toEqual([1, [['transient_error', 'users']]]);
      expect(failed.lastState('users')).toMatchObject({cursor: {unanswered_syncs: count}});
      expect(failed.statuses('users').at(-1)).toBe('INCOMPLETE');
    }
    const result = await connection.syncWell({clock});
    expect(warnings(result)).toMatch(/no answer in 4 syncs in a row.*all users are read again/s);
    connection.expectUsers();
    expect(result.lastState('users')).not.toHaveProperty('cursor.unanswered_syncs');
  });

  test.concurrent('with domains: who left them meanwhile is gone as well', async () => {
    const tenant = await openTenant({users: 300});
    const {directory} = tenant;
    const settings = {domains: ['contoso.com']};
    const connection = new Connection(tenant, {streams, settings});
    await connection.syncWell();
    const [leaver] = [...directory.inDomain('contoso.com')].slice(40);
    directory.change(leaver!.id, {userPrincipalName: 'leaver@elsewhere.example'});
    change(tenant);
    tenant.expireDeltaTokens();
    await connection.syncWell();
    connection.expectUsers(['contoso.com']);
  });

  test.concurrent('beside expired page links, in the middle of a later round', async () => {
    const tenant = await openTenant({users: 300, deltaPageSize: 10});
    const {directory} = tenant;
    const connection = new Connection(tenant, {streams});
    await connection.syncWell();
    for (const user of [...directory.all()].slice(0, 250)) {
      directory.change(user.id, {city: 'Bonn'});
    }
    onRequest(tenant, {part: '/users/delta', skip: 13}, () => {
      change(tenant);
      tenant.expirePageTokens();
      tenant.expireDeltaTokens();
    });
    const result = await connection.syncWell();
    expect(warnings(result)).toMatch(/a page link expired.*no longer knows/s);
    await connection.syncWell();
    connection.expectUsers();
  });

  test.concurrent(
    'where the deleted users may not be listed, a warning says who stays',
    async () => {
      const tenant = await openTenant({users: 50});
      const connection = new Connection(tenant, {streams});
      await connection.syncWell();
      tenant.expireDeltaTokens();
      const respond = {status: 403, body: {error: {code: 'Authorization_RequestDenied'}}};
      const fault = tenant.faults.inject({match: '/directory/deletedItems', times: 3, respond});
      const result = await connection.syncWell();
      expect(warnings(result)).toMatch(/list of deleted users may not be read/);
      expect(fault.hits).toBe(3);
      connection.expectUsers();
    },
  );
});
