import {parseConfig} from '../../src/config/config';
import type {ParsedSettings} from '../../src/config/config';
import {ConfigError} from '../../src/errors';
import {secretsIn} from '../../src/config/credentials';
import {readSpecification} from '../../src/config/spec';

const TENANT = '11111111-2222-3333-4444-555555555555';
const CLIENT = '66666666-7777-8888-9999-000000000000';
const SECRET = 'Xy8~s3cret';
const NOW = Date.parse('2026-03-01T12:00:00Z');
const ALLOWED = 'SOURCE_MICROSOFT_365_ALLOWED_HOSTS';

const SETTINGS = {
  tenant_id: TENANT,
  client_id: CLIENT,
  credentials: {auth_type: 'client_secret', client_secret: SECRET},
};

function parse(settings: unknown, environment: NodeJS.ProcessEnv = {}): ParsedSettings {
  return parseConfig(settings, {environment, now: NOW});
}

function problemsOf(settings: unknown, environment: NodeJS.ProcessEnv = {}): string {
  try {
    parse(settings, environment);
    return 'none';
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return /^The settings cannot be used: (.*)\.$/s.exec((error as Error).message)?.[1] ?? '';
  }
}

function changed(change: object): object {
  return {...SETTINGS, ...change};
}

function without(key: keyof typeof SETTINGS): object {
  return Object.fromEntries(Object.entries(SETTINGS).filter(([name]) => name !== key));
}

