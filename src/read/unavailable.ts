/** Streams whose data Microsoft does not have in the cloud of the tenant. */
import type {ConfiguredStream} from '../airbyte/catalog';
import type {JsonObject} from '../airbyte/messages';
import type {Config} from '../config/config';
import {ConfigError, TransientError, errorFields} from '../errors';
import type {ConnectorError} from '../errors';
import {foreignName, listOf, message} from '../message-text';
import type {MessageText} from '../message-text';
import {isAvailableInCloud} from '../streams/load';
import type {Stream, StreamDefinition} from '../streams/stream';
import {listStreams} from '../streams/stream-list';
import type {StreamResult} from './exit-code';
import {answerOf} from './start-over';
import type {SyncContext} from './sync-context';

type CloudSetting = Pick<Config, 'cloud'>;

/** Why there is nothing to read at all. */
export function absenceOf(
  name: string,
  stream: Stream | undefined,
  {cloud}: CloudSetting,
): {kind: 'unknown' | 'unavailable_in_cloud'; error: ConnectorError} | undefined {
  if (!stream) {
    const text = message`${foreignName(name)}: the connector has no stream of this name. Refresh the source schema of the connection, or deselect the stream.`;
    return {kind: 'unknown', error: new ConfigError(text)};
  }
  if (isAvailableInCloud(stream.definition, cloud === 'global')) return undefined;
  const text = message`${name}: ${notOffered({cloud})} Deselect the stream.`;
  return {kind: 'unavailable_in_cloud', error: new ConfigError(text)};
}

/** Whether Graph refused the report because the cloud does not have it. */
export function isNotOffered(error: unknown): boolean {
  return errorFields(error).condition === 'report_not_offered';
}

/**
 * What a refusal means where a state says that an earlier sync had an answer: the cloud has the
 * report, so that the refusal is a failure.
 */
export function asFailure(
  error: ConnectorError,
  {syncMode}: Pick<ConfiguredStream, 'syncMode'>,
  incoming: JsonObject | undefined,
): ConnectorError {
  if (!isNotOffered(error) || syncMode !== 'incremental' || !incoming) return error;
  const text = message`${error.messageText}. An earlier sync could read it; the next one tries again.`;
  return new TransientError(text, {cause: error, fields: {condition: undefined}});
}

/** One warning for all streams that the cloud does not have, and for all that Graph refused. */
export function logUnavailable(
  results: readonly StreamResult[],
  streams: ReadonlyMap<string, Stream>,
  {config, request, session}: SyncContext,
): void {
  const definitionsOf = (names: readonly string[]): StreamDefinition[] =>
    names.flatMap((name) => streams.get(name)?.definition ?? []);
  const lost = results.flatMap((one) => (one.kind === 'unavailable_in_cloud' ? one : []));
  if (lost.length === 0) return;
  const selected = definitionsOf(request.streams.map(({descriptor}) => descriptor.name));
  const names = definitionsOf(lost.map(({configured}) => configured.descriptor.name));
  const refused = lost.find(({error}) => isNotOffered(error))?.error;
  const todo = names.length === 1 ? 'Deselect the stream.' : 'Deselect these streams.';
  const text = message`${listOf(listStreams(names, selected))}: ${notOffered(config, refused)} ${todo}`;
  session.messages.log('WARN', text, refused?.fields.quoted);
}

function notOffered({cloud}: CloudSetting, refused?: ConnectorError): MessageText {
  const answer = refused ? message` (Microsoft Graph answered ${answerOf(refused)})` : '';
  return message`Microsoft does not offer this data in the cloud ${cloud}${answer}, so nothing is delivered.`;
}
