import {ConfigError} from '../errors';
import {isNamespace, streamKey} from './catalog';
import {quoteValue} from './json-file';
import {isJsonObject} from './messages';
import type {JsonObject, StreamDescriptor} from './messages';

/** The states that the platform handed in, by stream. */
export class IncomingStates {
  private readonly states = new Map<string, JsonObject>();

  /**
   * Reads the array of AirbyteStateMessages that `--state` names, or one of them. What other clients
   * hand in before there is a state means a first sync: nothing, `[]`, `{}`, `{"bookmarks": {}}` of
   * Singer, a LEGACY state without data, and a state of a stream that is an empty object. Where a stream stands twice, the later state counts.
   * @throws ConfigError naming the place in the file and what would be right.
   */
  static parse(file: unknown): IncomingStates {
    const states = new IncomingStates();
    if (!isPresent(file) || isEmptyObject(file) || isWithoutBookmarks(file)) return states;
    if (isStreamState(file) || isEmptyLegacy(file)) states.take(file, 'it');
    else if (Array.isArray(file)) file.forEach((entry, index) => states.take(entry, `[${index}]`));
    else throw stateError(`it is ${quoteValue(file)}, not a list of states`);
    return states;
  }

  of(stream: StreamDescriptor): JsonObject | undefined {
    return this.states.get(streamKey(stream));
  }

  private take(entry: unknown, at: string): void {
    if (!isJsonObject(entry)) throw stateError(`${at} is ${quoteValue(entry)}, not a state`);
    if (isEmptyLegacy(entry)) return;
    const type = entry['type'];
    if (type === 'STREAM' && !isJsonObject(entry['stream'])) {
      throw stateError(`${at} has no object "stream"`);
    }
    if (!isJsonObject(entry['stream']) || (isPresent(type) && type !== 'STREAM')) {
      throw stateError(
        `${at} is a state of type ${quoteValue(type ?? null)}; this connector writes and reads ` +
          'states of type "STREAM" only',
      );
    }
    const {stream_descriptor: descriptor, stream_state: state} = entry['stream'];
    if (!isJsonObject(descriptor) || typeof descriptor['name'] !== 'string') {
      throw stateError(`${at}.stream has no stream_descriptor with a name`);
    }
    if (!isPresent(state) || isEmptyObject(state)) return;
    if (!isJsonObject(state)) {
      throw stateError(`${at}.stream.stream_state is ${quoteValue(state)}, not an object`);
    }
    const namespace = descriptor['namespace'];
    this.states.set(
      streamKey({
        name: descriptor['name'],
        ...(isNamespace(namespace) && {namespace}),
      }),
      state,
    );
  }
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isStreamState(value: unknown): boolean {
  return isJsonObject(value) && (value['type'] === 'STREAM' || isJsonObject(value['stream']));
}

/** Sources of before 2022 kept one object for all streams; an empty one says nothing. */
function isEmptyLegacy(value: unknown): boolean {
  if (!isJsonObject(value) || isPresent(value['stream']) || isPresent(value['global']))
    return false;
  const {type, data} = value;
  if (type !== 'LEGACY' && !(type === undefined && 'data' in value)) return false;
  return !isPresent(data) || isEmptyObject(data) || isWithoutBookmarks(data);
}

function isWithoutBookmarks(value: unknown): boolean {
  if (!isJsonObject(value) || !('bookmarks' in value)) return false;
  const {bookmarks, ...others} = value;
  const isEmpty = !isPresent(bookmarks) || isEmptyObject(bookmarks);
  return isEmpty && !Object.values(others).some(isPresent);
}

function isEmptyObject(value: unknown): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}

function stateError(reason: string): ConfigError {
  return new ConfigError(
    `The state file cannot be used: ${reason}. Pass the states of an earlier sync as a list, ` +
      'or leave --state out to start over.',
  );
}
