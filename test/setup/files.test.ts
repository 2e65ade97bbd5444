import {spawnSync} from 'node:child_process';
import {accessSync, constants, existsSync, readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {CLOUDS} from '../../src/config/clouds';
import {readSpecification} from '../../src/config/spec';
import {loadStreams} from '../../src/streams/load';
import {ALL_PERMISSIONS, permissionsOf} from '../../src/streams/permissions';
import type {Permission} from '../../src/streams/stream';
import {REPOSITORY, codesIn, tableRows} from '../docs/markdown';
import {packageFile, readText, readYaml} from '../platform/repository';
import {MICROSOFT_GRAPH} from './app-registrations';

const README = readText('setup/README.md');
const GUIDE = tableRows(readText('docs/setup.md'), 'Application permission');
const POWERSHELL = readText('setup/powershell.ps1');
const TERRAFORM = readText('setup/terraform/app/permissions.tf');
const SHELL = readText('setup/azure-cli.sh');

/**
 * Ids of the app roles of Microsoft Graph, as Microsoft publishes them:
 * https://learn.microsoft.com/graph/permissions-reference
 */
const PUBLISHED: Readonly<Record<string, string>> = {
  'AuditLog.Read.All': 'b0afded3-3588-46d8-8b3d-9842eff778da',
  'GroupMember.Read.All': '98830695-27a2-44f7-8c18-0c3ebc9698f6',
  'LicenseAssignment.Read.All': 'e2f98668-2877-4f38-a2f4-8202e0717aa1',
  'Organization.Read.All': '498476ce-e0fe-48b0-b801-37ba7e2685c6',
  'ReportSettings.Read.All': 'ee353f83-55ef-4b78-82da-555bfa2b4b95',
  'Reports.Read.All': '230c1aed-a721-4c5d-9cb4-a90514e508ef',
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
};

test('each permission has the id that Microsoft publishes, and a stream needs no other', async () => {
  const ids = (permissions: readonly Permission[]): Record<string, string> =>
    Object.fromEntries(permissions.map(({name, appRoleId}) => [name, appRoleId]));
  expect(ids(ALL_PERMISSIONS)).toEqual(PUBLISHED);
  const streams = (await loadStreams()).map(({definition}) => definition);
  expect(PUBLISHED).toMatchObject(ids(permissionsOf(streams)));
});

/** A process of its own, because prettier imports modules in a way that jest does not run. */
test('the files hold the permissions of the definitions; npm run docs makes it so', () => {
  const program = join(REPOSITORY, 'dist', 'tools', 'setup-files.js');
  const {status, stdout} = spawnSync(process.execPath, [program, '--check'], {encoding: 'utf8'});
  expect([status, stdout]).toEqual([0, '']);
});

test('the manifest asks for the permissions that the guide asks of everybody', () => {
  const [{resourceAppId, resourceAccess}, ...others] = JSON.parse(
    readText('setup/required-resource-access.json'),
  ) as [{resourceAppId: string; resourceAccess: {id: string; type: string}[]}];
  const wanted = GUIDE.filter(([, needed]) => needed !== 'optional').map(
    ([name = '']) => codesIn(name)[0]!,
  );
  expect([resourceAppId, others]).toEqual([MICROSOFT_GRAPH, []]);
  expect(resourceAccess).toEqual(wanted.map((name) => ({id: PUBLISHED[name], type: 'Role'})));
});

/** Names in quotes: of a list of PowerShell or of Terraform. */
function names(list: string): string[] {
  return [...list.matchAll(/["']([^"']+)["']/g)].map(([, name]) => name!);
}

/** What stands behind each name, in the table that begins with this. */
function tableIn(text: string, begin: RegExp): Map<string, string> {
  const [, body = ''] = new RegExp(`${begin.source}\\n([^}]*)\\}`).exec(text) ?? [];
  const lines = body.trim().split('\n');
  const pairs = lines.map((line) => line.split(/ +=\s*/) as [string, string]);
  return new Map(pairs.map(([name, value]) => [name.replace(/["' ]/g, ''), value]));
}

test.each([
  {text: POWERSHELL, ids: /\$AppRoleIds = \[ordered\]@\{/, streams: /\$PermissionsByStream = @\{/},
  {text: TERRAFORM, ids: /app_role_ids = \{/, streams: /permissions_by_stream = \{/},
])('$streams is the table of every stream', async ({text, ids, streams}) => {
  const known = [...tableIn(text, ids)].map(([name, id]) => [name, names(id)[0]]);
  expect(Object.fromEntries(known)).toEqual(PUBLISHED);
  const byStream = tableIn(text, streams);
  byStream.delete('all');
  const expected = (await loadStreams()).map(({definition}) => [
    definition.name,
    definition.permissions.map(({name}) => name),
  ]);
  expect([...byStream].map(([name, list]) => [name, names(list)])).toEqual(expected);
});

/** `ReportSettings`, `report-settings` and `report_settings` are one option. */
function plain(option: string): string {
  return option.toLowerCase().replace(/[-_]|path$/g, '');
}

test('the script for PowerShell takes the options of the one for Azure CLI', () => {
  const [, help = ''] = /<<'USAGE'\n([\s\S]*?)\nUSAGE/.exec(SHELL) ?? [];
  const shell = [...help.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name]) => plain(name!));
  const [parameters = ''] = /^param\([\s\S]*?^\)/m.exec(POWERSHELL) ?? [];
  const declared = [...parameters.matchAll(/\$(\w+)/g)].map(([, name]) => name!);
  const described = [...POWERSHELL.matchAll(/^\.PARAMETER (\w+)/gm)].map(([, name]) => name!);
  expect(described).toEqual(declared.filter((name) => !['true', 'false'].includes(name)));
  const mapped = described
    .map(plain)
    .map((name) => name.replace('printconfig', 'print'))
    .filter((name) => name !== 'tenantid');
  expect(mapped.sort()).toEqual(shell.filter((name) => name !== 'help').sort());
});

test('the settings that PowerShell and Terraform write are those of the form', () => {
  const {properties} = readSpecification().connectionSpecification as {
    properties: Record<string, {enum?: string[]; oneOf?: {properties: object}[]}>;
  };
  const [secret] = properties['credentials']!.oneOf!.map((each) => Object.keys(each.properties));
  const written = ['tenant_id', 'client_id', 'credentials', 'domains', 'cloud'];
  expect(Object.keys(properties)).toEqual(expect.arrayContaining(written));
  const functions = /^function (?:New-SecretSetting|Get-ConfigText) \{[\s\S]*?^\}/gm;
  for (const text of [
    POWERSHELL.match(functions)!.join(''),
    readText('setup/terraform/app/outputs.tf').split('value = var.certificate')[1]!,
  ]) {
    const keys = [...text.matchAll(/^ +([a-z_]+) += /gm)].map(([, name]) => name!);
    expect(keys.sort()).toEqual([...written, ...secret!].sort());
  }
});

test('the scripts and Terraform take the clouds of the form', () => {
  const clouds = Object.keys(CLOUDS);
  expect(SHELL).toContain(`'' | ${clouds.join(' | ')}) ;;`);
  expect(names(/ValidateSet\(([^)]*)\)/.exec(POWERSHELL)![1]!)).toEqual(clouds);
  const terraform = readText('setup/terraform/app/variables.tf');
  expect(names(/contains\(\[([^\]]*)\], var\.cloud/.exec(terraform)![1]!)).toEqual(clouds);
});

test('what PowerShell says is short', () => {
  const texts = [...POWERSHELL.matchAll(/Stop-Setup \(?((?:["'][^\n]*["'](?: \+\n +)?)+)/g)];
  expect(texts.length).toBeGreaterThan(10);
  const long = texts.map(([, text]) => text!.replace(/["'] \+\n +["']/g, ''));
  // With a path or a name in it.
  expect(long.filter((text) => text.length > 260)).toEqual([]);
});

test('streams whose tables have to be replaced are replaced', async () => {
  const replaced = (await loadStreams())
    .filter(({definition}) => !definition.cursor.isIncremental)
    .map(({definition}) => definition.name)
    .sort();
  const [, terraform = ''] = /replaced = \[(.*)\]/.exec(
    readText('setup/terraform/airbyte/main.tf'),
  )!;
  const [, pyairbyte = ''] = /REPLACED = \((.*)\)/.exec(readText('interop/pyairbyte.py'))!;
  expect([names(terraform).sort(), names(pyairbyte).sort()]).toEqual([replaced, replaced]);
});

test('the streams of Terraform for Airbyte exist', async () => {
  const known = (await loadStreams()).map(({definition}) => definition.name);
  const text = readText('setup/terraform/airbyte/variables.tf');
  const [, list = ''] = /variable "streams" \{[\s\S]*?default = \[([\s\S]*?)\]/.exec(text)!;
  expect(names(list).length).toBeGreaterThan(5);
  expect(names(list).filter((name) => !known.includes(name))).toEqual([]);
});

interface CronJob {
  apiVersion: string;
  kind: string;
  spec: {
    concurrencyPolicy: string;
    timeZone: string;
    jobTemplate: {
      spec: {
        template: {spec: {containers: Record<string, unknown>[]; securityContext: object}};
      };
    };
  };
}

test('the CronJob runs one read at a time, as the user of the image, on a disk that it cannot write', () => {
  const {apiVersion, kind, spec} = readYaml<CronJob>('setup/kubernetes/cronjob.yaml');
  expect([apiVersion, kind, spec.concurrencyPolicy, spec.timeZone]).toEqual([
    'batch/v1',
    'CronJob',
    'Forbid',
    'Etc/UTC',
  ]);
  const pod = spec.jobTemplate.spec.template.spec;
  const [, user] = /^USER (\d+):/m.exec(readText('setup/kubernetes/Dockerfile'))!;
  expect(pod.securityContext).toMatchObject({runAsNonRoot: true, runAsUser: Number(user)});
  const [{securityContext, env}] = pod.containers as [
    {securityContext: object; env: {name: string}[]},
  ];
  expect(securityContext).toMatchObject({readOnlyRootFilesystem: true});
  const [, needed = ''] = /NEEDED = \((.*)\)/.exec(readText('interop/read_into_postgres.py'))!;
  expect(env.map(({name}) => name)).toEqual(expect.arrayContaining(names(needed)));
});

test('the image for Kubernetes copies files that are there and that its ignore file lets through', () => {
  const copied = [...readText('setup/kubernetes/Dockerfile').matchAll(/^COPY (?!--)(\S+)/gm)];
  const ignored = readText('setup/kubernetes/Dockerfile.dockerignore').split('\n');
  const paths = copied.map(([, path]) => path!);
  expect(paths.length).toBeGreaterThan(4);
  expect(paths.filter((path) => !existsSync(join(REPOSITORY, path)))).toEqual([]);
  expect(paths.filter((path) => !ignored.includes(`!${path}`))).toEqual([]);
});

const PINNED = /uses: (\S+@[0-9a-f]{40} # v[\d.]+)/g;

test('the workflow uses the actions of our own workflows, at the same commits', () => {
  const text = readText('setup/github-actions/read.yml');
  const own = readdirSync(join(REPOSITORY, '.github/workflows')).flatMap((file) =>
    [...readText(`.github/workflows/${file}`).matchAll(PINNED)].map(([, action]) => action!),
  );
  const used = [...text.matchAll(PINNED)].map(([, action]) => action!);
  expect(used).toHaveLength(text.match(/uses: /g)!.length);
  expect(used.filter((action) => !own.includes(action))).toEqual([]);
});

test('the workflow may read only, ends, and pastes no expression into a shell', () => {
  const {permissions, jobs} = readYaml<{
    permissions: object;
    jobs: Record<string, {'timeout-minutes': number; steps: {run?: string}[]}>;
  }>('setup/github-actions/read.yml');
  expect([permissions, jobs['read']!['timeout-minutes']]).toEqual([{contents: 'read'}, 240]);
  const commands = jobs['read']!.steps.map(({run = ''}) => run);
  expect(commands.filter((run) => run.includes('${{'))).toEqual([]);
  const scripts = commands.flatMap((run) => run.match(/(?<=npm run )[\w:-]+/g) ?? []);
  expect(scripts.filter((script) => !(script in packageFile.scripts))).toEqual([]);
});

test('every script that an example runs is there and can be run', () => {
  const examples = [
    'setup/github-actions/read.yml',
    'setup/cron/crontab',
    'setup/read-and-build.sh',
  ];
  const files = [...examples, 'setup/kubernetes/Dockerfile', 'setup/README.md'];
  const found = files.flatMap(
    (file) => readText(file).match(/(?:setup|interop|tools)\/[\w-]+\.sh/g) ?? [],
  );
  expect(new Set(found).size).toBeGreaterThan(3);
  for (const script of new Set(found)) accessSync(join(REPOSITORY, script), constants.X_OK);
});

test('the page lists every file of the folder', () => {
  const listed = tableRows(README, 'File').flatMap(([file = '']) => codesIn(file));
  const files = readdirSync(join(REPOSITORY, 'setup'), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && entry.name !== 'README.md')
    .map((entry) => join(entry.parentPath, entry.name).replace(join(REPOSITORY, 'setup/'), ''))
    .filter((file) => !/(^|\/)\.|dockerignore$/.test(file));
  const isListed = (file: string): boolean =>
    listed.includes(file) || listed.includes(`${dirname(file)}/`);
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !isListed(file))).toEqual([]);
  expect(listed.filter((file) => !existsSync(join(REPOSITORY, 'setup', file)))).toEqual([]);
});