describe('valid settings', () => {
  test('get the defaults for what is left out', () => {
    expect(parse(SETTINGS)).toEqual({
      config: {
        tenantId: TENANT,
        clientId: CLIENT,
        credentials: {kind: 'client_secret', clientSecret: SECRET},
        domains: ['*'],
        cloud: 'global',
        reportPeriod: 'D30',
        backfillDays: 7,
        onMissingPermission: 'auto',
        numWorkers: 4,
        graphUrl: 'https://graph.microsoft.com',
        loginUrl: 'https://login.microsoftonline.com',
      },
      warnings: [],
    });
  });

  test('cannot be changed any more', () => {
    expect(Object.isFrozen(parse(SETTINGS).config)).toBe(true);
  });

  test.each([
    ['blanks around the ids', {tenant_id: ` ${TENANT}\n`, client_id: `\t${CLIENT} `}, {}],
    [
      'capitals in the ids',
      {tenant_id: 'AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE', client_id: CLIENT},
      {tenantId: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'},
    ],
    [
      'a verified domain as the tenant',
      {tenant_id: 'Contoso.OnMicrosoft.com'},
      {tenantId: 'contoso.onmicrosoft.com'},
    ],
    [
      'blanks around the secret',
      {credentials: {auth_type: 'client_secret', client_secret: ` ${SECRET}\n`}},
      {credentials: {kind: 'client_secret', clientSecret: SECRET}},
    ],
    ['* for everyone', {domains: ['*']}, {domains: ['*']}],
    ['* with blanks', {domains: [' * ']}, {domains: ['*']}],
    ['* twice', {domains: ['*', '*']}, {domains: ['*']}],
    ['capitals in a domain', {domains: ['Contoso.COM']}, {domains: ['contoso.com']}],
    ['a leading @', {domains: ['@contoso.com', ' @ x.org']}, {domains: ['contoso.com', 'x.org']}],
    ['domains, in their order', {domains: ['b.com', 'A.com']}, {domains: ['b.com', 'a.com']}],
    ['a domain twice', {domains: ['a.com', '@A.com ']}, {domains: ['a.com']}],
    ['a domain with dashes and digits', {domains: ['1a-b.co.uk']}, {domains: ['1a-b.co.uk']}],
    ['a domain in another script', {domains: ['Müller.de']}, {domains: ['müller.de']}],
    ['one worker', {num_workers: 1}, {numWorkers: 1}],
    ['twenty workers', {num_workers: 20}, {numWorkers: 20}],
    ['another report period', {report_period: 'D180'}, {reportPeriod: 'D180'}],
    ['one day of daily reports', {daily_report_backfill_days: 1}, {backfillDays: 1}],
    ['27 days of daily reports', {daily_report_backfill_days: 27}, {backfillDays: 27}],
    [
      'a missing permission skipped',
      {on_missing_permission: 'skip'},
      {onMissingPermission: 'skip'},
    ],
    ['a missing permission fail', {on_missing_permission: 'fail'}, {onMissingPermission: 'fail'}],
    ['empty endpoints', {endpoints: {}}, {graphUrl: 'https://graph.microsoft.com'}],
    ['a blank endpoint', {endpoints: {graph_url: ' '}}, {graphUrl: 'https://graph.microsoft.com'}],
    [
      'endpoints of this machine',
      {endpoints: {graph_url: 'https://127.0.0.1:8443', login_url: 'https://localhost:8444/'}},
      {graphUrl: 'https://127.0.0.1:8443', loginUrl: 'https://localhost:8444'},
    ],
    [
      'another address of this machine',
      {endpoints: {graph_url: 'https://127.9.9.9', login_url: 'https://[::1]:8443'}},
      {graphUrl: 'https://127.9.9.9', loginUrl: 'https://[::1]:8443'},
    ],
  ])('may have %s', (_what, change, expected) => {
    const {config, warnings} = parse(changed(change));
    expect(config).toMatchObject(expected);
    expect(config.domains).toHaveLength(new Set(config.domains).size);
    expect(warnings).toEqual([]);
  });

  test.each([
    ['graph.internal', 'https://graph.internal'],
    [' other.internal , Graph.Internal:8443 ', 'https://graph.internal:8443'],
    ['graph.internal,', 'https://GRAPH.internal/'],
  ])('may name a host that the operator allows with %j', (allowed, url) => {
    const settings = changed({endpoints: {graph_url: url}});
    const {config} = parse(settings, {[ALLOWED]: allowed});
    expect(config.graphUrl).toBe(new URL(url).origin);
  });
});

const TENANT_FORM =
  'the Directory (tenant) ID: 00000000-0000-0000-0000-000000000000 or a verified domain';
const CLIENT_FORM = 'the Application (client) ID: 00000000-0000-0000-0000-000000000000';

describe('wrong settings', () => {
  test.each([null, undefined, 'x', 5, true, []])('%j are no settings', (settings) => {
    expect(problemsOf(settings)).toBe('they must be a JSON object with the settings as keys');
  });

  test.each([
    ['tenant_id', 'tenant_id is missing (Directory (tenant) ID)'],
    ['client_id', 'client_id is missing (Application (client) ID)'],
    ['credentials', 'credentials is missing (Authentication)'],
  ] as const)('%s left out', (key, problem) => {
    expect(problemsOf(without(key))).toBe(problem);
  });

  test.each([
    [{tenant_id: ''}, 'tenant_id is missing (Directory (tenant) ID)'],
    [{tenant_id: 'Contoso'}, `tenant_id is "Contoso" but must be ${TENANT_FORM}`],
    [{tenant_id: 5}, `tenant_id is 5 but must be ${TENANT_FORM}`],
    [{client_id: 'my app'}, `client_id is "my app" but must be ${CLIENT_FORM}`],
    [{client_id: null}, 'client_id is missing (Application (client) ID)'],
    ...[`${TENANT}5`, TENANT.slice(1)].map((value): [object, string] => [
      {tenant_id: value},
      `tenant_id is "${value}" but must be ${TENANT_FORM}`,
    ]),
    [{client_id: `${CLIENT}0`}, `client_id is "${CLIENT}0" but must be ${CLIENT_FORM}`],
    [{num_workers: 0}, 'num_workers is 0 but must be a whole number from 1 to 20'],
    [{num_workers: 21}, 'num_workers is 21 but must be a whole number from 1 to 20'],
    [{num_workers: 2.5}, 'num_workers is 2.5 but must be a whole number from 1 to 20'],
    [
      {num_workers: '4'},
      'num_workers is "4" but must be a whole number from 1 to 20, without quotes',
    ],
    [{report_period: 'D31'}, 'report_period is "D31" but must be "D7" or "D30" or "D90" or "D180"'],
    [
      {on_missing_permission: 'ignore'},
      'on_missing_permission is "ignore" but must be "auto" or "skip" or "fail"',
    ],
    [
      {cloud: 'us_gov'},
      'cloud is "us_gov" but must be "global" or "us_gov_l4" or "us_gov_l5" or "china"',
    ],
    [{report_period: 30}, 'report_period is 30 but must be "D7" or "D30" or "D90" or "D180"'],
    [
      {daily_report_backfill_days: 0},
      'daily_report_backfill_days is 0 but must be a whole number from 1 to 27',
    ],
    [
      {daily_report_backfill_days: 28},
      'daily_report_backfill_days is 28 but must be a whole number from 1 to 27',
    ],
    [{endpoints: 'https://127.0.0.1'}, 'endpoints cannot be used; it must be an object'],
    [{endpoints: 5}, 'endpoints is 5 but must be an object'],
    [{endpoints: {graph_url: 5}}, 'endpoints.graph_url is 5 but must be a text'],
    [
      {domains: 'contoso.com'},
      'domains is "contoso.com" but must be a list with one domain a row, such as ["contoso.com"]',
    ],
    [{domains: ['a.com', 7]}, 'domains, row 2, is 7 but must be a text'],
  ])('%j', (change, problem) => {
    expect(problemsOf(changed(change))).toBe(problem);
  });

  test('are named all at once', () => {
    const problem = problemsOf({tenant_id: 'x', num_workers: 99, credentials: null});
    expect(problem.split(/; (?!it )/).sort()).toEqual([
      'client_id is missing (Application (client) ID)',
      'credentials is missing (Authentication)',
      'num_workers is 99 but must be a whole number from 1 to 20',
      `tenant_id is "x" but must be ${TENANT_FORM}`,
    ]);
  });

  test('a long value is cut', () => {
    const problem = problemsOf(changed({tenant_id: 'x'.repeat(1_000)}));
    expect(problem.length).toBeLessThan(250);
  });
});

describe('wrong domains name the row', () => {
  const beside = 'beside *, which already stands for everyone; keep either the names or *';

  test.each([
    [[], 'domains is an empty list; enter at least one domain, or * for everyone'],
    [
      ['a.com', ''],
      'domains, row 2, is blank; enter a domain such as contoso.com, or delete the row',
    ],
    [['  '], 'domains, row 1, is blank; enter a domain such as contoso.com, or delete the row'],
    [['@'], 'domains, row 1, is blank; enter a domain such as contoso.com, or delete the row'],
    [['*', 'a.com'], `domains, row 2, is "a.com" ${beside}`],
    [['A.com ', '*'], `domains, row 1, is "A.com " ${beside}`],
    ...[
      'contoso',
      '@*',
      ' @ * ',
      'contoso..com',
      '-a.com',
      'a-.com',
      'a_b.com',
      "a'b.com",
      `${'a'.repeat(64)}.com`,
    ].map((row): [string[], string] => [
      [row],
      `domains, row 1, is ${JSON.stringify(row)} but must be a domain such as contoso.com`,
    ]),
  ])('%j', (domains, problem) => {
    expect(problemsOf(changed({domains}))).toBe(problem);
  });

  test('a name that is too long for a domain', () => {
    const problem = problemsOf(changed({domains: [`${'a.'.repeat(130)}com`]}));
    expect(problem).toMatch(
      /^domains, row 1, is "a\.[a.]+….*\.com" but must be a domain such as contoso\.com$/,
    );
  });

  test('all of them', () => {
    const problem = problemsOf(changed({domains: ['a', 'b.com', '']}));
    expect(problem).toMatch(/^domains, row 1, .*; domains, row 3, /);
  });
});

describe('endpoints lead nowhere else', () => {
  test.each([
    'http://127.0.0.1:8080',
    'https://127.0.0.1/v1.0',
    'https://127.0.0.1/?a=1',
    'https://127.0.0.1/#x',
    'https://127.0.0.1/#',
    'https://127.0.0.1/?',
    '127.0.0.1:8443',
    'ftp://localhost',
    'x',
  ])('%s is no endpoint', (url) => {
    expect(problemsOf(changed({endpoints: {login_url: url}}))).toBe(
      `endpoints.login_url is "${url}" but must be https:// and a host, ` +
        'such as https://127.0.0.1:8443',
    );
  });

  test.each([
    ['https://me:p4ssw0rd@127.0.0.1:1', 'https://127.0.0.1:1'],
    ['https://:p4ssw0rd@127.0.0.1:1', 'https://127.0.0.1:1'],
    ['https://p4ssw0rd@localhost', 'https://localhost'],
    ['https://@localhost', 'https://localhost'],
    ['https://me:p4ss@w0rd/p4ssw0rd@evil.example', 'https://evil.example'],
    ['me:p4ssw0rd@127.0.0.1', '127.0.0.1'],
  ])('a password in %s is refused and not shown', (url, shown) => {
    const problem = problemsOf(changed({endpoints: {graph_url: url}}));
    expect(problem).toBe(
      `endpoints.graph_url is "${shown}" but must be https:// and a host, ` +
        'such as https://127.0.0.1:8443',
    );
  });

  test.each([
    'https://evil.example',
    'https://evil.example:8443',
    'https://127.0.0.1.evil.example',
    'https://localhost.evil.example',
    'https://10.0.0.1',
    'https://graph.microsoft.com.evil.example',
  ])('%s is not allowed', (url) => {
    const problem =
      `endpoints.graph_url is "${url}", a host that is not allowed here; ` +
      "leave the setting out for Microsoft's own hosts, or let the operator of this machine " +
      `list the host in the environment variable ${ALLOWED}`;
    expect(problemsOf(changed({endpoints: {graph_url: url}}))).toBe(problem);
  });

  test.each(['', 'example', 'other.example', 'evil.example:9', 'evil.example.com', '*'])(
    'the operator does not allow evil.example with %j',
    (allowed) => {
      const settings = changed({endpoints: {graph_url: 'https://evil.example'}});
      expect(problemsOf(settings, {[ALLOWED]: allowed})).toContain('not allowed here');
    },
  );
});

describe('a day', () => {
  const expiring = (client_secret_expires_on: unknown): object =>
    changed({credentials: {...SETTINGS.credentials, client_secret_expires_on}});
  const schema = 'the Expiry date of the client secret: YYYY-MM-DD';

  test.each<[unknown, string]>([
    ['2026-02-30', 'is "2026-02-30", which is not a date of the calendar'],
    ['2026-13-01', 'is "2026-13-01", which is not a date of the calendar'],
    ['30.06.2027', `is "30.06.2027" but must be ${schema}`],
    ['2027-6-30', `is "2027-6-30" but must be ${schema}`],
    [20270630, `is 20270630 but must be ${schema}`],
    [SECRET, `cannot be used; it must be ${schema}`],
  ])('%j is none', (value, problem) => {
    expect(problemsOf(expiring(value))).toBe(`credentials.client_secret_expires_on ${problem}`);
  });
});

const KNOWN = Object.keys(readSpecification().connectionSpecification.properties ?? {}).join(', ');

describe('unknown settings are named with those that are known', () => {
  test.each([
    [{domain: 'contoso.com'}, 'the setting domain is not known (did you mean domains?)'],
    [{proxy: 'x'}, `the setting proxy is not known; known are: ${KNOWN}`],
    [{a: 1, b: 2}, `the settings a, b are not known; known are: ${KNOWN}`],
    [{constructor: 1}, `the setting constructor is not known; known are: ${KNOWN}`],
    [
      {credentials: {...SETTINGS.credentials, secret: 'x'}},
      'the setting credentials.secret is not known (did you mean credentials.client_secret?)',
    ],
    [
      {credentials: {...SETTINGS.credentials, certificate: 'x'}},
      'the setting credentials.certificate is not known; known in credentials are: ' +
        'auth_type, client_secret, client_secret_expires_on',
    ],
    [
      {endpoints: {graphUrl: 'x'}},
      'the setting endpoints.graphUrl is not known (did you mean endpoints.graph_url?)',
    ],
    [
      {endpoints: {port: 1}},
      'the setting endpoints.port is not known; known in endpoints are: graph_url, login_url',
    ],
  ])('%j', (change, warning) => {
    expect(parse(changed(change)).warnings).toEqual([warning]);
  });

  test.each<[object, string, string]>([
    [
      {tenantid: TENANT, client_id: CLIENT, credentials: SETTINGS.credentials},
      'tenant_id is missing (Directory (tenant) ID)',
      'the setting tenantid is not known (did you mean tenant_id?)',
    ],
    [
      changed({domains: ['x'], domian: ['contoso.com']}),
      'domains, row 1, is "x" but must be a domain such as contoso.com',
      'the setting domian is not known (did you mean domains?)',
    ],
  ])('also beside a mistake: %j', (settings, mistake, unknown) => {
    expect(problemsOf(settings)).toBe(`${mistake}; ${unknown}`);
  });

  test('as many as fit into a message, and the others are counted', () => {
    const many = Object.fromEntries(Array.from({length: 25}, (_, index) => [`x${index}`, 1]));
    expect(parse(changed(many)).warnings).toEqual([
      'the settings x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14 ' +
        'and 10 more are not known; ' +
        `known are: ${KNOWN}`,
    ]);
  });

  test('also of those that resemble a known one', () => {
    const many = Object.fromEntries(Array.from({length: 25}, (_, index) => [`domain${index}`, 1]));
    const {warnings} = parse(changed(many));
    expect([warnings.length, warnings[10]]).toEqual([11, '15 more settings are not known']);
  });

  test('a long one by its beginning and its end', () => {
    const [warning] = parse(changed({['x'.repeat(5_000)]: 1})).warnings;
    expect(warning).toMatch(/^the setting x+…x+ is not known/);
  });
});

describe('many mistakes', () => {
  test.each<[string, unknown[], RegExp]>([
    ['values of a wrong type', Array<number>(50_000).fill(1), /and 49990 more mistakes$/],
    ['domains that are none', Array<string>(50_000).fill('no domain'), /and 49990 more mistakes$/],
  ])('%s are told in part, and counted', (_what, domains, end) => {
    const errors = problemsOf(changed({domains}));
    expect(errors).toMatch(end);
    expect(errors.split(';').length).toBe(11);
  });

  test('a long value is shown by its beginning and its end', () => {
    expect(problemsOf(changed({domains: ['x'.repeat(5_000)]}))).toMatch(
      /is "x+…x+" but must be a domain such as contoso\.com$/,
    );
  });
});

describe('a secret is in no message', () => {
  test.each<[string, object, string]>([
    ['credentials are the secret', {credentials: SECRET}, 'must be an object'],
    ['credentials are a list', {credentials: [SECRET]}, 'must be an object'],
    [
      'the secret is the name of no way to sign in',
      {credentials: {auth_type: 'client_secret', secret: SECRET}},
      'credentials.client_secret is missing (Client secret)',
    ],
    [
      'the secret is an object',
      {credentials: {auth_type: 'client_secret', client_secret: {value: SECRET}}},
      'credentials.client_secret cannot be used; it must be a text',
    ],
    [
      'the secret is too short',
      {credentials: {auth_type: 'client_secret', client_secret: 'Xy8'}},
      'credentials.client_secret cannot be used; it must be a text of 4 or more characters',
    ],
    [
      'the way to sign in is missing',
      {credentials: {client_secret: SECRET}},
      'credentials.auth_type is missing; it must be "client_secret" or "client_certificate" or ' +
        '"workload_identity"',
    ],
    [
      'the way to sign in is unknown',
      {credentials: {auth_type: 'password', client_secret: SECRET}},
      'credentials.auth_type is "password" but must be "client_secret" or "client_certificate" or ' +
        '"workload_identity"',
    ],
  ])('%s', (_what, change, problem) => {
    const errors = problemsOf(changed(change));
    expect(errors).toContain(problem);
    expect(errors).not.toMatch(/Xy8/);
  });

  test.each(['client_id', 'tenant_id', 'cloud', 'num_workers', 'domains', 'endpoints'])(
    'the secret stands in %s',
    (key) => {
      const secret = 'Xy8~Q4vT.s3cret-that_is-as-long-as-real1';
      const errors = problemsOf(changed({[key]: secret}));
      expect(errors).toMatch(new RegExp(`^${key} cannot be used; it must be `));
      expect(errors).not.toMatch(/Xy8|s3cret/);
    },
  );

  test.each<[string, unknown, string[]]>([
    ['where it belongs', SETTINGS, [SECRET, SECRET]],
    [
      'with blanks around it',
      {credentials: {client_secret: ` ${SECRET}\n`}},
      [` ${SECRET}\n`, SECRET],
    ],
    ['in place of the credentials', {credentials: SECRET}, [SECRET, SECRET]],
    ['nowhere', {}, []],
    ['in no settings', null, []],
    ['in undefined settings', undefined, []],
    ['in settings that are a text', 'x', []],
    ['in credentials that are null', {credentials: null}, []],
  ])('because it is known %s', (_where, settings, secrets) => {
    expect(secretsIn(settings)).toEqual(secrets);
  });

  test('whatever the form calls a secret is one, and nothing else of the credentials', () => {
    const branches = readSpecification().connectionSpecification.properties?.['credentials']?.oneOf;
    const fields = (branches ?? []).flatMap(({properties = {}}) => Object.entries(properties));
    const declared = fields.flatMap(([key, schema]) => (schema.airbyte_secret ? [key] : []));
    const kept = fields.flatMap(([key]) => {
      const secrets = secretsIn({credentials: {[key]: SECRET}});
      return secrets.includes(SECRET) ? [key] : [];
    });
    expect(declared).toEqual(expect.arrayContaining(['client_secret', 'certificate', 'password']));
    expect(kept).toEqual(declared);
  });

  test('the form calls nothing a secret besides credentials and the tenant, which messages name', () => {
    const {properties = {}} = readSpecification().connectionSpecification;
    const declared = Object.keys(properties).filter((key) => properties[key]?.airbyte_secret);
    expect(declared).toEqual(['tenant_id']);
  });
});
