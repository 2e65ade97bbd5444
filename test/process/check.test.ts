import {NOBODY} from '../support/nobody';
import type {Tenant} from '../../tenant/tenant';
import {Connector, OWN_PROCESS} from '../support/connector';
import type {RunOptions} from '../support/connector';
import type {Result} from '../support/messages';
import {openTenant, tokenRequests} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const GUID = '11111111-2222-4333-8444-555555555555';

let tenant: Tenant;
let connector: Connector;

beforeAll(async () => {
  tenant = await openTenant({users: 20});
  connector = new Connector(tenant);
});

function check(config: unknown, options: RunOptions = {}): Promise<Result> {
  return connector.run(['check'], {...options, files: {config}});
}

/** A setting that is undefined is left out. */
function withSettings(change: object): object {
  return tenant.settings(change);
}

function withSecret(secret: unknown): object {
  return withSettings({credentials: {auth_type: 'client_secret', client_secret: secret}});
}

test.concurrent(
  'the right settings succeed, and nothing is said against these streams',
  async () => {
    const result = await check(withSettings({}), OWN_PROCESS);
    expect([result.exitCode, result.status.status]).toEqual([0, 'SUCCEEDED']);
    expect(result.status.message).toMatch(/^\d+ of \d+ streams can be read\./);
    expect(result.status.message).not.toMatch(/^(users|sign_in_activity|subscribed_skus):/m);
  },
);

test.concurrent('blanks and capitals around ids and domains are forgiven', async () => {
  const result = await check(
    withSettings({
      tenant_id: ` ${tenant.tenantId.toUpperCase()} `,
      client_id: `\t${tenant.clientId.toUpperCase()}\n`,
      credentials: {auth_type: 'client_secret', client_secret: ` ${tenant.clientSecret}\n`},
      domains: [' @CONTOSO.com '],
    }),
  );
  expect(result.status.status).toBe('SUCCEEDED');
});

test.concurrent('characters without width around them are forgiven, too', async () => {
  const result = await check(
    withSettings({
      tenant_id: `${tenant.tenantId}\u200b`,
      client_id: `\u200e${tenant.clientId}`,
      credentials: {auth_type: 'client_secret', client_secret: `${tenant.clientSecret} \u2069`},
      domains: ['contoso.com\u200b'],
    }),
  );
  expect(result.status.status).toBe('SUCCEEDED');
});

test.concurrent.each([null, ''])('optional settings that are %j are not set', async (nothing) => {
  const {credentials, ...others} = withSettings({}) as {credentials: object};
  const empty = {
    ...{domains: nothing, cloud: nothing, report_period: nothing, on_missing_permission: nothing},
    ...{daily_report_backfill_days: nothing, num_workers: nothing},
  };
  const unused = {client_secret_expires_on: nothing, certificate: nothing, password: nothing};
  const settings = {...others, ...empty, credentials: {...credentials, ...unused}};
  const result = await check(settings);
  expect(result.status.status).toBe('SUCCEEDED');
  expect(result.status.message).not.toContain('not known');
});

test.concurrent('the tenant may be named by a domain of its own', async () => {
  const result = await check(withSettings({tenant_id: 'fabrikam.com'}));
  expect(result.status.status).toBe('SUCCEEDED');
});

test.concurrent('--debug tells of the requests, and not of the secret', async () => {
  const result = await connector.run(['check', '--debug'], {files: {config: withSettings({})}});
  expect(result.logs('DEBUG').join('\n')).toContain('GET /v1.0/subscribedSkus 200');
  expect(result.status.status).toBe('SUCCEEDED');
});

