import {ConfigError, SystemError, TransientError} from '../../../src/errors';
import type {ErrorCondition} from '../../../src/errors';
import type {Row} from '../../../src/streams/define-stream';
import {deltaUsers} from '../../support/delta-users';
import {
  FakePages,
  START,
  cursorOf,
  inShort,
  page,
  read,
  refusal,
  refused,
} from '../../support/fake-pages';

const HOUR_MS = 3_600_000;
const PROBE_CONTOSO = "/users?endsWith(userPrincipalName,'@contoso.com')";
const EXPIRED = (): Error => refusal(410, 'syncStateNotFound', 'Gone.');

const USERS = deltaUsers('city');

function user(id: string, domain = 'contoso.com', extra: object = {}): object {
  return {id, userPrincipalName: `${id}@${domain}`, ...extra};
}

function removed(id: string): object {
  return {id, '@removed': {reason: 'changed'}};
}

/** The state after a first sync, whose next round begins at "round-2". */
async function firstSync(domains = ['contoso.com']): Promise<Row> {
  const pages = new FakePages().answer('/users/delta', page([user('ann')], {deltaLink: 'round-2'}));
  const {states} = await read(USERS, pages, {domains});
  return states.at(-1) ?? {};
}

describe('the first round', () => {
  test('asks for the properties of the schema', async () => {
    const pages = new FakePages().answer('/users/delta', page([user('ann')], {deltaLink: 'd'}));
    await read(USERS, pages);
    expect(pages.urls).toEqual([
      'https://graph.microsoft.com/v1.0/users/delta?$select=id,userPrincipalName,city',
    ]);
  });

  test('skips and counts users outside the domains and deleted users', async () => {
    const nobody = {...user('eve'), userPrincipalName: null};
    const rows = [user('ann'), user('bob', 'fabrikam.com'), removed('cleo'), user('dan'), nobody];
    const pages = new FakePages()
      .answer('/users/delta', page(rows, {deltaLink: 'd'}))
      .answer('/users/eve', page([nobody]));
    const outcome = await read(USERS, pages, {domains: ['contoso.com']});
    expect(inShort(outcome)).toEqual(['live ann', 'live dan']);
    expect(outcome.skipped).toMatchObject({outsideDomains: 1, withoutName: 1, deletedUsers: 1});
  });

  test('saves the link of the next round after all rows', async () => {
    const pages = new FakePages()
      .answer('/users/delta', page([user('ann')], {nextLink: 'page-2'}))
      .answer('page-2', page([user('bob')], {deltaLink: 'round-2'}));
    const outcome = await read(USERS, pages);
    expect(outcome.order).toEqual(['state', 'row ann', 'row bob', 'state']);
    expect(cursorOf(outcome)).toMatchObject({start_link: 'round-2', next_link: null});
  });

  test('gives each page a later stamp, and the state the latest', async () => {
    const pages = new FakePages()
      .answer('/users/delta', page([user('ann'), user('bob')], {nextLink: 'page-2'}))
      .answer('page-2', page([user('cleo')], {deltaLink: 'd'}));
    const {rows, states} = await read(USERS, pages);
    const extractionClock = rows.map((row) => row['synced_at']);
    expect(extractionClock).toEqual([
      '2026-03-01T12:00:00.000Z',
      '2026-03-01T12:00:00.000Z',
      '2026-03-01T12:00:00.001Z',
    ]);
    expect(states.at(-1)).toMatchObject({synced_at: extractionClock[2]});
  });

  test('of nobody is an error with *, because a tenant has a user', async () => {
    const pages = new FakePages().answer('/users/delta', page([], {deltaLink: 'd'}));
    const outcome = await read(USERS, pages);
    expect(outcome.error).toBeInstanceOf(SystemError);
    expect(outcome.states).toEqual([]);
  });

  test('of nobody in the domains is a ConfigError that names them', async () => {
    const rows = [user('ann'), removed('bob')];
    const pages = new FakePages().answer('/users/delta', page(rows, {deltaLink: 'd'}));
    const outcome = await read(USERS, pages, {domains: ['a.com', 'b.com']});
    expect(outcome.error).toBeInstanceOf(ConfigError);
    expect(outcome.error?.message).toContain('ends in a configured domain (a.com, b.com)');
    expect(outcome.states).toEqual([]);
  });
});

