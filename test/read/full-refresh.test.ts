import {ConfigError, SystemError, TransientError} from '../../src/errors';
import {byUserPrincipalName, noCursor} from '../../src/streams/define-stream';
import {FakePages, inShort, page, read, refusal, streamOf} from '../support/fake-pages';

const FIELDS = ['id', 'userPrincipalName', 'synced_at'];
const EXPIRED = (): Error => refusal(400, 'Directory_ExpiredPageToken');

const USERS = streamOf(FIELDS, {
  name: 'users',
  endpoint: '/users',
  select: 'schema',
  pageSizes: [999, 100],
  cursor: noCursor({because: 'a test'}),
  domainFilter: byUserPrincipalName('userPrincipalName'),
  empty: 'impossible',
});
const MAYBE_EMPTY = streamOf(FIELDS, {...USERS.definition, empty: 'possible'});

function user(id: string, domain = 'contoso.com'): object {
  return {id, userPrincipalName: `${id}@${domain}`};
}

describe('a full refresh', () => {
  test('reads all pages and ends with the sign of its end', async () => {
    const pages = new FakePages()
      .answer('/users', page([user('ann'), user('bob')], {nextLink: 'next'}))
      .answer('next', page([user('cleo')]));
    const outcome = await read(USERS, pages, {fullRefresh: true, generationId: 7});
    expect(outcome.order).toEqual(['row ann', 'row bob', 'row cleo', 'state']);
    expect(outcome.states).toMatchObject([
      {__ab_full_refresh_sync_complete: true, generation_id: 7},
    ]);
    expect(outcome.rows.map((row) => row['synced_at'])).toEqual([
      '2026-03-01T12:00:00.000Z',
      '2026-03-01T12:00:00.000Z',
      '2026-03-01T12:00:00.001Z',
    ]);
  });

  test('names no generation where the platform has none', async () => {
    const pages = new FakePages().answer('/users', page([user('ann')]));
    const {states} = await read(USERS, pages, {fullRefresh: true});
    expect(states).toMatchObject([{__ab_full_refresh_sync_complete: true}]);
    expect(states[0]).not.toHaveProperty('generation_id');
  });

  test('is what a stream without a cursor does in an incremental sync, too', async () => {
    const pages = new FakePages().answer('/users', page([user('ann')]));
    const outcome = await read(USERS, pages);
    expect(outcome.order).toEqual(['row ann', 'state']);
    expect(outcome.log).toEqual([]);
  });

  test('asks for the properties of the schema and for large pages', async () => {
    const pages = new FakePages().answer('/users', page([user('ann')]));
    await read(USERS, pages);
    expect(pages.urls).toEqual([
      'https://graph.microsoft.com/v1.0/users?$select=id,userPrincipalName&$top=999',
    ]);
  });
});

describe('a page size that Graph refuses', () => {
  test('makes way for a smaller one, and at last for the one of the service', async () => {
    const pages = new FakePages().answer('/users', refusal(400), refusal(400), page([user('ann')]));
    const outcome = await read(USERS, pages);
    expect(pages.urls.map((url) => /\$top=\d+/.exec(url)?.[0])).toEqual([
      '$top=999',
      '$top=100',
      undefined,
    ]);
    expect(inShort(outcome)).toEqual(['live ann']);
  });

  test('ends the stream where the service refuses its own as well', async () => {
    const refused = [refusal(400), refusal(400), refusal(400, 'BadRequest', 'No.')];
    const outcome = await read(USERS, new FakePages().answer('/users', ...refused));
    expect(outcome.error).toBeInstanceOf(SystemError);
    expect(outcome.error?.message).toContain('BadRequest: No.');
  });

  test.each([403, 404, 503])('is not the reason of a %d', async (status) => {
    const pages = new FakePages().answer('/users', refusal(status));
    const outcome = await read(USERS, pages);
    expect(outcome.error).toBeDefined();
    expect(pages.asked).toHaveLength(1);
  });

  test('is not the reason of a refusal after the first page', async () => {
    const pages = new FakePages()
      .answer('/users', page([user('ann')], {nextLink: 'next'}))
      .answer('next', refusal(400, 'BadRequest'));
    const outcome = await read(USERS, pages);
    expect(outcome.order).toEqual(['row ann']);
    expect(outcome.error).toBeInstanceOf(SystemError);
  });
});

