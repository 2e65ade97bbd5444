import {SystemError} from '../../../src/errors';
import type {Row} from '../../../src/streams/define-stream';
import {deltaUsersWithManager, roundsBehind} from '../../support/delta-users';
import {FakePages, inShort, page, read, refused} from '../../support/fake-pages';
import type {Outcome} from '../../support/fake-pages';

const USERS = deltaUsersWithManager('city');
const SELECT = '$select=id,userPrincipalName,city';
const EXPAND = '&$expand=manager($select=id)';
const BASE = 'https://graph.microsoft.com/v1.0';

const ANN = {id: 'ann', userPrincipalName: 'ann@contoso.com', city: 'Bonn'};
const BOB = {id: 'bob', userPrincipalName: 'bob@contoso.com'};
const BOSS = {'@odata.type': '#microsoft.graph.user', id: 'boss'};
const HERE = {'manager@delta': [BOSS]};
const GONE = {'manager@delta': [{...BOSS, '@removed': {reason: 'deleted'}}]};

function managersOf({rows}: Outcome): Record<string, unknown> {
  return Object.fromEntries(
    rows.map((row): [string, unknown] => [String(row['id']), row['manager_id']]),
  );
}

const {stateAfterFirst, laterRound} = roundsBehind(USERS, [{...ANN, ...HERE}, BOB]);

describe('a list', () => {
  test('is asked for the managers, and a user without has none', async () => {
    const pages = new FakePages().answer('/users', page([{...ANN, manager: BOSS}, BOB]));
    const outcome = await read(USERS, pages, {fullRefresh: true});
    expect(managersOf(outcome)).toEqual({ann: 'boss', bob: null});
    expect(pages.urls).toEqual([`${BASE}/users?${SELECT}${EXPAND}`]);
  });

  test('with domains is no advanced query, and the connector leaves others out', async () => {
    const eve = {id: 'eve', userPrincipalName: 'eve@fabrikam.com'};
    const pages = new FakePages().answer('/users', page([{...ANN, manager: BOSS}, eve]));
    const outcome = await read(USERS, pages, {fullRefresh: true, domains: ['contoso.com']});
    expect(managersOf(outcome)).toEqual({ann: 'boss'});
    expect([pages.urls, pages.advanced]).toEqual([[`${BASE}/users?${SELECT}${EXPAND}`], [false]]);
    expect(outcome.skipped).toMatchObject({outsideDomains: 1});
  });

  test('without anybody of the domains is an error, and nothing is written', async () => {
    const pages = new FakePages().answer('/users', page([ANN]));
    const outcome = await read(USERS, pages, {fullRefresh: true, domains: ['contoso.con']});
    expect(outcome.error?.message).toContain('Correct "domains" in the settings');
    expect(outcome.order).toEqual([]);
  });
});

describe('a first round', () => {
  test('selects the manager, and a first row without has none', async () => {
    const pages = new FakePages().answer(
      '/users/delta',
      page([{...ANN, ...HERE}, BOB], {deltaLink: 'round-2'}),
    );
    expect(managersOf(await read(USERS, pages))).toEqual({ann: 'boss', bob: null});
    expect(pages.urls).toEqual([`${BASE}/users/delta?${SELECT},manager`]);
  });

  test.each<[what: string, pages: object[][]]>([
    ['on the same page', [[{...ANN, ...HERE}, BOB, ANN]]],
    ['on a later page', [[{...ANN, ...HERE}, BOB], [ANN]]],
    ['behind a part of the user', [[{id: 'ann', ...HERE}, BOB], [ANN]]],
    ['behind a deletion', [[{id: 'ann', '@removed': {}}, BOB], [ANN]]],
  ])('reads a user by its id who comes again %s and without manager', async (_what, rows) => {
    const pages = new FakePages()
      .answer('/users/delta', page(rows[0]!, rows[1] ? {nextLink: 'p2'} : {deltaLink: 'round-2'}))
      .answer('p2', page(rows[1] ?? [], {deltaLink: 'round-2'}))
      .answer('/users/ann', page([{...ANN, manager: BOSS}]), page([{...ANN, manager: BOSS}]));
    expect(managersOf(await read(USERS, pages))).toEqual({ann: 'boss', bob: null});
    expect(pages.urls.at(-1)).toBe(`${BASE}/users/ann?${SELECT}${EXPAND}`);
  });

  test('that goes on from a checkpoint does not know whom it has named', async () => {
    const links = Array.from({length: 10}, (_, index) => `p${index + 1}`);
    const before = new FakePages().answer('/users/delta', page([BOB], {nextLink: 'p1'}));
    for (const [index, link] of links.entries()) {
      const id = `u${index}`;
      before.answer(link, page([{...BOB, id}], {nextLink: links[index + 1] ?? 'lost'}));
    }
    before.answer('lost', refused(503));
    const {states} = await read(USERS, before);
    const link = String((states.at(-1)!['cursor'] as Row)['next_link']);
    const pages = new FakePages()
      .answer(link, page([ANN], {deltaLink: 'round-2'}))
      .answer('/users/ann', page([{...ANN, manager: BOSS}]));
    expect(managersOf(await read(USERS, pages, {state: states.at(-1)!}))).toEqual({ann: 'boss'});
  });

  test('after a change of domains asks whether anybody is in them, by a filter of its own', async () => {
    const state = await stateAfterFirst(['contoso.com']);
    const filter = "endsWith(userPrincipalName,'@fabrikam.con')";
    const pages = new FakePages().answer(`/users?${filter}`, page([]));
    const outcome = await read(USERS, pages, {state, domains: ['fabrikam.con']});
    expect(outcome.error?.message).toContain('Correct "domains" in the settings');
    expect([outcome.order, pages.advanced]).toEqual([[], [true]]);
    expect(pages.urls[0]).not.toContain('expand');
  });
});

