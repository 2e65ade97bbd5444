import {SystemError, TransientError} from '../../../src/errors';
import {deltaUsers, roundsBehind} from '../../support/delta-users';
import {FakePages, cursorOf, inShort, page, read, refused} from '../../support/fake-pages';

const USERS = deltaUsers('city', 'department');

const WHOLE = {
  id: 'ann',
  userPrincipalName: 'ann@contoso.com',
  city: 'Bonn',
  department: 'IT',
};
const BOB = {...WHOLE, id: 'bob', userPrincipalName: 'bob@contoso.com'};

const {laterRound} = roundsBehind(USERS, [WHOLE, BOB]);

describe.each([[['*']], [['contoso.com']]])('with the domains %j', (domains) => {
  test.each([
    ['the id and a changed property', {id: 'ann', city: 'Bonn'}],
    ['the id alone', {id: 'ann'}],
    ['the id and a property that was cleared', {id: 'ann', department: null}],
    ['the id and a name that is null', {id: 'ann', userPrincipalName: null}],
    ['the id and an empty name', {id: 'ann', userPrincipalName: '', city: 'Bonn'}],
    ['the id and what was not asked for', {id: 'ann', '@odata.type': '#microsoft.graph.user'}],
  ])('a row of %s is read whole by its id', async (_what, thin) => {
    const pages = new FakePages().answer('/users/ann', page([WHOLE]));
    const outcome = await laterRound([thin], pages, {domains});
    expect(outcome.rows).toEqual([
      {...WHOLE, _ab_cdc_deleted_at: null, synced_at: '2026-03-01T12:00:00.001Z'},
    ]);
    expect(pages.urls.at(-1)).toBe(
      'https://graph.microsoft.com/v1.0/users/ann?$select=id,userPrincipalName,city,department',
    );
    expect(cursorOf(outcome)).toMatchObject({start_link: 'round-3'});
  });

  test('a user who is not found is gone', async () => {
    const pages = new FakePages().answer('/users/ann', refused(404, 'Request_ResourceNotFound'));
    expect(inShort(await laterRound([{id: 'ann'}, BOB], pages, {domains}))).toEqual([
      'gone ann',
      'live bob',
    ]);
  });

  test('a row with a userPrincipalName is whole, whatever else Graph left out', async () => {
    const row = {id: 'ann', userPrincipalName: 'ann@contoso.com'};
    const pages = new FakePages();
    const outcome = await laterRound([row], pages, {domains});
    expect(outcome.rows).toMatchObject([{...row, city: null, department: null}]);
    expect(pages.asked).toEqual(['round-2']);
  });

  test('a deletion is none', async () => {
    const pages = new FakePages();
    const rows = [{id: 'ann', '@removed': {reason: 'deleted'}}];
    expect(inShort(await laterRound(rows, pages, {domains}))).toEqual(['gone ann']);
  });
});

test('a thin row of a user outside of the domains is a tombstone once the user is known', async () => {
  const moved = {...WHOLE, userPrincipalName: 'ann@fabrikam.com'};
  const pages = new FakePages().answer('/users/ann', page([moved]));
  const outcome = await laterRound([{id: 'ann', city: 'Bonn'}], pages, {domains: ['contoso.com']});
  expect(inShort(outcome)).toEqual(['gone ann']);
});

test.each<[what: string, rows: object[], asked: string[]]>([
  ['thin, then whole', [{id: 'ann'}, WHOLE], []],
  ['thin, then deleted', [{id: 'ann'}, {id: 'ann', '@removed': {}}], []],
  ['whole, then thin', [WHOLE, {id: 'ann'}], ['/users/ann']],
  ['thin twice', [{id: 'ann'}, {id: 'ann', city: 'x'}], ['/users/ann']],
])('of several rows of one user the last counts: %s', async (_what, rows, asked) => {
  const pages = new FakePages().answer('/users/ann', page([WHOLE]));
  await laterRound(rows, pages);
  expect(pages.asked.slice(1)).toEqual(asked);
});

