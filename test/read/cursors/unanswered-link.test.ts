import {ConfigError, SystemError, TransientError} from '../../../src/errors';
import type {ErrorCondition} from '../../../src/errors';
import type {Row} from '../../../src/streams/define-stream';
import {deltaUsers} from '../../support/delta-users';
import {FakePages, cursorOf, inShort, page, read, refused} from '../../support/fake-pages';
import type {Outcome} from '../../support/fake-pages';

const USERS = deltaUsers();

type Answer = Parameters<FakePages['answer']>[1];

function user(id: string): object {
  return {id, userPrincipalName: `${id}@contoso.com`};
}

function failing(condition: ErrorCondition): Error {
  return new TransientError('No answer, also after several attempts. The next sync tries again.', {
    fields: {condition},
  });
}

/** The state at a link, behind so many syncs without an answer. */
async function stateAt(links: object, unanswered = 0): Promise<Row> {
  const pages = new FakePages().answer('/users/delta', page([user('ann')], {deltaLink: 'round-2'}));
  const state = (await read(USERS, pages)).states.at(-1)!;
  const count = unanswered > 0 ? {unanswered_syncs: unanswered} : {};
  return {...state, cursor: {...(state['cursor'] as Row), ...links, ...count}};
}

/** A sync in which the saved link gives one answer. */
async function sync(state: Row, answer: Answer): Promise<Outcome> {
  return read(USERS, new FakePages().answer('round-2', answer), {state});
}

describe('a saved link without an answer', () => {
  test.each<[what: string, answer: Answer]>([
    ['500', refused(500, 'UnknownError')],
    ['502', refused(502)],
    ['503', refused(503)],
    ['504', refused(504)],
    ['408', refused(408)],
    ['a success without a list', refused(200)],
    ['400 of a service that is busy', refused(400, 'ServerBusy')],
    ['silence', failing('connection_failed')],
    ['half a page', failing('response_unusable')],
  ])('(%s) is a TransientError, and the state counts it', async (_what, answer) => {
    const before = await stateAt({});
    const outcome = await sync(before, answer);
    expect(outcome.error).toBeInstanceOf(TransientError);
    expect(outcome.error?.message).toContain('gave no answer in 1 of 3 syncs');
    const cursor = {...(before['cursor'] as Row), unanswered_syncs: 1};
    expect(outcome.states).toEqual([{...before, cursor}]);
  });

  test('is asked in four syncs in a row, and then the round begins anew', async () => {
    let state = await stateAt({});
    for (const count of [1, 2, 3]) {
      const {states, error, log} = await sync(state, refused(504));
      expect(error?.message).toContain(`gave no answer in ${count} of 3 syncs`);
      expect([states.length, log]).toEqual([1, []]);
      state = states[0]!;
    }
    const pages = new FakePages()
      .answer('round-2', refused(504, 'GatewayTimeout'))
      .answer('/users/delta', page([user('bob')], {deltaLink: 'round-9'}))
      .answer('/deleted', page([{id: 'ann'}]));
    const outcome = await read(USERS, pages, {state});
    expect(inShort(outcome)).toEqual(['gone ann', 'live bob']);
    expect(outcome.log[0]).toMatch(
      /^WARN the link .* gave no answer in 4 syncs in a row; it counts/,
    );
    expect(outcome.log[1]).toMatch(/^WARN .* where the last sync ended \(504 GatewayTimeout\)/);
    expect(cursorOf(outcome)).toEqual({
      start_link: 'round-9',
      next_link: null,
      leavers: ['*'],
      anyone: true,
    });
  });

  test('is kept where Graph does not answer anything else either', async () => {
    const pages = new FakePages()
      .answer('round-2', refused(504))
      .answer('/users/delta', refused(504));
    const outcome = await read(USERS, pages, {state: await stateAt({}, 3)});
    expect(outcome.error).toBeInstanceOf(TransientError);
    expect(outcome.order).toEqual([]);
  });

  test('within a round leads back to the start of the round, which counts anew', async () => {
    const state = await stateAt({next_link: 'page-11'}, 3);
    const pages = new FakePages().answer('page-11', refused(504)).answer('round-2', refused(504));
    const outcome = await read(USERS, pages, {state});
    expect(outcome.log.join()).toMatch(/gave no answer in 4 syncs.*a page link expired \(504\)/s);
    expect(outcome.error?.message).toContain('gave no answer in 1 of 3 syncs');
    expect(cursorOf(outcome)).toMatchObject({
      start_link: 'round-2',
      next_link: null,
      unanswered_syncs: 1,
    });
  });

  test('is no link of the pages behind it, nor a first request', async () => {
    const later = new FakePages()
      .answer('round-2', page([user('ann')], {nextLink: 'page-2'}))
      .answer('page-2', refused(504));
    expect((await read(USERS, later, {state: await stateAt({})})).order).toEqual(['row ann']);
    const first = new FakePages().answer('/users/delta', refused(504));
    expect((await read(USERS, first)).order).toEqual([]);
  });
});

describe('the count of syncs without an answer', () => {
  test.each<[what: string, answer: Answer, error: unknown]>([
    ['401', refused(401), ConfigError],
    ['403', refused(403), ConfigError],
    ['429', refused(429), TransientError],
    ['a page without a list', new SystemError('no list "value"'), SystemError],
  ])('ends with %s, which is an answer', async (_what, answer, error) => {
    const outcome = await sync(await stateAt({}, 2), answer);
    expect(outcome.error).toBeInstanceOf(error);
    expect(cursorOf(outcome)).toMatchObject({start_link: 'round-2', next_link: null});
    expect(cursorOf(outcome)).not.toHaveProperty('unanswered_syncs');
  });

  test('needs no state where there was none to end', async () => {
    const outcome = await sync(await stateAt({}), refused(403));
    expect([outcome.error instanceof ConfigError, outcome.states]).toEqual([true, []]);
  });

  test('ends with a page, also where the next one fails', async () => {
    const pages = new FakePages()
      .answer('round-2', page([user('ann')], {nextLink: 'page-2'}))
      .answer('page-2', refused(504));
    const outcome = await read(USERS, pages, {state: await stateAt({}, 2)});
    expect(outcome.order).toEqual(['state', 'row ann']);
    expect(cursorOf(outcome)).toMatchObject({start_link: 'round-2', next_link: null});
    expect(cursorOf(outcome)).not.toHaveProperty('unanswered_syncs');
  });

  test.each<ErrorCondition>([
    'sign_in_unavailable',
    'sign_in_refused',
    'proxy_refused',
    'intermediary_answered',
    'certificate_untrusted',
  ])('stays with %s, which says nothing of the link', async (condition) => {
    expect((await sync(await stateAt({}, 2), failing(condition))).states).toEqual([]);
  });

  test('stays where the sync is stopped', async () => {
    expect((await sync(await stateAt({}, 2), new Error('stopped'))).states).toEqual([]);
  });

  test.each([0, -1, 1.5, '2', null])('%j in a state is none', async (count) => {
    const outcome = await sync(await stateAt({unanswered_syncs: count}), refused(504));
    expect(cursorOf(outcome)).toMatchObject({unanswered_syncs: 1});
  });

  test('leaves a link that was never without an answer as it is', async () => {
    expect((await sync(await stateAt({}), refused(403))).states).toEqual([]);
  });
});
