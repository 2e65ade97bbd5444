import {ConfigError} from '../../../src/errors';
import {byUserPrincipalName, signInPasses} from '../../../src/streams/define-stream';
import type {Row} from '../../../src/streams/define-stream';
import {
  FakePages,
  START,
  cursorOf,
  inShort,
  page,
  read,
  refusal,
  streamOf,
} from '../../support/fake-pages';
import type {Outcome} from '../../support/fake-pages';

const WATERMARK = '2026-02-27T12:00:00.000Z';
const BOUND = '2026-02-25T12:00:00Z';
const BEFORE = '2026-02-25T11:59:59Z';
const INTERACTIVE = `/users?signInActivity/lastSignInDateTime ge ${BOUND}`;
const NON_INTERACTIVE = `/users?signInActivity/lastNonInteractiveSignInDateTime ge ${BOUND}`;
const CREATED = `/users?createdDateTime ge ${BOUND}`;

const BY_HAND = {lastSignInDateTime: BOUND};
const BOTH = {...BY_HAND, lastNonInteractiveSignInDateTime: BOUND};

const SIGN_INS = streamOf(
  [
    'id',
    'userPrincipalName',
    'lastSignInDateTime',
    'lastNonInteractiveSignInDateTime',
    'synced_at',
  ],
  {
    name: 'sign_ins',
    endpoint: '/users',
    select: ['id'],
    pageSizes: [500, 120],
    cursor: signInPasses(),
    domainFilter: byUserPrincipalName('userPrincipalName'),
  },
);

function user(id: string, dates: object = {}, domain = 'contoso.com'): object {
  return {id, userPrincipalName: `${id}@${domain}`, ...dates};
}

async function stateAt(watermark: string, domains = ['*']): Promise<Row> {
  const filter = domains[0] === '*' ? '' : `?endsWith(userPrincipalName,'@${domains[0]}')`;
  const pages = new FakePages().answer(`/users${filter}`, page([user('ann')]));
  const {states} = await read(SIGN_INS, pages, {domains, now: () => Date.parse(watermark)});
  return states[0] ?? {};
}

async function passes(rows: [object[], object[], object[]], domains = ['*']): Promise<Outcome> {
  const pages = new FakePages()
    .answer(INTERACTIVE, page(rows[0]))
    .answer(NON_INTERACTIVE, page(rows[1]))
    .answer(CREATED, page(rows[2]));
  return read(SIGN_INS, pages, {domains, state: await stateAt(WATERMARK, domains)});
}

describe('the first sync', () => {
  test('reads everybody, and remembers when it began', async () => {
    let time = START;
    const pages = new FakePages()
      .answer('/users', page([user('ann')], {nextLink: 'next'}))
      .answer('next', page([user('bob')]));
    const outcome = await read(SIGN_INS, pages, {now: () => (time += 60_000)});
    expect(outcome.order).toEqual(['row ann', 'row bob', 'state']);
    expect(cursorOf(outcome)).toEqual({watermark: new Date(START + 60_000).toISOString()});
    expect(pages.advanced).toEqual([false]);
  });

  test('lets Graph filter the domains', async () => {
    const pages = new FakePages().answer(
      "/users?endsWith(userPrincipalName,'@contoso.com')",
      page([user('ann'), user('bob', {}, 'emea.contoso.com')]),
    );
    const outcome = await read(SIGN_INS, pages, {domains: ['contoso.com']});
    expect(inShort(outcome)).toEqual(['live ann']);
    expect(pages.advanced).toEqual([true]);
  });
});

