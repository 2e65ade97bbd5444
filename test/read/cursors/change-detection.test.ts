import {changeDetection, tenantWide} from '../../../src/streams/define-stream';
import type {Row} from '../../../src/streams/define-stream';
import {FakePages, START, cursorOf, inShort, page, read, streamOf} from '../../support/fake-pages';
import type {Outcome} from '../../support/fake-pages';

const PLANS = [
  {servicePlanId: 'p1', provisioningStatus: 'Success'},
  {servicePlanId: 'p2', provisioningStatus: 'Disabled'},
];
const E3 = {id: 'e3', units: {enabled: 5, warning: 0}, plans: PLANS, ids: ['x', 'y']};
const E5 = {id: 'e5', units: {enabled: 1, warning: 0}, plans: [], ids: []};
const EMPTY_AGAIN =
  'WARN the list came back empty, although it had rows before; requesting it once more';

const SKUS = streamOf(['id', 'units', 'plans', 'ids', '_ab_cdc_deleted_at', 'synced_at'], {
  cursor: changeDetection(),
  domainFilter: tenantWide({because: 'a test'}),
});

async function first(...rows: object[]): Promise<Row> {
  const {states} = await read(SKUS, new FakePages().answer('/things', page(rows)));
  return states.at(-1) ?? {};
}

/** The second sync: what Graph lists now, one list for each time that it is asked. */
async function then(state: Row, ...lists: object[][]): Promise<Outcome & {asked: number}> {
  const pages = new FakePages().answer('/things', ...lists.map((rows) => page(rows)));
  const outcome = await read(SKUS, pages, {state});
  return {...outcome, asked: pages.asked.length};
}

describe('the first sync', () => {
  test('emits every row of every page, and a state after them', async () => {
    const pages = new FakePages()
      .answer('/things', page([E3], {nextLink: 'next'}))
      .answer('next', page([E5]));
    const outcome = await read(SKUS, pages);
    expect(outcome.order).toEqual(['state', 'row e3', 'row e5', 'state']);
    expect(outcome.rows[0]).toEqual({
      ...E3,
      _ab_cdc_deleted_at: null,
      synced_at: '2026-03-01T12:00:00.000Z',
    });
  });

  test('takes an empty list as it is', async () => {
    const pages = new FakePages().answer('/things', page([]));
    const outcome = await read(SKUS, pages);
    expect(outcome.order).toEqual(['state']);
    expect(pages.asked).toHaveLength(1);
  });
});

describe('a row is not emitted again', () => {
  test.each([
    ['unchanged', E3],
    ['with its service plans in another order', {...E3, plans: [...PLANS].reverse()}],
    [
      'with its keys in another order',
      {ids: E3.ids, plans: PLANS, units: {warning: 0, enabled: 5}, id: 'e3'},
    ],
    [
      'with the keys of its service plans in another order',
      {...E3, plans: PLANS.map((plan) => Object.fromEntries(Object.entries(plan).reverse()))},
    ],
    ['with a property that the schema does not have', {...E3, '@odata.etag': 'x', more: 1}],
  ])('%s', async (_what, row) => {
    const outcome = await then(await first(E3), [row]);
    expect(outcome.order).toEqual(['state']);
  });
});

describe('a row is emitted again', () => {
  test.each([
    ['with another number', {...E3, units: {enabled: 6, warning: 0}}],
    [
      'with another service plan',
      {...E3, plans: [{...PLANS[0], provisioningStatus: 'Error'}, PLANS[1]]},
    ],
    ['with a service plan less', {...E3, plans: PLANS.slice(1)}],
    ['with its plain values in another order', {...E3, ids: ['y', 'x']}],
    ['with a value less', {...E3, units: undefined}],
    ['with a value under another key', {...E3, units: {licensed: 5, warning: 0}}],
    ['with values of two keys exchanged', {...E3, units: {enabled: 0, warning: 5}}],
    [
      'with a value of a service plan under another key',
      {...E3, plans: [{planId: 'p1', provisioningStatus: 'Success'}, PLANS[1]]},
    ],
    ['with a list in place of an object', {...E3, units: [5, 0]}],
    ['with a text in place of a number', {...E3, units: {enabled: '5', warning: 0}}],
  ])('%s', async (_what, row) => {
    const outcome = await then(await first(E3, E5), [row, E5]);
    expect(outcome.order).toEqual(['state', 'row e3', 'state']);
  });

  test('only once', async () => {
    const changed = {...E3, ids: []};
    const second = await then(await first(E3), [changed]);
    const third = await then(second.states.at(-1)!, [changed]);
    expect(second.order).toEqual(['state', 'row e3', 'state']);
    expect(third.order).toEqual(['state']);
  });
});

/** A value so many levels below its row. */
function nested(value: number, levels: number): unknown {
  return levels === 1 ? value : {a: nested(value, levels - 1)};
}

test.each([
  [99, ['state', 'row e3', 'state']],
  [100, ['state']],
])('a change %d levels deep leads to %j', async (levels, order) => {
  const state = await first({...E3, units: nested(1, levels)});
  const outcome = await then(state, [{...E3, units: nested(2, levels)}]);
  expect(outcome.order).toEqual(order);
});

