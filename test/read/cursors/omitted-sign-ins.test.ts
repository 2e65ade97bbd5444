/** Sign-in dates that Graph leaves out of rows that a filter on them found. */
import {TransientError} from '../../../src/errors';
import type {ErrorCondition} from '../../../src/errors';
import {byUserPrincipalName, signInPasses} from '../../../src/streams/define-stream';
import type {Row} from '../../../src/streams/define-stream';
import {FakePages, cursorOf, page, read, refusal, streamOf} from '../../support/fake-pages';
import type {Outcome, ReadOptions} from '../../support/fake-pages';

const BOUND = '2026-02-25T12:00:00Z';
const WATERMARK = Date.parse(BOUND) + 48 * 3_600_000;
const OLD = '2026-02-25T11:59:59Z';
const INTERACTIVE = `/users?signInActivity/lastSignInDateTime ge ${BOUND}`;
const NON_INTERACTIVE = `/users?signInActivity/lastNonInteractiveSignInDateTime ge ${BOUND}`;
const CREATED = `/users?createdDateTime ge ${BOUND}`;
const OF_DOMAIN = "/users?endsWith(userPrincipalName,'@contoso.com')";
const FALLBACK =
  'WARN Microsoft Graph left out the sign-in dates by which it listed the changes, so everything is read';

const FIELDS = ['lastSignInDateTime', 'lastNonInteractiveSignInDateTime'];
const SIGN_INS = streamOf(['id', 'userPrincipalName', ...FIELDS, 'synced_at'], {
  name: 'sign_ins',
  endpoint: '/users',
  select: ['id'],
  pageSizes: [500, 120],
  omittedInLargePages: 'signInActivity',
  cursor: signInPasses(),
  domainFilter: byUserPrincipalName('userPrincipalName'),
  transform: ({id, userPrincipalName, signInActivity}) => ({
    ...(signInActivity as object),
    ...{id, userPrincipalName},
  }),
});

function user(id: string, signInActivity?: object, domain = 'contoso.com'): object {
  return {id, userPrincipalName: `${id}@${domain}`, signInActivity};
}

const [BY_HAND, BY_CLIENT] = FIELDS.map((field) => ({[field]: BOUND})) as [object, object];

/** Each row as its id and the date of a sign-in by hand. */
function written({rows}: Outcome): string[] {
  return rows.map(({id, lastSignInDateTime: date}) => `${String(id)} ${String(date)}`);
}

function sizesOf({urls}: FakePages): unknown[] {
  return urls.map((url) => /\$top=(\d+)/.exec(url)?.[1] ?? 'own');
}

async function later(pages: FakePages, options: ReadOptions = {}): Promise<Outcome> {
  const {domains = ['*']} = options;
  const first = new FakePages().answer(domains[0] === '*' ? '/users' : OF_DOMAIN, page([]));
  const {states} = await read(SIGN_INS, first, {domains, now: () => WATERMARK});
  return read(SIGN_INS, pages, {...options, state: states[0] as Row});
}

