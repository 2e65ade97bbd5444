import nock from 'nock';
import {CHECK_TIMEOUTS, checkConnection} from '../../src/check/check-connection';
import type {CheckTimeouts, CheckReport} from '../../src/check/check-connection';
import {reportsApiOf} from '../../src/graph/reports/reports-api';
import type {Stream} from '../../src/streams/stream';
import {someStreams} from '../support/some-streams';
import {GRAPH, OF_MICROSOFT, fakeGraph, grantToken, useNock} from '../support/fake-graph';
import {tokenWith} from '../support/token-with';

useNock();

const ALL = [
  'LicenseAssignment.Read.All',
  'User.Read.All',
  'AuditLog.Read.All',
  'Reports.Read.All',
  'Organization.Read.All',
  'ReportSettings.Read.All',
];
const P1 = '41781fb2-bc02-4b7c-bd55-b576c07bb09d';
const HASH = 'E58EEF6A6BBD3D0293CB306D24A42057';
const LOGIN_DOMAINS = [{name: 'contoso.com'}, {name: 'Contoso.onmicrosoft.com'}];
const ANN = {id: '1', userPrincipalName: 'ann@contoso.com'};

type Reply = [status: number, body: object | string, headers?: Record<string, string>];

const NO_LICENCE: Reply = [
  403,
  {error: {code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', message: 'No.'}},
];
const REFUSED: Reply = [403, {error: {code: 'Authorization_RequestDenied', message: 'No.'}}];

let streams: Stream[];
beforeAll(async () => (streams = await someStreams()));

function csv(name: string): string {
  return `\ufeffReport Refresh Date,User Principal Name\r\n2026-02-27,${name}\r\n`;
}

/** What a sound tenant answers, each under what its URL contains. The first that fits counts. */
const SOUND: Record<string, Reply> = {
  signInActivity: [200, {value: [ANN]}],
  userRegistrationDetails: [200, {value: [ANN]}],
  '/reports/get': [200, csv('ann@contoso.com')],
  '/copilot/reports/': [200, csv('ann@contoso.com')],
  endsWith: [200, {value: [ANN]}],
  '/subscribedSkus': [
    200,
    {value: [{id: 's', servicePlans: [{servicePlanId: P1, provisioningStatus: 'Success'}]}]},
  ],
  '/organization': [200, {value: [{id: 't', verifiedDomains: LOGIN_DOMAINS}]}],
  '/directory/subscriptions': [200, {value: []}],
  '/admin/reportSettings': [200, {displayConcealedNames: false}],
  '/users': [200, {value: [ANN]}],
};

interface Situation {
  answers?: Record<string, Reply>;
  /** In the token; null for a token that cannot be read. */
  roles?: string[] | null;
  domains?: string[];
  isGlobal?: boolean;
  timeouts?: CheckTimeouts;
}

interface Checked extends CheckReport {
  texts: string[];
  urls: string[];
  waitedMs: number;
}

async function check(situation: Situation = {}): Promise<Checked> {
  const {
    answers,
    roles = ALL,
    domains = ['*'],
    isGlobal = true,
    timeouts = CHECK_TIMEOUTS,
  } = situation;
  const all = {...answers, ...SOUND, ...answers};
  const urls: string[] = [];
  grantToken(roles ? tokenWith(roles) : 'opaque-token');
  nock(GRAPH)
    .persist()
    .get(/.*/)
    .optionally()
    .reply((uri): nock.ReplyFnResult => {
      const url = decodeURIComponent(uri);
      urls.push(url);
      const [status, body, headers = {}] =
        Object.entries(all).find(([part]) => url.includes(part))?.[1] ?? ([404, {}] as Reply);
      return [status, body, {...OF_MICROSOFT, ...headers}];
    });
  const graph = fakeGraph({failuresMs: 10_000, silenceMs: 25_000});
  const startedAt = graph.clock.now();
  const {client, clock, context} = graph;
  const ports = {
    ...{client, clock, timeouts},
    baseUrl: `${GRAPH}/v1.0`,
    reportsApi: reportsApiOf(GRAPH, {isGlobal}),
    signal: context.signal,
  };
  const report = await checkConnection({streams, domains, isGlobal}, ports);
  const texts = report.diagnostics.map(({level, text}) => `${level} ${text}`);
  return {...report, texts, urls, waitedMs: graph.clock.now() - startedAt};
}

function names(filter: (stream: Stream) => boolean = () => true): string[] {
  return streams.filter(filter).map(({definition}) => definition.name);
}

const isAboutUsers = ({definition}: Stream): boolean =>
  definition.domainFilter.kind !== 'tenant_wide';

const isReport = ({definition}: Stream): boolean => definition.report !== undefined;

describe('a sound tenant', () => {
  test('has no finding, and every stream can be read', async () => {
    const {readable, texts} = await check();
    expect(texts).toEqual([]);
    expect(readable).toEqual(names());
  });

  test('is asked for little: one row of a list, and one report of each kind', async () => {
    const {urls} = await check();
    expect(urls.filter((url) => url.includes('/users')).every((url) => /\$top=1$/.test(url))).toBe(
      true,
    );
    expect(urls.filter((url) => url.includes('/reports/get'))).toHaveLength(2);
    expect(urls).toHaveLength(new Set(urls).size);
  });
});

describe('no licence for Entra ID P1', () => {
  const answers = {signInActivity: NO_LICENCE, userRegistrationDetails: NO_LICENCE};
  const PREMIUM = ['sign_in_activity', 'user_registration_details'];

  test('is told once for all streams that need it', async () => {
    const skus: Reply = [200, {value: [{id: 's', servicePlans: []}]}];
    const {readable, texts} = await check({answers: {...answers, '/subscribedSkus': skus}});
    expect(texts).toEqual([
      'WARN sign_in_activity, user_registration_details: need Microsoft Entra ID P1 or P2, ' +
        'which the tenant does not have. Deselect these streams.',
    ]);
    expect(readable).toEqual(names(({definition}) => !PREMIUM.includes(definition.name)));
  });

  test('is told to be a mistake of Graph where the tenant has one', async () => {
    const {texts, urls} = await check({answers});
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('Graph sometimes answers this by mistake; try again later.');
    expect(urls.filter((url) => url.includes('signInActivity'))).toHaveLength(3);
  });

  test.each([
    ['Suspended', 'which the tenant does not have'],
    ['Deleted', 'which the tenant does not have'],
    ['LockedOut', 'which the tenant does not have'],
    ['Enabled', 'Graph sometimes answers this by mistake'],
    ['Warning', 'Graph sometimes answers this by mistake'],
  ])('where the subscription is %s is followed by "%s"', async (capabilityStatus, words) => {
    const servicePlans = [{servicePlanId: P1, provisioningStatus: 'Success'}];
    const skus: Reply = [200, {value: [{id: 's', capabilityStatus, servicePlans}]}];
    const {texts} = await check({answers: {...answers, '/subscribedSkus': skus}});
    expect(texts.join()).toContain(words);
  });

  test('is believed where the licence is not active', async () => {
    const servicePlans = [{servicePlanId: P1, provisioningStatus: 'Disabled'}];
    const skus: Reply = [200, {value: [{id: 's', servicePlans}]}];
    const {texts} = await check({answers: {...answers, '/subscribedSkus': skus}});
    expect(texts.join()).toContain('which the tenant does not have');
  });

  test('is believed where the licences cannot be read', async () => {
    const {texts} = await check({answers: {...answers, '/subscribedSkus': [500, {}]}});
    expect(texts.join()).toContain('which the tenant does not have');
  });
});

describe('a missing permission', () => {
  test('is told once, by its name, and not again for each stream', async () => {
    const roles = ALL.filter((name) => name !== 'Reports.Read.All');
    const answers = {'/reports/get': REFUSED, '/copilot/reports/': REFUSED};
    const {readable, texts} = await check({roles, answers});
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(/^WARN The application permission Reports\.Read\.All is missing/);
    expect(readable).toEqual(names((stream) => !isReport(stream)));
  });

  test('that is optional is no warning', async () => {
    const roles = ALL.filter((name) => name !== 'Organization.Read.All');
    const {texts} = await check({roles, answers: {'/directory/subscriptions': REFUSED}});
    expect(texts.filter((text) => text.startsWith('WARN'))).toEqual([]);
    expect(texts.join()).toContain('is missing: Organization.Read.All (directory_subscriptions');
  });

  test('that the token has is a contradiction, and is told as one', async () => {
    const {texts, readable} = await check({answers: {'/subscribedSkus': REFUSED}});
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(/^WARN subscribed_skus: .*The token carries LicenseAssignment\.Read/);
    expect(readable).not.toContain('subscribed_skus');
  });

  test('of everything leaves nothing to read', async () => {
    const {texts, readable} = await check({roles: [], answers: {'/': REFUSED}});
    expect(readable).toEqual([]);
    expect(texts).toHaveLength(1);
  });
});

describe('a token that cannot be read', () => {
  test('is not taken for one without permissions', async () => {
    const {texts, readable} = await check({roles: null});
    expect(texts).toEqual([]);
    expect(readable).toEqual(names());
  });

  test('lets the refused streams be named with what they need', async () => {
    const answers = {'/reports/get': REFUSED, '/copilot/reports/': REFUSED};
    const {texts, readable} = await check({roles: null, answers});
    expect(readable).toEqual(names((stream) => !isReport(stream)));
    expect(texts.every((text) => text.startsWith('WARN '))).toBe(true);
    const lists = texts.map((text) => text.slice('WARN '.length, text.indexOf(': ')));
    const named = lists.flatMap((list) => list.split(/, | and \d+ more/).filter(Boolean));
    const more = lists.map((list) => Number(/ and (\d+) more$/.exec(list)?.[1] ?? 0));
    expect(names(isReport)).toEqual(expect.arrayContaining(named));
    expect(named.length + more.reduce((sum, count) => sum + count, 0)).toBe(names(isReport).length);
    expect(texts.join('\n')).toContain('needs the application permission Reports.Read.All. Add it');
  });
});

describe('another right than the permissions in the token', () => {
  test('makes a missing permission no warning', async () => {
    const roles = ALL.filter((name) => name !== 'Reports.Read.All');
    const {texts, readable} = await check({roles});
    expect(texts).toEqual([
      expect.stringMatching(
        /^INFO .* Reports\.Read\.All is not in the token, but .* can be read: /,
      ),
    ]);
    expect(readable).toEqual(names());
  });

  test('is not called no permission at all', async () => {
    const {texts, readable} = await check({roles: [], answers: {'/subscribedSkus': REFUSED}});
    expect(texts[0]).toMatch(
      /^WARN .*LicenseAssignment\.Read\.All is missing.*: subscribed_skus\./,
    );
    expect(texts.slice(1).every((text) => text.startsWith('INFO '))).toBe(true);
    expect(readable).toEqual(names(({definition}) => definition.name !== 'subscribed_skus'));
  });
});

describe('concealed names in reports', () => {
  const answers: Record<string, Reply> = {
    '/reports/get': [200, csv(HASH)],
    '/admin/reportSettings': [200, {displayConcealedNames: true}],
  };

  test('are told to whoever reads everyone, and cost nothing', async () => {
    const {texts, readable} = await check({answers});
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(/^WARN The names in usage reports are concealed, .* joined to users/);
    expect(readable).toEqual(names());
  });

  test('cost the reports of whoever reads some domains', async () => {
    const {texts, readable} = await check({answers, domains: ['contoso.com']});
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('so no row matches the configured domains');
    expect(texts[0]).toContain('Display concealed user, group, and site names');
    expect(readable).toEqual(names((stream) => !isReport(stream)));
  });

  test.each(['', '(Unknown)', '--', 'k3Rj0Q==', '<PII:H105(1a)>@contoso.com'])(
    'are noticed where %j stands in place of each',
    async (name) => {
      const nameless: Reply = [200, csv(name)];
      const {texts, readable} = await check({
        answers: {...answers, '/reports/get': nameless, '/copilot/reports/': nameless},
        domains: ['contoso.com'],
      });
      expect(texts).toEqual([
        expect.stringMatching(/^WARN The names in usage reports are concealed, so no row matches/),
      ]);
      expect(readable).toEqual(names((stream) => !isReport(stream)));
    },
  );

  test('are not those of one report that begins without a name, where another has names', async () => {
    const situation = {
      answers: {'/v1.0/reports/get': [200, csv('')] as Reply},
      domains: ['contoso.com'],
    };
    expect((await check(situation)).texts).toEqual([]);
  });

  test('are not told of a report without rows', async () => {
    const empty: Reply = [200, 'Report Refresh Date,User Principal Name\r\n'];
    expect((await check({answers: {'/reports/get': empty}})).texts).toEqual([]);
  });
});

test('probes that begin late have what is left of the time', async () => {
  const {diagnostics, readable} = await check({timeouts: {probeMs: 30_000, probesEndMs: -1}});
  expect(readable).toEqual([]);
  expect(diagnostics.map(({text}) => text).join(' ')).toContain('could not be verified now');
});

describe('the setting that conceals names', () => {
  const SETTING = '/admin/reportSettings';
  const CONCEALS: Reply = [200, {displayConcealedNames: true}];

  test.each<[string, Reply]>([
    ['as the service answers', CONCEALS],
    ['as it is documented', [200, {value: {displayConcealedNames: true}}]],
  ])('announces %s that names go away, at no cost yet', async (_what, reply) => {
    const {texts, readable} = await check({answers: {[SETTING]: reply}, domains: ['contoso.com']});
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(
      /^WARN The names in usage reports will be concealed: .* the setting is on\. Clear/,
    );
    expect(readable).toEqual(names());
  });

  test('tells of reports without a row', async () => {
    const empty: Reply = [200, 'Report Refresh Date,User Principal Name\r\n'];
    const answers = {'/reports/get': empty, '/copilot/reports/': empty, [SETTING]: CONCEALS};
    const {texts} = await check({answers});
    expect(texts).toEqual([
      expect.stringMatching(/^WARN The names in usage reports are concealed/),
    ]);
  });

  test('tells that names come back', async () => {
    const {texts} = await check({answers: {'/reports/get': [200, csv(HASH)]}});
    expect(texts).toEqual([
      'WARN The names in usage reports are still concealed, so the rows cannot be joined to users. ' +
        'The setting that conceals them is already off. New reports have the names after up to two days.',
    ]);
  });

  test.each<[string, Reply]>([
    ['is refused', REFUSED],
    ['fails', [500, {}]],
    ['has another shape', [200, {value: 1}]],
    ['is no object', [200, 'null']],
  ])('that %s leaves the rows to judge', async (_what, reply) => {
    const answers: Record<string, Reply> = {'/reports/get': [200, csv(HASH)], [SETTING]: reply};
    const {texts} = await check({answers});
    expect(texts).toEqual([
      expect.stringMatching(/^WARN The names in usage reports are concealed/),
    ]);
  });

  const WITHOUT = ALL.filter((name) => name !== 'ReportSettings.Read.All');

  test('is not asked for without the permission, which is said', async () => {
    const {texts, urls} = await check({roles: WITHOUT});
    expect(texts).toEqual([
      'INFO Optional application permission is missing: ReportSettings.Read.All (whether names in ' +
        'reports are concealed). Add it under API permissions (setup guide, "Add the permissions").',
    ]);
    expect(urls.join()).not.toContain(SETTING);
  });

  test('is no matter where no report can be read', async () => {
    const roles = WITHOUT.filter((name) => name !== 'Reports.Read.All');
    const answers = {'/reports/get': REFUSED, '/copilot/reports/': REFUSED};
    const {texts} = await check({roles, answers});
    expect(texts.join()).not.toContain('ReportSettings');
  });
});

describe('a national cloud', () => {
  const LEFT_OUT = 'WARN Microsoft does not offer these in this cloud, so a sync leaves them out: ';
  const UNKNOWN: Reply = [
    400,
    {error: {code: 'BadRequest', message: "Resource not found for the segment 'reports'."}},
  ];
  const asked = (urls: string[]): string[] => urls.filter((url) => url.includes('/reports/get'));
  const ofReports = ({definition}: Stream): boolean =>
    definition.report !== undefined && definition.clouds === 'all';
  const roles = ALL.filter((name) => name !== 'ReportSettings.Read.All');

  test('is asked for each of its usage reports once, in beta and as CSV, and never for Copilot', async () => {
    const {texts, readable, urls} = await check({isGlobal: false, roles});
    const endpoints = new Set(streams.filter(ofReports).map(({definition}) => definition.endpoint));
    expect(asked(urls).length).toBe(endpoints.size);
    for (const url of asked(urls))
      expect(url).toMatch(/^\/beta\/reports\/get.*\?\$format=text\/csv$/);
    expect(readable).toEqual(names(({definition}) => definition.clouds === 'all'));
    expect(texts).toEqual([`${LEFT_OUT}copilot_usage_user_detail.`]);
    // It has no setting for concealed names, so that no permission for it is advised.
    expect(urls.join()).not.toContain('reportSettings');
  });

  test.each<[what: string, reply: Reply]>([
    ['400 of an unknown segment', UNKNOWN],
    ['404', [404, {error: {code: 'ResourceNotFound', message: 'No such function.'}}]],
    ['404 of a proxy of the service, without words', [404, {error: {code: '', message: ''}}]],
    ['405', [405, {error: {code: 'MethodNotAllowed', message: 'Not allowed here.'}}]],
    ['501', [501, {error: {code: 'NotImplemented', message: 'Not supported.'}}]],
  ])('that answers %s to all reports is told once, in one line', async (_what, reply) => {
    const {texts, readable} = await check({
      isGlobal: false,
      roles: roles.filter((name) => name !== 'Reports.Read.All'),
      answers: {'/beta/reports/get': reply},
    });
    expect(texts).toEqual([`${LEFT_OUT}all usage reports.`]);
    expect(readable).toEqual(names(({definition}) => definition.report === undefined));
  });

  test.each<[what: string, reply: Reply]>([
    ['429', [429, {error: {code: 'TooManyRequests', message: ''}}, {'retry-after': '600'}]],
    ['503', [503, {error: {code: 'ServiceUnavailable', message: ''}}]],
  ])('that answers %s is not taken for one without reports', async (_what, reply) => {
    const {texts} = await check({
      isGlobal: false,
      roles,
      answers: {'/beta/reports/getEmail': reply},
    });
    expect(texts).toContain(`${LEFT_OUT}copilot_usage_user_detail.`);
    expect(texts.join()).toContain('email_activity_user_detail_daily: could not be verified now');
  });

  test('that lacks a permission for reports is told so as elsewhere', async () => {
    const {texts} = await check({
      isGlobal: false,
      roles: roles.filter((name) => name !== 'Reports.Read.All'),
      answers: {'/beta/reports/get': REFUSED},
    });
    expect(texts).toContain(`${LEFT_OUT}copilot_usage_user_detail.`);
    expect(texts.join('\n')).toMatch(
      /WARN The application permission Reports\.Read\.All is missing/,
    );
  });

  test('that lacks one report loses that one', async () => {
    const {texts, readable} = await check({
      isGlobal: false,
      roles,
      answers: {getSharePointSiteUsageDetail: UNKNOWN},
    });
    expect(texts[0]).toMatch(
      /leaves them out: copilot_usage_user_detail, sharepoint_site_usage_detail/,
    );
    expect(readable).not.toContain('sharepoint_site_usage_detail');
    expect(readable).toContain('email_activity_user_detail');
  });
});

describe('domains', () => {
  test('that are not verified in the tenant are named with those that are', async () => {
    const {texts} = await check({domains: ['contoso.com', 'fabrikam.com']});
    expect(texts).toEqual([
      'WARN Not a verified domain of this tenant: fabrikam.com. Its domains are: contoso.com, ' +
        'contoso.onmicrosoft.com. Correct "domains" in the settings.',
    ]);
  });

  test('are not compared where the tenant does not tell its own', async () => {
    const {texts} = await check({
      domains: ['fabrikam.com'],
      answers: {'/organization': [500, {}]},
    });
    expect(texts.join()).not.toContain('Not a verified domain');
  });

  test('in which nobody is are named', async () => {
    const answers: Record<string, Reply> = {"'@contoso.onmicrosoft.com'": [200, {value: []}]};
    const domains = ['contoso.com', 'contoso.onmicrosoft.com'];
    const {texts} = await check({domains, answers});
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('No user has a user principal name in: contoso.onmicrosoft.com.');
  });

  test('that are all without users leave no users to read', async () => {
    const answers: Record<string, Reply> = {endsWith: [200, {value: []}]};
    const {texts, readable} = await check({domains: ['contoso.com'], answers});
    expect(texts.join()).toContain(
      'in: contoso.com. No other domain is configured, so streams about users have no rows, and ' +
        'a sync of users fails.',
    );
    expect(readable).toEqual(names((stream) => !isAboutUsers(stream)));
    expect(readable).toEqual(['directory_subscriptions', 'organization', 'subscribed_skus']);
  });

  test('beyond the first twenty of the form are named as not looked up', async () => {
    const many = Array.from({length: 22}, (_, index) => `d${22 - index}.com`);
    const {texts, urls, readable} = await check({
      domains: many,
      answers: {endsWith: [200, {value: []}]},
    });
    expect(urls.filter((url) => url.includes('endsWith'))).toHaveLength(20);
    expect(urls.join()).not.toMatch(/@d[12]\.com/);
    expect(texts.at(-1)).toBe(
      'INFO The check looked for users in the first 20 domains only, and not in: ' +
        'd2.com, d1.com.',
    );
    expect(readable).toContain('users');
  });

  test('that cannot be asked about now are not called empty', async () => {
    const answers: Record<string, Reply> = {"'@contoso.com'": [500, {}]};
    expect((await check({domains: ['contoso.com'], answers})).texts).toEqual([]);
  });

  test('are not asked about for everyone', async () => {
    const {urls} = await check();
    expect(urls.filter((url) => url.includes('endsWith'))).toEqual([]);
  });
});

describe('a probe that gets no answer now', () => {
  test.each<[string, Reply]>([
    ['is limited for long', [429, {}, {'Retry-After': '600'}]],
    ['is limited again and again', [429, {}, {'Retry-After': '10'}]],
    ['meets a problem of Graph', [503, {}]],
  ])('because it %s says so, and is not waited for', async (_what, reply) => {
    const {texts, readable, waitedMs} = await check({answers: {userRegistrationDetails: reply}});
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(/^WARN user_registration_details: could not be verified now: /);
    expect(readable).toEqual(
      names(({definition}) => definition.name !== 'user_registration_details'),
    );
    expect(waitedMs).toBeLessThanOrEqual(25_000);
  });
});
