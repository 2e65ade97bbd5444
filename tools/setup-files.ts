/** Writes what the files of setup/ know of permissions: npm run docs */
import {readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {loadStreams} from '../src/streams/load';
import {ALL_PERMISSIONS} from '../src/streams/permissions';
import type {StreamDefinition} from '../src/streams/stream';
import {replaceSection} from './marked-section';

const SETUP = join(resolve(__dirname, '..', '..'), 'setup');
const MARKS = {begin: '# permissions: made by npm run docs\n', end: '# end: permissions\n'};
const MICROSOFT_GRAPH = '00000003-0000-0000-c000-000000000000';
const LINE_WIDTH = 98;

type Definitions = readonly StreamDefinition[];

interface SetupFile {
  file: string;
  render: (definitions: Definitions, before: string) => string;
}

const FILES: readonly SetupFile[] = [
  {file: 'required-resource-access.json', render: requiredResourceAccess},
  {
    file: 'azure-cli.sh',
    render: (definitions, before) => replaceSection(before, MARKS, shell(definitions)),
  },
  {
    file: 'powershell.ps1',
    render: (definitions, before) => replaceSection(before, MARKS, powershell(definitions)),
  },
  {file: 'terraform/app/permissions.tf', render: terraform},
];

const ALL = ALL_PERMISSIONS.map(({name}) => name);
const DEFAULT = ALL_PERMISSIONS.filter(({optional}) => !optional).map(({name}) => name);

/** As `az ad app create --required-resource-accesses` and the manifest of an app take it. */
function requiredResourceAccess(): string {
  const roles = ALL_PERMISSIONS.filter(({optional}) => !optional).map(
    ({appRoleId}) => `      {"id": "${appRoleId}", "type": "Role"}`,
  );
  return `[
  {
    "resourceAppId": "${MICROSOFT_GRAPH}",
    "resourceAccess": [
${roles.join(',\n')}
    ]
  }
]
`;
}

function permissionsOf({permissions}: StreamDefinition): string[] {
  return permissions.map(({name}) => name);
}

/** Names of streams by the permissions that each needs, in the order of the streams. */
function groups(definitions: Definitions): [permissions: string[], streams: string[]][] {
  const found = new Map<string, string[]>();
  for (const definition of definitions) {
    const key = permissionsOf(definition).join(' ');
    found.set(key, [...(found.get(key) ?? []), definition.name]);
  }
  return [...found].map(([key, streams]) => [key.split(' '), streams]);
}

function neededByAll(definitions: Definitions): string[] {
  const needed = new Set(definitions.flatMap(permissionsOf));
  return ALL.filter((name) => needed.has(name));
}

function shell(definitions: Definitions): string {
  const cases = groups(definitions).map(
    ([permissions, streams]) =>
      `${wrap(streams, ' | ', ' |')})\n      echo ${permissions.join(' ')} ;;\n`,
  );
  return [
    `DEFAULT_PERMISSIONS='${DEFAULT.join(' ')}'\n`,
    `ALL_PERMISSIONS="$DEFAULT_PERMISSIONS ${ALL.slice(DEFAULT.length).join(' ')}"\n\n`,
    'app_role_id() {\n  case $1 in\n',
    ...ALL_PERMISSIONS.map(({name, appRoleId}) => `    ${name}) echo ${appRoleId} ;;\n`),
    '  esac\n}\n\n',
    '# Those that a stream needs. Ends with 1 where there is no such stream.\n',
    'permissions_of() {\n  case $1 in\n',
    `    all)\n      echo ${neededByAll(definitions).join(' ')} ;;\n`,
    ...cases.map((text) => `    ${text}`),
    '    *) return 1 ;;\n  esac\n}\n',
  ].join('');
}

/** In lines that are not longer than a line of a script may be. */
function wrap(words: readonly string[], separator: string, atEnd: string): string {
  const lines = [''];
  for (const word of words) {
    const line = lines.at(-1)!;
    const longer = line ? `${line}${separator}${word}` : word;
    if (longer.length < LINE_WIDTH - 10) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join(`${atEnd} \\\n      `);
}

function powershell(definitions: Definitions): string {
  const list = (names: readonly string[]): string =>
    `@(${names.map((name) => `'${name}'`).join(', ')})`;
  return [
    '$AppRoleIds = [ordered]@{\n',
    ...ALL_PERMISSIONS.map(({name, appRoleId}) => `    '${name}' = '${appRoleId}'\n`),
    `}\n$DefaultPermissions = ${list(DEFAULT)}\n`,
    '$PermissionsByStream = @{\n',
    `    'all' = ${list(neededByAll(definitions))}\n`,
    ...definitions.map(
      (definition) => `    '${definition.name}' = ${list(permissionsOf(definition))}\n`,
    ),
    '}\n',
  ].join('');
}

function terraform(definitions: Definitions): string {
  const quoted = (names: readonly string[]): string =>
    `[${names.map((name) => JSON.stringify(name)).join(', ')}]`;
  return [
    '# Made by npm run docs.\n\nlocals {\n  app_role_ids = {\n',
    ...aligned(ALL_PERMISSIONS.map(({name, appRoleId}) => [`"${name}"`, `"${appRoleId}"`])),
    `  }\n\n  default_permissions = ${quoted(DEFAULT)}\n\n  permissions_by_stream = {\n`,
    ...aligned(definitions.map((each) => [each.name, quoted(permissionsOf(each))])),
    '  }\n}\n',
  ].join('');
}

/** As `terraform fmt` aligns them. */
function aligned(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `    ${name.padEnd(width)} = ${value}\n`);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** With --check nothing is written, and a file that would change ends it with 1. */
async function main(isCheck: boolean): Promise<void> {
  const definitions = (await loadStreams()).map(({definition}) => definition);
  for (const {file, render} of FILES) {
    const path = join(SETUP, file);
    const before = textOf(path);
    const after = render(definitions, before);
    if (before === after) continue;
    console.log(`setup/${file} ${isCheck ? 'is out of date' : 'is written'}.`);
    if (isCheck) process.exitCode = 1;
    else writeFileSync(path, after);
  }
}

void main(process.argv.includes('--check'));