test('in a first round a thin row is read whole, and no tombstone where the user is gone', async () => {
  const pages = new FakePages()
    .answer('/users/delta', page([{id: 'ann'}, {id: 'eve'}], {deltaLink: 'round-2'}))
    .answer("/users?id eq 'ann' or id eq 'eve'", page([WHOLE]))
    .answer('/users/eve', refused(404));
  const outcome = await read(USERS, pages);
  expect(inShort(outcome)).toEqual(['live ann']);
  expect(outcome.skipped).toMatchObject({deletedUsers: 1, withoutName: 0});
});

test('a user who is asked for alone may have a name that is null', async () => {
  const nameless = {...WHOLE, userPrincipalName: null};
  const pages = new FakePages().answer('/users/ann', page([nameless]));
  const {rows} = await laterRound([{id: 'ann', city: 'Bonn'}], pages);
  expect(rows).toMatchObject([nameless]);
});

test('an id is encoded in the path', async () => {
  const pages = new FakePages().answer('/users/a%2Fb', page([{...WHOLE, id: 'a/b'}]));
  expect(inShort(await laterRound([{id: 'a/b'}], pages))).toEqual(['live a/b']);
});

describe('a user who cannot be read', () => {
  test.each<[what: string, answer: Parameters<FakePages['answer']>[1], error: unknown]>([
    ['is refused', refused(403, 'Authorization_RequestDenied'), TransientError],
    ['is throttled for too long', refused(429), TransientError],
    ['gives no answer', refused(504), TransientError],
    ['is refused for the query', refused(400, 'Request_BadRequest', 'No.'), SystemError],
    ['comes in part again', page([{id: 'ann', city: 'Bonn'}]), SystemError],
    ['is another one', page([BOB]), SystemError],
    ['is no object', page([]), SystemError],
  ])('because the request %s ends the stream before its page', async (_what, answer, error) => {
    const pages = new FakePages().answer('/users/ann', answer);
    const outcome = await laterRound([BOB, {id: 'ann', city: 'Bonn'}], pages);
    expect(outcome.error).toBeInstanceOf(error);
    expect(outcome.order).toEqual([]);
  });

  test('because of a refusal is not one whose permission is missing', async () => {
    const pages = new FakePages().answer('/users/ann', refused(403, 'Authorization_RequestDenied'));
    const {error} = await laterRound([{id: 'ann'}], pages);
    expect(error?.message).toContain('so this should succeed. The next sync tries again');
  });
});

