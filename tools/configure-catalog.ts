/**
 * Makes the configured catalog for `read` from what `discover` printed, as a platform does:
 * npm run --silent catalog -- discovered.jsonl > catalog.json
 */
import {readFileSync} from 'node:fs';
import type {AirbyteMessage, AirbyteStream, SyncMode} from '../src/airbyte/messages';

const USAGE =
  'Usage: npm run --silent catalog -- FILE [full_refresh], FILE with what discover wrote';

export function streamsIn(messages: readonly AirbyteMessage[]): AirbyteStream[] {
  for (const message of messages) {
    if (message.type === 'CATALOG') return message.catalog.streams;
  }
  throw new Error('The connector printed no catalog.');
}

/** All streams. Those that do not support the mode are read in full. */
export function configuredCatalog(streams: readonly AirbyteStream[], mode: SyncMode): object {
  return {streams: streams.map((stream) => configure(stream, mode))};
}

function configure(stream: AirbyteStream, preferred: SyncMode): object {
  const mode = stream.supported_sync_modes.includes(preferred) ? preferred : 'full_refresh';
  const key = stream.source_defined_primary_key;
  return {
    stream,
    sync_mode: mode,
    destination_sync_mode: mode === 'full_refresh' ? 'overwrite' : 'append_dedup',
    ...(stream.default_cursor_field && {cursor_field: stream.default_cursor_field}),
    ...(key && {primary_key: key}),
    sync_id: 1,
    generation_id: 1,
    minimum_generation_id: mode === 'full_refresh' ? 1 : 0,
  };
}

/** @param output what `discover` printed, one message a line. */
export function catalogFrom(output: string, mode: SyncMode): string {
  const lines = output.split('\n').filter((line) => line !== '');
  const messages = lines.map((line) => JSON.parse(line) as AirbyteMessage);
  return JSON.stringify(configuredCatalog(streamsIn(messages), mode), null, 2);
}

function main([file, mode = 'incremental']: string[]): void {
  if (file === undefined || (mode !== 'incremental' && mode !== 'full_refresh')) {
    console.error(USAGE);
    process.exitCode = 1;
    return;
  }
  console.log(catalogFrom(readFileSync(file, 'utf8'), mode));
}

if (require.main === module) main(process.argv.slice(2));