describe('domains', () => {
  test('are asked for in lists of fifteen, with the header of advanced queries', async () => {
    const domains = Array.from({length: 16}, (_, index) => `d${index + 10}.com`);
    const filters = [domains.slice(0, 15), domains.slice(15)].map((names) =>
      names.map((name) => `endsWith(userPrincipalName,'@${name}')`).join(' or '),
    );
    const pages = new FakePages()
      .answer(`/users?${filters[0]}`, page([user('ann', 'd10.com')]))
      .answer(`/users?${filters[1]}`, page([user('zoe', 'd25.com')]));
    const outcome = await read(USERS, pages, {domains});
    expect(inShort(outcome)).toEqual(['live ann', 'live zoe']);
    expect(pages.advanced).toEqual([true, true]);
  });

  test('leave out and count whom Graph lists beyond them', async () => {
    const rows = [
      user('ann'),
      user('bob', 'notcontoso.com'),
      user('cleo', 'emea.contoso.com'),
      {id: 'dan', userPrincipalName: null},
      {id: 'eve', userPrincipalName: 'EVE@CONTOSO.COM'},
    ];
    const pages = new FakePages().answer(
      "/users?endsWith(userPrincipalName,'@contoso.com')",
      page(rows),
    );
    const outcome = await read(USERS, pages, {domains: ['contoso.com']});
    expect(inShort(outcome)).toEqual(['live ann', 'live eve']);
    expect(outcome.skipped).toMatchObject({outsideDomains: 2, withoutName: 1});
  });

  test('* takes also who has no name', async () => {
    const pages = new FakePages().answer('/users', page([{id: 'dan'}]));
    const outcome = await read(USERS, pages);
    expect(inShort(outcome)).toEqual(['live dan']);
    expect(outcome.skipped.withoutName).toBe(0);
  });
});

describe('nobody', () => {
  test('in the domains is a ConfigError', async () => {
    const pages = new FakePages().answer(
      "/users?endsWith(userPrincipalName,'@contoso.com')",
      page([user('bob', 'notcontoso.com')]),
    );
    const outcome = await read(USERS, pages, {domains: ['contoso.com']});
    expect(outcome.error).toBeInstanceOf(ConfigError);
    expect(outcome.order).toEqual([]);
  });

  test('at all is a SystemError', async () => {
    const outcome = await read(USERS, new FakePages().answer('/users', page([])));
    expect(outcome.error).toBeInstanceOf(SystemError);
    expect(outcome.order).toEqual([]);
  });

  test('is fine where a list may be empty', async () => {
    const outcome = await read(MAYBE_EMPTY, new FakePages().answer('/users', page([])));
    expect(outcome.order).toEqual(['state']);
  });
});

describe('an expired page link', () => {
  test('starts the list over, without the rows that were written', async () => {
    const pages = new FakePages()
      .answer(
        '/users',
        page([user('ann'), user('bob')], {nextLink: 'next'}),
        page([user('bob'), user('cleo')], {nextLink: 'again'}),
      )
      .answer('next', EXPIRED())
      .answer('again', page([user('ann'), user('dan')]));
    const outcome = await read(USERS, pages);
    expect(outcome.order).toEqual(['row ann', 'row bob', 'row cleo', 'row dan', 'state']);
    expect(outcome.log).toEqual([
      'WARN a page link expired on the way, so the list is read once more',
    ]);
  });

  test('of a list that has nobody new is no empty list', async () => {
    const pages = new FakePages()
      .answer('/users', page([user('ann')], {nextLink: 'next'}), page([user('ann')]))
      .answer('next', EXPIRED());
    const outcome = await read(USERS, pages);
    expect(outcome.order).toEqual(['row ann', 'state']);
    expect(outcome.error).toBeUndefined();
  });

  test('that expires twice is a TransientError', async () => {
    const again = page([user('ann')], {nextLink: 'next'});
    const pages = new FakePages()
      .answer('/users', again, again)
      .answer('next', EXPIRED(), EXPIRED());
    const outcome = await read(USERS, pages);
    expect(outcome.error).toBeInstanceOf(TransientError);
    expect(outcome.error?.message).toBe(
      'users: Microsoft Graph let the page links expire twice in one read. ' +
        'The next sync starts the list again.',
    );
    expect(outcome.states).toEqual([]);
  });
});

describe('a failure names the stream', () => {
  test('and the permission that is missing', async () => {
    const pages = new FakePages().answer('/users', refusal(403, 'Authorization_RequestDenied'));
    const {error} = await read(USERS, pages);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error?.message).toMatch(
      /^users: Microsoft Graph refused access: 403 .* The stream needs the application permission Thing\.Read\.All\./,
    );
  });

  test('and the licence that is missing', async () => {
    const premium = streamOf(FIELDS, {...USERS.definition, licence: 'Microsoft Entra ID P1'});
    const code = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';
    const {error} = await read(premium, new FakePages().answer('/users', refusal(403, code)));
    expect(error?.message).toContain('The stream needs Microsoft Entra ID P1.');
  });

  test('once, and keeps what failed as its cause', async () => {
    const cause = new Error('unforeseen');
    const {error} = await read(USERS, new FakePages().answer('/users', cause));
    expect(error).toBeInstanceOf(SystemError);
    expect(error?.message.match(/users: /g)).toHaveLength(1);
    expect(error?.message).toContain('unforeseen');
  });

  test('of a row without an id', async () => {
    const {error, order} = await read(USERS, new FakePages().answer('/users', page([{}])));
    expect(error).toBeInstanceOf(SystemError);
    expect(order).toEqual([]);
  });
});
