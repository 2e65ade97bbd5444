import {spawnSync} from 'node:child_process';
import {X509Certificate, createPrivateKey} from 'node:crypto';
import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {loadStreams} from '../../src/streams/load';
import {codesIn, readPage, tableRows} from '../docs/markdown';
import {makeClientCertificate} from '../support/client-certificate';
import {MICROSOFT_GRAPH} from './app-registrations';
import type {Application} from './app-registrations';
import {openAzureCli} from './azure-cli';
import type {AzureCli, Run} from './azure-cli';

/** From the guide's table: names, and which of them it asks of everybody. */
const GUIDE = tableRows(readPage('docs/setup.md'), 'Application permission').map(
  ([name = '', needed = '']) => ({name: codesIn(name)[0]!, isOptional: needed === 'optional'}),
);
const FOUR = GUIDE.filter(({isOptional}) => !isOptional).map(({name}) => name);

/** From the table beside the script. */
const NAMES = new Map(
  tableRows(readPage('setup/README.md'), 'Application permission').map(([name = '', id = '']) => [
    codesIn(id)[0]!,
    codesIn(name)[0]!,
  ]),
);

/** Azure CLI itself takes a second and more for each call, so it runs the main cases alone. */
const further = process.env['AZURE_CLI'] === undefined ? test : test.skip;

let azure: AzureCli;
beforeEach(async () => (azure = await openAzureCli()));
afterEach(() => azure.close());

/** Everything that it says is short, and no secret is in it unless it was asked for. */
async function setUp(...options: string[]): Promise<Run> {
  const run = await azure.setUp(...options);
  const lines = run.stderr.split('\n');
  expect(lines.filter((line) => line.length > 300)).toEqual([]);
  const shown = run.stderr + (options.includes('--print') ? '' : run.stdout);
  expect(azure.registrations.secrets.filter((secret) => shown.includes(secret))).toEqual([]);
  return run;
}

async function setUpWell(...options: string[]): Promise<Run> {
  const run = await setUp(...options);
  expect([run.status, run.stderr]).toEqual([0, expect.not.stringContaining('ERROR')]);
  return run;
}

function onlyApp(): Application {
  const {applications} = azure.registrations;
  expect(applications).toHaveLength(1);
  return applications[0]!;
}

function requested({requiredResourceAccess}: Application): string[] {
  expect(requiredResourceAccess.map(({resourceAppId}) => resourceAppId)).toEqual([MICROSOFT_GRAPH]);
  const [{resourceAccess} = {resourceAccess: []}] = requiredResourceAccess;
  expect(resourceAccess.filter(({type}) => type !== 'Role')).toEqual([]);
  return resourceAccess.map(({id}) => NAMES.get(id)!);
}

function granted(): string[] {
  return azure.registrations.appRoleAssignments.map(({appRoleId}) => NAMES.get(appRoleId)!);
}

function config(file = 'config.json'): Record<string, unknown> {
  return JSON.parse(readFileSync(join(azure.folder, file), 'utf8')) as Record<string, unknown>;
}

test('one run registers the app with the permissions of the guide, and writes the settings', async () => {
  await setUpWell();
  const app = onlyApp();
  expect(app).toMatchObject({displayName: 'Licence reporting', signInAudience: 'AzureADMyOrg'});
  expect([requested(app), granted()]).toEqual([FOUR, FOUR]);
  const [{endDateTime} = {endDateTime: ''}] = app.passwordCredentials;
  expect(config()).toEqual({
    tenant_id: '11111111-2222-3333-4444-555555555555',
    client_id: app.appId,
    credentials: {
      auth_type: 'client_secret',
      client_secret: azure.registrations.secrets[0],
      client_secret_expires_on: endDateTime.slice(0, 10),
    },
    domains: ['*'],
    cloud: 'global',
  });
  expect(statSync(join(azure.folder, 'config.json')).mode & 0o777).toBe(0o600);
});

test('a second run changes nothing', async () => {
  await setUpWell();
  const [changes, before] = [azure.changes().length, config()];
  expect(changes).toBe(7);
  await setUpWell();
  expect([azure.changes().length, config()]).toEqual([changes, before]);
});

/** The words of each call of `az` that a shell makes of these lines. */
function wordsOf(lines: string): string[][] {
  const script = `az() { printf '%s\\n' "$@"; echo; }\n${lines}`;
  const {stdout} = spawnSync('/bin/sh', ['-c', script], {encoding: 'utf8'});
  return stdout
    .split('\n\n')
    .slice(0, -1)
    .map((text) => text.split('\n'));
}

