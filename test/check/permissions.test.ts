import {missingPermissionDiagnostics} from '../../src/streams/missing-permissions';
import type {OptionalUse} from '../../src/streams/missing-permissions';
import {excessPermissionDiagnostics} from '../../src/check/excess-permissions';
import {loadStreams} from '../../src/streams/load';
import type {Stream} from '../../src/streams/stream';
import {someStreams} from '../support/some-streams';

const FOUR = [
  'LicenseAssignment.Read.All',
  'User.Read.All',
  'AuditLog.Read.All',
  'Reports.Read.All',
];
const FIVE = [...FOUR, 'Organization.Read.All'];

const REMOVE =
  'Remove it from the app under App registrations > your app > API permissions (setup guide, "Add the permissions").';

let streams: Stream[];
beforeAll(async () => (streams = await someStreams()));

function diagnostics(...roles: string[]): string[] {
  const found = [
    ...missingPermissionDiagnostics(streams, roles),
    ...excessPermissionDiagnostics(streams, roles, true),
  ];
  return found.map(({level, text}) => `${level} ${text}`);
}

/** What is missing while these streams can be read. */
function missingBeside(readable: string[], roles: string[]): string[] {
  const found = missingPermissionDiagnostics(streams, roles, {readable: new Set(readable)});
  return found.map(({level, text}) => `${level} ${text}`);
}

function named(...names: string[]): Stream[] {
  return streams.filter(({definition}) => names.includes(definition.name));
}

function without(...names: string[]): string[] {
  return FIVE.filter((name) => !names.includes(name));
}

test('all that is needed, and nothing else, is no finding', () => {
  expect(diagnostics(...FIVE)).toEqual([]);
});

test('the four of the setup guide are short of optional data alone, which is no warning', () => {
  expect(diagnostics(...FOUR)).toEqual([
    'INFO Optional application permission is missing: Organization.Read.All ' +
      '(directory_subscriptions, most of organization). Add it under API permissions ' +
      '(setup guide, "Add the permissions").',
  ]);
});

describe('one that is missing is named with the streams that it costs', () => {
  test.each<[string, RegExp]>([
    ['LicenseAssignment.Read.All', /affected streams: subscribed_skus\./],
    ['AuditLog.Read.All', /affected streams: sign_in_activity, user_registration_details\./],
    ['User.Read.All', /affected streams: sign_in_activity, user_licenses, users\./],
    ['Reports.Read.All', /affected streams: all usage reports\./],
  ])('%s', (name, costs) => {
    // What is broader than the missing one would stand in for it.
    const roles = without(name, ...(name.startsWith('License') ? ['Organization.Read.All'] : []));
    const text = diagnostics(...roles).find((finding) => finding.includes(` ${name} is missing`));
    expect(text).toMatch(/^WARN The application permission /);
    expect(text).toMatch(costs);
    expect(text).toContain('Grant admin consent');
  });

  test('and each one once', () => {
    const texts = diagnostics('User.Read.All');
    expect(texts).toHaveLength(new Set(texts).size);
    for (const name of FOUR.filter((one) => one !== 'User.Read.All')) {
      expect(texts.filter((text) => text.includes(` ${name} is missing`))).toHaveLength(1);
    }
    expect(texts.filter((text) => text.includes('Organization.Read.All'))).toHaveLength(1);
  });
});

describe('the optional ones are one short list', () => {
  const GUIDE = 'under API permissions (setup guide, "Add the permissions").';
  const NAMES = {permission: 'ReportSettings.Read.All', use: 'whether names are concealed'};
  let withGroups: Stream[];
  beforeAll(async () => {
    const isRead = ({definition}: Stream): boolean => definition.name === 'license_groups';
    withGroups = [...(await loadStreams()).filter(isRead), ...streams];
  });

  test.each<[string, {roles: string[]; readable?: string[]; uses?: OptionalUse[]}, string]>([
    [
      'in the order of the guide, with what each is for',
      {roles: ['User.Read.All'], uses: [NAMES]},
      'permissions are missing: Organization.Read.All (directory_subscriptions, most of organization), ' +
        'ReportSettings.Read.All (whether names are concealed), GroupMember.Read.All ' +
        `(license_groups). Add them ${GUIDE}`,
    ],
    [
      'with the streams that are lost whole',
      {roles: []},
      'permissions are missing: Organization.Read.All (directory_subscriptions, organization), ' +
        `GroupMember.Read.All (license_groups). Add them ${GUIDE}`,
    ],
    [
      'of one alone',
      {roles: ['Organization.Read.All']},
      `permission is missing: GroupMember.Read.All (license_groups). Add it ${GUIDE}`,
    ],
    [
      'without what another right allows',
      {roles: ['Organization.Read.All'], readable: ['license_groups'], uses: [NAMES]},
      `permission is missing: ReportSettings.Read.All (whether names are concealed). Add it ${GUIDE}`,
    ],
    [
      'with a broader one in place of one of them',
      {roles: ['Group.Read.All', 'User.Read.All']},
      'permission is missing: Organization.Read.All (directory_subscriptions, most of organization). ' +
        `Add it ${GUIDE}`,
    ],
  ])('%s', (_what, {roles, readable, uses = []}, expected) => {
    const others = ['LicenseAssignment.Read.All', 'AuditLog.Read.All', 'Reports.Read.All'];
    const beside = {readable: new Set(readable), uses};
    const found = missingPermissionDiagnostics(withGroups, [...others, ...roles], beside);
    const optional = found.filter(({text}) => text.startsWith('Optional '));
    expect(optional).toEqual([{level: 'INFO', text: `Optional application ${expected}`}]);
    expect(optional[0]!.text.length).toBeLessThan(300);
  });
});

