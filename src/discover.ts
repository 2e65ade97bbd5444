import type {AirbyteStream} from './airbyte/messages';
import {loadStreams} from './streams/load';
import type {Stream} from './streams/load';
import {cursorField, isIncremental, isResumable} from './read/extract-stream';

/** Every stream, whatever the token may do: one that is left out would vanish from connections. */
export async function discover(): Promise<AirbyteStream[]> {
  return (await loadStreams()).map(airbyteStream);
}

function airbyteStream({definition, schema}: Stream): AirbyteStream {
  const {name, primaryKey} = definition;
  const stream: AirbyteStream = {
    name,
    json_schema: schema,
    supported_sync_modes: ['full_refresh'],
    source_defined_primary_key: primaryKey.map((key) => [key]),
    is_resumable: isResumable(definition),
  };
  if (!isIncremental(definition)) return stream;
  return {
    ...stream,
    supported_sync_modes: ['full_refresh', 'incremental'],
    source_defined_cursor: true,
    default_cursor_field: [cursorField(definition)],
  };
}