describe('a later round', () => {
  test('emits changes, removals, and users outside the domains as deleted', async () => {
    const rows = [user('ann'), user('bob', 'fabrikam.com'), removed('cleo')];
    const pages = new FakePages().answer('round-2', page(rows, {deltaLink: 'round-3'}));
    const state = await firstSync();
    const outcome = await read(USERS, pages, {domains: ['contoso.com'], state});
    const {rows: emitted} = outcome;
    const extractedAt = '2026-03-01T12:00:00.001Z';
    expect(inShort(outcome)).toEqual(['live ann', 'gone bob', 'gone cleo']);
    expect(emitted[1]).toEqual({
      id: 'bob',
      _ab_cdc_deleted_at: extractedAt,
      synced_at: extractedAt,
    });
    expect(cursorOf(outcome)).toMatchObject({start_link: 'round-3', next_link: null});
  });

  test('without a change saves its new link', async () => {
    const pages = new FakePages().answer('round-2', page([], {deltaLink: 'round-3'}));
    const state = await firstSync();
    const outcome = await read(USERS, pages, {domains: ['contoso.com'], state});
    expect(outcome.order).toEqual(['state']);
    expect(cursorOf(outcome)).toMatchObject({start_link: 'round-3'});
  });

  test('counts the last of several rows of one user in a page', async () => {
    const rows = [
      user('ann', 'contoso.com', {city: 'Oslo'}),
      user('bob'),
      removed('ann'),
      user('cleo'),
      user('ann', 'contoso.com', {city: 'Bergen'}),
      removed('bob'),
    ];
    const pages = new FakePages().answer('round-2', page(rows, {deltaLink: 'd'}));
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(inShort(outcome)).toEqual(['live cleo', 'live ann', 'gone bob']);
    expect(outcome.rows[1]).toMatchObject({city: 'Bergen'});
  });

  test('does not go back in time where the clock was set back', async () => {
    const pages = new FakePages().answer('round-2', page([user('ann')], {deltaLink: 'd'}));
    const state = await firstSync(['*']);
    const {rows} = await read(USERS, pages, {state, now: () => START - HOUR_MS});
    expect(rows[0]).toMatchObject({synced_at: '2026-03-01T12:00:00.001Z'});
  });

  test('without a link for the next one is a SystemError, and its end is not saved', async () => {
    const pages = new FakePages().answer('round-2', page([user('ann')]));
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(outcome.order).toEqual(['row ann']);
    expect(outcome.error).toBeInstanceOf(SystemError);
    expect(outcome.error?.message).toContain('without a link for the next sync');
  });

  test('that fails is not taken for an expired one', async () => {
    const pages = new FakePages().answer('round-2', refusal(403, 'Authorization_RequestDenied'));
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(outcome.error).toBeInstanceOf(ConfigError);
    expect(outcome.order).toEqual([]);
  });
});

describe('checkpoints', () => {
  function longRound(): FakePages {
    const pages = new FakePages().answer('/users/delta', page([user('u1')], {nextLink: 'page-2'}));
    for (let number = 2; number <= 24; number += 1) {
      pages.answer(`page-${number}`, page([user(`u${number}`)], {nextLink: `page-${number + 1}`}));
    }
    return pages.answer('page-25', page([user('u25')], {deltaLink: 'round-2'}));
  }

  test('come before the first row, every ten pages with both links, and at the end', async () => {
    const {order, states} = await read(USERS, longRound());
    const places = order.flatMap((event, index) => (event === 'state' ? [index] : []));
    expect(places).toEqual([0, 11, 22, 28]);
    expect(states.map(({cursor}) => (cursor as Row)['next_link'])).toEqual([
      null,
      'page-11',
      'page-21',
      null,
    ]);
    expect(states[0]).toMatchObject({
      cursor: {start_link: expect.stringContaining('/users/delta?') as string},
    });
  });

  test.each([
    [9, 1],
    [10, 1],
    [11, 2],
    [20, 2],
    [21, 3],
  ])('of a round of %d pages are %d behind its rows', async (count, states) => {
    const pages = new FakePages();
    for (let number = 1; number <= count; number += 1) {
      const links = number < count ? {nextLink: `page-${number + 1}`} : {deltaLink: 'round-2'};
      const link = number === 1 ? '/users/delta' : `page-${number}`;
      pages.answer(link, page([user(`u${number}`)], links));
    }
    const outcome = await read(USERS, pages);
    expect(outcome.states.slice(1)).toHaveLength(states);
    expect(outcome.order.at(-1)).toBe('state');
  });

  test('are continued at the next page', async () => {
    const {states} = await read(USERS, longRound());
    const pages = longRound();
    const outcome = await read(USERS, pages, {state: states[2]!});
    expect(pages.asked[0]).toBe('page-21');
    expect(inShort(outcome)).toEqual(['u21', 'u22', 'u23', 'u24', 'u25'].map((id) => `live ${id}`));
    expect(outcome.log).toEqual([]);
  });

  test('remember that somebody was there', async () => {
    const {states} = await read(USERS, longRound());
    const pages = new FakePages().answer('page-21', page([], {deltaLink: 'd'}));
    const {error} = await read(USERS, pages, {state: states[2]!});
    expect(error).toBeUndefined();
  });

  test('of a first round are continued as if every outsider had been delivered', async () => {
    const domains = ['contoso.com'];
    const {states} = await read(USERS, longRound(), {domains});
    const rows = [user('bob', 'fabrikam.com'), user('ann')];
    const pages = new FakePages().answer('page-11', page(rows, {deltaLink: 'd'}));
    const outcome = await read(USERS, pages, {state: states[1]!, domains});
    expect(inShort(outcome)).toEqual(['gone bob', 'live ann']);
  });
});

