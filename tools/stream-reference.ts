/** Writes docs/streams.md from the definitions and schemas: npm run docs */
import {writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {loadStreams} from '../src/streams/load';
import {renderReference} from './render-reference';

export const REFERENCE = join(resolve(__dirname, '..', '..'), 'docs', 'streams.md');

async function main(): Promise<void> {
  writeFileSync(REFERENCE, renderReference(await loadStreams()));
}

if (require.main === module) void main();
