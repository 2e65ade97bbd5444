import {readFileSync, readdirSync} from 'node:fs';
import {basename, dirname} from 'node:path';
import {loadStreams} from '../../src/streams/load';
import {STREAM_PAGES, streamReference} from '../../tools/stream-reference';

/** Bars that end a cell. */
function bars(line: string): number {
  return line.match(/(?<!\\)\|/g)?.length ?? 0;
}

test('every row of a table has as many cells as its head', async () => {
  for (const text of streamReference(await loadStreams()).values()) {
    const lines = text.split('\n');
    let head = '';
    for (const [index, line] of lines.entries()) {
      if (!line.startsWith('|')) continue;
      if (!lines[index - 1]?.startsWith('|')) head = line;
      expect([line, bars(line)]).toEqual([line, bars(head)]);
    }
  }
});

test('docs/streams.md and its pages say what the definitions say; npm run docs makes it so', async () => {
  const reference = streamReference(await loadStreams());
  for (const [file, text] of reference) expect(readFileSync(file, 'utf8')).toBe(text);
  const made = [...reference.keys()].filter((file) => dirname(file) === STREAM_PAGES);
  expect(readdirSync(STREAM_PAGES).sort()).toEqual(made.map((file) => basename(file)).sort());
});

test('the overview has every stream once, in one group', async () => {
  const streams = await loadStreams();
  const [overview = ''] = streamReference(streams).values();
  const listed = [...overview.matchAll(/^\| \[`(\w+)`\]\(streams\/\1\.md\) /gm)];
  expect(listed.map(([, name]) => name).sort()).toEqual(
    streams.map(({definition}) => definition.name).sort(),
  );
});