describe('a row that contradicts its own filter', () => {
  test.each<[what: string, activity: object | undefined]>([
    ['no sign-in activity', undefined],
    ['none of its properties', {}],
    ['a null in place of the date', {lastSignInDateTime: null}],
    ['only the other date', BY_CLIENT],
    ['the date of year one', {lastSignInDateTime: '0001-01-01T00:00:00Z'}],
    ['an empty date', {lastSignInDateTime: ''}],
    ['a date before the bound', {lastSignInDateTime: OLD}],
  ])('with %s is read again in a smaller page', async (_what, activity) => {
    const pages = new FakePages()
      .answer(INTERACTIVE, page([user('ann', activity)]), page([user('ann', BY_HAND)]))
      .answer(NON_INTERACTIVE, page([]))
      .answer(CREATED, page([]));
    const outcome = await later(pages);
    expect(written(outcome)).toEqual([`ann ${BOUND}`]);
    expect(sizesOf(pages)).toEqual(['500', '120', '500', '500']);
    expect(outcome.log.filter((line) => line.startsWith('WARN'))).toEqual([]);
  });

  test('of the other pass is noticed as well', async () => {
    const pages = new FakePages()
      .answer(INTERACTIVE, page([]))
      .answer(NON_INTERACTIVE, page([user('ann', BY_HAND)]), page([user('ann', BY_CLIENT)]))
      .answer(CREATED, page([]));
    const outcome = await later(pages);
    expect(outcome.rows.map((row) => row[FIELDS[1]!])).toEqual([BOUND]);
  });

  test('leads to reading everything without a filter where no size helps', async () => {
    const bare = (): ReturnType<typeof page> => page([user('ann'), user('bob')]);
    const pages = new FakePages()
      .answer(INTERACTIVE, bare(), bare(), bare())
      .answer('/users', page([user('ann', BY_HAND), user('bob', BY_HAND), user('cleo')]));
    const outcome = await later(pages);
    expect(sizesOf(pages)).toEqual(['500', '120', 'own', '500']);
    expect(written(outcome)).toEqual([`ann ${BOUND}`, `bob ${BOUND}`, 'cleo null']);
    expect(outcome.log).toContain(FALLBACK);
    expect(cursorOf(outcome)).toHaveProperty('watermark');
  });

  test('leads to a list without a filter also where domains are set', async () => {
    const pages = new FakePages()
      .answer(INTERACTIVE, page([user('ann')]), page([user('ann')]), page([user('ann')]))
      .answer('/users', page([user('ann', BY_HAND), user('zoe', BY_HAND, 'fabrikam.com')]));
    const outcome = await later(pages, {domains: ['contoso.com']});
    expect(written(outcome)).toEqual([`ann ${BOUND}`]);
    expect(pages.advanced.at(-1)).toBe(false);
  });

  test('on a later page begins the pass anew, and writes nobody twice', async () => {
    const dave = user('dave', BY_HAND);
    const pages = new FakePages()
      .answer(INTERACTIVE, page([dave], {nextLink: 'large 2'}), page([dave], {nextLink: 'small 2'}))
      .answer('large 2', page([user('ann')]))
      .answer('small 2', page([user('ann', BY_HAND)]))
      .answer(NON_INTERACTIVE, page([]))
      .answer(CREATED, page([]));
    const outcome = await later(pages);
    expect(written(outcome)).toEqual([`dave ${BOUND}`, `ann ${BOUND}`]);
  });

  test('that stays so without a filter fails the stream, and nothing of it is written', async () => {
    const bare = (): ReturnType<typeof page> => page([user('ann')]);
    const pages = new FakePages()
      .answer(INTERACTIVE, bare(), bare(), bare())
      .answer('/users', bare(), bare(), bare());
    const outcome = await later(pages);
    expect(outcome.error).toBeInstanceOf(TransientError);
    expect(outcome.error?.message).toMatch(/^sign_ins: .* leaves these dates out, at every page/);
    expect(outcome.order).toEqual([]);
  });

  test.each<[what: string, rows: object[]]>([
    ['a deleted user', [{id: 'gone'}]],
    ['a user outside of the domains', [user('zoe', undefined, 'fabrikam.com')]],
  ])('is no reason where it is that of %s', async (_what, rows) => {
    const pages = new FakePages()
      .answer(INTERACTIVE, page(rows))
      .answer(NON_INTERACTIVE, page([]))
      .answer(CREATED, page([]));
    const outcome = await later(pages, {domains: ['contoso.com']});
    expect(outcome.error).toBeUndefined();
    expect(outcome.order).toEqual(['state']);
  });
});

test('a user whom the pass by hand missed comes with the one by client', async () => {
  const both = {...BY_HAND, ...BY_CLIENT};
  const pages = new FakePages()
    .answer(INTERACTIVE, page([]))
    .answer(NON_INTERACTIVE, page([user('ann', both)]))
    .answer(CREATED, page([]));
  expect(written(await later(pages))).toEqual([`ann ${BOUND}`]);
});

describe('a user who is new', () => {
  test('may never have signed in', async () => {
    const pages = new FakePages()
      .answer(INTERACTIVE, page([]))
      .answer(NON_INTERACTIVE, page([]))
      .answer(CREATED, page([user('ann')]));
    const outcome = await later(pages);
    expect(written(outcome)).toEqual(['ann null']);
    expect(pages.asked).toHaveLength(3);
  });

  test.each(['append', 'append_dedup'])(
    'keeps the dates that an earlier pass delivered, with %s',
    async (destinationSyncMode) => {
      const pages = new FakePages()
        .answer(INTERACTIVE, page([user('ann', BY_HAND)]))
        .answer(NON_INTERACTIVE, page([]))
        .answer(CREATED, page([user('ann')]));
      const outcome = await later(pages, {destinationSyncMode});
      expect(written(outcome)).toEqual([`ann ${BOUND}`]);
    },
  );
});