describe('a row that vanished', () => {
  test('becomes a tombstone, once', async () => {
    const second = await then(await first(E3, E5), [E5]);
    const third = await then(second.states.at(-1)!, [E5]);
    const extractedAt = second.rows[0]?.['synced_at'];
    expect(second.rows).toEqual([
      {id: 'e3', _ab_cdc_deleted_at: extractedAt, synced_at: extractedAt},
    ]);
    expect(third.order).toEqual(['state']);
  });

  test('and came back is emitted again', async () => {
    const second = await then(await first(E3, E5), [E5]);
    const third = await then(second.states.at(-1)!, [E3, E5]);
    expect(inShort(third)).toEqual(['live e3']);
  });
});

describe('an empty answer after rows', () => {
  test('is asked for once more before any tombstone', async () => {
    const outcome = await then(await first(E3, E5), [], [E3, E5]);
    expect(outcome.order).toEqual(['state']);
    expect(outcome.log).toEqual([EMPTY_AGAIN]);
  });

  test('counts when it comes twice', async () => {
    const outcome = await then(await first(E3, E5), [], []);
    expect(inShort(outcome)).toEqual(['gone e3', 'gone e5']);
    expect(outcome.asked).toBe(2);
  });

  test('is no question when there were no rows before', async () => {
    const outcome = await then(await first(), []);
    expect(outcome.asked).toBe(1);
    expect(outcome.log).toEqual([]);
  });
});

describe('a sync that is cut off behind its rows', () => {
  const changed = {...E3, ids: []};

  test('does not keep a row that vanishes before the next one', async () => {
    const [begun] = (await read(SKUS, new FakePages().answer('/things', page([E3, E5])))).states;
    expect(inShort(await then(begun!, [E5]))).toEqual(['live e5', 'gone e3']);
  });

  test('does not keep a value that is by then as it was before', async () => {
    const [begun] = (await then(await first(E3), [changed])).states;
    expect(inShort(await then(begun!, [E3]))).toEqual(['live e3']);
  });

  test('does not keep a row deleted that is by then as it was before', async () => {
    const [begun] = (await then(await first(E3, E5), [E5])).states;
    expect(inShort(await then(begun!, [E3, E5]))).toEqual(['live e3']);
  });
});

describe('stamps', () => {
  test('are later than those of the sync before, also where the clock was set back', async () => {
    const state = await first(E3);
    const pages = new FakePages().answer('/things', page([E5]));
    const {rows} = await read(SKUS, pages, {state, now: () => START - 3_600_000});
    expect(new Set(rows.map((row) => row['synced_at']))).toEqual(
      new Set(['2026-03-01T12:00:00.001Z']),
    );
  });

  test('of a sync without a change are kept in the state', async () => {
    const {states} = await then(await first(E3), [E3]);
    expect(states.at(-1)).toMatchObject({synced_at: '2026-03-01T12:00:00.000Z'});
  });
});

describe('after a change of settings', () => {
  test('another tenant emits everything, and deletes nothing of the other one', async () => {
    const pages = new FakePages().answer('/things', page([E3]));
    const state = await first(E3, E5);
    const outcome = await read(SKUS, pages, {state, tenantId: 'tenant-2'});
    expect(inShort(outcome)).toEqual(['live e3']);
    expect(outcome.log.join()).toContain('changed since the last sync: tenant_id');
    expect(outcome.log.join()).toContain('Existing rows that are not delivered again stay');
  });

  test('other fields emit everything, and what vanished meanwhile as deleted', async () => {
    const {definition} = SKUS;
    const wider = streamOf([...Object.keys(SKUS.schema.properties), 'more'], definition);
    const pages = new FakePages().answer('/things', page([E3]));
    const outcome = await read(wider, pages, {state: await first(E3, E5)});
    expect(inShort(outcome)).toEqual(['live e3', 'gone e5']);
    expect(outcome.log.join()).toContain('the fields of the stream');
  });

  test('the domains do not matter to a stream of the whole tenant', async () => {
    const pages = new FakePages().answer('/things', page([E3]));
    const outcome = await read(SKUS, pages, {state: await first(E3), domains: ['a.com']});
    expect(outcome.order).toEqual(['state']);
    expect(outcome.log).toEqual([]);
  });

  test('a state of another shape emits everything and says so', async () => {
    const outcome = await then({version: 1, cursor: 'x'}, [E3]);
    expect(inShort(outcome)).toEqual(['live e3']);
    expect(outcome.log.join()).toContain('its state has a shape that is not known');
  });
});

test('the state holds a short hash of each row', async () => {
  const outcome = await read(SKUS, new FakePages().answer('/things', page([E3, E5])));
  const hashes = cursorOf(outcome)['hashes'] as Record<string, string>;
  expect(Object.keys(hashes)).toEqual(['e3', 'e5']);
  expect(hashes['e3']).toMatch(/^[\w-]{22}$/);
  expect(hashes['e3']).not.toBe(hashes['e5']);
});

test('a failure before the end leaves no row and no state', async () => {
  const pages = new FakePages()
    .answer('/things', page([E3], {nextLink: 'next'}))
    .answer('next', new Error('broken'));
  const outcome = await read(SKUS, pages);
  expect(outcome.order).toEqual([]);
  expect(outcome.error?.message).toContain('things: ');
});
