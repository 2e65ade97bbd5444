/**
 * Reads a list of users in lanes: parts of it, several at the same time, because Graph gives the
 * pages of one list one after the other. The list is a snapshot of a tenant that changes: whoever
 * moves between parts is found by a delta query, and the number of users is compared.
 */
import {TransientError} from '../../errors';
import type {FullScan} from '../checkpoint';
import {FILTER_FAILURES_MS, readFilteredOrAll} from '../filter-fallback';
import {ListPass} from '../list-pass';
import type {ReadIds} from '../list-pass';
import type {StreamContext, SyncEvents} from '../stream-context';
import {setSyncedAtOfRows} from '../transform';
import {chunksOf, readUsersById} from '../users-by-id';
import {readChanges} from './changes';
import {isCountPlausible} from './completeness';
import {countUsers, ListBeforeLanes} from './open-lanes';
import type {OpenedLanes} from './open-lanes';
import {LANES, filterOfPart, partsOf} from './parts';
import {readParts} from './read-parts';
import type {LanesProgress} from './read-parts';

/** Users to read by their ids at a time, which bounds what is held in memory. */
const MAX_USERS_AT_A_TIME = 300;

/** So often the changes are read again where the number of users does not fit. */
const MAX_COMPARISONS = 3;

export interface LanesOptions {
  ids: ReadIds;
  list: FullScan | undefined;
  /** A state for so many pages. */
  interval: number;
  /** Reads the list in one lane, without users whom the read has seen. */
  inOneLane: (
    context: StreamContext,
    list: FullScan | undefined,
    /** Whether the list was left on the way, so that its end says nothing. */
    isLeft?: () => boolean,
  ) => SyncEvents;
}

/** @returns whether the stream can be read so, which domains as filters do not allow. */
export function canReadInLanes({definition, domains, laneThreshold}: StreamContext): boolean {
  return definition.lanes !== undefined && domains.everyone && laneThreshold.users < Infinity;
}

/** The list is begun as usual, and left for lanes when the tenant turns out to be large. */
export async function* readInLanes(context: StreamContext, options: LanesOptions): SyncEvents {
  const {from} = options.list ?? {};
  if (from?.lanes) {
    const {users: before, ...place} = from.lanes;
    yield* readLanesOrAll(context, {...place, before}, options);
    return;
  }
  const {lanes} = context.definition;
  if (!lanes || from) {
    yield* options.inOneLane(context, options.list);
    return;
  }
  const before = new ListBeforeLanes(context, lanes);
  try {
    yield* options.inOneLane(before.listing, options.list, () => before.opened !== undefined);
  } finally {
    before.close();
  }
  const {opened, names} = before;
  if (!opened) return;
  const parts = partsOf(names, opened.users);
  const places = parts.map((part) => ({filter: filterOfPart(lanes.field, part), nextLink: null}));
  context.log('INFO', `about ${opened.users} users, so ${places.length} parts, ${SIDE_BY_SIDE}`);
  yield* readLanesOrAll(context, progressOf(opened, places), options);
}

const SIDE_BY_SIDE = `${LANES} at the same time`;

function progressOf({changesLink}: OpenedLanes, parts: LanesProgress['parts']): LanesProgress {
  return {parts, changesLink, before: 0};
}

async function* readLanesOrAll(
  context: StreamContext,
  progress: LanesProgress,
  {ids, list, interval, inOneLane}: LanesOptions,
): SyncEvents {
  const all = (error?: unknown): SyncEvents => {
    if (progress.before > 0 && !context.deduplicates) throw deliveredUnknown(context, error);
    // A page link of the whole list does not tell whom the lanes have delivered behind it.
    return inOneLane(context, context.deduplicates && list ? {save: list.save} : undefined);
  };
  let isComplete = true;
  yield* readFilteredOrAll(context, {
    what: 'users by the beginnings of their names',
    filtered: async function* () {
      yield* readParts(context, progress, {ids, interval, save: list?.save});
      isComplete = yield* readMissed(context, progress, ids);
    },
    all,
  });
  if (isComplete) return;
  context.log('WARN', `${COUNT_DIFFERS}, so everything is read`);
  yield* all();
}

const COUNT_DIFFERS = 'the parts of the list do not have as many users as the tenant';

/** What the attempt before wrote is not known here, so that reading it again would double it. */
function deliveredUnknown({definition: {name}}: StreamContext, cause: unknown): TransientError {
  return new TransientError(
    `${name}: the list changed after the last attempt of this refresh ended, and whom that attempt ` +
      'delivered is no longer known. So the next sync reads it again.',
    {cause, fields: {condition: undefined}},
  );
}

/**
 * Emits whoever no lane has seen.
 * @returns whether the number of users fits to what came.
 */
async function* readMissed(
  context: StreamContext,
  {changesLink, before}: LanesProgress,
  ids: ReadIds,
): SyncEvents<boolean> {
  const named = new Set<string>();
  let link = changesLink;
  for (let comparison = 0; comparison < MAX_COMPARISONS; comparison += 1) {
    const counting = countUsers(context, {failuresMs: FILTER_FAILURES_MS});
    counting.catch(() => undefined);
    const changes = await readChanges(context, link);
    ({link} = changes);
    const existing = [...changes.exists].filter(([, exists]) => exists).map(([id]) => id);
    const isDoubtful = existing.length > 0 && before > 0 && !context.deduplicates;
    if (isDoubtful) throw deliveredUnknown(context, undefined);
    yield* emitUsers(context, existing, ids);
    for (const id of changes.exists.keys()) named.add(id);
    const seen = [...named].filter((id) => ids.has(id)).length;
    const read = {unchanged: ids.size - seen, before, changed: named.size};
    if (isCountPlausible(await counting, read)) return true;
  }
  return false;
}

/** A destination that keeps the latest row of a user also gets those of users seen before. */
async function* emitUsers(
  context: StreamContext,
  changed: readonly string[],
  ids: ReadIds,
): SyncEvents {
  const wanted = context.deduplicates ? changed : changed.filter((id) => !ids.has(id));
  const pass = new ListPass(context, ids, {repeats: context.deduplicates});
  for (const chunk of chunksOf(wanted, MAX_USERS_AT_A_TIME)) {
    const users = await readUsersById(context, chunk);
    const extractedAt = context.extractionClock.next();
    const rows = pass.take({rows: [...users.values()]});
    if (rows.length > 0) yield {rows: setSyncedAtOfRows(rows, extractedAt), extractedAt};
  }
}
