import nock from 'nock';
import type {ConfiguredStream} from '../../src/airbyte/catalog';
import {IncomingStates} from '../../src/airbyte/state';
import {ConfigError} from '../../src/errors';
import type {Row} from '../../src/streams/stream';
import {
  CLIENT_SECRET,
  GRAPH,
  LOGIN,
  OF_MICROSOFT,
  TOKEN_PATH,
  grantToken,
  useNock,
} from '../support/fake-graph';
import {tokenWith} from '../support/token-with';
import {SETTINGS, graphAnswers, inShort, logOf, run} from '../support/session';
import type {Running} from '../support/session';

useNock();

const SKUS: [number, object] = [200, {value: [{id: 'e3'}]}];
const USERS: [number, object] = [200, {value: [{id: '1', userPrincipalName: 'ann@contoso.com'}]}];

function configured(name: string, syncMode: 'full_refresh' | 'incremental'): ConfiguredStream {
  return {descriptor: {name}, syncMode, destinationSyncMode: 'append_dedup'};
}

interface ReadOptions {
  states?: object[];
  /** Beside those that every test has. */
  settings?: object;
}

function read(
  {source, session}: Running,
  streams: ConfiguredStream[],
  {states = [], settings}: ReadOptions = {},
): Promise<number> {
  const request = {
    config: {...SETTINGS, ...settings},
    streams,
    states: IncomingStates.parse(states),
  };
  return source.read(request, session);
}

/** The lines of one stream. */
function linesOf(name: string, lines: string[]): string[] {
  return lines.filter((line) => line.startsWith(`${name} `));
}

describe('a read', () => {
  test('of streams that all succeed ends with 0', async () => {
    grantToken();
    graphAnswers({'/subscribedSkus': SKUS, '/users': USERS});
    const running = run();
    const code = await read(running, [
      configured('subscribed_skus', 'incremental'),
      configured('users', 'full_refresh'),
    ]);
    const lines = inShort(await running.written());
    const expected = {
      // Changes are announced by a state before they come.
      subscribed_skus: ['STARTED', 'RUNNING', 'STATE', 'RECORD', 'STATE', 'COMPLETE'],
      users: ['STARTED', 'RUNNING', 'RECORD', 'STATE', 'COMPLETE'],
    };
    expect(code).toBe(0);
    for (const [name, events] of Object.entries(expected)) {
      expect(linesOf(name, lines)).toEqual(events.map((event) => `${name} ${event}`));
    }
  });

  test('gives each record the time of its page', async () => {
    grantToken();
    graphAnswers({'/subscribedSkus': SKUS});
    const running = run();
    await read(running, [configured('subscribed_skus', 'incremental')]);
    const message = (await running.written()).find(({type}) => type === 'RECORD');
    const syncedAt = new Date(running.clock.now()).toISOString();
    expect(message).toMatchObject({
      record: {emitted_at: running.clock.now(), data: {synced_at: syncedAt}},
    });
  });

  test('does not keep the order of the domains in its state, which says nothing', async () => {
    grantToken();
    graphAnswers({});
    const running = run();
    const settings = {domains: ['fabrikam.com', 'contoso.com']};
    await read(running, [configured('user_registration_details', 'incremental')], {settings});
    const state = (await running.written()).find(({type}) => type === 'STATE');
    expect(state).toMatchObject({
      state: {stream: {stream_state: {made_with: {domains: ['contoso.com', 'fabrikam.com']}}}},
    });
  });

  test('sums up each stream in the log', async () => {
    grantToken();
    graphAnswers({'/users': USERS});
    const running = run();
    await read(running, [configured('users', 'full_refresh')]);
    expect(logOf(await running.written())).toContain('INFO users: 1 record, 1 request, 0.0 s.');
  });

  test('goes on from the state of an incremental stream only', async () => {
    grantToken('token-1', 3);
    graphAnswers({'/subscribedSkus': SKUS});
    const first = run();
    await read(first, [configured('subscribed_skus', 'incremental')]);
    const state = (await first.written()).findLast(({type}) => type === 'STATE') as {state: object};
    const [incremental, full] = [run(), run()];
    await read(incremental, [configured('subscribed_skus', 'incremental')], {
      states: [state.state],
    });
    await read(full, [configured('subscribed_skus', 'full_refresh')], {states: [state.state]});
    expect(inShort(await incremental.written())).not.toContain('subscribed_skus RECORD');
    expect(inShort(await full.written())).toContain('subscribed_skus RECORD');
  });
});

