import {TransientError} from '../../src/errors';
import {
  byUserPrincipalName,
  changeDetection,
  deltaLink,
  fullScan,
  licensesOfUser,
  noCursor,
  signInPasses,
} from '../../src/streams/define-stream';
import type {Cursor} from '../../src/streams/stream';
import {FakePages, page, read, refusal, streamOf} from '../support/fake-pages';
import type {Outcome, ReadOptions} from '../support/fake-pages';

const FIELDS = ['id', 'userPrincipalName', 'city', 'synced_at'];
const because = 'a test';

function listOf(cursor: Cursor, fields = FIELDS): ReturnType<typeof streamOf> {
  const domainFilter = byUserPrincipalName('userPrincipalName', {because});
  return streamOf(fields, {name: 'things', cursor, domainFilter});
}

const FULL = listOf(noCursor({because}));
const LICENSES = streamOf(['id', 'userId', 'userPrincipalName', 'skuId', 'synced_at'], {
  ...FULL.definition,
  expand: licensesOfUser,
});

function user(id: string, city = 'Bonn', domain = 'contoso.com'): object {
  return {id, userPrincipalName: `${id}@${domain}`, city};
}

/** Each list of rows as a page with a link to the next one. */
function listed(...pages: object[][]): FakePages {
  const fake = new FakePages();
  pages.forEach((rows, index) => {
    const isLast = index === pages.length - 1;
    const link = index === 0 ? '/things' : `page ${index}`;
    fake.answer(link, page(rows, isLast ? {} : {nextLink: `page ${index + 1}`}));
  });
  return fake;
}

/** "id city" of each row, in the order of writing. */
function written({rows}: Outcome): string[] {
  return rows.map(({id, city}) => `${String(id)} ${String(city)}`);
}

const PAGES = [
  [user('ann'), user('bob')],
  [user('bob', 'Cologne'), user('cleo'), user('cleo', 'Essen')],
  [user('ann', 'Berlin')],
];
const ONCE = ['ann Bonn', 'bob Bonn', 'cleo Essen'];
const EACH_PAGE = ['ann Bonn', 'bob Bonn', 'bob Cologne', 'cleo Essen', 'ann Berlin'];

describe('an id that comes again', () => {
  test.each([
    {fullRefresh: true, destinationSyncMode: 'overwrite', expected: ONCE},
    {fullRefresh: true, destinationSyncMode: 'append', expected: ONCE},
    {fullRefresh: true, destinationSyncMode: 'overwrite_dedup', expected: EACH_PAGE},
    {fullRefresh: true, destinationSyncMode: 'append_dedup', expected: EACH_PAGE},
    {fullRefresh: false, destinationSyncMode: 'append', expected: ONCE},
    {fullRefresh: false, destinationSyncMode: 'append_dedup', expected: EACH_PAGE},
  ])(
    'is written once a page at most, with $destinationSyncMode (full refresh: $fullRefresh)',
    async ({expected, ...options}) => {
      const stream = listOf(fullScan({because}));
      const outcome = await read(stream, listed(...PAGES.map((rows) => [...rows])), options);
      expect(outcome.error).toBeUndefined();
      expect(written(outcome)).toEqual(expected);
    },
  );

  test('has a later synced_at the second time, so that it wins', async () => {
    const options = {fullRefresh: true, destinationSyncMode: 'overwrite_dedup'};
    const {rows} = await read(FULL, listed([user('ann')], [user('ann', 'Essen')]), options);
    const [first, second] = rows.map((row) => String(row['synced_at']));
    expect(second! > first!).toBe(true);
  });

  test('of a short list is written once, as it came last', async () => {
    const stream = listOf(changeDetection());
    const outcome = await read(stream, listed([user('ann')], [user('ann', 'Essen'), user('bob')]));
    expect(written(outcome)).toEqual(['ann Essen', 'bob Bonn']);
  });

  test('of a user outside of the domains is counted once', async () => {
    const bob = user('bob', 'Bonn', 'fabrikam.com');
    const pages = listed([user('ann'), bob], [bob, bob, {id: 'cleo'}], [{id: 'cleo'}, user('dan')]);
    const outcome = await read(FULL, pages, {fullRefresh: true, domains: ['contoso.com']});
    expect(written(outcome)).toEqual(['ann Bonn', 'dan Bonn']);
    expect(outcome.skipped).toMatchObject({outsideDomains: 1, withoutName: 1});
  });

  test('of a user who came into the domains meanwhile is written', async () => {
    const pages = listed([user('ann'), user('bob', 'Bonn', 'fabrikam.com')], [user('bob')]);
    const outcome = await read(FULL, pages, {fullRefresh: true, domains: ['contoso.com']});
    expect(written(outcome)).toEqual(['ann Bonn', 'bob Bonn']);
  });

  test('is not known to the next attempt, which begins at a checkpoint', async () => {
    const options: ReadOptions = {fullRefresh: true, generationId: 7};
    const rows = Array.from({length: 11}, (_, index) => [user(`u${index}`)]);
    const first = await read(FULL, listed(...rows), options);
    const checkpoint = first.states[0]!;
    expect(checkpoint).toMatchObject({checkpoint: {next_link: 'page 10'}});
    const rest = new FakePages().answer('page 10', page([user('u0'), user('u10')]));
    const second = await read(FULL, rest, {...options, state: checkpoint});
    expect(written(second)).toEqual(['u0 Bonn', 'u10 Bonn']);
  });
});