test('no permission at all is one finding that names those of the setup guide', () => {
  const texts = diagnostics();
  expect(texts).toHaveLength(1);
  expect(texts[0]).toMatch(/^WARN The token has no application permission\. /);
  for (const name of FOUR) expect(texts[0]).toContain(name);
  expect(texts[0]).not.toContain('Organization.Read.All');
});

describe('no permission at all', () => {
  test('names the optional ones where nothing else is read', () => {
    const [finding] = missingPermissionDiagnostics(named('directory_subscriptions'), []);
    expect(finding?.text).toMatch(/ Add Organization\.Read\.All under /);
  });

  test('is nothing to say where no stream is read', () => {
    expect(missingPermissionDiagnostics([], [])).toEqual([]);
  });

  test('is not said where something can be read', () => {
    const texts = missingBeside(['subscribed_skus'], []);
    expect(texts.join()).not.toContain('The token has no application permission');
    expect(texts).toContain(
      'INFO The application permission LicenseAssignment.Read.All is not in the token, but its data ' +
        'can be read: subscribed_skus. Another right of the application allows it, such as a ' +
        'directory role.',
    );
    expect(texts.join()).toContain('User.Read.All is missing; affected streams: ');
  });
});

describe('a permission in whose place another right stands', () => {
  const others = without('User.Read.All');

  test('costs nothing', () => {
    const texts = missingBeside(['sign_in_activity', 'user_licenses', 'users'], others);
    expect(texts).toEqual([
      expect.stringMatching(/^INFO .* User\.Read\.All is not in the token, /),
    ]);
  });

  test('costs only what cannot be read', () => {
    const texts = missingBeside(['user_licenses', 'users'], others);
    expect(texts).toEqual([
      expect.stringMatching(/^WARN .* affected streams: sign_in_activity\. /),
    ]);
  });

  test('is not blamed for a stream that lacks another one, too', () => {
    const roles = without('User.Read.All', 'AuditLog.Read.All');
    const texts = missingBeside(['user_licenses', 'users'], roles).join('\n');
    expect(texts).toMatch(
      /AuditLog\.Read\.All is missing; affected streams: sign_in_activity, user_reg/,
    );
    expect(texts).not.toContain('User.Read.All is missing');
  });
});

describe('a broader one', () => {
  test.each([
    ['Directory.Read.All', ['User.Read.All'], 'User.Read.All'],
    ['User.ReadWrite.All', ['User.Read.All'], 'User.Read.All'],
    ['Organization.ReadWrite.All', ['Organization.Read.All'], 'Organization.Read.All'],
    ['ReportSettings.ReadWrite.All', [], 'ReportSettings.Read.All'],
  ])('%s does, and gives the smaller one as advice', (broader, missing, smaller) => {
    const texts = diagnostics(...without(...missing), broader);
    expect(texts.filter((text) => text.includes('is missing'))).toEqual([]);
    expect(texts.join()).toMatch(
      new RegExp(`WARN ${broader} is broader than the connector needs: .*${smaller}.* would do`),
    );
  });

  test('that another stream needs itself is not broader than needed', () => {
    expect(diagnostics(...without('LicenseAssignment.Read.All'))).toEqual([]);
  });
});

test('those of the setup guide are asked for, and the optional one apart', () => {
  const texts = diagnostics('AuditLog.Read.All', 'Reports.Read.All', 'Directory.Read.All');
  expect(texts).toEqual([
    'WARN Directory.Read.All is broader than the connector needs: LicenseAssignment.Read.All and User.Read.All ' +
      'would do in its place (optional: Organization.Read.All). Change it under App registrations > your app > API permissions ' +
      '(setup guide, "Add the permissions").',
  ]);
});

test.each([
  [without('Organization.Read.All'), 'Directory.Read.All', 'Organization.Read.All'],
  [FIVE, 'ReportSettings.ReadWrite.All', 'ReportSettings.Read.All'],
])(
  'an optional permission is called so where it alone would do in place of a broader one',
  (roles, broader, optional) => {
    const [text] = diagnostics(...roles, broader).filter((one) => one.includes('broader'));
    expect(text).toContain(`: the optional ${optional} would do in its place. Change it`);
  },
);

describe('what is granted beyond need', () => {
  test('is also a broader one beside the smaller ones', () => {
    expect(diagnostics(...FIVE, 'Directory.Read.All')).toEqual([
      `WARN Granted, but not needed by the connector: Directory.Read.All. ${REMOVE}`,
    ]);
  });

  test('is named to be removed', () => {
    expect(diagnostics(...FIVE, 'Mail.Read', 'Sites.Read.All')).toEqual([
      `WARN Granted, but not needed by the connector: Mail.Read, Sites.Read.All. ${REMOVE}`,
    ]);
  });

  test('is not the one that shows whether names are concealed', () => {
    expect(diagnostics(...FIVE, 'ReportSettings.Read.All')).toEqual([]);
  });

  test('is that one, too, where no report is read', () => {
    const roles = ['User.Read.All', 'ReportSettings.Read.All'];
    const [finding] = excessPermissionDiagnostics(named('users'), roles, true);
    expect(finding?.text).toMatch(/^Granted, but not needed .*: ReportSettings\.Read\.All\. /);
  });
});

test('a sync is told only what is missing, for the streams that it reads', () => {
  const read = named('users');
  expect(missingPermissionDiagnostics(read, ['AuditLog.Read.All', 'Mail.Read'])).toEqual([
    {
      level: 'WARN',
      text: expect.stringContaining('User.Read.All is missing; affected streams: users.') as string,
    },
  ]);
  expect(missingPermissionDiagnostics(read, ['User.Read.All', 'Mail.Read'])).toEqual([]);
});
