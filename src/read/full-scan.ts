/** Reads a whole list, page by page. */
import type {TransientError} from '../errors';
import type {Page} from '../graph/pages';
import {isRow} from '../streams/row';
import type {Checkpoint, FullScan} from './checkpoint';
import {emptyListError, serverFilters} from './domain-filter';
import {FILTER_FAILURES_MS, readFilteredOrAll} from './filter-fallback';
import {withFilterOnlyProperty} from './filter-only-property';
import {canReadInLanes, readInLanes} from './lanes/read-in-lanes';
import {listPages} from './list-pages';
import type {IsSound, ListOptions} from './list-pages';
import {ListPass, ReadIds} from './list-pass';
import {expiredForGood, startOverOnce} from './start-over';
import {saveState} from './state';
import type {StreamContext, SyncEvents} from './stream-context';
import {setSyncedAtOfRows} from './transform';

export async function* readRepeatedFullScan(context: StreamContext): SyncEvents {
  yield* readFullScan(context);
  yield {state: saveState(context.scope, context.extractionClock.latest, {})};
}

/** A state for about every 10,000 users. */
const CHECKPOINT_INTERVAL_PAGES = 10;

const START: Checkpoint = {filter: 0, nextLink: null, hasMatch: false};

/** What a read knows already that turns to reading everything. */
export interface FullScanOptions {
  /** Of rows that it has written before. */
  ids?: ReadIds;
  /** Whether Graph may not leave out other domains by itself. */
  unfiltered?: boolean;
  isSound?: IsSound;
  /** How long failures are retried, where that is less than usual. */
  failuresMs?: number;
}

interface ScanOptions extends FullScanOptions {
  ids: ReadIds;
  /** Whether the list was left on the way, so that its end says nothing. */
  isLeft?: (() => boolean) | undefined;
}

/**
 * Reads all rows of the stream.
 * @param list absent where nothing but the end of the list is worth a state.
 */
export async function* readFullScan(
  context: StreamContext,
  list?: FullScan,
  {ids = new ReadIds(), ...rest}: FullScanOptions = {},
): SyncEvents {
  const known = await withFilterOnlyProperty(context);
  const {subset} = context.definition;
  const readList = canReadInLanes(context) ? readSideBySide : readFromBeginning;
  const read = subset ? readSubset : readList;
  yield* read(known, {ids, ...rest}, list);
}

/** What Graph does not list by itself, the stream finds in the whole list. */
function readSubset(context: StreamContext, options: ScanOptions, list?: FullScan): SyncEvents {
  return readFilteredOrAll(context, {
    what: context.definition.subset?.what ?? 'them',
    filtered: () => readOnce(context, {...options, failuresMs: FILTER_FAILURES_MS}, list),
    all: (error) => {
      if (list?.from && !context.deduplicates) throw checkpointLost(context, error);
      const whole = list && {save: (checkpoint: Checkpoint) => list.save(checkpoint)};
      return readFromBeginning(context, {...options, unfiltered: true}, whole);
    },
  });
}

/** Who turns to reading everything because of a filter does not begin with other filters. */
function readSideBySide(context: StreamContext, options: ScanOptions, list?: FullScan): SyncEvents {
  return readInLanes(context, {
    ids: options.ids,
    list,
    interval: CHECKPOINT_INTERVAL_PAGES,
    inOneLane: (listing, scan, isLeft) => readFromBeginning(listing, {...options, isLeft}, scan),
  });
}

/**
 * An expired page link starts the list over once; rows that were already written in this read are
 * left out then.
 */
async function* readFromBeginning(
  context: StreamContext,
  options: ScanOptions,
  list?: FullScan,
): SyncEvents {
  yield* startOverOnce({
    read: () => readOnce(context, options, list),
    beforeSecond: (error) => {
      if (list?.from && !context.deduplicates) throw checkpointLost(context, error);
      context.log('WARN', 'a page link expired on the way, so the list is read once more');
    },
    second: () => readOnce(context, options, list && {...list, from: START}),
    expiredTwice:
      `${context.definition.name}: Microsoft Graph let the page links expire twice in one read. ` +
      'The next sync starts the list again.',
  });
}

/** What the attempt before wrote is not known here, so that reading it again would double it. */
function checkpointLost({definition: {name}}: StreamContext, cause: unknown): TransientError {
  return expiredForGood(
    `${name}: the page link expired at which the last attempt of this refresh ended. The rest of ` +
      'the list cannot be separated from what was delivered before, so the next sync reads it again.',
    cause,
  );
}

async function* readOnce(
  context: StreamContext,
  {ids, unfiltered, isSound, failuresMs, isLeft}: ScanOptions,
  list?: FullScan,
): SyncEvents {
  const filters = unfiltered ? [undefined] : serverFilters(context);
  // A state can be handed in that names a filter which is not there.
  const from = list?.from && list.from.filter < filters.length ? list.from : START;
  const checkpoint = {...from};
  // Rows of an earlier pass are not written again, not even where the destination deduplicates.
  const newPass = (): ListPass =>
    new ListPass(context, ids, {repeats: ids.isEmpty && context.deduplicates});
  let pass = newPass();
  const onRestart = (): void => void (pass = newPass());
  let pages = 0;
  for (; checkpoint.filter < filters.length; checkpoint.filter += 1, checkpoint.nextLink = null) {
    const filter = filters[checkpoint.filter];
    const judge = isSound ?? hasOmittedProperty(context, filter);
    const options = {isSound: judge, onRestart, failuresMs};
    for await (const page of pagesFrom(context, checkpoint, {filter, ...options})) {
      const extractedAt = context.extractionClock.next();
      const rows = pass.take(page);
      checkpoint.hasMatch ||= ids.hasWritten;
      if (rows.length > 0) yield {rows: setSyncedAtOfRows(rows, extractedAt), extractedAt};
      pages += 1;
      checkpoint.nextLink = page.nextLink ?? null;
      const isDue = pages % CHECKPOINT_INTERVAL_PAGES === 0 && checkpoint.nextLink !== null;
      // A link within a list that repeats itself leads nowhere.
      if (list && isDue && !pass.repeatsItself) yield {state: list.save({...checkpoint})};
    }
  }
  if (isLeft?.()) return;
  if (!checkpoint.hasMatch && context.definition.empty === 'impossible')
    throw emptyListError(context);
}

function pagesFrom(
  context: StreamContext,
  {nextLink}: Checkpoint,
  {filter, ...options}: ListOptions & {filter: string | undefined},
): AsyncIterable<Page> {
  if (nextLink === null) return listPages(context, filter, options);
  const {rowCopier} = context;
  return context.pages(nextLink, {origin: 'saved_link', advanced: filter !== undefined, rowCopier});
}

/**
 * Judges a filtered list by its first page with rows: where none of them has the property, another
 * size may bring it. The last size is believed, for it may be that nobody has it.
 */
function hasOmittedProperty(
  {definition: {omittedInLargePages: property}}: StreamContext,
  filter: string | undefined,
): IsSound | undefined {
  if (property === undefined || filter === undefined) return undefined;
  let isJudged = false;
  return ({rows}, isLastSize) => {
    if (isJudged || rows.length === 0) return true;
    isJudged = rows.some((row) => isRow(row) && isRow(row[property])) || isLastSize;
    return isJudged;
  };
}
