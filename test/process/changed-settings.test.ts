import type {Tenant} from '../../tenant/tenant';
import type {JsonObject} from '../../src/airbyte/messages';
import {ALL_STREAMS, Connection} from '../support/connection';
import {Connector, OWN_PROCESS} from '../support/connector';
import {signInRows, skuRows, userRows} from '../support/expected-rows';
import {isCheckpoint} from '../support/messages';
import type {Result} from '../support/messages';
import {holdDeltaPage, openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

function startingOver(result: Result): string[] {
  return result.logs('WARN').filter((message) => message.includes('starting over'));
}

describe('when the domains change, the table of users', () => {
  test.concurrent('holds exactly the users of the new domains, each time', async () => {
    const tenant = await openTenant({users: 300});
    const connection = new Connection(tenant, {
      streams: ['users'],
      settings: {domains: ['contoso.com']},
    });
    await connection.syncWell();
    connection.expectUsers(['contoso.com']);
    for (const domains of [
      ['fabrikam.com'],
      ['*'],
      ['contoso.com'],
      ['Contoso.com', '@emea.contoso.com'],
      ['notcontoso.com'],
    ]) {
      connection.changeSettings({domains});
      const result = await connection.syncWell();
      expect(startingOver(result).join()).toMatch(/^users: starting over.* domains/);
      connection.expectUsers(domains.map((name) => name.replace('@', '')));
    }
    const next = await connection.syncWell();
    expect([next.records('users'), startingOver(next)]).toEqual([[], []]);
  });

  test.concurrent('is right where users changed, left and came at the same time', async () => {
    const tenant = await openTenant({users: 300});
    const {directory} = tenant;
    const settings = {domains: ['contoso.com']};
    const connection = new Connection(tenant, {streams: ['users'], settings});
    await connection.syncWell(OWN_PROCESS);

    const [first, second, third] = [...directory.inDomain('contoso.com')];
    directory.change(first!.id, {userPrincipalName: 'moved@fabrikam.com'});
    directory.change(second!.id, {userPrincipalName: 'gone@elsewhere.example'});
    directory.remove(third!.id);
    directory.add({userPrincipalName: 'new@fabrikam.com'});
    connection.changeSettings({domains: ['fabrikam.com', 'contoso.com']});
    await connection.syncWell(OWN_PROCESS);
    connection.expectUsers(['fabrikam.com', 'contoso.com']);
  });

  test.concurrent(
    'is right where they changed again before the first change was through',
    async () => {
      const tenant = await openTenant({users: 500, deltaPageSize: 20});
      const settings = {domains: ['contoso.com']};
      const connection = new Connection(tenant, {streams: ['users'], settings});
      await connection.syncWell();
      connection.changeSettings({domains: ['fabrikam.com', 'notcontoso.com']});
      const held = holdDeltaPage(tenant, 14);
      const running = connection.start();
      await running.said(isCheckpoint);
      running.kill('SIGKILL');
      connection.keep(await running.ended);
      held.remove();
      connection.changeSettings({domains: ['notcontoso.com']});
      await connection.syncWell();
      connection.expectUsers(['notcontoso.com']);
    },
  );

  test.concurrent(
    'keeps its rows when nobody is in the new domains, and comes right afterwards',
    async () => {
      const tenant = await openTenant({users: 200});
      const connection = new Connection(tenant, {settings: {domains: ['contoso.com']}});
      await connection.syncWell();
      connection.changeSettings({domains: ['contso.com']});
      const result = await connection.sync();
      expect([result.exitCode, result.failures]).toEqual([1, [['config_error', 'users']]]);
      expect(result.errors[0]?.message).toMatch(/^users: no user .* \(contso\.com\)/);
      expect([result.records('users'), result.states('users')]).toEqual([[], []]);
      expect(result.statuses('users').at(-1)).toBe('INCOMPLETE');
      for (const stream of ['subscribed_skus', 'sign_in_activity']) {
        expect(result.statuses(stream).at(-1)).toBe('COMPLETE');
      }
      connection.expectUsers(['contoso.com']);
      connection.changeSettings({domains: ['fabrikam.com']});
      await connection.syncWell();
      connection.expectUsers(['fabrikam.com']);
    },
  );
});

test.concurrent(
  'a first sync with domains that nobody has is a config_error, not an empty table',
  async () => {
    const tenant = await openTenant({users: 50});
    const settings = {domains: ['contso.com']};
    const connections = (['incremental', 'full_refresh'] as const).map(
      (syncMode) => new Connection(tenant, {syncMode, settings}),
    );
    for (const result of await Promise.all(connections.map((connection) => connection.sync()))) {
      expect([result.exitCode, result.failures]).toEqual([1, [['config_error', 'users']]]);
      // A first round also names users that were deleted lately.
      const users = result.records('users').filter((row) => !row['_ab_cdc_deleted_at']);
      expect([users, result.states('users')]).toEqual([[], []]);
      expect(result.statuses('subscribed_skus').at(-1)).toBe('COMPLETE');
    }
  },
);

describe('a state that was made for something else', () => {
  let tenant: Tenant;
  let other: Tenant;
  let connection: Connection;
  let first: Result;

  beforeAll(async () => {
    tenant = await openTenant({users: 60});
    other = await openTenant({users: 40, seed: 2});
    connection = new Connection(tenant);
    first = await connection.syncWell();
  });

  function continued(stateOf: (state: JsonObject) => JsonObject, reader = tenant): Promise<Result> {
    const state = [...connection.states.values()].map(({state: {stream, ...rest}}) => {
      return {...rest, stream: {...stream, stream_state: stateOf(stream.stream_state)}};
    });
    const files = {config: reader.settings(), catalog: connection.catalog, state};
    return new Connector(reader).run(['read'], {files});
  }

  function expectFresh(result: Result, reason: RegExp): void {
    expect([result.exitCode, result.errors]).toEqual([0, []]);
    const warnings = startingOver(result);
    expect(warnings.length).toBe(3);
    for (const warning of warnings) expect(warning).toMatch(reason);
  }

  test('of another tenant starts over, warns and deletes nothing', async () => {
    const result = await continued((state) => state, other);
    expectFresh(result, /changed since the last sync: tenant_id, the host of Microsoft Graph\./);
    const table = new Connection(other);
    table.keep(result);
    table.expectTable('users', userRows(other.directory.all()));
    table.expectTable('sign_in_activity', signInRows(other.directory.all()));
    table.expectTable('subscribed_skus', skuRows(other.skus.list()));
    const known = new Set([...tenant.directory.all()].map(({id}) => id));
    const about = ALL_STREAMS.flatMap((stream) => result.records(stream).map(({id}) => id));
    expect(about.filter((id) => known.has(String(id)))).toEqual([]);
  });

  test('of the same tenant behind another host starts over and warns', async () => {
    const moved = await openTenant({users: 60});
    const result = await continued((state) => state, moved);
    expectFresh(result, /changed since the last sync: the host of Microsoft Graph\./);
    expect(result.records('sign_in_activity').length).toBe(60);
  });

  test('that is empty is none: everything is read, and nothing is said', async () => {
    const result = await continued(() => ({}));
    expect([result.exitCode, result.errors, startingOver(result)]).toEqual([0, [], []]);
    expect(result.records('sign_in_activity').length).toBe(60);
  });

  test.each<[string, (state: JsonObject) => JsonObject, RegExp]>([
    ['from a newer version', (state) => ({...state, version: 99}), /a newer version of the conn/],
    ['of another shape', () => ({cursor: '2026-01-01'}), /a shape that is not known/],
    ['with half its keys', ({version}) => ({version}), /a shape that is not known/],
    [
      'for other fields',
      (state) => ({...state, made_with: {...(state['made_with'] as object), fields: ['id']}}),
      /changed since the last sync: the fields of the stream/,
    ],
  ])('%s starts over and says so', async (_, stateOf, reason) => {
    const result = await continued(stateOf);
    expectFresh(result, reason);
    const table = new Connection(tenant);
    table.keep(result);
    table.expectUsers();
    table.expectTable('subscribed_skus', skuRows(tenant.skus.list()));
  });

  test.each<[string, (cursor: JsonObject) => JsonObject]>([
    ['no link', () => ({})],
    ['a link that is none', (cursor) => ({...cursor, start_link: 7})],
    ['a watermark that is none', (cursor) => ({...cursor, watermark: 'yesterday'})],
    ['hashes that are none', (cursor) => ({...cursor, hashes: ['x']})],
  ])('whose cursor has %s still gives the right tables', async (_, cursorOf) => {
    const result = await continued((state) => {
      return {...state, cursor: cursorOf(state['cursor'] as JsonObject)};
    });
    expect([result.exitCode, result.errors]).toEqual([0, []]);
    const table = new Connection(tenant);
    table.keep(first);
    table.keep(result);
    table.expectUsers();
    table.expectTable('subscribed_skus', skuRows(tenant.skus.list()));
    table.expectTable('sign_in_activity', signInRows(tenant.directory.all()));
  });

  test('of a full refresh is no state for an incremental read', async () => {
    const result = await continued(() => ({__ab_full_refresh_sync_complete: true}));
    expect(result.exitCode).toBe(0);
    expect(result.records('users').filter((row) => row['displayName']).length).toBe(60);
  });

  test('with a link to a foreign host sends nothing there', async () => {
    const result = await continued((state) => {
      const cursor = {...(state['cursor'] as JsonObject)};
      if ('start_link' in cursor) cursor['start_link'] = 'https://collector.example/v1.0/users';
      return {...state, cursor};
    });
    expect([result.exitCode, result.failures]).toEqual([1, [['system_error', 'users']]]);
    expect(result.errors[0]?.message).toMatch(/names collector\.example.*not followed/);
  });
});