describe.each([[['*']], [['contoso.com']]])('a later round with the domains %j', (domains) => {
  test.each<[what: string, change: object, manager: string | null]>([
    ['that names the manager', HERE, 'boss'],
    ['that takes the manager away', GONE, null],
    [
      'that replaces the manager',
      {'manager@delta': [{...BOSS, id: 'new'}, ...GONE['manager@delta']]},
      'new',
    ],
    ['with an expanded manager', {manager: BOSS}, 'boss'],
  ])('takes a row %s as it is', async (_what, change, manager) => {
    const pages = new FakePages();
    const outcome = await laterRound([{...ANN, ...change}], pages, {domains});
    expect(managersOf(outcome)).toEqual({ann: manager});
    expect(pages.asked).toEqual(['round-2']);
  });

  test.each<[what: string, change: object]>([
    ['leaves the manager out', {}],
    ['has a manager without an id', {'manager@delta': [{}]}],
    ['has changes of another form', {'manager@delta': 'boss'}],
    ['has a part of the user', {userPrincipalName: undefined}],
    ['has the manager and no name', {userPrincipalName: undefined, ...HERE}],
  ])('reads a user by its id whose row %s', async (_what, change) => {
    const moved = {...ANN, city: 'Köln'};
    const pages = new FakePages().answer('/users/ann', page([{...moved, manager: BOSS}]));
    const outcome = await laterRound([{...ANN, ...change}], pages, {domains});
    expect(outcome.rows).toMatchObject([{...moved, manager_id: 'boss'}]);
    expect(pages.urls.at(-1)).toBe(`${BASE}/users/ann?${SELECT}${EXPAND}`);
  });

  test('believes the user that nobody leads', async () => {
    const pages = new FakePages().answer('/users/ann', page([ANN]));
    expect(managersOf(await laterRound([ANN], pages, {domains}))).toEqual({ann: null});
  });

  test('reads many users with one request', async () => {
    const pages = new FakePages().answer(
      "/users?id eq 'ann' or id eq 'bob'",
      page([{...BOB, manager: BOSS}, ANN]),
    );
    const outcome = await laterRound([ANN, BOB], pages, {domains});
    expect(managersOf(outcome)).toEqual({ann: null, bob: 'boss'});
    expect(pages.urls.at(-1)).toContain(`/users?${SELECT}${EXPAND}&$filter=`);
    expect([pages.urls.at(-1)?.includes('$count'), pages.advanced.at(-1)]).toEqual([false, false]);
  });

  test('a user who is gone meanwhile is a tombstone', async () => {
    const pages = new FakePages().answer('/users/ann', refused(404));
    expect(inShort(await laterRound([ANN], pages, {domains}))).toEqual(['gone ann']);
  });
});

test('the last row of a user on a page counts, also where it leaves the manager out', async () => {
  const pages = new FakePages().answer('/users/ann', page([{...ANN, manager: BOSS}]));
  const rows = [{...ANN, ...GONE}, ANN];
  expect(managersOf(await laterRound(rows, pages))).toEqual({ann: 'boss'});
});

test('a failure to read a user ends the stream before its page', async () => {
  const pages = new FakePages().answer('/users/ann', page([{id: 'ann'}]));
  const outcome = await laterRound([{...BOB, ...HERE}, ANN], pages);
  expect(outcome.error).toBeInstanceOf(SystemError);
  expect(outcome.order).toEqual([]);
});