describe('licences of a user who comes again', () => {
  const holder = (id: string, ...skus: string[]): object => ({
    ...user(id),
    assignedLicenses: skus.map((skuId) => ({skuId})),
    licenseAssignmentStates: [],
  });

  test.each([
    ['append', ['ann_a_unknown', 'ann_b_unknown', 'bob_a_unknown']],
    ['append_dedup', ['ann_a_unknown', 'ann_b_unknown', 'ann_b_unknown', 'bob_a_unknown']],
  ])('are written as of one page, with %s', async (destinationSyncMode, expected) => {
    const first = [holder('ann', 'a', 'b'), holder('bob')];
    const pages = listed(first, [holder('ann', 'b')], [holder('bob', 'a')]);
    const options = {fullRefresh: true, destinationSyncMode};
    const outcome = await read(LICENSES, pages, options);
    expect(outcome.rows.map(({id}) => id)).toEqual(expected);
  });

  test('may be none for page after page', async () => {
    const pages = Array.from({length: 9}, (_, index) => [holder(`u${index}`)]);
    const outcome = await read(LICENSES, listed(...pages), {fullRefresh: true});
    expect(outcome.order).toEqual(['state']);
  });
});

/** A list that ends after many pages, with a new link on each. */
function endless(rows: () => object[], first = rows()): FakePages {
  return listed(first, ...Array.from({length: 60}, rows), [user('last')]);
}