describe('a read that was cut off before its first checkpoint', () => {
  const begun = (): FakePages =>
    new FakePages().answer('/users/delta', page([user('ann'), user('bob')], {deltaLink: 'd'}));

  test('of a first sync does not keep who left the domains or was deleted meanwhile', async () => {
    const domains = ['contoso.com'];
    const [state] = (await read(USERS, begun(), {domains})).states;
    const pages = new FakePages()
      .answer(PROBE_CONTOSO, page([{id: 'cleo'}]))
      .answer('/users/delta', page([user('ann', 'a.com'), user('cleo')], {deltaLink: 'd'}))
      .answer('/deleted', page([{id: 'bob'}]));
    const outcome = await read(USERS, pages, {domains, state: state!});
    expect(inShort(outcome)).toEqual(['gone bob', 'gone ann', 'live cleo']);
  });

  test('for other domains does not keep them when the settings are as before', async () => {
    const domains = ['contoso.com'];
    const others = begun()
      .answer('/deleted', page([]))
      .answer("/users?endsWith(userPrincipalName,'@b.com')", page([{id: 'x'}]));
    const cutOff = await read(USERS, others, {domains: ['b.com'], state: await firstSync(domains)});
    expect(cutOff.order.slice(0, 2)).toEqual(['state', 'row ann']);
    const pages = begun()
      .answer('/deleted', page([]))
      .answer(PROBE_CONTOSO, page([{id: 'ann'}]));
    const outcome = await read(USERS, pages, {domains, state: cutOff.states[0]!});
    expect(inShort(outcome)).toEqual(['live ann', 'live bob']);
  });
});

describe('a first round', () => {
  test('emits as deleted who was delivered and left the domains on a later page', async () => {
    const pages = new FakePages()
      .answer(
        '/users/delta',
        page([user('ann'), user('bob', 'fabrikam.com')], {nextLink: 'page-2'}),
      )
      .answer(
        'page-2',
        page([user('ann', 'fabrikam.com'), user('bob', 'fabrikam.com')], {deltaLink: 'd'}),
      );
    const outcome = await read(USERS, pages, {domains: ['contoso.com']});
    expect(inShort(outcome)).toEqual(['live ann', 'gone ann']);
  });
});

