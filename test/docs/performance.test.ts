import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {tablesOf} from '../../bench/table-plan';

const PAGE = join(__dirname, '..', '..', '..', 'docs', 'performance.md');

/** The first two cells of each row of a table: how many users, and what a page takes. */
function casesIn(lines: readonly string[]): string[] {
  const rows = lines.filter((line) => /^\| [\d,]+ /.test(line));
  return rows.map((line) => line.split('|').slice(1, 3).join('|').replaceAll(' ', ''));
}

test('the page has every table and row of the plan; npm run bench -- --only table --write makes it so', () => {
  const [, ...parts] = readFileSync(PAGE, 'utf8').split(/^## /m);
  const shown = parts.map((part) => part.split('\n'));
  const expected = tablesOf(new Map()).map(({title, rows}) => ({
    title,
    cases: rows.map(([users = '', latency = '']) => `${users}|${latency}`.replaceAll(' ', '')),
  }));
  expect(shown.map(([title, ...lines]) => ({title, cases: casesIn(lines)}))).toEqual(expected);
});
