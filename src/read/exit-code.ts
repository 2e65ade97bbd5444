/**
 * How a read ends. The platform takes every stream for complete when the process ends with 0, and
 * then replaces the tables of streams that are read anew, also by nothing.
 */
import type {ConfiguredStream} from '../airbyte/catalog';
import type {JsonObject} from '../airbyte/messages';
import type {OnMissingPermission} from '../config/config';
import type {ConnectorError} from '../errors';

export type StreamResult =
  | {kind: 'complete'; configured: ConfiguredStream}
  | {kind: 'failed'; configured: ConfiguredStream; error: ConnectorError}
  /** May not be read. `partial`: rows were written before that was known, see `isPartWritten`. */
  | {kind: 'denied'; configured: ConfiguredStream; error: ConnectorError; partial: boolean}
  /** The cloud does not have the data. */
  | {kind: 'unavailable_in_cloud'; configured: ConfiguredStream; error: ConnectorError};

export interface ExitStatus {
  exitCode: number;
  /** Errors that trying again cannot heal, told last: the first trace decides about a retry. */
  traces: {configured: ConfiguredStream; error: ConnectorError}[];
}

export function exitStatusOf(results: StreamResult[], mode: OnMissingPermission): ExitStatus {
  const failed = results.filter((result) => result.kind === 'failed');
  const denied = results.filter((result) => result.kind === 'denied');
  const unavailable = results.filter((result) => result.kind === 'unavailable_in_cloud');
  const isNothingRead = results.length > 0 && denied.length + unavailable.length === results.length;
  const isBlocked = denied.some((result) => blocks(result, mode));
  if (failed.length === 0 && !isBlocked && !isNothingRead) return {exitCode: 0, traces: []};
  const traces = [
    ...failed.filter(({error}) => error.failureType === 'config_error'),
    ...denied,
    ...(isNothingRead ? unavailable : []),
  ];
  return {exitCode: 1, traces};
}

/** Whether the sync would replace the rows of before by what this read gives. */
export function truncates(configured: ConfiguredStream): boolean {
  const {generationId, minimumGenerationId = 0, syncMode, destinationSyncMode} = configured;
  const isOverwrite = destinationSyncMode === 'overwrite';
  // PyAirbyte asks for this pair, whatever the ids, and never empties a table; the platform does not.
  if (syncMode === 'incremental' && isOverwrite) return false;
  if (minimumGenerationId > 0) return true;
  return generationId === undefined && isOverwrite;
}

/**
 * Whether an earlier attempt of this sync has written rows. An attempt that replaces a table begins
 * without a state, so a state is that of the attempt before.
 */
export function isPartWritten(
  {syncMode, generationId}: ConfiguredStream,
  incoming: JsonObject | undefined,
): boolean {
  if (!incoming) return false;
  if (syncMode === 'incremental') return true;
  const isUnfinished = incoming['checkpoint'] !== undefined;
  return isUnfinished && incoming['generation_id'] === generationId;
}

function blocks(
  {configured, partial}: Extract<StreamResult, {kind: 'denied'}>,
  mode: OnMissingPermission,
): boolean {
  if (mode === 'fail') return true;
  return truncates(configured) && (mode === 'auto' || partial);
}
