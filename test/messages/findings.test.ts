/** Findings of check and warnings of read, at their longest. */
import {cloudDiagnostics} from '../../src/check/check-connection';
import {concealment} from '../../src/check/concealment';
import {excessPermissionDiagnostics} from '../../src/check/excess-permissions';
import {lookUpDomains, unverifiedDomainDiagnostics} from '../../src/check/unverified-domains';
import {asConnectorError} from '../../src/errors';
import {ServerClock} from '../../src/graph/server-clock';
import {emptyListError} from '../../src/read/domain-filter';
import {Domains} from '../../src/read/domains';
import {deniedWarning, emptyTableWarning} from '../../src/read/read';
import {absenceOf} from '../../src/read/unavailable';
import {assertNamed} from '../../src/read/reports/report-names';
import {logStateReset} from '../../src/read/state-reset';
import {loadStreams} from '../../src/streams/load';
import {missingPermissionDiagnostics} from '../../src/streams/missing-permissions';
import type {Diagnostic} from '../../src/streams/missing-permissions';
import {permissionsOf} from '../../src/streams/permissions';
import type {Stream} from '../../src/streams/stream';
import {newOwner} from '../support/request-context';
import {DOMAINS, expectShort} from './worst-case';

const ADD_IT = 'then choose Grant admin consent again (setup guide, "Add the permissions").';
const ADD = '(setup guide, "Add the permissions").';
const CLEAR =
  'Clear "Display concealed user, group, and site names in all reports" in the Microsoft 365 admin center';

let streams: Stream[];

beforeAll(async () => {
  streams = await loadStreams();
});

function expectAllShort(diagnostics: Diagnostic[], ...own: string[]): void {
  expect(diagnostics.length).toBeGreaterThan(0);
  for (const {text} of diagnostics) expectShort(text, ...own);
}

/** Every set of roles that changes what is said. */
function roleSets(): string[][] {
  const permissions = permissionsOf(streams.map(({definition}) => definition));
  const broad = [
    ...new Set(permissions.flatMap(({broader, partial = []}) => [...broader, ...partial])),
  ];
  const names = [...new Set(permissions.map(({name}) => name))];
  const combined = names.map((_, index) => names.filter((_name, other) => other !== index));
  return [...names.map((name) => [name]), ...combined, ...broad.map((name) => [name]), broad];
}

test('permissions that are missing', () => {
  expectAllShort(missingPermissionDiagnostics(streams, []), 'choose Grant admin consent');
  for (const roles of [['Mail.Read'], ...roleSets()]) {
    for (const {text} of missingPermissionDiagnostics(streams, roles)) {
      expectShort(text, text.includes(' is missing; ') ? ADD_IT : '');
    }
    const readable = new Set(streams.map(({definition}) => definition.name));
    for (const {text} of missingPermissionDiagnostics(streams, roles, {readable}))
      expectShort(text);
  }
});

test('each stream alone, and each pair, without its permissions', () => {
  for (const one of streams) {
    for (const other of streams) {
      expectAllShort(missingPermissionDiagnostics([one, other], ['Mail.Read']), ADD);
    }
  }
});

test('permissions beyond need', () => {
  const many = Array.from(
    {length: 40},
    (_, index) => `ServicePrincipalEndpoint.ReadWrite.All${index}`,
  );
  expectAllShort(
    excessPermissionDiagnostics(streams, many, true),
    '(setup guide, "Add the permissions").',
  );
  for (const roles of roleSets()) {
    for (const {text} of excessPermissionDiagnostics(streams, roles, true)) {
      expectShort(text, '(setup guide, "Add the permissions").');
    }
  }
});

test('domains that are not verified, and that nobody has', async () => {
  const organization = {verifiedDomains: DOMAINS.map((name) => ({name: `x${name}`}))};
  const unverified = unverifiedDomainDiagnostics(DOMAINS, organization);
  expectAllShort(unverified, 'Its domains are: ', 'Correct "domains" in the settings.');
  const nobody = {getJson: () => Promise.resolve({value: []})};
  const ports = {
    client: nobody as never,
    baseUrl: 'https://graph.microsoft.com/v1.0',
    context: newOwner(),
  };
  const {diagnostics} = await lookUpDomains(DOMAINS, ports);
  const own = 'it takes the part after the @ of the user principal name.';
  expectAllShort(diagnostics, 'streams about users have no rows', own);
  const more = await lookUpDomains([...DOMAINS, ...DOMAINS], ports);
  expectAllShort(more.diagnostics);
  expect(more.diagnostics[1]!.text).toMatch(/ and \d+ more\.$/);
});