test('a dry run prints every call that a first run makes, and makes none', async () => {
  const {stdout} = await setUpWell('--dry-run');
  expect([azure.calls(), existsSync(join(azure.folder, 'config.json'))]).toEqual([[], false]);
  await setUpWell();
  const {applications, servicePrincipals} = azure.registrations;
  const [graph, app] = servicePrincipals;
  const replaced = (word: string): string =>
    word
      .replaceAll(/http:\/\/127.0.0.1:\d+|https:\/\/localhost:\d+/g, 'https://graph.microsoft.com')
      .replaceAll(applications[0]!.appId, '<app-id>')
      .replaceAll(app!.id, '<principal-id>')
      .replaceAll(graph!.id, '<graph-principal-id>');
  const made = azure
    .calls()
    .filter(([area]) => area === 'ad' || area === 'rest')
    .map((words) => words.filter((word) => word !== '--only-show-errors').map(replaced));
  expect(made.length).toBeGreaterThan(10);
  expect(wordsOf(stdout)).toEqual(made);
  expect(stdout.match(/(?<=^# ).*/gm)).toEqual(FOUR);
});

further(
  'for each stream exactly the permissions that its definition names are granted',
  async () => {
    for (const {definition} of await loadStreams()) {
      const {stdout} = await setUpWell('--dry-run', '--streams', definition.name);
      const names = definition.permissions.map(({name}) => name);
      const wanted = GUIDE.map(({name}) => name).filter((name) => names.includes(name));
      expect([definition.name, stdout.match(/(?<=^# ).*/gm)]).toEqual([definition.name, wanted]);
    }
  },
);

further.each([
  [['--streams', 'all'], GUIDE.map(({name}) => name).filter((name) => !/Settings/.test(name))],
  [['--streams', 'all', '--report-settings'], GUIDE.map(({name}) => name)],
  [['--report-settings'], [...FOUR, 'ReportSettings.Read.All']],
  [
    ['--streams', 'users,license_groups, users'],
    ['User.Read.All', 'GroupMember.Read.All'],
  ],
])('%j asks for %j', async (options, permissions) => {
  await setUpWell(...options);
  expect([requested(onlyApp()), granted()]).toEqual([permissions, permissions]);
});

test('more streams later add what they need, and fewer take nothing away', async () => {
  await setUpWell('--streams', 'users');
  await setUpWell('--streams', 'users,license_groups');
  expect([requested(onlyApp()), granted()]).toEqual([
    ['User.Read.All', 'GroupMember.Read.All'],
    ['User.Read.All', 'GroupMember.Read.All'],
  ]);
  const changes = azure.changes().length;
  const {stderr} = await setUpWell('--streams', 'users');
  expect(stderr).toContain('WARN: Granted, but not needed: GroupMember.Read.All.');
  expect(azure.changes()).toHaveLength(changes);
});

test('--remove deletes the app and the settings, and says so when there is nothing', async () => {
  await setUpWell('--name', 'Other');
  writeFileSync(join(azure.folder, 'other.json'), JSON.stringify(config()));
  await setUpWell('--name', 'Ours', '--config', 'ours.json');
  await setUpWell('--remove', '--name', 'Ours', '--config', 'ours.json');
  expect(onlyApp().displayName).toBe('Other');
  expect(['ours.json', 'config.json'].map((file) => existsSync(join(azure.folder, file)))).toEqual([
    false,
    true,
  ]);
  const changes = azure.changes().length;
  const {stderr} = await setUpWell('--remove', '--name', 'Ours');
  expect(stderr).toContain('There is no app Ours of this script');
  expect([azure.changes().length, existsSync(join(azure.folder, 'config.json'))]).toEqual([
    changes,
    true,
  ]);
});

further('a dry run of --remove prints the calls and makes none', async () => {
  const {stdout} = await setUpWell('--remove', '--dry-run');
  expect(wordsOf(stdout).map((words) => words.slice(0, 3))).toEqual([
    ['ad', 'app', 'list'],
    ['ad', 'app', 'delete'],
  ]);
  expect(azure.calls()).toEqual([]);
});

further('without Azure CLI the script says where it is, and a dry run does without', async () => {
  azure.removeFromPath();
  const {status, stderr} = await setUp();
  expect([status, stderr]).toEqual([1, expect.stringContaining('aka.ms/installazurecli')]);
  await setUpWell('--dry-run');
});

test('who is not signed in is told to sign in', async () => {
  azure.signOut();
  const {status, stderr} = await setUp();
  expect([status, stderr]).toEqual([1, expect.stringContaining('Run az login')]);
});

test('a refused consent leaves everything else in place, for an administrator to run it again', async () => {
  azure.registrations.mayConsent = false;
  const {status, stderr} = await setUp();
  expect(status).toBe(1);
  expect(stderr).toContain('Admin consent was refused.');
  expect(stderr).toContain('Licence reporting > API permissions > Grant admin consent');
  expect([requested(onlyApp()), granted(), config()['client_id']]).toEqual([
    FOUR,
    [],
    onlyApp().appId,
  ]);
  azure.registrations.mayConsent = true;
  const changes = azure.changes().length;
  await setUpWell();
  expect([granted(), azure.changes().length]).toEqual([FOUR, changes + FOUR.length]);
});

test('who may not register apps is told the roles that may', async () => {
  azure.registrations.mayRegister = false;
  const {status, stderr} = await setUp();
  expect([status, stderr]).toEqual([
    1,
    expect.stringContaining('Cloud Application Administrator (setup guide, "Who may do this")'),
  ]);
});

further('what Microsoft Entra ID does not know yet is tried again', async () => {
  azure.registrations.unknownTimes = 3;
  await setUpWell();
  expect(granted()).toEqual(FOUR);
});

further('what it never knows ends the script with the words of Azure CLI', async () => {
  azure.registrations.unknownTimes = 100;
  const {status, stderr} = await setUp();
  expect([status, stderr]).toEqual([1, expect.stringContaining('valid application object')]);
  expect(azure.registrations.unknownTimes).toBe(100 - 7);
});

test('a certificate is uploaded once, and its key goes into the settings alone', async () => {
  const {cert, key} = await makeClientCertificate();
  writeFileSync(join(azure.folder, 'cert.pem'), `Bag "Attributes"\n${cert}`);
  writeFileSync(join(azure.folder, 'key.pem'), key);
  const options = ['--certificate', 'cert.pem', '--key', 'key.pem'];
  await setUpWell(...options);
  const [uploaded] = onlyApp().keyCredentials;
  const {fingerprint, validTo} = new X509Certificate(cert);
  expect(uploaded).toMatchObject({customKeyIdentifier: fingerprint.replaceAll(':', '')});
  expect(Math.abs(Date.parse(uploaded!.endDateTime) - Date.parse(validTo))).toBeLessThan(2000);
  expect(azure.registrations.secrets).toEqual([]);
  const {certificate, auth_type} = config()['credentials'] as Record<string, string>;
  expect([auth_type, certificate!.startsWith('-----BEGIN')]).toEqual(['client_certificate', true]);
  const opened = new X509Certificate(certificate!);
  expect(opened.checkPrivateKey(createPrivateKey(certificate!))).toBe(true);
  const changes = azure.changes().length;
  await setUpWell(...options);
  uploaded!.customKeyIdentifier = Buffer.from(uploaded!.customKeyIdentifier, 'hex').toString(
    'base64',
  );
  await setUpWell(...options);
  expect(azure.changes()).toHaveLength(changes);
});

test('a second certificate leaves the first in place', async () => {
  for (const name of ['old', 'new']) {
    const {cert, key} = await makeClientCertificate();
    writeFileSync(join(azure.folder, `${name}.pem`), `${key}${cert}`);
    await setUpWell('--certificate', `${name}.pem`, '--config', `${name}.json`);
  }
  expect(onlyApp().keyCredentials).toHaveLength(2);
});

further(
  'an app that somebody else registered under the name is used with its id only',
  async () => {
    await setUpWell('--config', 'first.json');
    const app = onlyApp();
    app.tags = [];
    const changes = azure.changes().length;
    const {status, stderr} = await setUp('--remove');
    expect([status, stderr]).toEqual([1, expect.stringContaining(`--app-id ${app.appId}`)]);
    expect(azure.changes()).toHaveLength(changes);
    await setUpWell('--app-id', app.appId, '--report-settings', '--config', 'first.json');
    expect(granted()).toEqual([...FOUR, 'ReportSettings.Read.All']);
  },
);

further('of several apps of one name none is chosen', async () => {
  await setUpWell();
  azure.registrations.applications.push({...onlyApp(), id: 'x', appId: 'y'});
  const {status, stderr} = await setUp();
  expect([status, stderr]).toEqual([1, expect.stringContaining('Choose one with --app-id')]);
});

further('an id that no app has ends the script', async () => {
  const {status, stderr} = await setUp('--app-id', '99999999-2222-3333-4444-555555555555');
  expect([status, stderr]).toEqual([1, expect.stringContaining('There is no app registration')]);
  expect(azure.changes()).toEqual([]);
});

further(
  'settings of another app are not overwritten, and nothing is changed before that is known',
  async () => {
    writeFileSync(join(azure.folder, 'config.json'), '{"client_id": "other"}');
    const {status, stderr} = await setUp();
    expect([status, stderr]).toEqual([1, expect.stringContaining('settings of another app')]);
    expect([azure.changes(), config()]).toEqual([[], {client_id: 'other'}]);
  },
);

further('another client secret is created when asked for, beside the first', async () => {
  await setUpWell();
  const {status, stderr} = await setUp('--config', 'lost.json');
  expect([status, stderr]).toEqual([1, expect.stringContaining('--new-secret')]);
  expect((await setUp('--new-secret')).stderr).toContain('not overwritten');
  expect(azure.registrations.secrets).toHaveLength(1);
  await setUpWell('--new-secret', '--config', 'lost.json', '--secret-expires', '2099-12-31');
  expect(onlyApp().passwordCredentials).toHaveLength(2);
  expect(config('lost.json')['credentials']).toMatchObject({
    client_secret: azure.registrations.secrets[1],
    client_secret_expires_on: '2099-12-31',
  });
});

further('who runs it again when the client secret has expired is told so', async () => {
  await setUpWell();
  expect((await setUpWell()).stderr).not.toContain('expired');
  onlyApp().passwordCredentials[0]!.endDateTime = '2024-06-30T00:00:00Z';
  const {stderr} = await setUpWell();
  expect(stderr).toContain('WARN: The client secret of this script expired on 2024-06-30.');
});

further('--print prints the settings and writes no file', async () => {
  const {stdout} = await setUpWell('--print', '--domains', 'contoso.com, fabrikam.com');
  expect(JSON.parse(stdout)).toMatchObject({
    client_id: onlyApp().appId,
    credentials: {client_secret: azure.registrations.secrets[0]},
    domains: ['contoso.com', 'fabrikam.com'],
  });
  expect(existsSync(join(azure.folder, 'config.json'))).toBe(false);
});

test('a name may have quotes, backslashes and what means something to a shell', async () => {
  const name = `O'Brien's "seats" \\ $HOME \`id\` *`;
  await setUpWell('--name', name);
  expect(onlyApp().displayName).toBe(name);
  const changes = azure.changes().length;
  await setUpWell('--name', name);
  expect(azure.changes()).toHaveLength(changes);
  const {stdout} = await setUpWell('--name', name, '--dry-run');
  expect(wordsOf(stdout)[1]).toContainEqual(expect.stringContaining(JSON.stringify(name)));
});

further.each([
  ['AzureUSGovernment', [], 'us_gov_l4'],
  ['AzureUSGovernment', ['--cloud', 'us_gov_l5'], 'us_gov_l5'],
  ['AzureChinaCloud', [], 'china'],
])('signed in to %s with %j, the setting cloud is %s', async (name, options, cloud) => {
  azure.useCloud(name);
  await setUpWell(...options);
  expect(config()['cloud']).toBe(cloud);
});

further.each([
  [['--streams', 'users,usres'], 'There is no stream usres.'],
  [['--stream', 'users'], 'The option --stream is not known.'],
  [['--name'], '--name needs a value.'],
  [['--cloud', 'germany'], '--cloud is global, us_gov_l4, us_gov_l5 or china, not germany.'],
  [['--secret-expires', '30.6.2027'], '--secret-expires is a date such as 2027-06-30'],
  [['--key', 'key.pem'], '--key belongs to --certificate.'],
  [['--certificate', 'none.pem'], 'The certificate none.pem cannot be read.'],
  [['--config', 'none/config.json'], 'The folder none is not there or not writable.'],
])('%j ends before anything is changed: %s', async (options, words) => {
  const {status, stderr} = await setUp(...options);
  expect([status, stderr]).toEqual([1, expect.stringContaining(`ERROR: ${words}`)]);
  expect(azure.changes()).toEqual([]);
});

further('a private key that is not there is asked for', async () => {
  const {cert} = await makeClientCertificate();
  writeFileSync(join(azure.folder, 'cert.pem'), cert);
  const {status, stderr} = await setUp('--certificate', 'cert.pem');
  expect([status, stderr]).toEqual([1, expect.stringContaining('--key')]);
});

further('--help lists every option that the script takes', async () => {
  const {stdout} = await setUpWell('--help');
  const script = readPage('setup/azure-cli.sh');
  const [options = ''] = /(?<=^read_options\(\)).*?^\}/ms.exec(script) ?? [];
  const taken = new Set(options.match(/--[a-z-]+/g));
  expect(taken.size).toBeGreaterThan(10);
  expect([...taken].filter((option) => !stdout.includes(`\n  ${option} `))).toEqual([]);
});
