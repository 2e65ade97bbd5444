/** Configured catalogs, as a platform makes them from the answer of `discover`. */
import type {AirbyteMessage, AirbyteStream, SyncMode} from '../src/airbyte/messages';

export function streamsIn(messages: readonly AirbyteMessage[]): AirbyteStream[] {
  for (const message of messages) {
    if (message.type === 'CATALOG') return message.catalog.streams;
  }
  throw new Error('The connector printed no catalog.');
}

/** All streams; those that cannot be read in the mode wanted are read whole. */
export function configuredCatalog(streams: readonly AirbyteStream[], wanted: SyncMode): object {
  return {streams: streams.map((stream) => configure(stream, wanted))};
}

function configure(stream: AirbyteStream, wanted: SyncMode): object {
  const able = stream.supported_sync_modes.includes(wanted);
  const mode = able ? wanted : 'full_refresh';
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
