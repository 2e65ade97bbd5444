/** The configured catalog of the streams that the report reads. */
import type {AirbyteStream, SyncMode} from '../../src/airbyte/messages';

export interface StreamToRead {
  stream: AirbyteStream;
  syncMode: SyncMode;
}

/**
 * Read whole every time, though it could be read incrementally: the connector asks for all of it
 * anyway, and an incremental read does not say which rows are gone.
 */
const READ_WHOLE: ReadonlySet<string> = new Set(['user_registration_details']);

/** @param names of streams; those that the connector does not offer are left out. */
export function streamsToRead(
  offered: readonly AirbyteStream[],
  names: readonly string[],
): StreamToRead[] {
  return offered
    .filter(({name}) => names.includes(name))
    .map((stream) => {
      const isWhole =
        READ_WHOLE.has(stream.name) || !stream.supported_sync_modes.includes('incremental');
      return {stream, syncMode: isWhole ? 'full_refresh' : 'incremental'};
    });
}

/**
 * No stream replaces a table of its destination here: then a missing permission costs its stream and
 * not the whole read.
 */
export function configuredCatalog(streams: readonly StreamToRead[]): object {
  return {
    streams: streams.map(({stream, syncMode}) => ({
      stream,
      sync_mode: syncMode,
      destination_sync_mode: syncMode === 'incremental' ? 'append_dedup' : 'append',
      ...(stream.default_cursor_field && {cursor_field: stream.default_cursor_field}),
      ...(stream.source_defined_primary_key && {primary_key: stream.source_defined_primary_key}),
    })),
  };
}
