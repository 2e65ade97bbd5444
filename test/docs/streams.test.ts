import {readFileSync} from 'node:fs';
import {loadStreams} from '../../src/sync/load-streams';
import {renderReference} from '../../tools/render-reference';
import {REFERENCE} from '../../tools/stream-reference';

test('docs/streams.md says what the definitions say; npm run docs makes it so', async () => {
  expect(readFileSync(REFERENCE, 'utf8')).toBe(renderReference(await loadStreams()));
});
