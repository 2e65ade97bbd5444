import {readFileSync} from 'node:fs';
import {loadStreams} from '../../src/streams/load';
import {REFERENCE, renderReference} from '../../tools/stream-reference';

/** Bars that end a cell. */
function bars(line: string): number {
  return line.match(/(?<!\\)\|/g)?.length ?? 0;
}

test('every row of a table has as many cells as its head', async () => {
  const lines = renderReference(await loadStreams()).split('\n');
  let head = '';
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith('|')) continue;
    if (!lines[index - 1]?.startsWith('|')) head = line;
    expect([line, bars(line)]).toEqual([line, bars(head)]);
  }
});

test('docs/streams.md says what the definitions say; npm run docs makes it so', async () => {
  expect(readFileSync(REFERENCE, 'utf8')).toBe(renderReference(await loadStreams()));
});