describe('a stream that fails behind rows that no state covers', () => {
  const LINK = `${GRAPH}/v1.0/users/delta?$deltatoken=d`;

  /** A list whose second page fails, and a round of delta that does so as well. */
  function failingSecondPages(): void {
    const more = {...USERS[1], '@odata.nextLink': `${GRAPH}/v1.0/more`};
    const round = {...USERS[1], '@odata.deltaLink': LINK};
    nock(GRAPH)
      .persist()
      .get(/.*/)
      .reply((uri): [number, object] => {
        if (uri.endsWith('/more')) return [501, {error: {code: 'NotImplemented'}}];
        return [200, /delta\?(?!\$deltatoken)/.test(decodeURIComponent(uri)) ? round : more];
      });
  }

  test('repeats the state that it went on from where it is incremental, and only there', async () => {
    grantToken('token-1', 3);
    failingSecondPages();
    const first = run();
    await read(first, [configured('users', 'incremental')]);
    const saved = (await first.written()).findLast(({type}) => type === 'STATE') as {state: Row};
    const statesOf = async (syncMode: 'full_refresh' | 'incremental'): Promise<unknown[]> => {
      const running = run();
      await read(running, [configured('users', syncMode)], {states: [saved.state]});
      const messages = await running.written();
      expect(inShort(messages)).toContain('users RECORD');
      expect(inShort(messages)).toContain('users INCOMPLETE');
      return messages.flatMap((message) => (message.type === 'STATE' ? [message.state] : []));
    };
    expect(await statesOf('incremental')).toEqual([
      {...saved.state, sourceStats: {recordCount: 1}},
    ]);
    expect(await statesOf('full_refresh')).toEqual([]);
  });
});

describe('a stream that fails', () => {
  const refused: [number, object] = [403, {error: {code: 'Authorization_RequestDenied'}}];
  const broken: [number, object] = [501, {error: {code: 'NotImplemented'}}];

  test('ends INCOMPLETE with one trace, the others go on, and the read ends with 1', async () => {
    grantToken();
    graphAnswers({'/subscribedSkus': broken, '/users': USERS});
    const running = run();
    const code = await read(running, [
      configured('subscribed_skus', 'incremental'),
      configured('users', 'full_refresh'),
    ]);
    const lines = inShort(await running.written());
    expect(code).toBe(1);
    expect(linesOf('subscribed_skus', lines)).toEqual([
      'subscribed_skus STARTED',
      'subscribed_skus INCOMPLETE',
      'subscribed_skus system_error',
    ]);
    expect(linesOf('users', lines)).toContain('users COMPLETE');
  });

  test('for a reason of the settings is told last', async () => {
    grantToken();
    graphAnswers({'/subscribedSkus': refused, '/users': broken});
    const running = run();
    const code = await read(running, [
      configured('subscribed_skus', 'incremental'),
      configured('users', 'full_refresh'),
    ]);
    const errors = inShort(await running.written()).filter((line) => line.endsWith('_error'));
    expect(code).toBe(1);
    expect(errors).toEqual(['users system_error', 'subscribed_skus config_error']);
  });

  test('because the connector does not have it is a config_error', async () => {
    grantToken();
    const running = run();
    const code = await read(running, [configured('mails', 'full_refresh')]);
    const messages = await running.written();
    expect(code).toBe(1);
    expect(inShort(messages)).toEqual([
      'mails STARTED',
      'mails INCOMPLETE',
      'ERROR',
      'mails config_error',
    ]);
    expect(logOf(messages).join()).toContain('the connector has no stream of this name');
  });

  test('never shows the secret or the token, also where Graph repeats them', async () => {
    grantToken('token-that-is-secret');
    const message = `You sent ${CLIENT_SECRET} and token-that-is-secret`;
    graphAnswers({'/subscribedSkus': [400, {error: {code: 'X', message}}]});
    const running = run();
    await read(running, [configured('subscribed_skus', 'incremental')]);
    const text = JSON.stringify(await running.written());
    expect(text).toContain('You sent **** and ****');
    expect(text).not.toMatch(/s3cret|token-that/);
  });
});

