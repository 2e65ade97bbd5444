/** Writes docs/streams.md and docs/streams/ from the definitions and schemas: npm run docs */
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {loadStreams} from '../src/streams/load';
import type {Stream} from '../src/streams/stream';
import {renderOverview, renderStreamPage} from './render-streams';

const DOCS = join(resolve(__dirname, '..', '..'), 'docs');
export const STREAM_PAGES = join(DOCS, 'streams');

/** Each page by its file. */
export function streamReference(streams: Stream[]): Map<string, string> {
  return new Map([
    [join(DOCS, 'streams.md'), renderOverview(streams)],
    ...streams.map((stream): [string, string] => [
      join(STREAM_PAGES, `${stream.definition.name}.md`),
      renderStreamPage(stream),
    ]),
  ]);
}

async function main(): Promise<void> {
  // Also removes the page of a stream that is gone.
  rmSync(STREAM_PAGES, {recursive: true, force: true});
  mkdirSync(STREAM_PAGES);
  for (const [file, text] of streamReference(await loadStreams())) writeFileSync(file, text);
}

if (require.main === module) void main();
