import {TransientError} from '../../src/errors';
import type {Row} from '../../src/streams/define-stream';
import {byUserPrincipalName, noCursor, fullScan} from '../../src/streams/define-stream';
import {FakePages, START, page, read, refused, streamOf} from '../support/fake-pages';
import type {Outcome, ReadOptions} from '../support/fake-pages';

const FIELDS = ['id', 'userPrincipalName', 'synced_at'];
const USERS = streamOf(FIELDS, {
  name: 'users',
  endpoint: '/users',
  select: 'schema',
  pageSizes: [999],
  cursor: noCursor({because: 'a test'}),
  domainFilter: byUserPrincipalName('userPrincipalName', {because: 'a test'}),
  empty: 'impossible',
});
/** The same list, of which Graph leaves out other domains itself. */
const FILTERED = streamOf(FIELDS, {
  ...USERS.definition,
  domainFilter: byUserPrincipalName('userPrincipalName'),
});
/** The same list, read incrementally. */
const CURSORED = streamOf(FIELDS, {...USERS.definition, cursor: fullScan({because: 'a test'})});

const GENERATION_7 = {fullRefresh: true, generationId: 7} as const;

const LAST_PAGE = 23;

/** Pages 1 to 23 with one user each; a page from which no answer comes ends the read. */
function pagesFrom(first: number, silentAt = Infinity, pages = new FakePages()): FakePages {
  for (let number = first; number <= Math.min(LAST_PAGE, silentAt); number += 1) {
    const url = number === 1 ? '/users' : linkTo(number);
    if (number === silentAt) return pages.answer(url, new TransientError('silent'));
    const nextLink = number < LAST_PAGE ? {nextLink: linkTo(number + 1)} : {};
    pages.answer(url, page([user(`u${number}`)], nextLink));
  }
  return pages;
}

function linkTo(number: number): string {
  return `link to page ${number}`;
}

function user(id: string): object {
  return {id, userPrincipalName: `${id}@contoso.com`};
}

function idsOf({rows}: Outcome): unknown[] {
  return rows.map(({id}) => id);
}

function ids(from: number, to: number): string[] {
  return Array.from({length: to - from + 1}, (_, place) => `u${from + place}`);
}

/** What an attempt leaves behind that ends at page 15. */
async function interrupted(options: ReadOptions = {}): Promise<Row> {
  const outcome = await read(USERS, pagesFrom(1, 15), {...GENERATION_7, ...options});
  expect(outcome.error).toBeInstanceOf(TransientError);
  expect(idsOf(outcome)).toEqual(ids(1, 14));
  return outcome.states.at(-1)!;
}

async function finished(): Promise<Row> {
  return (await read(USERS, pagesFrom(1), GENERATION_7)).states.at(-1)!;
}

test('every tenth page is followed by a state with the link to the next one', async () => {
  const {order, states} = await read(USERS, pagesFrom(1), GENERATION_7);
  const places = order.flatMap((event, place) => (event === 'state' ? place : []));
  expect(places).toEqual([10, 21, 25]);
  expect(states.map(({checkpoint}) => checkpoint)).toEqual([
    {filter: 0, next_link: linkTo(11), anyone: true},
    {filter: 0, next_link: linkTo(21), anyone: true},
    undefined,
  ]);
  expect(states.map((state) => state['generation_id'])).toEqual([7, 7, 7]);
});

test.each([
  [9, 0],
  [10, 0],
  [11, 1],
  [20, 1],
  [21, 2],
])('a list of %d pages has %d checkpoints', async (count, checkpoints) => {
  const pages = new FakePages();
  for (let number = 1; number <= count; number += 1) {
    const nextLink = number < count ? {nextLink: linkTo(number + 1)} : {};
    pages.answer(number === 1 ? '/users' : linkTo(number), page([user(`u${number}`)], nextLink));
  }
  const {states} = await read(USERS, pages, GENERATION_7);
  expect(states).toHaveLength(checkpoints + 1);
  expect(states.at(-1)).not.toHaveProperty('checkpoint');
});

