/** Reading a whole list where Microsoft Graph does not give the part of it that a filter names. */
import {errorFields} from '../errors';
import type {ErrorCondition} from '../errors';
import type {StreamContext, SyncEvents} from './stream-context';

/** The service can fail at a filter and answer without it; the whole list is worth no longer wait. */
export const FILTER_FAILURES_MS = 60_000;

/** What goes on after "Microsoft Graph". `what` names the rows that the filter asks for. */
type Reason = (what: string) => string;

const refused: Reason = (what) => `refused to list ${what} only`;
const failed: Reason = (what) => `failed to list ${what} only`;

const REASONS: Partial<Record<ErrorCondition, Reason>> = {
  link_expired: () => 'let a page link expire',
  query_refused: refused,
  not_found: refused,
  request_refused: refused,
  not_supported: refused,
  service_unavailable: failed,
  // A gateway gives up a filter that takes too long in several ways.
  connection_failed: failed,
  response_unusable: failed,
  response_contradicted: (what) => `left out the sign-in dates by which it listed ${what}`,
};

/** Why a filter is given up; undefined for an error that comes without the filter as well. */
export function whyUnfiltered(error: unknown, what: string): string | undefined {
  const {condition} = errorFields(error);
  return condition && REASONS[condition]?.(what);
}

interface FilteredRead {
  /** The rows that the filter asks for, such as `the changes`. */
  what: string;
  filtered: () => SyncEvents;
  /** @param error that ended the filtered read, of which rows may have been written. */
  all: (error: unknown) => SyncEvents;
}

/** Reads a list under a filter and, where Graph does not stand by the filter, the whole list. */
export async function* readFilteredOrAll(
  {log}: Pick<StreamContext, 'log'>,
  {what, filtered, all}: FilteredRead,
): SyncEvents {
  try {
    yield* filtered();
  } catch (error) {
    const reason = whyUnfiltered(error, what);
    if (!reason) throw error;
    log('WARN', `Microsoft Graph ${reason}, so everything is read`);
    yield* all(error);
  }
}
