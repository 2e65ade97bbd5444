import {ConfigError} from '../errors';
import {foreignName, message} from '../message-text';
import type {MessagePart} from '../message-text';
import {quoteValue} from './json-file';
import {isJsonObject} from './messages';
import type {JsonObject, StreamDescriptor, SyncMode} from './messages';

const SYNC_MODES = ['full_refresh', 'incremental'];
const DESTINATION_SYNC_MODES = ['append', 'overwrite', 'append_dedup', 'overwrite_dedup'];
const NEWER_DESTINATION_SYNC_MODES = ['update', 'soft_delete'];

/** One stream as the user configured it for this sync. */
export interface ConfiguredStream {
  descriptor: StreamDescriptor;
  syncMode: SyncMode;
  destinationSyncMode: string;
  /** Absent on platforms that know no generations. */
  generationId?: number;
  minimumGenerationId?: number;
}

/**
 * Reads a ConfiguredAirbyteCatalog. Keys that may be null are taken as absent when they are.
 * @throws ConfigError naming the place in the file, the value there and what would be right.
 */
export function parseConfiguredCatalog(catalog: unknown): ConfiguredStream[] {
  if (!isJsonObject(catalog) || !Array.isArray(catalog['streams'])) {
    throw catalogError(
      'it has no list "streams"; pass a configured catalog, not the output of discover',
    );
  }
  const streams = catalog['streams'].map(parseStream);
  const seen = new Set<string>();
  for (const [index, {descriptor}] of streams.entries()) {
    const key = streamKey(descriptor);
    if (seen.has(key))
      throw catalogError(
        message`streams[${index}] repeats the stream "${foreignName(descriptor.name)}"`,
      );
    seen.add(key);
  }
  return streams;
}

/** Some platforms write an empty text where there is none. */
export function isNamespace(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Equal for equal descriptors. */
export function streamKey({name, namespace}: StreamDescriptor): string {
  return JSON.stringify([namespace ?? null, name]);
}

function parseStream(entry: unknown, index: number): ConfiguredStream {
  const at = `streams[${index}]`;
  if (!isJsonObject(entry) || !isJsonObject(entry['stream'])) {
    throw catalogError(`${at} has no object "stream"`);
  }
  const {name, namespace} = entry['stream'];
  if (typeof name !== 'string' || name === '') throw catalogError(`${at}.stream has no "name"`);
  const descriptor: StreamDescriptor = {name};
  if (isNamespace(namespace)) descriptor.namespace = namespace;
  return {
    descriptor,
    syncMode: oneOf(entry, 'sync_mode', {at, allowed: SYNC_MODES}) as SyncMode,
    destinationSyncMode: oneOf(entry, 'destination_sync_mode', {
      at,
      allowed: DESTINATION_SYNC_MODES,
      alsoAllowed: NEWER_DESTINATION_SYNC_MODES,
    }),
    ...optionalInteger(entry, 'generation_id', {at, as: 'generationId'}),
    ...optionalInteger(entry, 'minimum_generation_id', {at, as: 'minimumGenerationId'}),
  };
}

interface Choice {
  at: string;
  allowed: string[];
  alsoAllowed?: string[];
}

function oneOf(entry: JsonObject, key: string, {at, allowed, alsoAllowed = []}: Choice): string {
  const value = entry[key];
  if (typeof value === 'string' && [...allowed, ...alsoAllowed].includes(value)) return value;
  throw catalogError(
    `${at}.${key} is ${quoteValue(value)} but must be one of: ${allowed.join(', ')}`,
  );
}

function optionalInteger(
  entry: JsonObject,
  key: string,
  {at, as}: {at: string; as: string},
): object {
  const value = entry[key];
  if (value === undefined || value === null) return {};
  if (Number.isInteger(value)) return {[as]: value};
  throw catalogError(`${at}.${key} is ${quoteValue(value)} but must be a whole number`);
}

function catalogError(reason: MessagePart): ConfigError {
  return new ConfigError(message`The catalog file is not a configured catalog: ${reason}.`);
}