describe('tombstones of a first round', () => {
  const outsider = user('ann', 'fabrikam.com');

  test.each<[what: string, domains: string[], pages: object[][], expected: string[]]>([
    ['of nobody', ['*'], [[removed('x')], [user('ann')]], ['live ann']],
    ['of nobody, with domains', ['contoso.com'], [[removed('x')], [user('ann')]], ['live ann']],
    ['of who came before', ['*'], [[user('ann')], [removed('ann')]], ['live ann', 'gone ann']],
    [
      'of who came before, with domains',
      ['contoso.com'],
      [[user('ann')], [removed('ann'), removed('x')]],
      ['live ann', 'gone ann'],
    ],
    ['of nobody who comes later', ['*'], [[removed('ann')], [user('ann')]], ['live ann']],
    [
      'of nobody whose row was replaced in its page',
      ['*'],
      [[user('ann'), removed('ann'), user('bob')]],
      ['live bob'],
    ],
    [
      'of nobody who left the domains in the page of the first row',
      ['contoso.com'],
      [[user('ann'), outsider, user('bob')]],
      ['live bob'],
    ],
    [
      'of who was deleted, restored and deleted again',
      ['*'],
      [[user('ann')], [removed('ann')], [user('ann')], [removed('ann')]],
      ['live ann', 'gone ann', 'live ann', 'gone ann'],
    ],
  ])('are %s', async (...[, domains, pages, expected]) => {
    const fake = new FakePages();
    for (const [index, rows] of pages.entries()) {
      const links = index + 1 < pages.length ? {nextLink: `p${index + 1}`} : {deltaLink: 'd'};
      fake.answer(index === 0 ? '/users/delta' : `p${index}`, page(rows, links));
    }
    expect(inShort(await read(USERS, fake, {domains}))).toEqual(expected);
  });

  test('of another tenant are those of a first round', async () => {
    const pages = new FakePages().answer(
      '/users/delta',
      page([user('ann'), removed('bob')], {deltaLink: 'd'}),
    );
    const state = await firstSync(['*']);
    const outcome = await read(USERS, pages, {state, tenantId: 'tenant-2'});
    expect(inShort(outcome)).toEqual(['live ann']);
  });

  test('that began anew are of delivered users, in the recycle bin as well', async () => {
    const pages = new FakePages()
      .answer(
        '/users/delta',
        page([user('ann'), user('bob')], {nextLink: 'page-2'}),
        page([user('ann'), removed('x')], {deltaLink: 'd'}),
      )
      .answer('page-2', EXPIRED())
      .answer('/deleted', page([{id: 'y'}, {id: 'bob'}]));
    const outcome = await read(USERS, pages);
    expect(inShort(outcome)).toEqual(['live ann', 'live bob', 'gone bob', 'live ann']);
  });

  test('that go on from a checkpoint may be of anybody', async () => {
    const pages = new FakePages()
      .answer('/users/delta', page([user('ann')], {nextLink: 'page-2'}))
      .answer('page-2', page([removed('x')], {deltaLink: 'd'}));
    const {states} = await read(USERS, pages);
    const cursor = {...(states[0]!['cursor'] as Row), next_link: 'page-2', anyone: true};
    const rest = new FakePages().answer('page-2', page([removed('x')], {deltaLink: 'd'}));
    const outcome = await read(USERS, rest, {state: {...states[0], cursor}});
    expect(inShort(outcome)).toEqual(['gone x']);
  });
});

describe('an expired page link', () => {
  test.each([
    EXPIRED(),
    refusal(410, ''),
    refusal(400, 'Directory_ExpiredPageToken', 'The page token has expired.'),
    refusal(400, 'Directory_ResyncRequired', 'resyncRequired'),
  ])('leads back to the beginning of the round: %s', async (expired) => {
    const pages = new FakePages()
      .answer(
        'round-2',
        page([user('ann')], {nextLink: 'page-2'}),
        page([user('ann')], {nextLink: 'page-2b'}),
      )
      .answer('page-2', expired)
      .answer('page-2b', page([user('bob')], {deltaLink: 'round-3'}));
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(pages.asked).toEqual(['round-2', 'page-2', 'round-2', 'page-2b']);
    expect(inShort(outcome)).toEqual(['live ann', 'live ann', 'live bob']);
    expect(outcome.log.join()).toContain('a page link expired');
    expect(cursorOf(outcome)).toMatchObject({start_link: 'round-3'});
  });

  test('of a first round does not keep who left the domains or was deleted meanwhile', async () => {
    const deleted = {id: 'bob'};
    const pages = new FakePages()
      .answer(
        '/users/delta',
        page([user('ann'), user('bob'), user('cleo')], {nextLink: 'page-2'}),
        page([user('ann', 'fabrikam.com'), user('cleo')], {deltaLink: 'round-2'}),
      )
      .answer('page-2', EXPIRED())
      .answer('/deleted', page([deleted]));
    const outcome = await read(USERS, pages, {domains: ['contoso.com']});
    const [again, ...later] = inShort(outcome).slice(3);
    expect(outcome.error).toBeUndefined();
    expect(again).toBe('gone bob');
    expect(later).toEqual(['gone ann', 'live cleo']);
  });

  test('of a checkpoint leads back to the link that its round began with', async () => {
    const state = await firstSync(['*']);
    const checkpoint = {
      ...state,
      cursor: {...(state['cursor'] as Row), start_link: 'round-2', next_link: 'page-11'},
    };
    const pages = new FakePages()
      .answer('page-11', EXPIRED())
      .answer('round-2', page([user('ann')], {deltaLink: 'round-3'}));
    const outcome = await read(USERS, pages, {state: checkpoint});
    expect(pages.asked).toEqual(['page-11', 'round-2']);
    expect(outcome.error).toBeUndefined();
  });

  test('that expires twice is a TransientError', async () => {
    const again = page([user('ann')], {nextLink: 'page-2'});
    const pages = new FakePages()
      .answer('round-2', again, again)
      .answer('page-2', EXPIRED(), EXPIRED());
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(outcome.error).toBeInstanceOf(TransientError);
    expect(outcome.error?.message).toBe(
      'users: Microsoft Graph let the page links expire twice in one read. ' +
        'The next sync resumes from the last state.',
    );
    expect(outcome.states).toEqual([]);
    expect(pages.asked).toEqual(['round-2', 'page-2', 'round-2', 'page-2']);
  });
});

