import {TransientError} from '../../src/errors';
import {licensesOfGroup, noCursor, tenantWide} from '../../src/streams/define-stream';
import {START, FakePages, inShort, page, read, refused, streamOf} from '../support/fake-pages';
import type {Outcome, ReadOptions} from '../support/fake-pages';

const because = 'a test';
const FIELDS = ['id', 'groupId', 'skuId', 'isBroken', 'synced_at'];
const GROUPS = streamOf(FIELDS, {
  name: 'groups',
  endpoint: '/groups',
  cursor: noCursor({because}),
  domainFilter: tenantWide({because}),
  subset: {filter: 'licences ne 0', what: 'the groups that count'},
  filterOnlyProperty: 'isBroken',
  expand: licensesOfGroup,
});

const BROKEN = '/groups?isBroken eq true';
const LICENSED = '/groups?licences ne 0';
const ALL = '/groups';

function group(id: string, ...skuIds: string[]): object {
  return {id, assignedLicenses: skuIds.map((skuId) => ({skuId, disabledPlans: []}))};
}

const OFFICE = group('office', 'e3', 'f1');
const VISIO = group('visio', 'v2');
const PLAIN = group('plain');

/** Ids of rows that are owed in any case, in the order of reading. */
const ROWS = ['live office_e3', 'live office_f1', 'live visio_v2'];

function readAll(pages: FakePages, options: ReadOptions = {}): Promise<Outcome> {
  return read(GROUPS, pages, {fullRefresh: true, ...options});
}

function broken(...ids: string[]): FakePages {
  return new FakePages().answer(BROKEN, page(ids.map((id) => ({id}))));
}

function flags({rows}: Outcome): [unknown, unknown][] {
  return rows.map(({groupId, isBroken}) => [groupId, isBroken]);
}

describe('the rows that a stream is about', () => {
  test('are listed by their filter, in advanced queries, and the others are never asked for', async () => {
    const pages = broken('visio').answer(LICENSED, page([OFFICE], {nextLink: 'page 2'}));
    pages.answer('page 2', page([VISIO]));
    const outcome = await readAll(pages);
    expect(outcome.error).toBeUndefined();
    expect(inShort(outcome)).toEqual(ROWS);
    expect(pages.asked).toEqual([BROKEN, LICENSED, 'page 2']);
    expect(pages.advanced).toEqual([true, true]);
    expect(outcome.log).toEqual([]);
  });

  test.each<[string, [status: number, code: string], string]>([
    ['400', [400, 'Request_UnsupportedQuery'], 'refused to list the groups that count only'],
    ['another 400', [400, 'BadRequest'], 'refused to list the groups that count only'],
    ['404', [404, 'Request_ResourceNotFound'], 'refused to list the groups that count only'],
    ['405', [405, 'MethodNotAllowed'], 'refused to list the groups that count only'],
    ['501', [501, 'NotImplemented'], 'refused to list the groups that count only'],
    ['500 for long', [500, 'UnknownError'], 'failed to list the groups that count only'],
    ['an expired link', [400, 'Directory_ExpiredPageToken'], 'let a page link expire'],
  ])(
    'are found in the whole list where the filter gets a %s',
    async (_what, [status, code], says) => {
      const pages = broken().answer(LICENSED, refused(status, code));
      pages.answer(ALL, page([PLAIN, OFFICE], {nextLink: 'page 2'}));
      pages.answer('page 2', page([PLAIN, VISIO]));
      const outcome = await readAll(pages);
      expect(outcome.error).toBeUndefined();
      expect(inShort(outcome)).toEqual(ROWS);
      expect(outcome.log).toEqual([`WARN Microsoft Graph ${says}, so everything is read`]);
      expect(pages.urls.at(-1)).not.toContain('$filter');
      expect(pages.advanced.at(-1)).toBe(false);
    },
  );

  test.each(['connection_failed', 'response_unusable'] as const)(
    'are found in the whole list where the filter ends in %s',
    async (condition) => {
      const failure = new TransientError('x', {fields: {condition}});
      const pages = broken()
        .answer(LICENSED, failure)
        .answer(ALL, page([OFFICE, PLAIN, VISIO]));
      const outcome = await readAll(pages);
      expect(inShort(outcome)).toEqual(ROWS);
      expect(outcome.log.join()).toContain('failed to list the groups that count only');
    },
  );

  test.each([
    ['403', 403, 'Authorization_RequestDenied'],
    ['401', 401, 'InvalidAuthenticationToken'],
    ['429', 429, 'TooManyRequests'],
  ])('are not looked for elsewhere after a %s', async (_what, status, code) => {
    const pages = broken().answer(LICENSED, refused(status, code));
    const outcome = await readAll(pages);
    expect(outcome.error).toBeDefined();
    expect(pages.asked).toEqual([BROKEN, LICENSED]);
  });

  test.each(['append', 'append_dedup', 'overwrite'])(
    'are written once where the filter is given up on the way: %s',
    async (destinationSyncMode) => {
      const pages = broken('visio').answer(LICENSED, page([OFFICE], {nextLink: 'page 2'}));
      pages.answer('page 2', refused(400, 'Directory_ExpiredPageToken'));
      pages.answer(ALL, page([PLAIN, OFFICE, VISIO]));
      const outcome = await readAll(pages, {destinationSyncMode});
      expect(inShort(outcome)).toEqual(ROWS);
      expect(outcome.log).toHaveLength(1);
    },
  );

  test('are read once more from the beginning where a link of the whole list expires', async () => {
    const pages = broken().answer(LICENSED, refused(400, 'Request_UnsupportedQuery'));
    pages.answer(ALL, page([OFFICE], {nextLink: 'page 2'}), page([OFFICE, VISIO]));
    pages.answer('page 2', refused(400, 'Directory_ExpiredPageToken'));
    expect(inShort(await readAll(pages))).toEqual(ROWS);
  });

  test('are none where the list is empty', async () => {
    const outcome = await readAll(broken('visio').answer(LICENSED, page([])));
    expect([outcome.error, outcome.rows, outcome.order]).toEqual([undefined, [], ['state']]);
  });
});

