import type {AirbyteStream} from './airbyte/messages';
import {loadStreams} from './streams/load';
import type {Stream} from './streams/stream';

/**
 * Every stream, whatever the token permits: one that is left out would vanish from connections.
 * Loads the definitions of streams only, so that it starts at once.
 */
export async function discover(): Promise<AirbyteStream[]> {
  return (await loadStreams()).map(airbyteStream);
}

function airbyteStream({definition, schema}: Stream): AirbyteStream {
  const {name, primaryKey, cursor} = definition;
  const stream: AirbyteStream = {
    name,
    json_schema: schema,
    supported_sync_modes: ['full_refresh'],
    source_defined_primary_key: primaryKey.map((key) => [key]),
    // Lists continue from a checkpoint, and reports are incremental.
    is_resumable: true,
  };
  if (!cursor.isIncremental) return stream;
  return {
    ...stream,
    supported_sync_modes: ['full_refresh', 'incremental'],
    source_defined_cursor: true,
    default_cursor_field: [cursor.field],
  };
}