describe('a list that repeats itself', () => {
  const ENDED = /^things: Microsoft Graph repeats its rows: 3 pages in a row had no new id/;

  test.each([
    ['a full refresh', FULL, {fullRefresh: true}],
    ['a list that is read at each sync', listOf(fullScan({because})), {}],
    ['a short list', listOf(changeDetection()), {}],
    ['a first read of sign-ins', listOf(signInPasses()), {}],
    ['licences', LICENSES, {fullRefresh: true}],
  ])('ends %s after three pages', async (_what, stream, options) => {
    const pages = endless(() => [user('ann'), user('bob')]);
    const outcome = await read(stream, pages, options);
    expect(outcome.error).toBeInstanceOf(TransientError);
    expect(outcome.error?.message).toMatch(ENDED);
    expect(outcome.error!.message.length).toBeLessThan(300);
    expect(pages.asked).toHaveLength(4);
    expect(outcome.states).toEqual([]);
  });

  test('also ends where every row is outside of the domains', async () => {
    const pages = endless(() => [user('ann', 'Bonn', 'fabrikam.com')], [user('bob')]);
    const outcome = await read(FULL, pages, {fullRefresh: true, domains: ['contoso.com']});
    expect(outcome.error?.message).toMatch(ENDED);
    expect(written(outcome)).toEqual(['bob Bonn']);
  });

  test('leaves no checkpoint within the repetition', async () => {
    const pages = Array.from({length: 9}, (_, index) => [user(`u${index}`)]);
    const again = Array.from({length: 9}, () => [user('u3')]);
    const options = {fullRefresh: true, generationId: 7};
    const outcome = await read(FULL, listed(...pages, ...again), options);
    expect(outcome.error?.message).toMatch(ENDED);
    expect(outcome.states).toEqual([]);
  });

  test.each<[string, object[][]]>([
    ['two pages of known rows', [[user('a')], [user('a')], [user('a')], [user('b')]]],
    [
      'two pages of known rows, twice',
      [[user('a')], [user('a')], [user('a')], [user('b')], [user('a')], [user('b')], [user('c')]],
    ],
    ['three pages of known rows at its end', [[user('a')], [user('a')], [user('a')], [user('a')]]],
    ['many pages without a row', [[user('a')], ...Array.from({length: 50}, () => []), [user('b')]]],
    [
      'pages without any member of the domains',
      [[user('a')], ...['f', 'g', 'h', 'i'].map((id) => [user(id, 'Bonn', 'fabrikam.com')])],
    ],
  ])('is not taken for one that has %s', async (_what, pages) => {
    const options = {fullRefresh: true, domains: ['contoso.com']};
    const outcome = await read(FULL, listed(...pages), options);
    expect(outcome.error).toBeUndefined();
    expect(outcome.order.at(-1)).toBe('state');
  });

  test('is not excused by pages without rows in between', async () => {
    const rows = [[user('a')], [user('a')], [], [user('a')], [], [user('a')], [user('b')]];
    const outcome = await read(FULL, listed(...rows), {fullRefresh: true});
    expect(outcome.error?.message).toMatch(ENDED);
  });

  test('is not one that an expired page link starts over', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const fake = new FakePages();
    const links = ['/things', 'page 1', 'page 2', 'page 3', 'page 4'];
    for (const [index, link] of links.entries()) {
      const answer = (): ReturnType<typeof page> =>
        page([user(ids[index]!)], {nextLink: `page ${index + 1}`});
      fake.answer(link, answer(), answer());
    }
    fake.answer('page 5', refusal(400, 'Directory_ExpiredPageToken'), page([user('f')]));
    const outcome = await read(FULL, fake, {fullRefresh: true});
    expect(outcome.error).toBeUndefined();
    expect(outcome.rows.map(({id}) => id)).toEqual([...ids, 'f']);
  });
});

describe('a round of delta that repeats itself', () => {
  const DELTA = listOf(deltaLink({endpoint: '/things', deletedItems: '/gone'}), [
    ...FIELDS,
    '_ab_cdc_deleted_at',
  ]);
  const users = Array.from({length: 20}, (_, index) => user(`u${index}`));

  test('ends after ten pages, and saves no link of them', async () => {
    const outcome = await read(
      DELTA,
      endless(() => [...users]),
    );
    expect(outcome.error).toBeInstanceOf(TransientError);
    expect(outcome.error?.message).toMatch(/^things: .* repeats its changes: 10 pages in a row/);
    const links = outcome.states.map(({cursor}) => (cursor as {next_link: unknown}).next_link);
    expect(links).toEqual([null]);
  });

  test.each<[string, object[][]]>([
    ['replays a few users on every page', users.map((row) => [row, user('u0')])],
    ['replays its changes once', [...users, ...users].map((row) => [row])],
    ['has pages without rows', [users, ...Array.from({length: 30}, () => []), users]],
    ['ends with what came before', Array.from({length: 11}, () => [...users])],
  ])('is not one that %s', async (_what, pages) => {
    const fake = new FakePages();
    pages.forEach((rows, index) => {
      const isLast = index === pages.length - 1;
      const links = isLast ? {deltaLink: 'end'} : {nextLink: `page ${index + 1}`};
      fake.answer(index === 0 ? '/things' : `page ${index}`, page([...rows], links));
    });
    const outcome = await read(DELTA, fake);
    expect(outcome.error).toBeUndefined();
  });
});