test('pages are counted over all filters, and no checkpoint stands at the end of one', async () => {
  const domains = Array.from({length: 16}, (_, place) => `d${place + 10}.example`);
  const pages = new FakePages();
  for (const [filter, names] of [domains.slice(0, 15), domains.slice(15)].entries()) {
    const all = names.map((name) => `endsWith(userPrincipalName,'@${name}')`).join(' or ');
    for (let number = 1; number <= 11 - filter; number += 1) {
      const nextLink = number < 11 - filter ? {nextLink: `${filter} ${number + 1}`} : {};
      const link = number === 1 ? `/users?${all}` : `${filter} ${number}`;
      const row = {id: `u${filter} ${number}`, userPrincipalName: `u@${names[0]}`};
      pages.answer(link, page([row], nextLink));
    }
  }
  const {states} = await read(FILTERED, pages, {...GENERATION_7, domains});
  expect(states.map(({checkpoint}) => checkpoint)).toEqual([
    {filter: 0, next_link: '0 11', anyone: true},
    {filter: 1, next_link: '1 10', anyone: true},
    undefined,
  ]);
});

test.each([
  [0, true],
  [1, false],
])('a state %d ms older than a day is honoured: %s', async (extraMs, isHonoured) => {
  const state = await interrupted();
  const writtenAt = Date.parse(String(state['synced_at']));
  const now = (): number => writtenAt + 24 * 3_600_000 + extraMs;
  const outcome = await read(USERS, pagesFrom(isHonoured ? 11 : 1), {...GENERATION_7, state, now});
  expect(idsOf(outcome)).toEqual(ids(isHonoured ? 11 : 1, LAST_PAGE));
});

test.each([
  [0, true],
  [1, false],
])('a state from %d ms beyond the next day is honoured: %s', async (extraMs, isHonoured) => {
  const state = await interrupted();
  const now = (): number => Date.parse(String(state['synced_at'])) - 24 * 3_600_000 - extraMs;
  const outcome = await read(USERS, pagesFrom(isHonoured ? 11 : 1), {...GENERATION_7, state, now});
  expect(idsOf(outcome)).toEqual(ids(isHonoured ? 11 : 1, LAST_PAGE));
});

describe('a checkpoint', () => {
  test('lets the next attempt go on, with later stamps, to the sign of the end', async () => {
    const state = await interrupted();
    const options = {...GENERATION_7, state, now: () => START - 60_000};
    const outcome = await read(USERS, pagesFrom(11), options);
    expect(idsOf(outcome)).toEqual(ids(11, 23));
    expect(outcome.states[0]).toEqual(state);
    expect(outcome.states.at(-1)).toMatchObject({__ab_full_refresh_sync_complete: true});
    for (const row of outcome.rows) {
      expect(Date.parse(String(row['synced_at']))).toBeGreaterThan(
        Date.parse(String(state['synced_at'])),
      );
    }
  });

  test('before an empty rest of the list does not make the list an empty one', async () => {
    const state = await interrupted();
    const pages = new FakePages().answer(linkTo(11), page([]));
    const outcome = await read(USERS, pages, {...GENERATION_7, state});
    expect([outcome.error, outcome.rows]).toEqual([undefined, []]);
  });

  test('goes on in the filter that it stands in', async () => {
    const others = Array.from({length: 20}, (_, place) => `d${place}.example`);
    const domains = [...others, 'contoso.com'];
    const state: Row = {
      ...(await interrupted({domains})),
      checkpoint: {filter: 1, next_link: linkTo(11), anyone: true},
    };
    const pages = new FakePages().answer(linkTo(11), page([]));
    await read(FILTERED, pages, {...GENERATION_7, domains, state});
    expect(pages.urls).toEqual([linkTo(11)]);
  });
});

