import {readFileSync} from 'node:fs';
import {ERROR_RESOLUTIONS} from '../../src/graph/error-resolution';
import {ERROR_REFERENCE} from '../../tools/error-reference';
import {renderErrors} from '../../tools/render-errors';

test('docs/errors.md says what the table says; npm run docs makes it so', () => {
  expect(readFileSync(ERROR_REFERENCE, 'utf8')).toBe(renderErrors());
});

test('every row of the table is a line of the page, with as many cells as its head', () => {
  const lines = renderErrors().split('\n');
  const head = lines.findIndex((line) => line.startsWith('| Where '));
  const rows = lines.slice(head + 2).filter((line) => line.startsWith('|'));
  expect(rows).toHaveLength(ERROR_RESOLUTIONS.length);
  const cells = (line: string): number => line.match(/(?<!\\)\|/g)?.length ?? 0;
  expect(rows.filter((line) => cells(line) !== cells(lines[head]!))).toEqual([]);
});
