import {codesIn, readPage, tableRows} from '../docs/markdown';
import {DEFAULT_ROLES} from '../../tenant/tenant';
import type {Tenant, TenantOptions} from '../../tenant/tenant';
import {Connector, OWN_PROCESS} from '../support/connector';
import type {RunOptions} from '../support/connector';
import type {Result} from '../support/messages';
import {openTenant} from '../support/tenants';
import {useResident} from '../support/use-resident';

useResident();

const ADD =
  'Add it under App registrations > your app > API permissions, then choose Grant admin consent ' +
  'again (setup guide, "Add the permissions").';
const ORGANIZATION = 'Organization.Read.All (directory_subscriptions, most of organization)';
const WHOLE_ORGANIZATION = 'Organization.Read.All (directory_subscriptions, organization)';
const NAMES = 'ReportSettings.Read.All (whether names in reports are concealed)';
const GROUPS = 'GroupMember.Read.All (license_groups)';
/** In a tenant without the optional permissions. */
const USUAL = optional(ORGANIZATION, NAMES, GROUPS);
const CHANGE =
  'Change it under App registrations > your app > API permissions (setup guide, "Add the permissions").';
const REMOVE =
  'Remove it from the app under App registrations > your app > API permissions (setup ' +
  'guide, "Add the permissions").';
const OPTIONAL = ['Organization.Read.All', 'ReportSettings.Read.All', 'GroupMember.Read.All'];
/** The streams that have a permission, as the table that is made of the definitions names them. */
function streamsOf(permission: string): string {
  const [, streams = ''] =
    tableRows(readPage('docs/setup.md'), 'Permission').find(
      ([name]) => name === `\`${permission}\``,
    ) ?? [];
  return codesIn(streams).join(', ');
}

function countOf(streams: string): number {
  return streams.split(', ').length;
}

const SKU_STREAMS = streamsOf('LicenseAssignment.Read.All');
const ENTRA_STREAMS = streamsOf('AuditLog.Read.All');
const USER_STREAMS = streamsOf('User.Read.All');
const SHOW_NAMES =
  'Clear "Display concealed user, group, and site names in all reports" in the Microsoft 365 admin ' +
  'center (setup guide, "Show the names in usage reports"); it takes up to two days.';
const CORRECT_DOMAINS =
  'Correct "domains" in the settings: it takes the part after the @ of the user principal name.';

/** Names of all streams, and of the usage reports among them, as discover lists them. */
let all: string[];
let reports: string[];
/** Those that are matched with domains. */
let reportsOfPeople: string[];

beforeAll(async () => {
  const result = await new Connector(await openTenant({users: 1})).run(['discover']);
  const [message] = result.messages;
  const streams = message?.type === 'CATALOG' ? message.catalog.streams : [];
  const isReport = (cursor = ''): boolean => /^report/.test(cursor);
  all = streams.map(({name}) => name);
  reports = streams
    .filter(({default_cursor_field: cursor}) => isReport(cursor?.[0]))
    .map(({name}) => name);
  reportsOfPeople = reports.filter((name) => !name.startsWith('teams_team_'));
  expect(all.length).toBeGreaterThan(reports.length);
  expect(reports.length).toBeGreaterThanOrEqual(25);
});

function missing(permission: string, streams: string): string {
  return `The application permission ${permission} is missing; affected streams: ${streams}. ${ADD}`;
}

function optional(...uses: string[]): string {
  const [are, them] = uses.length > 1 ? ['permissions are', 'them'] : ['permission is', 'it'];
  const where = 'under API permissions (setup guide, "Add the permissions")';
  return `Optional application ${are} missing: ${uses.join(', ')}. Add ${them} ${where}.`;
}

function broader(used: string, instead: string, optional = ''): string {
  const advice = `${instead} would do in its place${optional}. ${CHANGE}`;
  return `${used} is broader than the connector needs: ${advice}`;
}

function readable(lost: number): string {
  return `${all.length - lost} of ${all.length} streams can be read.`;
}

async function check(
  options: TenantOptions = {},
  settings: object = {},
  run: RunOptions = {},
): Promise<Result & {tenant: Tenant}> {
  const tenant = await openTenant({users: 60, ...options});
  const files = {config: tenant.settings(settings)};
  const result = await new Connector(tenant).run(['check'], {...run, files});
  expect(result.exitCode).toBe(0);
  return Object.assign(result, {tenant});
}

interface Expected {
  summary: string;
  /** Warnings come first, else in this order. Each is told once, in the status alone. */
  findings: ['INFO' | 'WARN', string][];
}