describe('several thin rows of a page', () => {
  const thin = (): object[] => [{id: 'ann', city: 'Bonn'}, {id: 'bob'}];
  const BOTH = "/users?id eq 'ann' or id eq 'bob'";

  test('are read with one request, which is no advanced query', async () => {
    const pages = new FakePages().answer(BOTH, page([BOB, WHOLE]));
    expect(inShort(await laterRound(thin(), pages))).toEqual(['live ann', 'live bob']);
    expect(pages.asked).toEqual(['round-2', BOTH]);
    expect(decodeURIComponent(pages.urls.at(-1)!)).toBe(
      'https://graph.microsoft.com/v1.0/users?$select=id,userPrincipalName,city,department' +
        "&$filter=id eq 'ann' or id eq 'bob'",
    );
    expect(pages.advanced.at(-1)).toBe(false);
  });

  test.each<[what: string, listed: Parameters<FakePages['answer']>[1], asked: string[]]>([
    ['leaves out', page([BOB]), ['/users/ann']],
    ['has in part again', page([{id: 'ann', city: 'Bonn'}, BOB]), ['/users/ann']],
    ['has among strangers', page([{...WHOLE, id: 'eve'}, BOB]), ['/users/ann']],
    ['has no id for', page([{city: 'Bonn'}, BOB]), ['/users/ann']],
    ['is refused for', refused(400, 'Request_UnsupportedQuery'), ['/users/ann', '/users/bob']],
  ])('are read one by one where the list %s them', async (_what, listed, asked) => {
    const pages = new FakePages()
      .answer(BOTH, listed)
      .answer('/users/ann', page([WHOLE]))
      .answer('/users/bob', page([BOB]));
    expect(inShort(await laterRound(thin(), pages))).toEqual(['live ann', 'live bob']);
    expect(pages.asked.slice(2)).toEqual(asked);
  });

  test('are read from all pages of the list', async () => {
    const pages = new FakePages()
      .answer(BOTH, page([BOB], {nextLink: 'more'}))
      .answer('more', page([WHOLE]));
    expect(inShort(await laterRound(thin(), pages))).toEqual(['live ann', 'live bob']);
  });

  test('are read alone where a link of the list expires, which is no word of the delta link', async () => {
    const pages = new FakePages()
      .answer(BOTH, page([BOB], {nextLink: 'more'}))
      .answer('more', refused(400, 'Directory_ExpiredPageToken'))
      .answer('/users/ann', page([WHOLE]));
    const outcome = await laterRound(thin(), pages);
    expect(inShort(outcome)).toEqual(['live ann', 'live bob']);
    expect(outcome.log.join()).not.toContain('WARN');
  });

  test('end the stream where the list goes on and on', async () => {
    const pages = new FakePages().answer(BOTH, page([BOB], {nextLink: 'more 1'}));
    for (const number of [1, 2, 3]) {
      pages.answer(`more ${number}`, page([BOB], {nextLink: `more ${number + 1}`}));
    }
    const outcome = await laterRound(thin(), pages);
    expect(outcome.error?.message).toContain('the list would never end');
    expect(outcome.order).toEqual([]);
  });

  test.each([
    ['is throttled for too long', refused(429), TransientError],
    ['gives no answer', refused(503), TransientError],
    ['is refused', refused(403, 'Authorization_RequestDenied'), TransientError],
    ['is not supported', refused(501), SystemError],
  ])('end the stream before their page where the list %s', async (_what, answer, error) => {
    const outcome = await laterRound(thin(), new FakePages().answer(BOTH, answer));
    expect(outcome.error).toBeInstanceOf(error);
    expect(outcome.order).toEqual([]);
  });

  test('are asked for in filters of fifteen ids', async () => {
    const ids = Array.from({length: 31}, (_, index) => `u${index}`);
    const filterOf = (some: string[]): string => some.map((id) => `id eq '${id}'`).join(' or ');
    const whole = ids.map((id) => ({...WHOLE, id}));
    const pages = new FakePages()
      .answer(`/users?${filterOf(ids.slice(0, 15))}`, page(whole.slice(0, 15)))
      .answer(`/users?${filterOf(ids.slice(15, 30))}`, page(whole.slice(15, 30)))
      .answer('/users/u30', page(whole.slice(30)));
    const rows = ids.map((id) => ({id}));
    expect(inShort(await laterRound(rows, pages))).toEqual(ids.map((id) => `live ${id}`));
  });
});

describe('many thin rows of a page, where Graph refuses to list them', () => {
  const ids = Array.from({length: 50}, (_, index) => `u${index}`);

  /** Answers every user as late as possible, and counts the requests under way. */
  class SlowUsers extends FakePages {
    open = 0;
    most = 0;
    started = 0;

    constructor(private readonly failing?: string) {
      super();
    }

    override read(...asked: Parameters<FakePages['read']>): ReturnType<FakePages['read']> {
      const [url, {origin}] = asked;
      if (url.includes('/users?')) throw refused(400)(origin);
      return super.read(...asked);
    }

    override async object(url: string, signal: AbortSignal): Promise<unknown> {
      this.started += 1;
      this.open += 1;
      this.most = Math.max(this.most, this.open);
      await new Promise(setImmediate);
      this.open -= 1;
      signal.throwIfAborted();
      const id = new URL(url).pathname.split('/').at(-1) ?? '';
      if (id === this.failing) throw new TransientError('No answer.');
      return {...WHOLE, id};
    }
  }

  test('are read four at a time, and emitted in their order', async () => {
    const pages = new SlowUsers();
    const outcome = await laterRound(
      ids.map((id) => ({id})),
      pages,
    );
    expect(inShort(outcome)).toEqual(ids.map((id) => `live ${id}`));
    expect([pages.most, pages.started]).toEqual([4, ids.length]);
  });

  test('are no longer read once one of them fails', async () => {
    const pages = new SlowUsers('u5');
    const outcome = await laterRound(
      ids.map((id) => ({id})),
      pages,
    );
    expect(outcome.error?.message).toContain('No answer.');
    expect([outcome.order, pages.open]).toEqual([[], 0]);
    expect(pages.started).toBeLessThan(12);
  });
});
