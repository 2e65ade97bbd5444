/** Reads the parts of a list, several at the same time. */
import type {Page} from '../../graph/pages';
import type {Row} from '../../streams/stream';
import type {Checkpoint, PartPlace} from '../checkpoint';
import {FILTER_FAILURES_MS} from '../filter-fallback';
import {listPages} from '../list-pages';
import {ListPass} from '../list-pass';
import type {ReadIds} from '../list-pass';
import type {StreamContext, SyncEvents} from '../stream-context';
import {setSyncedAtOfRows} from '../transform';
import {LANES} from './parts';
import {sideBySide} from './side-by-side';
import type {SharedOptions} from './side-by-side';

/** How far a read in lanes is. Reading moves it on. */
export interface LanesProgress {
  /** Where the parts stand that are not read to their ends. */
  parts: PartPlace[];
  readonly changesLink: string;
  /** How many users earlier attempts of the same refresh have seen. */
  readonly before: number;
}

interface PartsOptions {
  ids: ReadIds;
  /** After so many pages, of whichever part, there is a state. */
  interval: number;
  /** Absent where nothing but the end of the list is worth a state. */
  save: ((checkpoint: Checkpoint) => Row) | undefined;
}

/** Users whom the read has seen are left out, in whichever part they come. */
export async function* readParts(
  context: StreamContext,
  progress: LanesProgress,
  {ids, interval, save}: PartsOptions,
): SyncEvents {
  const passes = new Map<PartPlace, ListPass>();
  const open = (part: PartPlace, shared: SharedOptions): AsyncIterable<Page> =>
    pagesOf(context, part, shared);
  let pages = 0;
  for await (const {list, page} of sideBySide({lists: progress.parts, lanes: LANES, open})) {
    const pass = passes.get(list) ?? new ListPass(context, ids, {repeats: false});
    passes.set(list, pass);
    const extractedAt = context.extractionClock.next();
    const rows = pass.take(page);
    if (rows.length > 0) yield {rows: setSyncedAtOfRows(rows, extractedAt), extractedAt};
    if (!moveOn(progress, list, page)) passes.delete(list);
    pages += 1;
    const isDue = pages % interval === 0 && !pass.repeatsItself;
    if (save && isDue) yield {state: save(checkpointOf(progress, ids))};
  }
}

function pagesOf(
  context: StreamContext,
  {filter, nextLink}: PartPlace,
  shared: SharedOptions,
): AsyncIterable<Page> {
  const {rowCopier} = context;
  const options = {...shared, failuresMs: FILTER_FAILURES_MS};
  return nextLink === null
    ? listPages(context, filter, options)
    : context.pages(nextLink, {...options, origin: 'saved_link', advanced: true, rowCopier});
}

/** @returns whether the part has another page. */
function moveOn(progress: LanesProgress, part: PartPlace, {nextLink}: Page): boolean {
  part.nextLink = nextLink ?? null;
  if (nextLink === undefined) progress.parts = progress.parts.filter((other) => other !== part);
  return nextLink !== undefined;
}

export function checkpointOf(
  {parts, changesLink, before}: LanesProgress,
  ids: ReadIds,
): Checkpoint {
  const users = before + ids.size;
  const places = parts.map((part) => ({...part}));
  return {
    filter: 0,
    nextLink: null,
    hasMatch: users > 0,
    lanes: {parts: places, changesLink, users},
  };
}