function expectAnswer(result: Result, {summary, findings: unsorted}: Expected): void {
  const [warnings, rest] = ['WARN', 'INFO'].map((wanted) =>
    unsorted.filter(([level]) => level === wanted),
  );
  const findings = [...warnings!, ...rest!];
  const status = summary.startsWith('No ') ? 'FAILED' : 'SUCCEEDED';
  const message = [summary, ...findings.map(([, text]) => text)].join('\n');
  expect(result.status).toEqual({status, message});
  expect(result.messages.map(({type}) => type)).toEqual(['CONNECTION_STATUS']);
  expect(findings.filter(([, text]) => text.length >= 300)).toEqual([]);
}

function info(...texts: string[]): ['INFO', string][] {
  return texts.map((text) => ['INFO', text]);
}

function warn(...texts: string[]): ['WARN', string][] {
  return texts.map((text) => ['WARN', text]);
}

test.concurrent('the four permissions of the guide: what is optional is only INFO', async () => {
  const result = await check({}, {}, OWN_PROCESS);
  expectAnswer(result, {summary: readable(2), findings: info(USUAL)});
});

test.concurrent('with the three optional ones as well there is nothing to say', async () => {
  const roles = [...DEFAULT_ROLES, ...OPTIONAL];
  expectAnswer(await check({roles}), {summary: readable(0), findings: []});
});

describe('a permission that is missing is named, with the streams that it costs:', () => {
  test.concurrent.each<[string, () => Expected]>([
    [
      'LicenseAssignment.Read.All',
      () => ({
        summary: readable(countOf(SKU_STREAMS) + 2),
        findings: [...info(USUAL), ...warn(missing('LicenseAssignment.Read.All', SKU_STREAMS))],
      }),
    ],
    [
      'User.Read.All',
      () => ({
        summary: readable(countOf(USER_STREAMS) + 3),
        findings: [
          ...info(optional(WHOLE_ORGANIZATION, NAMES, GROUPS)),
          ...warn(missing('User.Read.All', USER_STREAMS)),
        ],
      }),
    ],
    [
      'AuditLog.Read.All',
      () => ({
        summary: readable(4),
        findings: [...info(USUAL), ...warn(missing('AuditLog.Read.All', ENTRA_STREAMS))],
      }),
    ],
    [
      'Reports.Read.All',
      () => ({
        summary: readable(2 + reports.length),
        findings: [
          ...warn(missing('Reports.Read.All', 'all usage reports')),
          ...info(optional(ORGANIZATION, GROUPS)),
        ],
      }),
    ],
  ])('%s', async (role, expected) => {
    const roles = DEFAULT_ROLES.filter((name) => name !== role);
    expectAnswer(await check({roles}), expected());
  });

  test.concurrent('all of them, where nobody has consented', async () => {
    const text =
      'The token has no application permission. Add AuditLog.Read.All, ' +
      'LicenseAssignment.Read.All, Reports.Read.All, User.Read.All under ' +
      'App registrations > your app > API permissions, then choose Grant admin consent (setup guide, "Add the permissions").';
    const summary = 'No stream can be read.';
    const result = await check({roles: []}, {}, OWN_PROCESS);
    expectAnswer(result, {summary, findings: warn(text)});
  });

  test.concurrent('all of them, where only others are granted', async () => {
    expectAnswer(await check({roles: ['Mail.ReadWrite']}), {
      summary: 'No stream can be read.',
      findings: [
        ...warn(missing('Reports.Read.All', 'all usage reports')),
        ...info(optional(WHOLE_ORGANIZATION, GROUPS)),
        ...warn(
          missing('AuditLog.Read.All', ENTRA_STREAMS),
          missing('User.Read.All', USER_STREAMS),
          missing('LicenseAssignment.Read.All', SKU_STREAMS),
          `Granted, but not needed by the connector: Mail.ReadWrite. ${REMOVE}`,
        ),
      ],
    });
  });
});

