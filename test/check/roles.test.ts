import {missingFindings, roleFindings} from '../../src/check/roles';
import {loadStreams} from '../../src/sync/load-streams';
import type {Stream} from '../../src/sync/load-streams';

const FOUR = [
  'LicenseAssignment.Read.All',
  'User.Read.All',
  'AuditLog.Read.All',
  'Reports.Read.All',
];
const FIVE = [...FOUR, 'Organization.Read.All'];

let streams: Stream[];
beforeAll(async () => (streams = await loadStreams()));

function findings(...roles: string[]): string[] {
  return roleFindings(streams, roles).map(({level, text}) => `${level} ${text}`);
}

function without(...names: string[]): string[] {
  return FIVE.filter((name) => !names.includes(name));
}

test('all that is needed, and nothing else, is no finding', () => {
  expect(findings(...FIVE)).toEqual([]);
});

test('the four of the setup guide are short of optional data alone, which is no warning', () => {
  const texts = findings(...FOUR);
  expect(texts.every((text) => text.startsWith('INFO '))).toBe(true);
  expect(texts.join()).toMatch(
    /The optional application permission Organization\.Read\.All is missing, which costs: directory_subscriptions\./,
  );
  expect(texts.join()).toContain('With User.Read.All alone, organization has its id, name and');
});

describe('one that is missing is named with the streams that it costs', () => {
  test.each<[string, RegExp]>([
    ['LicenseAssignment.Read.All', /which costs: subscribed_skus\./],
    ['AuditLog.Read.All', /which costs: sign_in_activity, user_registration_details\./],
    ['User.Read.All', /which costs: sign_in_activity, user_licenses, users\./],
    ['Reports.Read.All', /which costs: copilot_usage_user_detail, email_activity_user_detail, /],
  ])('%s', (name, costs) => {
    // What is broader than the missing one would stand in for it.
    const roles = without(name, ...(name.startsWith('License') ? ['Organization.Read.All'] : []));
    const text = findings(...roles).find((finding) => finding.includes(` ${name} is missing`));
    expect(text).toMatch(/^WARN The application permission /);
    expect(text).toMatch(costs);
    expect(text).toContain('Grant admin consent');
  });

  test('and each one once', () => {
    const texts = findings('User.Read.All');
    expect(texts).toHaveLength(new Set(texts).size);
    for (const name of without('User.Read.All')) {
      expect(texts.filter((text) => text.includes(` ${name} is missing`))).toHaveLength(1);
    }
  });
});

test('no permission at all is one finding that names those of the setup guide', () => {
  const texts = findings();
  expect(texts).toHaveLength(1);
  expect(texts[0]).toMatch(/^WARN The token carries no application permission at all\. /);
  for (const name of FOUR) expect(texts[0]).toContain(name);
  expect(texts[0]).not.toContain('Organization.Read.All');
});

describe('a broader one', () => {
  test.each([
    ['Directory.Read.All', ['User.Read.All'], 'User.Read.All'],
    ['User.ReadWrite.All', ['User.Read.All'], 'User.Read.All'],
    ['Organization.ReadWrite.All', ['Organization.Read.All'], 'Organization.Read.All'],
  ])('%s does, and gives the smaller one as advice', (broader, missing, smaller) => {
    const texts = findings(...without(...missing), broader);
    expect(texts.filter((text) => text.includes('is missing'))).toEqual([]);
    expect(texts.join()).toMatch(
      new RegExp(`WARN ${broader} is broader than needed here: .*${smaller}.* would do`),
    );
  });

  test('that another stream needs itself is not broader than needed', () => {
    expect(findings(...without('LicenseAssignment.Read.All'))).toEqual([]);
  });
});

describe('what is granted beyond need', () => {
  test('is also a broader one beside the smaller ones', () => {
    expect(findings(...FIVE, 'Directory.Read.All')).toEqual([
      'WARN Granted, but not needed by the connector: Directory.Read.All. Remove it from the app.',
    ]);
  });

  test('is named to be removed', () => {
    expect(findings(...FIVE, 'Mail.Read', 'Sites.Read.All')).toEqual([
      'WARN Granted, but not needed by the connector: Mail.Read, Sites.Read.All. ' +
        'Remove it from the app.',
    ]);
  });

  test('is not the one that shows whether names are concealed', () => {
    expect(findings(...FIVE, 'ReportSettings.Read.All')).toEqual([]);
  });
});

test('a sync is told only what is missing, for the streams that it reads', () => {
  const read = streams.filter(({definition}) => definition.name === 'users');
  expect(missingFindings(read, ['AuditLog.Read.All', 'Mail.Read'])).toEqual([
    {
      level: 'WARN',
      text: expect.stringContaining('User.Read.All is missing, which costs: users.') as string,
    },
  ]);
  expect(missingFindings(read, ['User.Read.All', 'Mail.Read'])).toEqual([]);
});