/** Each of these would leave a table frozen, or with the tail of the list only. */
describe.each([
  ['a checkpoint', interrupted],
  ['the sign of the end', finished],
])('%s is not honoured', (_, leftBehind) => {
  const CASES: [title: string, options: ReadOptions, because: RegExp][] = [
    ['in the next generation', {fullRefresh: true, generationId: 8}, /another generation/],
    ['in a former generation', {fullRefresh: true, generationId: 6}, /another generation/],
    ['without a generation', {fullRefresh: true}, /names no generation/],
    [
      'where the destination overwrites',
      {...GENERATION_7, destinationSyncMode: 'overwrite'},
      /overwriting destination/,
    ],
    [
      'where the destination overwrites and deduplicates',
      {...GENERATION_7, destinationSyncMode: 'overwrite_dedup'},
      /overwriting destination/,
    ],
    [
      'after more than a day, from a runner that never raises the generation',
      {...GENERATION_7, now: () => START + 25 * 3_600_000},
      /older than a day/,
    ],
    [
      'where a clock that was ahead wrote its state',
      {...GENERATION_7, now: () => START - 25 * 3_600_000},
      /from the future/,
    ],
    [
      'after more than a day by the clocks of Graph',
      {...GENERATION_7, now: () => START, serverTime: (time) => time + 25 * 3_600_000},
      /older than a day/,
    ],
    ['for other domains', {...GENERATION_7, domains: ['contoso.com']}, /settings have changed/],
    ['for another tenant', {...GENERATION_7, tenantId: 'tenant-2'}, /settings have changed/],
    ['by a catalog that asks for an incremental read', {generationId: 7}, /incremental read/],
  ];

  test.each(CASES)('%s', async (_title, options, because) => {
    const state = await leftBehind();
    const outcome = await read(USERS, pagesFrom(1), {...options, state});
    expect(idsOf(outcome)).toEqual(ids(1, LAST_PAGE));
    expect(outcome.log).toContainEqual(expect.stringMatching(because));
  });

  test('by an incremental read of a stream that has a cursor', async () => {
    const state = await leftBehind();
    const outcome = await read(CURSORED, pagesFrom(1), {generationId: 7, state});
    expect(idsOf(outcome)).toEqual(ids(1, LAST_PAGE));
    expect(outcome.log).toContainEqual(expect.stringMatching(/that of a full refresh/));
    expect(outcome.states.at(-1)).toHaveProperty('cursor');
  });

  test.each([
    ['a newer version', {version: 2}],
    ['no settings', {made_with: undefined}],
    ['a generation that is a text', {generation_id: '7'}],
  ])('with %s', async (_title, change) => {
    const state = {...(await leftBehind()), ...change};
    const outcome = await read(USERS, pagesFrom(1), {...GENERATION_7, state});
    expect(idsOf(outcome)).toEqual(ids(1, LAST_PAGE));
  });
});

test.each([
  ['a list', []],
  ['a place before all filters', {filter: -1, next_link: null, anyone: true}],
  ['a place behind all filters', {filter: 1, next_link: null, anyone: true}],
  ['a place that is a text', {filter: '0', next_link: null, anyone: true}],
  ['a place between two filters', {filter: 0.5, next_link: null, anyone: true}],
  ['a link that is a number', {filter: 0, next_link: 11, anyone: true}],
  ['no word of the rows before', {filter: 0, next_link: null}],
])('a checkpoint that is %s is not honoured', async (_, checkpoint) => {
  const state = {...(await interrupted()), checkpoint} as Row;
  const outcome = await read(USERS, pagesFrom(1), {...GENERATION_7, state});
  expect(idsOf(outcome)).toEqual(ids(1, LAST_PAGE));
});

test('a full refresh never looks at the state of an incremental read', async () => {
  const {states} = await read(CURSORED, pagesFrom(1));
  const outcome = await read(CURSORED, pagesFrom(1), {...GENERATION_7, state: states.at(-1)!});
  expect(idsOf(outcome)).toEqual(ids(1, LAST_PAGE));
});

test('the sign of the end lets the next attempt pass the stream over', async () => {
  const state = await finished();
  const pages = new FakePages();
  const outcome = await read(USERS, pages, {...GENERATION_7, state});
  expect([pages.urls, outcome.rows, outcome.states]).toEqual([[], [], [state]]);
  expect(outcome.log.join()).toMatch(/earlier attempt/);
});

describe.each([
  ['expired', refused(400, 'Directory_ExpiredPageToken')],
  ['is refused in other words', refused(400, 'BadRequest', 'Badly formed token.')],
  ['is not found', refused(404)],
  ['is not supported any more', refused(501)],
])('a link of a checkpoint that %s', (_what, expired) => {
  test('ends the stream where rows would stand twice', async () => {
    const state = await interrupted();
    const pages = new FakePages().answer(linkTo(11), expired);
    const outcome = await read(USERS, pages, {...GENERATION_7, state});
    expect(outcome.error).toBeInstanceOf(TransientError);
    expect(outcome.rows).toEqual([]);
  });

  test('starts the list over where the destination deduplicates', async () => {
    const dedup = {...GENERATION_7, destinationSyncMode: 'append_dedup'};
    const state = await interrupted(dedup);
    const pages = pagesFrom(1, Infinity, new FakePages().answer(linkTo(11), expired));
    const outcome = await read(USERS, pages, {...dedup, state});
    expect(outcome.error).toBeUndefined();
    expect(idsOf(outcome)).toEqual(ids(1, LAST_PAGE));
  });
});
