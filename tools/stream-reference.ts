/** Writes docs/streams.md from the definitions and schemas: npm run docs */
import {writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {loadStreams} from '../src/streams/load';
import {personalKindOf, propertiesOf} from '../src/streams/personal-data';
import type {SchemaProperty} from '../src/streams/personal-data';
import type {Cursor, Permission, Row, Stream, StreamDefinition} from '../src/streams/stream';
import {describeVolume} from './stream-volume';

export const REFERENCE = join(resolve(__dirname, '..', '..'), 'docs', 'streams.md');

const INTRODUCTION = `# Streams

This page is made from the definitions of the streams and their schemas (\`npm run docs\`).

Every stream has the primary key \`id\`. Fields keep the names of Microsoft Graph; fields that the connector adds have an underscore.
Every field but \`id\`, \`reportDate\` and \`synced_at\` can be null. "Rows a year" is what a daily sync in the recommended mode writes for a tenant with
10,000 users, before the destination deduplicates. "Personal" says what a field tells of a person; [docs/security.md](security.md#personal-data) says
what becomes of it where personal data is pseudonymised.
`;

const LICENCES: Record<StreamDefinition['licence'], string> = {
  any: 'none',
  'Microsoft Entra ID P1': 'Microsoft Entra ID P1 or P2',
  'Microsoft 365 Copilot': 'Microsoft 365 Copilot; only users who have one are listed',
};

/** The whole page, as Markdown. */
export function renderReference(streams: Stream[]): string {
  const overview = streams.map(({definition}) => overviewRow(definition));
  const parts = [
    INTRODUCTION,
    '| Stream | Permission | Incremental by | Domains |',
    '|---|---|---|---|',
    ...overview,
    '',
    ...streams.flatMap(renderStream),
  ];
  return `${parts.join('\n').trim()}\n`;
}

function overviewRow(definition: StreamDefinition): string {
  const {name, cursor, domainFilter} = definition;
  const field = cursor.isIncremental ? code(cursor.field) : '–';
  const domains = domainFilter.kind === 'tenant_wide' ? 'whole tenant' : 'kept';
  return `| [\`${name}\`](#${name}) | ${permissionNames(definition)} | ${field} | ${domains} |`;
}

function renderStream({definition, schema}: Stream): string[] {
  const facts: [name: string, text: string][] = [
    ['Endpoint', `${describeEndpoint(definition)} ([documentation](${definition.docs}))`],
    ['Permission', definition.permissions.map(describePermission).join('; and ')],
    ['Licence', LICENCES[definition.licence]],
    ['Primary key', '`id`'],
    ['Cursor', describeCursor(definition.cursor)],
    ['Domains', describeDomains(definition)],
    ['Freshness', definition.freshness],
    ['Recommended sync mode', describeMode(definition.cursor)],
    ['Rows a year', describeVolume(definition)],
    ['Joins', definition.joins],
  ];
  return [
    `## ${definition.name}`,
    '',
    String(schema['description']),
    '',
    '| | |',
    '|---|---|',
    ...facts.map(([name, text]) => `| ${name} | ${cell(text)} |`),
    '',
    '| Field | Type | Personal | Description |',
    '|---|---|---|---|',
    ...propertiesOf(schema).map(renderField),
    '',
  ];
}

function renderField({path, property}: SchemaProperty): string {
  const kind = personalKindOf(property, path);
  const personal = kind === 'none' ? '' : kind.replace('_', ' ');
  return `| \`${path}\` | ${typeName(property)} | ${personal} | ${cell(String(property['description']))} |`;
}

function typeName({type, format}: Row): string {
  if (format === 'date-time') return 'timestamp';
  if (format === 'date') return 'date';
  return [type]
    .flat()
    .filter((name) => name !== 'null')
    .join(', ');
}

function describeEndpoint({endpoint, report, clouds}: StreamDefinition): string {
  const national =
    report && clouds === 'all' ? `; ${code(`GET /beta${endpoint}`)} in national clouds` : '';
  return `${code(`GET /v1.0${endpoint}`)}${national}`;
}

function permissionNames({permissions}: StreamDefinition): string {
  return permissions.map(({name}) => `\`${name}\``).join(', ');
}

function describePermission({name, broader, partial = []}: Permission): string {
  const others = broader.length > 0 ? ` (also ${broader.map(code).join(', ')})` : '';
  const some =
    partial.length > 0 ? `; a part of the fields with ${partial.map(code).join(', ')}` : '';
  return `${code(name)}${others}${some}`;
}

function describeCursor(cursor: Cursor): string {
  if (!cursor.isIncremental) return `none, because ${cursor.because}`;
  const field = code(cursor.field);
  switch (cursor.kind) {
    case 'change_detection':
      return `${field}; the list is read whole, and rows that are new, changed or gone are emitted`;
    case 'delta_link':
      return `${field}; \`GET /v1.0${cursor.endpoint}\` tells what changed since the last sync`;
    case 'sign_in_passes':
      return `${field}; lists filtered by the dates of the last sign-ins and of creation, from 48 hours before the last sync`;
    case 'full_scan':
      return `${field}; every row is emitted each time, because ${cursor.because}`;
    case 'report_snapshot':
      return `${field}; a snapshot that was delivered is not delivered again`;
    case 'daily_slices':
      return `${field}; the last two days are read again, and late days of the last ten until they have rows`;
  }
}

function describeDomains({domainFilter, relationship}: StreamDefinition): string {
  if (domainFilter.kind === 'tenant_wide') return `not applied, because ${domainFilter.because}`;
  const {field} = domainFilter;
  const because =
    domainFilter.because ??
    (relationship && `Microsoft Graph adds no ${relationship.name} to a list that it filters so`);
  return because
    ? `by ${code(field)}, in the connector, because ${because}`
    : `by ${code(field)}, by Microsoft Graph where the list is read whole, else in the connector`;
}

function describeMode({isIncremental, kind}: Cursor): string {
  if (!isIncremental) return 'Full refresh, Overwrite';
  const isSnapshot = kind === 'report_snapshot';
  return `Incremental, Append + Deduped${isSnapshot ? ' (or Append)' : ''}`;
}

/** A bar would end the cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function code(text: string): string {
  return `\`${text}\``;
}

async function main(): Promise<void> {
  writeFileSync(REFERENCE, renderReference(await loadStreams()));
}

if (require.main === module) void main();