describe('a stream that may not be read', () => {
  const refused: [number, object] = [403, {error: {code: 'Authorization_RequestDenied'}}];
  const OVERWRITE = {syncMode: 'full_refresh', destinationSyncMode: 'overwrite'} as const;
  const both = [configured('subscribed_skus', 'incremental'), configured('users', 'full_refresh')];
  const overwritten = [{...both[0]!, ...OVERWRITE}, both[1]!];

  test.each([
    ['auto', 'appended', both, 0],
    ['skip', 'appended', both, 0],
    ['fail', 'appended', both, 1],
    ['auto', 'overwritten', overwritten, 1],
    ['skip', 'overwritten', overwritten, 0],
    ['fail', 'overwritten', overwritten, 1],
  ])('with %s and its rows %s: exit code', async (...[mode, _how, streams, expected]) => {
    grantToken(tokenWith(['User.Read.All']));
    graphAnswers({'/subscribedSkus': refused, '/users': USERS});
    const running = run();
    const code = await read(running, streams, {settings: {on_missing_permission: mode}});
    const messages = await running.written();
    const lines = inShort(messages);
    expect(code).toBe(expected);
    expect(linesOf('subscribed_skus', lines)).toEqual([
      'subscribed_skus STARTED',
      'subscribed_skus INCOMPLETE',
      ...(expected === 1 ? ['subscribed_skus config_error'] : []),
    ]);
    expect(lines.filter((line) => line.endsWith('_error'))).toHaveLength(expected);
    expect(linesOf('users', lines)).toContain('users COMPLETE');
    const log = logOf(messages).join('\n');
    expect(log).toMatch(
      /^WARN subscribed_skus: .* lacks the application permission LicenseAssignment\.Read\.All\./m,
    );
    const isProtected = mode === 'auto' && streams === overwritten;
    expect(log.includes('this sync would empty the table')).toBe(isProtected);
  });

  test('is named with its permission before any stream starts', async () => {
    grantToken(tokenWith(['User.Read.All']));
    graphAnswers({'/subscribedSkus': refused, '/users': USERS});
    const running = run();
    await read(running, both);
    const texts = (await running.written()).map((message) => JSON.stringify(message));
    const placeOf = (text: string): number => texts.findIndex((line) => line.includes(text));
    expect(placeOf('LicenseAssignment.Read.All')).toBeGreaterThan(-1);
    expect(placeOf('LicenseAssignment.Read.All')).toBeLessThan(placeOf('STARTED'));
  });

  test('although the token carries its permission fails for now, after three answers', async () => {
    grantToken(tokenWith(['LicenseAssignment.Read.All', 'User.Read.All']));
    graphAnswers({'/subscribedSkus': refused, '/users': USERS});
    const running = run();
    const code = await read(running, both);
    const messages = await running.written();
    expect(code).toBe(1);
    expect(linesOf('subscribed_skus', inShort(messages))).toEqual([
      'subscribed_skus STARTED',
      'subscribed_skus INCOMPLETE',
      'subscribed_skus transient_error',
    ]);
    expect(running.clock.sleeps).toEqual([1_000, 2_000]);
    expect(logOf(messages).join('\n')).toContain('The token carries LicenseAssignment.Read.All');
  });

  test('for its licence is denied, whatever the token carries', async () => {
    const code = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';
    grantToken(tokenWith(['AuditLog.Read.All', 'User.Read.All']));
    graphAnswers({'/users sign-ins': [403, {error: {code}}], '/users': USERS});
    const running = run();
    const streams = [configured('sign_in_activity', 'incremental'), both[1]!];
    await expect(read(running, streams)).resolves.toBe(0);
    const lines = inShort(await running.written());
    expect(linesOf('sign_in_activity', lines)).toEqual([
      'sign_in_activity STARTED',
      'sign_in_activity INCOMPLETE',
    ]);
  });

  test('keeps the state that it had: none is written', async () => {
    grantToken('token-1');
    graphAnswers({'/subscribedSkus': SKUS});
    const first = run();
    await read(first, both.slice(0, 1));
    const state = (await first.written()).find(({type}) => type === 'STATE') as {state: object};
    nock.cleanAll();
    grantToken(tokenWith(['User.Read.All']));
    graphAnswers({'/subscribedSkus': refused, '/users': USERS});
    const second = run();
    await expect(read(second, both, {states: [state.state]})).resolves.toBe(0);
    expect(inShort(await second.written())).not.toContain('subscribed_skus STATE');
  });

  test('is an error when there is no other, in every mode', async () => {
    for (const mode of ['auto', 'skip', 'fail']) {
      grantToken(tokenWith(['User.Read.All']));
      graphAnswers({'/subscribedSkus': refused});
      const running = run();
      const settings = {on_missing_permission: mode};
      await expect(read(running, both.slice(0, 1), {settings})).resolves.toBe(1);
      expect(inShort(await running.written())).toContain('subscribed_skus config_error');
      nock.cleanAll();
    }
  });
});