describe('a permission that gives too much is named, with the smaller ones:', () => {
  test.concurrent('Directory.Read.All alone', async () => {
    expectAnswer(await check({roles: ['Directory.Read.All']}, {}, OWN_PROCESS), {
      summary: readable(2 + reports.length),
      findings: warn(
        missing('Reports.Read.All', 'all usage reports'),
        missing('AuditLog.Read.All', ENTRA_STREAMS),
        broader(
          'Directory.Read.All',
          'LicenseAssignment.Read.All and User.Read.All',
          ' (optional: GroupMember.Read.All and Organization.Read.All)',
        ),
      ),
    });
  });

  test.concurrent('Directory.Read.All beside those that it does not cover', async () => {
    const roles = ['Directory.Read.All', 'AuditLog.Read.All', 'Reports.Read.All', 'User.Read.All'];
    expectAnswer(await check({roles}), {
      summary: readable(0),
      findings: [
        ...warn(
          broader(
            'Directory.Read.All',
            'LicenseAssignment.Read.All',
            ' (optional: GroupMember.Read.All and Organization.Read.All)',
          ),
        ),
        ...info(optional(NAMES)),
      ],
    });
  });

  test.concurrent('Directory.Read.All beside all that it covers', async () => {
    const roles = [...DEFAULT_ROLES, ...OPTIONAL, 'Directory.Read.All'];
    expectAnswer(await check({roles}), {
      summary: readable(0),
      findings: warn(`Granted, but not needed by the connector: Directory.Read.All. ${REMOVE}`),
    });
  });

  test.concurrent('a ReadWrite form in place of the one that reads', async () => {
    const roles = [
      ...DEFAULT_ROLES.filter((name) => name !== 'User.Read.All'),
      'User.ReadWrite.All',
    ];
    const result = await check({roles});
    expect(result.status.status).toBe('SUCCEEDED');
    expect(result.status.message).toContain(broader('User.ReadWrite.All', 'User.Read.All'));
  });

  test.concurrent('what has nothing to do with the connector', async () => {
    const roles = [...DEFAULT_ROLES, 'Mail.ReadWrite', 'Sites.FullControl.All'];
    const text =
      'Granted, but not needed by the connector: Mail.ReadWrite, Sites.FullControl.All. ' + REMOVE;
    const findings = [...info(USUAL), ...warn(text)];
    expectAnswer(await check({roles}), {summary: readable(2), findings});
  });

  test.concurrent('but not Organization.Read.All, which also lists the licences', async () => {
    const others = DEFAULT_ROLES.filter((name) => name !== 'LicenseAssignment.Read.All');
    const result = await check({roles: [...others, 'Organization.Read.All']});
    expectAnswer(result, {summary: readable(1), findings: info(optional(NAMES, GROUPS))});
  });

  test.concurrent('LicenseAssignment.ReadWrite.All is none that lists licences', async () => {
    const others = DEFAULT_ROLES.filter((name) => name !== 'LicenseAssignment.Read.All');
    const result = await check({roles: [...others, 'LicenseAssignment.ReadWrite.All']});
    expect(result.status.message.split('\n').slice(1, 3)).toEqual([
      missing('LicenseAssignment.Read.All', SKU_STREAMS),
      `Granted, but not needed by the connector: LicenseAssignment.ReadWrite.All. ${REMOVE}`,
    ]);
  });

  test.concurrent(
    'nor ReportSettings.Read.All, which tells whether names are concealed',
    async () => {
      const result = await check({roles: [...DEFAULT_ROLES, 'ReportSettings.Read.All']});
      expectAnswer(result, {summary: readable(2), findings: info(optional(ORGANIZATION, GROUPS))});
    },
  );
});

describe('access by another right than the permissions in the token:', () => {
  test.concurrent('a directory role in place of a permission costs nothing', async () => {
    const roles = [...DEFAULT_ROLES, ...OPTIONAL].filter((name) => name !== 'User.Read.All');
    const text =
      'The application permission User.Read.All is not in the token, but its data can be read: ' +
      `${USER_STREAMS}. Another right of the application allows it, such as a directory role.`;
    const result = await check({roles, permissionsNotInToken: ['User.Read.All']});
    expectAnswer(result, {summary: readable(0), findings: info(text)});
  });

  test.concurrent('without any permission nobody is told to consent', async () => {
    const result = await check({roles: [], permissionsNotInToken: [...DEFAULT_ROLES, ...OPTIONAL]});
    expect(result.status.message).toContain(readable(0));
    expect(result.status.message).not.toMatch(
      /^The application permission .* is missing|consent to/m,
    );
  });
});

describe('a token that only Graph can read', () => {
  test.concurrent('is no token without permissions', async () => {
    const roles = [...DEFAULT_ROLES, ...OPTIONAL];
    const result = await check({roles, opaqueTokens: true});
    expectAnswer(result, {summary: readable(0), findings: []});
  });

  test.concurrent('leaves it to Graph to name what may not be read', async () => {
    const result = await check({roles: ['User.Read.All'], opaqueTokens: true});
    const {message} = result.status;
    expect(message).toContain('4 of ');
    expect(message).not.toContain('The token has no application permission');
    for (const name of ['all usage reports', 'subscribed_skus', 'sign_in_activity']) {
      expect(message).toMatch(new RegExp(`^.*\\b${name}\\b.*: Microsoft Graph refused`, 'm'));
    }
    expect(message).toContain('needs the application permission Reports.Read.All. Add it under');
  });
});

