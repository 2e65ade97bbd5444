/** Configured catalogs as CAT makes them of what `discover` answered. */
import type {AirbyteStream, SyncMode} from '../../src/airbyte/messages';
import {readJson} from './acceptance-config';

export interface ConfiguredStream {
  stream: AirbyteStream;
  sync_mode: SyncMode;
  destination_sync_mode: string;
  cursor_field?: string[];
  primary_key?: string[][];
}

/** Every stream that can be read so. */
export function loadConfig(streams: AirbyteStream[], mode: SyncMode): ConfiguredStream[] {
  return streams
    .filter(({supported_sync_modes: modes}) => modes.includes(mode))
    .map((stream) => ({
      stream,
      sync_mode: mode,
      destination_sync_mode: 'append',
      ...(stream.default_cursor_field && {cursor_field: stream.default_cursor_field}),
      ...(stream.source_defined_primary_key && {primary_key: stream.source_defined_primary_key}),
    }));
}

/** The streams that a file names, if there is one, with the schemas of now. */
export function configureFrom(
  path: string | undefined,
  streams: AirbyteStream[],
  mode: SyncMode,
): ConfiguredStream[] {
  if (path === undefined) return loadConfig(streams, mode);
  const {streams: wanted} = readJson(path) as {streams: ConfiguredStream[]};
  const names = new Set(wanted.map(({stream}) => stream.name));
  return loadConfig(streams, mode).filter(({stream}) => names.has(stream.name));
}
