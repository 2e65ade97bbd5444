/** Writes the tables of hand-written pages that definitions and schemas fill: npm run docs */
import {readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {format, resolveConfig} from 'prettier';
import {loadStreams} from '../src/streams/load';
import {ALL_PERMISSIONS, permissionsOf} from '../src/streams/permissions';
import {pathsOfKind} from '../src/streams/personal-data';
import type {Stream} from '../src/streams/stream';
import {ASSUMPTIONS} from '../verify/assumptions';
import {replaceSection} from './marked-section';

const REPOSITORY = resolve(__dirname, '..', '..');

interface PageTable {
  page: string;
  /** Stands in the comments around the table. */
  name: string;
  render: (streams: readonly Stream[]) => string[];
}

const PAGE_TABLES: readonly PageTable[] = [
  {page: 'docs/setup.md', name: 'streams by permission', render: streamsByPermission},
  {page: 'docs/security.md', name: 'personal data by stream', render: personalDataByStream},
  {page: 'docs/verification.md', name: 'assumptions', render: assumptions},
  {page: 'setup/README.md', name: 'permissions', render: appRoles},
];

/**
 * The page with its table as the streams are now.
 * @throws Error where the comments around the table are missing.
 */
async function renderPage(
  {page, name, render}: PageTable,
  streams: readonly Stream[],
): Promise<string> {
  const path = join(REPOSITORY, page);
  const text = readFileSync(path, 'utf8');
  const marks = {begin: `<!-- ${name}: made by npm run docs -->`, end: `<!-- end: ${name} -->`};
  const table = ['', '', ...render(streams), '', ''].join('\n');
  const options = await resolveConfig(path);
  return format(replaceSection(text, marks, table), {...options, filepath: path});
}

function streamsByPermission(streams: readonly Stream[]): string[] {
  const names = [...new Set(permissionsOf(definitionsOf(streams)).map(({name}) => name))];
  return [
    '| Permission | Streams that need it |',
    '| --- | --- |',
    ...names.map((name) => `| ${code(name)} | ${needing(name, streams)} |`),
  ];
}

function appRoles(streams: readonly Stream[]): string[] {
  return [
    '| Application permission | App role id | Added | Streams that need it |',
    '| --- | --- | --- | --- |',
    ...ALL_PERMISSIONS.map(({name, appRoleId, optional}) => {
      const needed = needing(name, streams);
      const added = !optional ? 'yes' : needed ? 'with `--streams`' : 'with `--report-settings`';
      return `| ${code(name)} | ${code(appRoleId)} | ${added} | ${needed || 'none'} |`;
    }),
  ];
}

function needing(permission: string, streams: readonly Stream[]): string {
  const needed = definitionsOf(streams).filter(({permissions}) =>
    permissions.some(({name}) => name === permission),
  );
  const others = needed.filter(({report}) => !report).map(({name}) => code(name));
  const reports = needed.length > others.length ? ['every usage report'] : [];
  return [...reports, ...others].join(', ');
}

function assumptions(): string[] {
  return [
    '| Assumption | Question | What the connector does because of it |',
    '| --- | --- | --- |',
    ...ASSUMPTIONS.map(({id, question, because}) => `| ${code(id)} | ${question} | ${because} |`),
  ];
}

function personalDataByStream(streams: readonly Stream[]): string[] {
  const read = streams.filter(({definition}) => definition.cursor.kind !== 'daily_slices');
  return [
    '| Stream | Identifies a person | Names or describes a person | What the stream says |',
    '| --- | --- | --- | --- |',
    ...read.map(personalData),
  ];
}

function personalData({definition, schema}: Stream): string {
  const list = (paths: string[]): string =>
    paths.length === 0 ? 'none' : paths.map(code).join(', ');
  const identifying = list(pathsOfKind(schema, ['id', 'address']));
  const describing = list(pathsOfKind(schema, ['name', 'free_text', 'device']));
  const [what = ''] = String(schema['description']).split(/(?<=\.) /);
  return `| ${code(definition.name)} | ${identifying} | ${describing} | ${what} |`;
}

function definitionsOf(streams: readonly Stream[]): Stream['definition'][] {
  return streams.map(({definition}) => definition);
}

function code(text: string): string {
  return `\`${text}\``;
}

/** With --check nothing is written, and a page that would change ends it with 1. */
async function main(isCheck: boolean): Promise<void> {
  const streams = await loadStreams();
  for (const table of PAGE_TABLES) {
    const path = join(REPOSITORY, table.page);
    const [before, after] = [readFileSync(path, 'utf8'), await renderPage(table, streams)];
    if (before === after) continue;
    console.log(`${table.page}: ${table.name} ${isCheck ? 'is out of date' : 'is written'}.`);
    if (isCheck) process.exitCode = 1;
    else writeFileSync(path, after);
  }
}

void main(process.argv.includes('--check'));
