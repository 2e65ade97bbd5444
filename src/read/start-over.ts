/** Beginning a list anew when Graph no longer knows the place that a link stands for. */
import {TransientError, errorFields} from '../errors';
import {foreignName} from '../message-text';
import type {MessageText} from '../message-text';
import type {SyncEvents} from './stream-context';

/** https://learn.microsoft.com/graph/delta-query-overview */
export function isExpiredLink(error: unknown): boolean {
  return errorFields(error).condition === 'link_expired';
}

/** What Graph answered to a lost link, for a message. */
export function answerOf(error: unknown): MessageText {
  const {status, code} = errorFields(error);
  return foreignName([status, code].filter(Boolean).join(' '));
}

interface StartOver {
  /** Reads the list from its beginning, as often as it is called. */
  read: () => SyncEvents;
  /** Whether the error is that of a link which another beginning replaces. */
  isExpired?: (error: unknown) => boolean;
  /** Called before the second beginning; may throw instead of it. */
  beforeSecond?: (error: unknown) => void;
  second?: () => SyncEvents;
  /** The message for a link that expires in the second read as well. */
  expiredTwice: string;
}

/**
 * Reads a list, and once more from its beginning where a link expires on the way.
 * @throws TransientError where a link expires a second time.
 */
export async function* startOverOnce({
  read,
  isExpired = isExpiredLink,
  beforeSecond,
  second = read,
  expiredTwice,
}: StartOver): SyncEvents {
  try {
    yield* read();
    return;
  } catch (error) {
    if (!isExpired(error)) throw error;
    beforeSecond?.(error);
  }
  try {
    yield* second();
  } catch (error) {
    if (!isExpired(error)) throw error;
    throw expiredForGood(expiredTwice, error);
  }
}

/** Its condition is no longer that of a link for which another beginning is tried. */
export function expiredForGood(message: string, cause: unknown): TransientError {
  return new TransientError(message, {cause, fields: {condition: undefined}});
}