describe('without Entra ID P1', () => {
  const FREE =
    `${ENTRA_STREAMS}: need Microsoft Entra ID P1 or P2, which the tenant does not have. ` +
    'Deselect these streams.';

  test.concurrent('sign-ins and registrations are named', async () => {
    const findings = [...info(USUAL), ...warn(FREE)];
    expectAnswer(await check({premium: false}), {summary: readable(4), findings});
  });

  test.concurrent('as Graph says once by mistake, nothing is said', async () => {
    const result = await check({flakyPremium: 1});
    expectAnswer(result, {summary: readable(2), findings: info(USUAL)});
  });

  test.concurrent('as Graph says again and again by mistake, it is called one', async () => {
    const text =
      `${ENTRA_STREAMS}: Microsoft Graph says that the tenant has no Microsoft Entra ID P1 or P2, ` +
      'although its licences include one. Graph sometimes answers this by mistake; try again later.';
    const findings = [...info(USUAL), ...warn(text)];
    expectAnswer(await check({flakyPremium: 1_000}), {summary: readable(4), findings});
  });
});

describe('concealed names', () => {
  test.concurrent('with * cost the joins', async () => {
    const text =
      'The names in usage reports are concealed, so the rows cannot be joined to users. ' +
      SHOW_NAMES;
    const findings = [...info(USUAL), ...warn(text)];
    expectAnswer(await check({concealed: true}), {summary: readable(2), findings});
  });

  test.concurrent('with domains cost the reports', async () => {
    const text =
      'The names in usage reports are concealed, so no row matches the configured domains. ' +
      `${SHOW_NAMES} Or set domains to *.`;
    const result = await check({concealed: true}, {domains: ['contoso.com']}, OWN_PROCESS);
    const findings = [...info(USUAL), ...warn(text)];
    expectAnswer(result, {summary: readable(2 + reportsOfPeople.length), findings});
  });
});

describe('domains', () => {
  test.concurrent('of the tenant, with users in them, are fine', async () => {
    const result = await check({}, {domains: ['contoso.com', 'FABRIKAM.com']});
    expectAnswer(result, {summary: readable(2), findings: info(USUAL)});
  });

  test.concurrent('of a stranger are named beside those of the tenant', async () => {
    const result = await check({}, {domains: ['contoso.com', 'contso.com']});
    const stranger =
      'Not a verified domain of this tenant: contso.com. Its domains are: contoso.com, ' +
      'fabrikam.com, emea.contoso.com, notcontoso.com, contoso.onmicrosoft.com. ' +
      'Correct "domains" in the settings.';
    const empty = `No user has a user principal name in: contso.com. ${CORRECT_DOMAINS}`;
    const findings = [...info(USUAL), ...warn(stranger, empty)];
    expectAnswer(result, {summary: readable(2), findings});
  });

  test.concurrent('without a single user are named', async () => {
    const tenant = await openTenant({users: 20});
    for (const {id} of [...tenant.directory.inDomain('notcontoso.com')])
      tenant.directory.remove(id);
    const config = tenant.settings({domains: ['contoso.com', 'notcontoso.com']});
    const result = await new Connector(tenant).run(['check'], {files: {config}});
    const text = `No user has a user principal name in: notcontoso.com. ${CORRECT_DOMAINS}`;
    const findings = [...info(USUAL), ...warn(text)];
    expectAnswer(result, {summary: readable(2), findings});
  });

  test.concurrent(
    'cannot be looked up without the permission, and that is no finding',
    async () => {
      const roles = DEFAULT_ROLES.filter((name) => name !== 'User.Read.All');
      const result = await check({roles}, {domains: ['contso.com']});
      expect(result.status.message).not.toContain('contso.com');
    },
  );
});

test.concurrent(
  'a national cloud that refuses all usage reports is told so in one line',
  async () => {
    const result = await check({withoutReports: true}, {cloud: 'us_gov_l4'});
    const text =
      'Microsoft does not offer these in this cloud, so a sync leaves them out: all usage reports.';
    const needless = `Granted, but not needed by the connector: Reports.Read.All. ${REMOVE}`;
    const findings = [...info(optional(ORGANIZATION, GROUPS)), ...warn(needless, text)];
    expectAnswer(result, {summary: readable(2 + reports.length), findings});
    const others = /^\/v1\.0\/reports\/get|copilot|reportSettings/;
    expect(result.tenant.requests.filter(({path}) => others.test(path))).toEqual([]);
  },
);

test.concurrent('a probe that is throttled is not waited for', async () => {
  const tenant = await openTenant({users: 20});
  const respond = {status: 429, headers: {'retry-after': '600'}, body: {error: {code: 'x'}}};
  tenant.faults.inject({match: 'userRegistrationDetails', times: Infinity, respond});
  const files = {config: tenant.settings()};
  const result = await new Connector(tenant).run(['check'], {files});
  const text =
    'user_registration_details: could not be verified now: Microsoft Graph is limiting the number ' +
    'of requests';
  expect([result.exitCode, result.status.status]).toEqual([0, 'SUCCEEDED']);
  expect(result.status.message.split('\n')[1]).toContain(text);
  expect(result.durationMs).toBeLessThan(60_000);
});
