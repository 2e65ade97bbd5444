/** Writes the tables of hand-written pages that definitions and schemas fill: npm run docs */
import {readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {format, resolveConfig} from 'prettier';
import {readSpecification} from '../src/config/spec';
import {loadStreams} from '../src/streams/load';
import type {Stream} from '../src/streams/stream';
import {ASSUMPTIONS} from '../verify/assumptions';
import {code, table} from './markdown-table';
import {replaceSection} from './marked-section';
import {settingsTable} from './settings-table';
import {
  appRoles,
  personalDataByStream,
  reportsByService,
  requestsByStream,
  streamsByPermission,
} from './stream-tables';

const REPOSITORY = resolve(__dirname, '..', '..');

interface PageTable {
  page: string;
  /** Stands in the comments around the table. */
  name: string;
  render: (streams: readonly Stream[]) => string[];
}

const PAGE_TABLES: readonly PageTable[] = [
  {page: 'docs/setup.md', name: 'streams by permission', render: streamsByPermission},
  {page: 'docs/api-calls.md', name: 'requests by stream', render: requestsByStream},
  {page: 'docs/activity-data.md', name: 'usage reports', render: reportsByService},
  {page: 'docs/settings.md', name: 'settings', render: settings},
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
  const rendered = ['', '', ...render(streams), '', ''].join('\n');
  const options = await resolveConfig(path);
  return format(replaceSection(text, marks, rendered), {...options, filepath: path});
}

function assumptions(): string[] {
  return table(
    ['Assumption', 'Question', 'What the connector does because of it'],
    ASSUMPTIONS.map(({id, question, because}) => [code(id), question, because]),
  );
}

function settings(): string[] {
  return settingsTable(readSpecification().connectionSpecification);
}

/** With --check nothing is written, and a page that would change ends it with 1. */
async function main(isCheck: boolean): Promise<void> {
  const streams = await loadStreams();
  for (const pageTable of PAGE_TABLES) {
    const path = join(REPOSITORY, pageTable.page);
    const [before, after] = [readFileSync(path, 'utf8'), await renderPage(pageTable, streams)];
    if (before === after) continue;
    console.log(
      `${pageTable.page}: ${pageTable.name} ${isCheck ? 'is out of date' : 'is written'}.`,
    );
    if (isCheck) process.exitCode = 1;
    else writeFileSync(path, after);
  }
}

void main(process.argv.includes('--check'));