describe('what the user can mend is FAILED with exit code 0:', () => {
  const SIGN_IN: [title: string, settings: () => object, expected: RegExp][] = [
    [
      'a wrong secret',
      () => withSecret('wr0ng~"sécret"\\ +/=&%'),
      /secret is wrong.*AADSTS7000215/,
    ],
    [
      'an unknown tenant',
      () => withSettings({tenant_id: GUID}),
      /no tenant with this id.*look swapped.*AADSTS90002/,
    ],
    [
      'swapped ids',
      () => withSettings({tenant_id: tenant.clientId, client_id: tenant.tenantId}),
      /tenant_id and client_id look swapped.*AADSTS90002/,
    ],
    [
      'the id of the tenant for the app beside its domain',
      () => withSettings({tenant_id: 'contoso.com', client_id: tenant.tenantId}),
      /client_id must be its .*, no Directory or Object ID.*AADSTS700016/,
    ],
    ['an unknown app', () => withSettings({client_id: GUID}), /know the application.*AADSTS700016/],
  ];

  const SETTINGS: [title: string, settings: () => unknown, expected: RegExp][] = [
    [
      'the id of the tenant twice',
      () => withSettings({client_id: tenant.tenantId}),
      /client_id is "[^"]*", the same as tenant_id; enter/,
    ],
    ['no client_id', () => withSettings({client_id: undefined}), /client_id is missing/],
    ['no credentials', () => withSettings({credentials: undefined}), /credentials is missing/],
    ['no client_secret', () => withSecret(undefined), /credentials\.client_secret is missing/],
    [
      'a secret that is a number',
      () => withSecret(123456),
      /client_secret cannot be used; it must be/,
    ],
    [
      'credentials that are a text',
      () => withSettings({credentials: 'only-the-secret'}),
      /credentials cannot be used; it must be an object/,
    ],
    [
      'another auth_type',
      () => withSettings({credentials: {auth_type: 'oauth', client_secret: 'abcdefgh'}}),
      /credentials\.auth_type is "oauth" but must be "client_secret"/,
    ],
    ['a client_id that is none', () => withSettings({client_id: 'app'}), /client_id is "app" but/],
    ['num_workers as a text', () => withSettings({num_workers: '4'}), /num_workers is "4" but/],
    ['too many workers', () => withSettings({num_workers: 21}), /whole number from 1 to 20/],
    ['domains as a text', () => withSettings({domains: 'contoso.com'}), /domains is .* a list/],
    ['an empty list of domains', () => withSettings({domains: []}), /domains is an empty list/],
    ['a blank domain', () => withSettings({domains: ['a.com', ' ']}), /domains, row 2, is blank/],
    ['a bad domain', () => withSettings({domains: ['contoso']}), /row 1, is "contoso" but must be/],
    ['an address', () => withSettings({domains: ['ann@contoso.com']}), /after the @: contoso/],
    ['* with names', () => withSettings({domains: ['*', 'a.com']}), /row 2, is "a\.com" beside \*/],
    ['an unknown key', () => withSettings({domain: ['a.com']}), /the setting domain is not known/],
    [
      'an unknown key inside',
      () => withSettings({endpoints: {graph: 'x', graph_url: tenant.url, login_url: tenant.url}}),
      /the setting endpoints\.graph is not known/,
    ],
    [
      'a foreign host',
      () => withSettings({endpoints: {graph_url: 'https://collector.example'}}),
      /endpoints\.graph_url .*host that is not allowed here/,
    ],
    [
      'a host that only looks local',
      () => withSettings({endpoints: {login_url: 'https://127.0.0.1.collector.example'}}),
      /endpoints\.login_url .*host that is not allowed here/,
    ],
    [
      'http',
      () => withSettings({endpoints: {graph_url: tenant.url.replace('https', 'http')}}),
      /endpoints\.graph_url .* must be https:/,
    ],
    ['a list', () => [withSettings({})], /must be a JSON object/],
    ['several things at once', () => ({domains: 1}), /tenant_id.*client_id.*credentials.*domains/],
    ['malformed JSON', () => '{"tenant_id": "x",\n "secret": oops}', /not valid JSON \(line 2/],
    ['an empty file', () => ' \n', /is empty/],
  ];

  const SILENCE: [title: string, settings: () => object, expected: RegExp][] = [
    [
      'a login service that refuses the connection',
      () => withSettings({endpoints: {graph_url: tenant.url, login_url: `https://${NOBODY}`}}),
      /127\.0\.0\.1:1 gave no complete answer \(ECONNREFUSED/,
    ],
  ];
  const CASES = [...SIGN_IN, ...SETTINGS, ...SILENCE];

  const results = new Map<string, Promise<Result>>();

  beforeAll(() => {
    for (const [title, settings] of CASES) results.set(title, check(settings()));
  });

  test.each(CASES)('%s', async (title, _, expected) => {
    const result = await results.get(title)!;
    expect(result.status.status).toBe('FAILED');
    expect(result.status.message).toMatch(expected);
    expect([result.exitCode, result.lines.length]).toEqual([0, 1]);
  });

  test('a settings file that does not exist', async () => {
    const result = await connector.run(['check', '--config', 'no-such-file.json']);
    expect(result.status.message).toMatch(/settings file no-such-file\.json does not exist/);
    expect([result.exitCode, result.status.status]).toEqual([0, 'FAILED']);
  });
});

describe('a host that is not of this machine', () => {
  test.concurrent('is asked only when its operator lists it', async () => {
    const host = 'graph.invalid';
    const at = (other: Tenant): object =>
      other.settings({endpoints: {graph_url: `https://${host}`, login_url: other.url}});
    const env = {SOURCE_MICROSOFT_365_ALLOWED_HOSTS: `other.invalid, ${host}`};
    const alone = await openTenant({users: 1});
    const alsoAlone = await openTenant({users: 1});
    const [refused, allowed] = await Promise.all([
      new Connector(alone).run(['check'], {files: {config: at(alone)}}),
      new Connector(alsoAlone).run(['check'], {files: {config: at(alsoAlone)}, env}),
    ]);
    expect(refused.status.message).toContain('SOURCE_MICROSOFT_365_ALLOWED_HOSTS');
    expect(alone.requests).toEqual([]);
    // The simulated login service gives no token for a Graph that is not its own.
    expect(allowed.status.message).toContain('AADSTS1002012');
    expect(tokenRequests(alsoAlone).length).toBe(1);
  });
});