test('streams that a cloud does not have', () => {
  for (const lost of [streams, streams.slice(1), [streams[0]!]]) {
    expectAllShort(cloudDiagnostics(lost, []), 'so a sync leaves them out');
  }
});

test('names that are concealed', () => {
  const stream = streams.find(({definition}) => definition.report)!;
  const header = ['Report Refresh Date', 'User Principal Name'];
  const heads = [
    {header},
    {header, first: ['2026-02-27', 'a'.repeat(32)]},
    {header, first: ['2026-02-27', 'ann@contoso.com']},
  ];
  const settings = ['named', 'concealed', undefined] as const;
  const cases = heads.flatMap((head) =>
    settings.flatMap((setting) =>
      [['*'], ['contoso.com']].map((domains) => ({head, setting, domains})),
    ),
  );
  let told = 0;
  for (const {head, setting, domains} of cases) {
    const known = {domains, roles: ['Reports.Read.All'], hasSetting: true};
    const {diagnostics} = concealment([{stream, head}], setting, known);
    for (const {text} of diagnostics) expectShort(text);
    told += diagnostics.filter(({text}) => text.includes(CLEAR)).length;
  }
  expect(told).toBeGreaterThan(4);
});

test('the clock of this machine', () => {
  const warnings: string[] = [];
  const clock = new ServerClock((warning) => warnings.push(warning));
  const day = 86_400_000;
  clock.observe('Sat, 28 Feb 2026 12:00:00 GMT', {sentAt: 9_999 * day, receivedAt: 9_999 * day});
  expectShort(warnings[0]!, 'Set it by a time server (NTP).');
});

function denialOf(act: () => void): string[] {
  try {
    act();
  } catch (thrown) {
    const error = asConnectorError(thrown);
    return [error.message, deniedWarning(error).toString()];
  }
  return [];
}

test('denials, absences and empty lists of each stream', () => {
  for (const {definition} of streams) {
    const {name} = definition;
    for (const visibility of ['concealed', undefined] as const) {
      const context = {definition, domains: new Domains(DOMAINS)} as never;
      const texts = denialOf(() =>
        assertNamed(context, {isNamed: false, isAnonymous: true, visibility}),
      );
      expect(texts).toHaveLength(2);
      const own = [
        CLEAR,
        'up to two days',
        'set domains to *.',
        'no row matches the configured domains',
      ];
      for (const text of texts) expectShort(text, `${name}: `, ...own);
    }
    for (const domains of [DOMAINS, ['*']]) {
      const {message} = emptyListError({definition, domains: new Domains(domains)} as never);
      expectShort(message, `${name}: `, domains.length > 1 ? 'or * for everyone.' : 'tries again.');
    }
    expectShort(emptyTableWarning(name), 'the table may be emptied.');
    for (const cloud of ['us_gov_l4', 'china'] as const) {
      const {error} = absenceOf(name, {definition: {...definition, clouds: 'global'}} as never, {
        cloud,
      })!;
      expectShort(error.message, 'Deselect the stream.');
    }
  }
  const {error} = absenceOf('n'.repeat(1_000), undefined, {cloud: 'global'})!;
  expectShort(
    error.message,
    'Refresh the source schema of the connection, or deselect the stream.',
  );
});

test('a state that does not fit the settings any more', () => {
  const opened = [
    {kind: 'invalid', because: 'a newer version of the connector wrote its state'},
    {
      kind: 'config_changed',
      changed: ['tenant_id', 'graph_host', 'domains', 'report_period', 'fields'],
      previous: {},
    },
    {
      kind: 'config_changed',
      changed: ['domains', 'fields'],
      previous: {tenant_id: 'a', graph_host: 'b'},
    },
  ];
  const scope = {tenant_id: 'a', graph_host: 'b'};
  for (const {definition} of streams) {
    for (const one of opened) {
      const told: string[] = [];
      const log = (_level: string, text: {toString(): string}): void =>
        void told.push(text.toString());
      logStateReset({definition, scope, log} as never, one as never);
      expectShort(`${definition.name}: ${told[0]!}`, 'until a refresh with "remove records".');
    }
  }
});