describe('a later sync', () => {
  test('asks for each date since the last one less two days, to the second', async () => {
    const pages = new FakePages()
      .answer(INTERACTIVE, page([user('ann', BOTH)]))
      .answer(NON_INTERACTIVE, page([user('ann', BOTH)]))
      .answer(CREATED, page([]));
    const state = await stateAt('2026-02-27T12:00:00.999Z');
    const outcome = await read(SIGN_INS, pages, {state});
    expect(pages.asked).toEqual([INTERACTIVE, NON_INTERACTIVE, CREATED]);
    expect(pages.advanced).toEqual([true, true, true]);
    expect(pages.urls[0]).toContain('$count=true&$top=500');
    expect(outcome.order).toEqual(['row ann', 'state']);
    expect(outcome.error).toBeUndefined();
  });

  test('leaves out what an earlier pass has delivered', async () => {
    const both = {lastSignInDateTime: BOUND, lastNonInteractiveSignInDateTime: BOUND};
    const second = {lastSignInDateTime: BEFORE, lastNonInteractiveSignInDateTime: BOUND};
    const third = {lastSignInDateTime: BEFORE, lastNonInteractiveSignInDateTime: BEFORE};
    const everyone = [user('both', both), user('second', second), user('third', third)];
    const outcome = await passes([
      [user('both', both)],
      [user('both', both), user('second', second)],
      [...everyone, user('never')],
    ]);
    expect(inShort(outcome)).toEqual(['live both', 'live second', 'live third', 'live never']);
  });

  test('leaves that out also where the destination deduplicates', async () => {
    const pages = new FakePages()
      .answer(INTERACTIVE, page([user('ann', BOTH)]))
      .answer(NON_INTERACTIVE, page([user('ann', BOTH)]))
      .answer(CREATED, page([]));
    const options = {state: await stateAt(WATERMARK), destinationSyncMode: 'append_dedup'};
    expect(inShort(await read(SIGN_INS, pages, options))).toEqual(['live ann']);
  });

  test('compares dates and not their spelling', async () => {
    const dates = {...BOTH, lastSignInDateTime: '2026-02-25T14:00:00.0000000+02:00'};
    const outcome = await passes([[user('ann', dates)], [user('ann', dates)], []]);
    expect(inShort(outcome)).toEqual(['live ann']);
  });

  test('leaves out and counts deleted users, each once', async () => {
    const dates = {lastSignInDateTime: BOUND, lastNonInteractiveSignInDateTime: BOUND};
    const deleted = {id: 'gone', ...dates};
    const outcome = await passes([[deleted, user('ann', dates)], [deleted], [deleted]]);
    expect(inShort(outcome)).toEqual(['live ann']);
    expect(outcome.skipped.deletedUsers).toBe(1);
  });

  test('leaves out and counts users outside the domains', async () => {
    const dates = {lastSignInDateTime: BOUND};
    const rows = [user('ann', dates), user('bob', dates, 'fabrikam.com')];
    const outcome = await passes([rows, [], []], ['contoso.com']);
    expect(inShort(outcome)).toEqual(['live ann']);
    expect(outcome.skipped.outsideDomains).toBe(1);
  });

  test('saves when it began, after the last pass', async () => {
    let time = START;
    const pages = new FakePages()
      .answer(INTERACTIVE, page([user('ann', {lastSignInDateTime: BOUND})]))
      .answer(NON_INTERACTIVE, page([]))
      .answer(CREATED, page([user('bob')]));
    const state = await stateAt(WATERMARK);
    const outcome = await read(SIGN_INS, pages, {state, now: () => (time += 60_000)});
    expect(outcome.order).toEqual(['row ann', 'row bob', 'state']);
    expect(cursorOf(outcome)).toEqual({watermark: new Date(START + 60_000).toISOString()});
  });

  test('that fails saves nothing', async () => {
    const pages = new FakePages()
      .answer(INTERACTIVE, page([user('ann', BY_HAND)]))
      .answer(
        NON_INTERACTIVE,
        refusal(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'),
      );
    const outcome = await read(SIGN_INS, pages, {state: await stateAt(WATERMARK)});
    expect(outcome.order).toEqual(['row ann']);
    expect(outcome.error).toBeInstanceOf(ConfigError);
    expect(outcome.error?.message).toMatch(/^sign_ins: .*has no Microsoft Entra ID P1/);
  });
});

describe('a clock that is ahead', () => {
  const TEN_DAYS_MS = 10 * 86_400_000;
  const behind = (localTime: number): number => localTime - TEN_DAYS_MS;

  test.each([
    ['in a first sync', {}],
    ['in a later one', {watermark: WATERMARK}],
  ])(
    'leaves the time of Graph in the state, %s',
    async (_when, {watermark}: {watermark?: string}) => {
      const pages = new FakePages()
        .answer('/users', page([user('ann')]))
        .answer(INTERACTIVE, page([]))
        .answer(NON_INTERACTIVE, page([]))
        .answer(CREATED, page([user('ann')]));
      const state = watermark === undefined ? undefined : await stateAt(watermark);
      const options = {now: () => START + TEN_DAYS_MS, serverTime: behind};
      const outcome = await read(SIGN_INS, pages, {...options, ...(state && {state})});
      expect(cursorOf(outcome)).toEqual({watermark: new Date(START).toISOString()});
      expect(outcome.rows[0]!['synced_at']).toMatch(/^2026-03-01T12:00:00/);
    },
  );

  test('has left a state from the future, so that everything is read', async () => {
    const pages = new FakePages().answer('/users', page([user('ann')]));
    const state = await stateAt(new Date(START + 5 * 60_000 + 1).toISOString());
    const outcome = await read(SIGN_INS, pages, {state});
    expect(inShort(outcome)).toEqual(['live ann']);
    expect(outcome.log.join()).toContain('WARN the clock of the last sync was ahead');
  });

  test('is not noticed below five minutes', async () => {
    const pages = new FakePages().answer('/users', page([user('ann')]));
    const state = await stateAt(new Date(START + 5 * 60_000).toISOString());
    const outcome = await read(SIGN_INS, pages, {state});
    expect(pages.asked[0]).toContain('lastSignInDateTime ge 2026-02-27T12:05:00Z');
    expect(outcome.rows).toEqual([]);
  });

  test('twice is noticed by the answers, and nobody is written twice', async () => {
    const bound = new Date(START + TEN_DAYS_MS - 48 * 3_600_000).toISOString().slice(0, 19);
    const later = new FakePages();
    for (const date of ['lastSignInDateTime', 'lastNonInteractiveSignInDateTime'])
      later.answer(`/users?signInActivity/${date} ge ${bound}Z`, page([]));
    later
      .answer(`/users?createdDateTime ge ${bound}Z`, page([user('ann')]))
      .answer('/users', page([user('ann'), user('bob')]));
    const state = await stateAt(new Date(START + TEN_DAYS_MS).toISOString());
    let isKnown = false;
    const pages = later.read.bind(later);
    later.read = async function* (...asked): ReturnType<typeof pages> {
      for await (const one of pages(...asked)) {
        isKnown = true;
        yield one;
      }
    };
    const outcome = await read(SIGN_INS, later, {
      state,
      now: () => START + TEN_DAYS_MS,
      serverTime: (localTime) => (isKnown ? behind(localTime) : localTime),
    });
    expect(inShort(outcome)).toEqual(['live ann', 'live bob']);
    expect(cursorOf(outcome)).toEqual({watermark: new Date(START).toISOString()});
  });
});

describe('a filter that Graph refuses', () => {
  test('is tried with smaller pages, and then everything is read with a warning', async () => {
    const pages = new FakePages()
      .answer(INTERACTIVE, refusal(400), refusal(400), refusal(400))
      .answer('/users', page([user('ann'), user('bob')]));
    const outcome = await read(SIGN_INS, pages, {state: await stateAt(WATERMARK)});
    expect(pages.urls.map((url) => /\$top=(\d+)/.exec(url)?.[1])).toEqual([
      '500',
      '120',
      undefined,
      '500',
    ]);
    expect(inShort(outcome)).toEqual(['live ann', 'live bob']);
    expect(outcome.log).toContain(
      'WARN Microsoft Graph refused to list the changes only, so everything is read',
    );
    expect(cursorOf(outcome)).toEqual({watermark: new Date(START).toISOString()});
  });

  test('only because of its page size is read with a smaller one', async () => {
    const pages = new FakePages()
      .answer(INTERACTIVE, refusal(400), page([user('ann', BY_HAND)]))
      .answer(NON_INTERACTIVE, page([]))
      .answer(CREATED, page([]));
    const outcome = await read(SIGN_INS, pages, {state: await stateAt(WATERMARK)});
    expect(inShort(outcome)).toEqual(['live ann']);
    expect(outcome.log.join()).not.toContain('WARN');
  });

  test('counts also where its page link has expired', async () => {
    const pages = new FakePages()
      .answer(INTERACTIVE, page([user('ann', BY_HAND)], {nextLink: 'next'}))
      .answer('next', refusal(400, 'Directory_ExpiredPageToken'))
      .answer('/users', page([user('ann'), user('bob')]));
    const outcome = await read(SIGN_INS, pages, {state: await stateAt(WATERMARK)});
    expect(inShort(outcome)).toEqual(['live ann', 'live bob']);
    expect(outcome.log).toContain(
      'WARN Microsoft Graph let a page link expire, so everything is read',
    );
    expect(outcome.error).toBeUndefined();
  });
});

describe('everybody is read again', () => {
  test('when the domains changed, with a warning', async () => {
    const pages = new FakePages().answer(
      "/users?endsWith(userPrincipalName,'@contoso.com')",
      page([user('ann')]),
    );
    const options = {state: await stateAt(WATERMARK), domains: ['contoso.com']};
    const outcome = await read(SIGN_INS, pages, options);
    expect(inShort(outcome)).toEqual(['live ann']);
    expect(outcome.log.join()).toMatch(/WARN starting over, .*domains.*stay in the destination/);
  });

  test.each([{}, {watermark: 'yesterday'}, {watermark: null}])(
    'when the cursor is %j',
    async (cursor) => {
      const state = {...(await stateAt(WATERMARK)), cursor};
      const pages = new FakePages().answer('/users', page([user('ann')]));
      const outcome = await read(SIGN_INS, pages, {state});
      expect(inShort(outcome)).toEqual(['live ann']);
    },
  );
});
