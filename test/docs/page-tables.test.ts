import {readFileSync} from 'node:fs';
import {loadStreams} from '../../src/streams/load';
import {PAGE_TABLES, pathOf, renderPage} from '../../tools/page-tables';

test.each(PAGE_TABLES.map((table) => [table.page, table]))(
  'the table in docs/%s says what the definitions say; npm run docs makes it so',
  async (_page, table) => {
    expect(readFileSync(pathOf(table), 'utf8')).toBe(await renderPage(table, await loadStreams()));
  },
);
