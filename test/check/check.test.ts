import nock from 'nock';
import {ConfigError} from '../../src/errors';
import {GRAPH, LOGIN, OF_MICROSOFT, TOKEN_PATH, grantToken, useNock} from '../support/fake-graph';
import {tokenWith} from '../support/token-with';
import {SETTINGS, graphAnswers, logOf, run} from '../support/session';

useNock();

const REFUSED: [number, object] = [
  403,
  {error: {code: 'Authorization_RequestDenied', message: 'Insufficient privileges.'}},
];
const NO_LICENCE: [number, object] = [
  403,
  {error: {code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', message: 'No.'}},
];

describe('settings that cannot be used', () => {
  test('are refused before anything is sent', async () => {
    const {source, session} = run();
    const check = source.check({...SETTINGS, tenant_id: 'x'}, session);
    await expect(check).rejects.toBeInstanceOf(ConfigError);
  });

  test('are also those that are not known', async () => {
    const {source, session} = run();
    const check = source.check({...SETTINGS, domain: 'a.com'}, session);
    await expect(check).rejects.toThrow('The settings cannot be used: the setting domain is not');
  });
});

describe('a sign-in', () => {
  test('that is refused is a ConfigError that says what to do', async () => {
    const refusal = {error: 'x', error_description: 'AADSTS7000222: x', error_codes: [7000222]};
    nock(LOGIN).post(TOKEN_PATH).query(true).reply(401, refusal, OF_MICROSOFT);
    const {source, session} = run();
    const check = source.check(SETTINGS, session);
    await expect(check).rejects.toThrow('The client secret has expired.');
  });

  test('without an answer is a FAILED status within seconds', async () => {
    nock(LOGIN).post(TOKEN_PATH).query(true).optionally().times(20).reply(503, '');
    const {source, session, clock} = run();
    const startedAt = clock.now();
    await expect(source.check(SETTINGS, session)).resolves.toMatchObject({status: 'FAILED'});
    expect(clock.now() - startedAt).toBeLessThanOrEqual(30_000);
  });
});

describe('the budget of a check', () => {
  test.each([
    [24_000, 'SUCCEEDED'],
    [24_001, 'FAILED'],
  ])('is 25 s for all: a busy login service that takes %d ms is %s', async (tookMs, expected) => {
    const {source, session, clock} = run();
    nock(LOGIN)
      .post(TOKEN_PATH)
      .query(true)
      .reply(() => {
        clock.advance(tookMs);
        return [503, ''];
      });
    nock(LOGIN)
      .post(TOKEN_PATH)
      .query(true)
      .optionally()
      .reply(200, {token_type: 'Bearer', expires_in: 3599, access_token: 'token-1'});
    graphAnswers({'/users': [200, {value: [{id: '1'}]}]});
    await expect(source.check(SETTINGS, session)).resolves.toMatchObject({status: expected});
  });

  test.each([
    [9_000, 2],
    [9_001, 1],
  ])(
    'is 10 s for failures: what fails after %d ms is asked for %d times',
    async (tookMs, times) => {
      grantToken();
      const {source, session, clock} = run();
      let asked = 0;
      nock(GRAPH)
        .get(/^\/v1\.0\/subscribedSkus/)
        .times(2)
        .optionally()
        .reply(() => {
          asked += 1;
          clock.advance(tookMs);
          return [503, ''];
        });
      graphAnswers({'/users': [200, {value: [{id: '1'}]}]});
      await source.check(SETTINGS, session);
      expect(asked).toBe(times);
    },
  );
});

describe('streams', () => {
  test('that cannot be read are named in the message, and not again in the log', async () => {
    grantToken();
    graphAnswers({'/users sign-ins': NO_LICENCE, '/users': [200, {value: [{id: '1'}]}]});
    const {source, session, written} = run();
    const {status, message} = await source.check(SETTINGS, session);
    expect(status).toBe('SUCCEEDED');
    expect(message).toMatch(/sign_in_activity: .*Microsoft Entra ID P1/);
    expect(logOf(await written())).toEqual([]);
  });

  test('none of which can be read are a FAILED status that names the permissions', async () => {
    grantToken(tokenWith(['Mail.Read']));
    nock('https://graph.microsoft.com')
      .persist()
      .get(/.*/)
      .optionally()
      .reply(...REFUSED);
    const {source, session} = run();
    const {status, message} = await source.check(SETTINGS, session);
    expect(status).toBe('FAILED');
    expect(message).toContain('LicenseAssignment.Read.All');
    expect(message).toMatch(/AuditLog\.Read\.All is missing; affected streams: sign_in_activity, /);
    expect(message).toMatch(/Granted, but not needed by the connector: Mail\.Read\./);
  });
});
