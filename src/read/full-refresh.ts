/**
 * Full refreshes that go on where a failed attempt ended. The state of a full refresh belongs to
 * one generation of the destination's table: taken for anything else it would leave the table
 * frozen or nearly empty.
 * https://docs.airbyte.com/platform/understanding-airbyte/resumability
 */
import type {Row} from '../streams/stream';
import {parseCheckpoint, serializeCheckpoint} from './checkpoint';
import type {Checkpoint, FullScan} from './checkpoint';
import {REFRESH_COMPLETE, STATE_VERSION, isRefreshState, isSameSettings, timeOf} from './state';
import type {StateScope} from './state';
import type {ExtractionRequest, StreamContext, SyncEvents} from './stream-context';

/** The attempts of a job follow each other within hours; a runner that never raises the id does not. */
const MAX_JOB_AGE_MS = 24 * 3_600_000;

/** What the state of a full refresh says about this read. `after` is in epoch milliseconds. */
export type OpenedRefresh =
  | {kind: 'beginning'; after: number; because?: string}
  | {kind: 'complete'; after: number; state: Row}
  | {kind: 'checkpoint'; after: number; state: Row; checkpoint: Checkpoint};

/**
 * Honours a state only where this read is surely the next attempt of the refresh that wrote it.
 * @param now epoch milliseconds.
 */
export function openRefresh(
  request: ExtractionRequest,
  current: StateScope,
  now: number,
): OpenedRefresh {
  const {state} = request;
  if (state === undefined) return {kind: 'beginning', after: 0};
  const after = timeOf(state['synced_at']);
  const because = whyNotHonoured({...request, state}, current, now - after);
  if (because) return {kind: 'beginning', after, because};
  if (state[REFRESH_COMPLETE] === true) return {kind: 'complete', after, state};
  const checkpoint = parseCheckpoint(state['checkpoint']);
  return checkpoint
    ? {kind: 'checkpoint', after, state, checkpoint}
    : {kind: 'beginning', after, because: OTHER_SHAPE};
}

const OTHER_SHAPE = 'its state has a shape that is not known';

function whyNotHonoured(
  {state, incremental, generationId, destinationSyncMode}: ExtractionRequest & {state: Row},
  current: StateScope,
  ageMs: number,
): string | undefined {
  const {generation_id: generation, version, made_with: scope} = state;
  if (!isRefreshState(state)) return 'its state is not that of a full refresh';
  if (version !== STATE_VERSION) return OTHER_SHAPE;
  if (incremental) return 'the catalog asks for an incremental read, which the stream cannot give';
  if (generationId === undefined) return 'the catalog names no generation';
  if (generation !== generationId) return 'its state belongs to another generation';
  if (destinationSyncMode.startsWith('overwrite')) {
    return 'an overwriting destination keeps only what this read delivers';
  }
  if (ageMs > MAX_JOB_AGE_MS) return 'its state is older than a day';
  // A clock that was ahead wrote it, so nobody knows how old it is.
  if (ageMs < -MAX_JOB_AGE_MS) return 'its state is from the future';
  return isSameSettings(scope, current) ? undefined : 'the settings have changed';
}

/** Everything, from the beginning or from a checkpoint on, and the sign that it ended. */
export async function* fullRefresh(
  context: StreamContext,
  {generationId}: ExtractionRequest,
  {opened, read}: {opened: OpenedRefresh; read: (list: FullScan) => SyncEvents},
): SyncEvents {
  if (opened.kind === 'beginning' && opened.because) {
    context.log('INFO', `reading from the beginning, because ${opened.because}`);
  }
  if (opened.kind !== 'beginning') yield {state: opened.state};
  if (opened.kind === 'complete') {
    context.log('INFO', 'an earlier attempt of this refresh has read the stream to its end');
    return;
  }
  if (opened.kind === 'checkpoint') context.log('INFO', 'resuming where the last attempt ended');
  const save = (progress: object): Row => ({
    version: STATE_VERSION,
    made_with: context.scope,
    synced_at: context.extractionClock.latest,
    ...(generationId !== undefined && {generation_id: generationId}),
    ...progress,
  });
  yield* read({
    ...(opened.kind === 'checkpoint' && {from: opened.checkpoint}),
    save: (checkpoint) => save({checkpoint: serializeCheckpoint(checkpoint)}),
  });
  yield {state: save({[REFRESH_COMPLETE]: true})};
}
