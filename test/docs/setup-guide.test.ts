import {availabilityOf} from '../../src/check/availability';
import {cloudDiagnostics} from '../../src/check/check-connection';
import {concealment} from '../../src/check/concealment';
import {excessPermissionDiagnostics} from '../../src/check/excess-permissions';
import {unverifiedDomainDiagnostics} from '../../src/check/unverified-domains';
import {secretExpiry} from '../../src/config/credentials';
import {ConfigError, TransientError} from '../../src/errors';
import type {ConnectorError, ErrorCondition} from '../../src/errors';
import {AADSTS_ERRORS} from '../../src/graph/auth/aadsts-errors';
import type {Credential} from '../../src/graph/auth/sign-in';
import {resolveError} from '../../src/graph/error-resolution';
import {emptyTableWarning} from '../../src/read/read';
import {absenceOf} from '../../src/read/unavailable';
import {explainFailure} from '../../src/streams/access-denied';
import {loadStreams} from '../../src/streams/load';
import {missingPermissionDiagnostics} from '../../src/streams/missing-permissions';
import {REPORT_SETTINGS_READ_ALL, permissionsOf} from '../../src/streams/permissions';
import {codesIn, readPage, tableRows} from './markdown';

const GUIDE = readPage('docs/setup.md');
const NOW = Date.parse('2026-02-20T12:00:00Z');

/** Names of the permissions that a definition takes, itself first. */
async function accepted(): Promise<Map<string, Set<string>>> {
  const streams = (await loadStreams()).map(({definition}) => definition);
  const names = new Map<string, Set<string>>();
  for (const {name, broader} of [...permissionsOf(streams), REPORT_SETTINGS_READ_ALL]) {
    names.set(name, new Set([...(names.get(name) ?? []), ...broader]));
  }
  return names;
}

test('the table of permissions has all of them, with every broader one', async () => {
  const rows = tableRows(GUIDE, 'Application permission');
  const told = rows.map(([name = '', , , broader = '']) => [
    codesIn(name)[0],
    sorted(codesIn(broader)),
  ]);
  const streams = (await loadStreams()).map(({definition}) => definition.name);
  const isPermission = (code: string): boolean => !streams.includes(code);
  expect(told.map(([name, broader]) => [name, (broader as string[]).filter(isPermission)])).toEqual(
    expect.arrayContaining([...(await accepted())].map(([name, set]) => [name, sorted(set)])),
  );
  expect(told).toHaveLength((await accepted()).size);
});

test('each permission tells the streams that are lost without it', async () => {
  const rows = tableRows(GUIDE, 'Permission');
  for (const {definition} of await loadStreams()) {
    if (definition.report) continue;
    for (const {name} of definition.permissions) {
      const [, lost = ''] = rows.find(([cell]) => codesIn(cell!)[0] === name) ?? [];
      expect([name, codesIn(lost)]).toEqual([name, expect.arrayContaining([definition.name])]);
    }
  }
});

const TOLD = tableRows(GUIDE, 'The message says').map(([message]) => message!);

test('every code of the login service that has a meaning has a row', () => {
  const codes = AADSTS_ERRORS.flatMap((row) => row.codes).map(String);
  const told = TOLD.flatMap((message) => message.match(/(?<=AADSTS)\d+/g) ?? []);
  expect(codes.length).toBeGreaterThan(30);
  expect(codes.filter((code) => !told.includes(code))).toEqual([]);
});

/** What check and read say, made as they make it. */
async function messages(): Promise<string[]> {
  const streams = await loadStreams();
  const users = streams.find(({definition}) => definition.name === 'users')!;
  const report = streams.find(({definition}) => definition.report)!;
  const everything = new Set(streams.map(({definition}) => definition.name));
  const failed = (condition: ErrorCondition): ConnectorError =>
    new ConfigError('x', {fields: {condition}});
  const explained = (condition: ErrorCondition, roles: string[]): string =>
    explainFailure(users.definition, failed(condition), roles).message;
  const unknown = {roles: [], isPremium: undefined};
  const availabilities = [
    availabilityOf(users, {stream: users, error: failed('licence_missing')}, unknown),
    availabilityOf(users, {stream: users, error: new TransientError('x')}, unknown),
  ];
  const expiry = (credential: Credential): string => secretExpiry(credential, '2026-03-01', NOW)!;
  const diagnostics = [
    ...missingPermissionDiagnostics(streams, ['Mail.Read']),
    ...missingPermissionDiagnostics(streams, []),
    ...missingPermissionDiagnostics(streams, ['Mail.Read'], {readable: everything}),
    ...excessPermissionDiagnostics(streams, ['Directory.Read.All', 'Mail.Read'], true),
    ...unverifiedDomainDiagnostics(['fabrikam.com'], {verifiedDomains: [{name: 'contoso.com'}]}),
    ...cloudDiagnostics(streams, []),
    ...availabilities.map(({diagnostic}) => ({...diagnostic!, text: diagnostic!.text.whole})),
    ...concealment([{stream: report, head: {header: []}}], 'concealed', {
      domains: ['*'],
      roles: undefined,
      hasSetting: true,
    }).diagnostics,
  ];
  return [
    ...diagnostics.map(({text}) => text),
    expiry({kind: 'client_secret', clientSecret: 'x'}),
    expiry({kind: 'client_certificate', pem: 'x'}),
    explained('permission_contradicted', ['User.Read.All']),
    explained('permission_missing', ['Mail.Read']),
    emptyTableWarning('users'),
    absenceOf(report.definition.name, report, {cloud: 'china'})!.error.message,
    resolveError({origin: 'first_request', status: 401}).meaning,
  ];
}

test.each([
  'is missing; affected streams: ',
  'Optional application permissions are missing: ',
  'The token has no application permission',
  'is not in the token, but its data can be read',
  'is broader than the connector needs',
  'Granted, but not needed by the connector',
  'Not a verified domain of this tenant',
  'does not offer',
  'could not be verified now',
  'need Microsoft Entra ID P1 or P2',
  'names in usage reports are concealed',
  'The client secret',
  'The certificate',
  ', so this should succeed',
  'The token lacks the application permission',
  'this sync would empty the table',
  'refused a fresh access token',
])('what is said with "%s" has a row', async (words) => {
  expect((await messages()).filter((message) => message.includes(words))).not.toEqual([]);
  expect(TOLD.filter((message) => message.includes(words.trim()))).not.toEqual([]);
});

function sorted(names: Iterable<string>): string[] {
  return [...names].sort();
}