describe('a refresh that goes on from a checkpoint', () => {
  const state = {
    version: 1,
    made_with: {tenant_id: 'tenant-1', graph_host: 'graph.microsoft.com', fields: FIELDS},
    synced_at: new Date(START - 60_000).toISOString(),
    generation_id: 3,
    checkpoint: {filter: 0, next_link: 'page 2', anyone: true},
  };
  const options = {state, generationId: 3};

  test('reads the rest of the filtered list', async () => {
    const pages = broken().answer('page 2', page([VISIO]));
    const outcome = await readAll(pages, {...options, destinationSyncMode: 'append'});
    expect(inShort(outcome)).toEqual(['live visio_v2']);
    expect(pages.advanced).toEqual([true, true]);
  });

  test('begins anew without the filter only where nothing can be doubled', async () => {
    const lost = refused(400, 'Directory_ExpiredPageToken');
    const append = await readAll(broken().answer('page 2', lost), {
      ...options,
      destinationSyncMode: 'append',
    });
    expect(append.error?.message).toContain('the next sync reads it again');
    const pages = broken()
      .answer('page 2', lost)
      .answer(ALL, page([OFFICE, VISIO]));
    const dedup = await readAll(pages, {...options, destinationSyncMode: 'append_dedup'});
    expect(inShort(dedup)).toEqual(ROWS);
  });
});

describe('a property that Graph filters by and never returns', () => {
  const answered = (pages: FakePages): FakePages => pages.answer(LICENSED, page([OFFICE, VISIO]));
  const flagsWith = (isBroken: unknown): [unknown, unknown][] => [
    ['office', false],
    ['office', false],
    ['visio', isBroken],
  ];

  test('is true of the rows that its filter lists, over pages', async () => {
    const pages = new FakePages().answer(BROKEN, page([{id: 'other'}], {nextLink: 'broken 2'}));
    pages.answer('broken 2', page([{id: 'visio'}]));
    expect(flags(await readAll(answered(pages)))).toEqual(flagsWith(true));
    expect(pages.urls[0]).toContain('$select=id&');
  });

  test('is asked for without the advanced parameters where they are refused', async () => {
    const pages = new FakePages().answer(BROKEN, refused(400), page([{id: 'visio'}]));
    const outcome = await readAll(answered(pages));
    expect(flags(outcome)).toEqual(flagsWith(true));
    expect(pages.advanced).toEqual([true, false, true]);
    expect(pages.urls.map((url) => url.includes('$count=true'))).toEqual([true, false, true]);
    expect(outcome.log).toEqual([]);
  });

  test.each([
    ['refused', refused(400), refused(400)],
    ['not supported', refused(501), refused(501)],
    ['failing for long', refused(500), refused(500)],
    ['expired on the way', refused(400), refused(400, 'Directory_ExpiredPageToken')],
  ])('is not known, and no false, where both forms are %s', async (_what, advanced, plain) => {
    const pages = new FakePages().answer(BROKEN, advanced, plain);
    const outcome = await readAll(answered(pages));
    expect(new Set(outcome.rows.map(({isBroken}) => isBroken))).toEqual(new Set([null]));
    expect(outcome.log).toEqual([
      expect.stringMatching(/^WARN Microsoft Graph .*, so isBroken is not known and null$/),
    ]);
  });

  test.each([
    ['a permission is missing', refused(403, 'Authorization_RequestDenied')],
    ['requests are limited for too long', refused(429)],
    ['a row has no id', page([{}])],
    ['a row is none', page([null as unknown as object])],
  ])('ends the stream where %s', async (_what, answer) => {
    const outcome = await readAll(answered(new FakePages().answer(BROKEN, answer)));
    expect(outcome.error).toBeDefined();
    expect(outcome.order).toEqual([]);
  });

  test('ends the stream where its list repeats itself without end', async () => {
    const again = (link: string): [string, ReturnType<typeof page>] => [
      link,
      page([{id: 'visio'}], {nextLink: `${link}+`}),
    ];
    const pages = new FakePages().answer(...again(BROKEN));
    for (const link of [`${BROKEN}+`, `${BROKEN}++`, `${BROKEN}+++`]) pages.answer(...again(link));
    const outcome = await readAll(answered(pages));
    expect(outcome.error?.message).toContain('repeats its rows');
  });

  test('is known in the whole list, too', async () => {
    const pages = broken('visio')
      .answer(LICENSED, refused(400))
      .answer(ALL, page([OFFICE, VISIO]));
    expect(flags(await readAll(pages))).toEqual(flagsWith(true));
  });
});