describe('a whole list that is filtered by domains', () => {
  const domains = ['contoso.com'];

  test('is read in smaller pages where its first one has no dates at all', async () => {
    const pages = new FakePages().answer(
      OF_DOMAIN,
      page([user('ann'), user('bob')]),
      page([user('ann', BY_HAND), user('bob')], {nextLink: 'next'}),
    );
    pages.answer('next', page([user('cleo')]));
    const outcome = await read(SIGN_INS, pages, {domains});
    expect(written(outcome)).toEqual([`ann ${BOUND}`, 'bob null', 'cleo null']);
    expect(sizesOf(pages)).toEqual(['500', '120']);
  });

  test('is believed where no size brings a date: nobody may have signed in', async () => {
    const bare = (): ReturnType<typeof page> => page([user('ann')]);
    const pages = new FakePages().answer(OF_DOMAIN, bare(), bare(), bare());
    const outcome = await read(SIGN_INS, pages, {domains});
    expect(written(outcome)).toEqual(['ann null']);
    expect(sizesOf(pages)).toEqual(['500', '120', 'own']);
  });

  test.each<[what: string, pages: FakePages]>([
    ['is empty', new FakePages().answer(OF_DOMAIN, page([]))],
    [
      'begins with an empty page',
      new FakePages()
        .answer(OF_DOMAIN, page([], {nextLink: 'next'}))
        .answer('next', page([user('ann', BY_HAND)])),
    ],
  ])('is read once where it %s', async (_what, pages) => {
    const outcome = await read(SIGN_INS, pages, {domains});
    expect(outcome.error).toBeUndefined();
    expect(sizesOf(pages)).toEqual(['500']);
  });

  test('of everybody has no filter, and is believed at once', async () => {
    const pages = new FakePages().answer('/users', page([user('ann')]));
    expect(written(await read(SIGN_INS, pages))).toEqual(['ann null']);
  });
});

describe('a filter at which the service fails', () => {
  test.each([500, 502, 503, 504, 509, 501, 400, 404, 413])(
    'with %d makes everything be read',
    async (status) => {
      const failure = (): Error => refusal(status, 'UnknownError');
      const pages = new FakePages()
        .answer(INTERACTIVE, failure(), failure(), failure())
        .answer('/users', page([user('ann', BY_HAND)]));
      const outcome = await later(pages);
      expect(written(outcome)).toEqual([`ann ${BOUND}`]);
      expect(outcome.log.join()).toMatch(/WARN Microsoft Graph .* changes only, so everything is/);
    },
  );

  test.each<ErrorCondition>(['connection_failed', 'response_unusable'])(
    'with %s makes everything be read: a gateway may give it up',
    async (condition) => {
      const failure = new TransientError('No answer.', {fields: {condition}});
      const pages = new FakePages()
        .answer(INTERACTIVE, failure)
        .answer('/users', page([user('ann', BY_HAND)]));
      expect(written(await later(pages))).toEqual([`ann ${BOUND}`]);
    },
  );

  test.each<ErrorCondition>(['sign_in_unavailable', 'proxy_refused', 'intermediary_answered'])(
    'with %s is no reason to: that is not of the filter',
    async (condition) => {
      const failure = new TransientError('No answer.', {fields: {condition}});
      const outcome = await later(new FakePages().answer(INTERACTIVE, failure));
      expect(outcome.error).toBeInstanceOf(TransientError);
      expect(outcome.order).toEqual([]);
    },
  );

  test.each([401, 403, 429])('with %d is no reason to', async (status) => {
    const outcome = await later(new FakePages().answer(INTERACTIVE, refusal(status)));
    expect(outcome.error).toBeDefined();
    expect(outcome.order).toEqual([]);
  });

  test('in its second pass leaves out who was written', async () => {
    const pages = new FakePages()
      .answer(INTERACTIVE, page([user('ann', BY_HAND)]))
      .answer(NON_INTERACTIVE, refusal(502))
      .answer('/users', page([user('ann', BY_HAND), user('bob')]));
    expect(written(await later(pages))).toEqual([`ann ${BOUND}`, 'bob null']);
  });
});