test.each([
  ['with domains', ['contoso.com'], true],
  ['without domains', ['*'], false],
])('%s, streams of the whole tenant are named: %s', async (_how, domains, areNamed) => {
  grantToken();
  graphAnswers({'/subscribedSkus': SKUS, '/users': USERS});
  const running = run();
  const streams = [
    configured('subscribed_skus', 'incremental'),
    configured('users', 'full_refresh'),
  ];
  await read(running, streams, {settings: {domains}});
  const named = logOf(await running.written()).filter((line) => line.includes('the whole tenant'));
  expect(named.map((line) => line.split(':')[0])).toEqual(areNamed ? ['INFO subscribed_skus'] : []);
});

test('a stream that the cloud does not have is left out with a warning, also overwritten', async () => {
  const GOV = {graph: 'https://graph.microsoft.us', login: 'https://login.microsoftonline.us'};
  nock(GOV.login)
    .post(TOKEN_PATH)
    .query(true)
    .reply(200, {
      token_type: 'Bearer',
      expires_in: 3599,
      access_token: tokenWith(['User.Read.All']),
    });
  nock(GOV.graph)
    .get(/^\/v1\.0\/users/)
    .reply(...USERS);
  const running = run();
  const streams: ConfiguredStream[] = [
    {...configured('copilot_usage_user_detail', 'full_refresh'), destinationSyncMode: 'overwrite'},
    configured('users', 'full_refresh'),
  ];
  await expect(read(running, streams, {settings: {cloud: 'us_gov_l4'}})).resolves.toBe(0);
  const messages = await running.written();
  expect(linesOf('copilot_usage_user_detail', inShort(messages))).toEqual([
    'copilot_usage_user_detail STARTED',
    'copilot_usage_user_detail INCOMPLETE',
  ]);
  const log = logOf(messages).join('\n');
  expect(log).toContain(
    'WARN copilot_usage_user_detail: Microsoft does not offer this data in the cloud us_gov_l4',
  );
  // A permission would not help, so none is asked for.
  expect(log).not.toContain('Reports.Read.All');
});

describe('the whole read ends', () => {
  test('before any stream starts when the sign-in is refused', async () => {
    const refusal = {error: 'x', error_description: 'AADSTS7000215: x', error_codes: [7000215]};
    nock(LOGIN).post(TOKEN_PATH).query(true).reply(401, refusal, OF_MICROSOFT);
    const running = run();
    const reading = read(running, [configured('users', 'full_refresh')]);
    await expect(reading).rejects.toBeInstanceOf(ConfigError);
    expect(inShort(await running.written())).toEqual([]);
  });

  test('without a trace of each stream when the process has to stop', async () => {
    grantToken();
    graphAnswers({'/subscribedSkus': [503, {}]});
    const running = run();
    running.clock.onSleep = (): void => running.stop.abort(new Error('enough'));
    const reading = read(running, [configured('subscribed_skus', 'incremental')]);
    await expect(reading).rejects.toThrow('enough');
    expect(inShort(await running.written())).toEqual(['subscribed_skus STARTED']);
  });
});

describe('the budget of a read', () => {
  /** The first sleep, where Graph fails each time after so many milliseconds. */
  async function sleepsOf(tookMs: number, headers: Record<string, string> = {}): Promise<number[]> {
    nock(LOGIN)
      .persist()
      .post(TOKEN_PATH)
      .query(true)
      .reply(200, {token_type: 'Bearer', expires_in: 3599, access_token: 'token-1'});
    const running = run();
    nock(GRAPH)
      .persist()
      .get(/.*/)
      .reply(() => {
        running.clock.advance(tookMs);
        return [503, '', headers];
      });
    await expect(read(running, [configured('users', 'full_refresh')])).resolves.toBe(1);
    expect(inShort(await running.written())).toContain('users transient_error');
    nock.cleanAll();
    return running.clock.sleeps.slice(0, 1);
  }

  test.each([
    [299_000, [1_000]],
    [299_001, []],
  ])('has five minutes for failures: after one of %d ms it sleeps %j', async (tookMs, sleeps) => {
    expect(await sleepsOf(tookMs)).toEqual(sleeps);
  });

  test.each([
    ['3600', [30_000]],
    ['3600.001', []],
  ])('has an hour without an answer: told to wait %s s it sleeps %j', async (seconds, sleeps) => {
    expect(await sleepsOf(0, {'Retry-After': seconds})).toEqual(sleeps);
  });
});

test('a setting that is not known is a warning', async () => {
  grantToken();
  const {source, session, written} = run();
  const config = {...SETTINGS, domain: 'a.com'};
  const code = await source.read({config, streams: [], states: IncomingStates.parse([])}, session);
  expect(code).toBe(0);
  expect(logOf(await written())[0]).toMatch(
    /^WARN Ignored: the setting domain is not known \(did you mean domains\?\)\.$/,
  );
});