describe('a saved link that is refused', () => {
  /** Neither names the state of a link in words that Graph documents. */
  const REFUSALS = [
    [400, 'BadRequest', 'Badly formed token.'],
    [400, 'SyncStateInvalid', ''],
    [400, 'Directory_ExpiredDeltaToken', ''],
    [404, '', ''],
    [501, 'NotImplemented', ''],
  ] as const;

  test.each(REFUSALS)('with %d %s "%s" leads to all users', async (...refusal) => {
    const pages = new FakePages()
      .answer('round-2', refused(...refusal))
      .answer('/deleted', page([{id: 'bob'}]))
      .answer('/users/delta', page([user('ann')], {deltaLink: 'round-9'}));
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(inShort(outcome)).toEqual(['gone bob', 'live ann']);
    const [status, code] = refusal;
    const answer = [status, code].filter(Boolean).join(' ');
    expect(outcome.log).toEqual([
      `WARN Microsoft Graph no longer knows where the last sync ended (${answer}), so all users ` +
        'are read again. Users who were deleted permanently since then stay in the destination ' +
        'until a refresh with "remove records".',
    ]);
    expect(cursorOf(outcome)).toMatchObject({start_link: 'round-9', next_link: null});
  });

  const checkpoint = async (links: object): Promise<Row> => {
    const state = await firstSync(['*']);
    return {...state, cursor: {...(state['cursor'] as Row), ...links}};
  };

  test.each(REFUSALS)('with %d %s "%s" within a round leads to its start', async (...refusal) => {
    const state = await checkpoint({start_link: 'round-2', next_link: 'page-11'});
    const pages = new FakePages()
      .answer('page-11', refused(...refusal))
      .answer('round-2', page([user('ann')], {deltaLink: 'round-3'}));
    const outcome = await read(USERS, pages, {state});
    expect(outcome.error).toBeUndefined();
    expect(pages.asked).toEqual(['page-11', 'round-2']);
    expect(outcome.log.join()).toMatch(/^WARN a page link expired \((400|404|501)/);
    expect(cursorOf(outcome)).toMatchObject({start_link: 'round-3'});
  });

  test('and then the start of its round as well leads to all users', async () => {
    const state = await checkpoint({start_link: 'round-2', next_link: 'page-11'});
    const pages = new FakePages()
      .answer('page-11', refused(404))
      .answer('round-2', refused(400, 'BadRequest', 'Badly formed token.'))
      .answer('/users/delta', page([user('ann')], {deltaLink: 'round-9'}))
      .answer('/deleted', page([]));
    const outcome = await read(USERS, pages, {state});
    expect(outcome.error).toBeUndefined();
    expect(pages.asked).toEqual(['page-11', 'round-2', '/users/delta', '/deleted']);
    expect(outcome.log).toHaveLength(2);
  });

  test.each([
    ['the first request', '/users/delta', undefined],
    ['a page link', 'page-2', page([user('ann')], {nextLink: 'page-2'})],
  ])('is told apart from %s, which ends the stream', async (_what, link, first) => {
    const pages = new FakePages();
    if (first) pages.answer('/users/delta', first);
    pages.answer(link, refused(404, 'Request_ResourceNotFound', 'No.'));
    const {error} = await read(USERS, pages);
    expect(error).toBeInstanceOf(SystemError);
  });

  test('and a first request that is refused after it end the stream, not its state', async () => {
    const pages = new FakePages()
      .answer('round-2', refused(404))
      .answer('/users/delta', refused(404));
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(outcome.error).toBeInstanceOf(SystemError);
    expect(outcome.order).toEqual([]);
  });
});

describe('a lost beginning', () => {
  test('emits who is deleted, then reads everybody, and warns', async () => {
    const pages = new FakePages()
      .answer('round-2', EXPIRED())
      .answer('/deleted', page([{id: 'bob'}, {id: 'cleo'}]))
      .answer('/users/delta', page([user('ann')], {deltaLink: 'round-9'}));
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(inShort(outcome)).toEqual(['gone bob', 'gone cleo', 'live ann']);
    expect(outcome.rows[0]).toHaveProperty('synced_at');
    // Asked before the first page, it could miss who is deleted between the two.
    expect(pages.asked).toEqual(['round-2', '/users/delta', '/deleted']);
    expect(outcome.log.join()).toMatch(/^WARN Microsoft Graph no longer knows where the last sync/);
    expect(cursorOf(outcome)).toMatchObject({start_link: 'round-9'});
  });

  test('emits users outside the domains as deleted', async () => {
    const domains = ['contoso.com'];
    const rows = [user('ann'), user('bob', 'fabrikam.com')];
    const pages = new FakePages()
      .answer('round-2', EXPIRED())
      .answer(PROBE_CONTOSO, page([{id: 'ann'}]))
      .answer('/deleted', page([]))
      .answer('/users/delta', page(rows, {deltaLink: 'd'}));
    const outcome = await read(USERS, pages, {domains, state: await firstSync()});
    expect(inShort(outcome)).toEqual(['live ann', 'gone bob']);
  });

  test.each([
    refusal(403, 'Authorization_RequestDenied'),
    refusal(404, 'x'),
    new TransientError('403, though the token has the permission', {
      fields: {condition: 'permission_contradicted'},
    }),
  ])('goes on where the list of deleted users is refused, and warns: %s', async (refused) => {
    const pages = new FakePages()
      .answer('round-2', EXPIRED())
      .answer('/deleted', refused)
      .answer('/users/delta', page([user('ann')], {deltaLink: 'd'}));
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(inShort(outcome)).toEqual(['live ann']);
    expect(outcome.log.join()).toContain('the list of deleted users may not be read');
  });

  test.each<[ErrorCondition, goesOn: boolean]>([
    ['permission_missing', true],
    ['permission_contradicted', true],
    ['licence_missing', true],
    ['not_found', true],
    ['throttled', false],
    ['request_refused', false],
    ['query_refused', false],
    ['connection_failed', false],
  ])('with %s for the list of deleted users goes on: %s', async (condition, goesOn) => {
    const pages = new FakePages()
      .answer('round-2', EXPIRED())
      .answer('/deleted', new ConfigError('No.', {fields: {condition}}))
      .answer('/users/delta', page([user('ann')], {deltaLink: 'd'}));
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect([inShort(outcome), outcome.error === undefined]).toEqual(
      goesOn ? [['live ann'], true] : [[], false],
    );
    expect(outcome.log.some((line) => line.includes('may not be read'))).toBe(goesOn);
  });

  test('ends where the list of deleted users is refused behind an expired link', async () => {
    const pages = new FakePages()
      .answer('round-2', EXPIRED())
      .answer('/users/delta', page([user('ann')], {deltaLink: 'round-9'}))
      .answer('/deleted', page([{id: 'bob'}], {nextLink: 'more'}), refusal(404, 'x'))
      .answer('more', EXPIRED());
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(outcome.error).toBeInstanceOf(SystemError);
    expect(inShort(outcome)).toEqual(['gone bob']);
  });

  test('emits a deleted user of two pages once, each page with its own time', async () => {
    const pages = new FakePages()
      .answer('round-2', EXPIRED())
      .answer('/users/delta', page([user('ann')], {deltaLink: 'round-9'}))
      .answer('/deleted', page([{id: 'bob'}], {nextLink: 'more'}))
      .answer('more', page([{id: 'bob'}, {id: 'cleo'}]));
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(inShort(outcome)).toEqual(['gone bob', 'gone cleo', 'live ann']);
    const [bob, cleo] = outcome.rows;
    expect(String(cleo!['synced_at']) > String(bob!['synced_at'])).toBe(true);
    expect(bob!['_ab_cdc_deleted_at']).toBe(bob!['synced_at']);
    expect(pages.urls[2]).toMatch(/\/deleted\?\$select=id&\$top=999$/);
  });

  test('ends where the list of deleted users repeats itself without end', async () => {
    const pages = new FakePages()
      .answer('round-2', EXPIRED())
      .answer('/users/delta', page([user('ann')], {deltaLink: 'round-9'}))
      .answer('/deleted', page([{id: 'bob'}], {nextLink: 'more 1'}));
    for (let at = 1; at < 10; at += 1)
      pages.answer(`more ${at}`, page([{id: 'bob'}], {nextLink: `more ${at + 1}`}));
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(outcome.error?.message).toContain('users: Microsoft Graph repeats its rows: 3 pages');
    expect(inShort(outcome)).toEqual(['gone bob']);
    expect(pages.asked.at(-1)).toBe('more 3');
  });

  test('ends where the list of deleted users fails otherwise', async () => {
    const pages = new FakePages()
      .answer('round-2', EXPIRED())
      .answer('/users/delta', page([user('ann')], {deltaLink: 'round-9'}))
      .answer('/deleted', refusal(503));
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(outcome.error).toBeInstanceOf(TransientError);
    expect(outcome.order).toEqual(['state']);
  });

  test('lists the deleted users once more where a page link of theirs expires', async () => {
    const begun = page([{id: 'bob'}], {nextLink: 'more'});
    const pages = new FakePages()
      .answer('round-2', EXPIRED())
      .answer('/users/delta', page([user('ann')], {deltaLink: 'round-9'}))
      .answer('/deleted', begun, begun)
      .answer('more', EXPIRED(), page([{id: 'cleo'}]));
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(outcome.error).toBeUndefined();
    expect(inShort(outcome)).toEqual(['gone bob', 'gone bob', 'gone cleo', 'live ann']);
  });

  test('is a TransientError where a page link of theirs expires again', async () => {
    const begun = page([{id: 'bob'}], {nextLink: 'more'});
    const pages = new FakePages()
      .answer('round-2', EXPIRED())
      .answer('/users/delta', page([user('ann')], {deltaLink: 'round-9'}))
      .answer('/deleted', begun, begun)
      .answer('more', EXPIRED(), EXPIRED());
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(outcome.error).toBeInstanceOf(TransientError);
    expect(outcome.error).toMatchObject({
      failureType: 'transient_error',
      message:
        'users: Microsoft Graph let the page links of the deleted users expire twice in one read. ' +
        'The next sync starts over.',
    });
    expect(pages.asked.slice(1)).toEqual(['/users/delta', '/deleted', 'more', '/deleted', 'more']);
  });

  test('is not seen in page links of the deleted users that expired twice', async () => {
    const state = await firstSync(['*']);
    const [beginning] = (
      await read(USERS, new FakePages().answer('/users/delta', page([user('ann')])))
    ).states;
    const {start_link: firstLink} = beginning!['cursor'] as Row;
    const checkpoint = {
      ...state,
      cursor: {...(state['cursor'] as Row), start_link: firstLink, next_link: 'page-11'},
    };
    const begun = page([{id: 'bob'}], {nextLink: 'more'});
    const pages = new FakePages()
      .answer('page-11', EXPIRED())
      .answer('/users/delta', page([user('ann')], {deltaLink: 'round-9'}))
      .answer('/deleted', begun, begun)
      .answer('more', EXPIRED(), EXPIRED());
    const outcome = await read(USERS, pages, {state: checkpoint});
    expect(outcome.error?.message).toContain('the page links of the deleted users expire twice');
    expect(outcome.log).toEqual([
      'WARN a page link expired (410 syncStateNotFound), so the changes are read again from their ' +
        'beginning',
    ]);
    expect(pages.asked.slice(1)).toEqual(['/users/delta', '/deleted', 'more', '/deleted', 'more']);
  });

  test('is also that of a round whose page link expired before', async () => {
    const pages = new FakePages()
      .answer('round-2', page([user('ann')], {nextLink: 'page-2'}), EXPIRED())
      .answer('page-2', EXPIRED())
      .answer('/users/delta', page([user('ann')], {deltaLink: 'round-9'}))
      .answer('/deleted', page([]));
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(outcome.error).toBeUndefined();
    expect(pages.asked).toEqual(['round-2', 'page-2', 'round-2', '/users/delta', '/deleted']);
    expect(cursorOf(outcome)).toMatchObject({start_link: 'round-9'});
  });

  test.each([
    ['a failure', refusal(503, 'UnknownError', 'Busy.'), 'has an internal problem: 503'],
    ['a refusal', refusal(403, 'Authorization_RequestDenied', 'No.'), 'No.'],
  ])('ends with the words of %s that follows an expired link', async (_what, error, words) => {
    const begun = page([{id: 'bob'}], {nextLink: 'more'});
    const pages = new FakePages()
      .answer('round-2', EXPIRED())
      .answer('/users/delta', page([user('ann')], {deltaLink: 'round-9'}))
      .answer('/deleted', begun, error)
      .answer('more', EXPIRED());
    const outcome = await read(USERS, pages, {state: await firstSync(['*'])});
    expect(outcome.error?.message).toContain(words);
    expect(outcome.error?.message).not.toContain('twice');
    expect(inShort(outcome)).toEqual(['gone bob']);
  });
});

describe('other domains', () => {
  test('emit users of the old ones as deleted, and of the new ones as they are', async () => {
    const rows = [user('ann'), user('bob', 'fabrikam.com'), user('cleo', 'emea.contoso.com')];
    const pages = new FakePages()
      .answer("/users?endsWith(userPrincipalName,'@fabrikam.com')", page([{id: 'bob'}]))
      .answer('/deleted', page([]))
      .answer('/users/delta', page(rows, {deltaLink: 'd'}));
    const state = await firstSync(['contoso.com']);
    const outcome = await read(USERS, pages, {state, domains: ['fabrikam.com']});
    expect(inShort(outcome)).toEqual(['gone ann', 'live bob', 'gone cleo']);
    expect(outcome.log.join()).toContain('changed since the last sync: domains');
    expect(cursorOf(outcome)).toMatchObject({start_link: 'd'});
  });

  test('from everyone to some emit everybody else as deleted', async () => {
    const rows = [user('ann'), user('bob', 'fabrikam.com')];
    const pages = new FakePages()
      .answer(PROBE_CONTOSO, page([{id: 'ann'}]))
      .answer('/deleted', page([]))
      .answer('/users/delta', page(rows, {deltaLink: 'd'}));
    const state = await firstSync(['*']);
    const outcome = await read(USERS, pages, {state, domains: ['contoso.com']});
    expect(inShort(outcome)).toEqual(['live ann', 'gone bob']);
  });

  test('that nobody has are a ConfigError before any tombstone', async () => {
    const pages = new FakePages().answer(
      "/users?endsWith(userPrincipalName,'@contosso.com')",
      page([]),
    );
    const state = await firstSync(['contoso.com']);
    const outcome = await read(USERS, pages, {state, domains: ['contosso.com']});
    expect(outcome.error).toBeInstanceOf(ConfigError);
    expect(outcome.error?.message).toContain('(contosso.com)');
    expect(outcome.order).toEqual([]);
    expect(pages.advanced).toEqual([true]);
  });

  test('of which one is inhabited go on', async () => {
    const domains = Array.from({length: 16}, (_, index) => `d${index}.com`).sort();
    const filters = [domains.slice(0, 15), domains.slice(15)].map((names) =>
      names.map((name) => `endsWith(userPrincipalName,'@${name}')`).join(' or '),
    );
    const last = user('zoe', domains.at(-1));
    const pages = new FakePages()
      .answer(`/users?${filters[0]}`, page([]))
      .answer(`/users?${filters[1]}`, page([{id: 'zoe'}]))
      .answer('/deleted', page([]))
      .answer('/users/delta', page([last], {deltaLink: 'd'}));
    const outcome = await read(USERS, pages, {state: await firstSync(), domains});
    expect(inShort(outcome)).toEqual(['live zoe']);
  });
});

describe('starting over', () => {
  test('in another tenant deletes nothing, and warns', async () => {
    const rows = [user('ann'), user('bob', 'fabrikam.com')];
    const pages = new FakePages().answer('/users/delta', page(rows, {deltaLink: 'd'}));
    const state = await firstSync();
    const options = {state, domains: ['contoso.com'], tenantId: 'tenant-2'};
    const outcome = await read(USERS, pages, options);
    expect(inShort(outcome)).toEqual(['live ann']);
    expect(outcome.log.join()).toContain('tenant_id');
    expect(outcome.log.join()).toContain('stay in the destination until a refresh');
  });

  test('from a state of another shape emits deletions and outsiders, and says so', async () => {
    const rows = [user('ann'), user('bob', 'fabrikam.com')];
    const pages = new FakePages()
      .answer(PROBE_CONTOSO, page([{id: 'ann'}]))
      .answer('/deleted', page([{id: 'cleo'}]))
      .answer('/users/delta', page(rows, {deltaLink: 'd'}));
    const outcome = await read(USERS, pages, {state: {link: 'x'}, domains: ['contoso.com']});
    expect(inShort(outcome)).toEqual(['gone cleo', 'live ann', 'gone bob']);
    expect(outcome.log.join()).toContain('starting over, because its state has a shape');
  });

  test.each<[string, Row]>([
    ['no link', {next_link: null, leavers: [], anyone: true}],
    ['a link that is a number', {start_link: 5, next_link: null, leavers: [], anyone: true}],
    ['no place', {start_link: 'round-2', leavers: [], anyone: true}],
    ['leavers of another shape', {start_link: 'r', next_link: null, leavers: 'x', anyone: true}],
    ['no word of who was there', {start_link: 'round-2', next_link: null, leavers: []}],
  ])('from a cursor with %s reads everybody', async (_what, cursor) => {
    const pages = new FakePages()
      .answer('/deleted', page([]))
      .answer('/users/delta', page([user('ann')], {deltaLink: 'd'}));
    const state = {...(await firstSync(['*'])), cursor};
    const outcome = await read(USERS, pages, {state});
    expect(outcome.error).toBeUndefined();
    expect(inShort(outcome)).toEqual(['live ann']);
  });
});
