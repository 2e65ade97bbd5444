import {TransientError} from '../errors';
import {graphFacts} from '../graph/graph-error';

const SAYS_EXPIRED =
  /Directory_ExpiredPageToken|syncStateNotFound|resyncRequired|older than \d+ days/i;

/**
 * Whether Graph no longer knows the place that a page link or a delta link stands for. It has
 * several ways to say so. https://learn.microsoft.com/graph/delta-query-overview
 */
export function isExpiredLink(error: unknown): boolean {
  // Links that expired again and again: the facts are those of its cause.
  if (error instanceof TransientError) return false;
  const facts = graphFacts(error);
  if (!facts) return false;
  if (facts.status === 410) return true;
  const refused = facts.status >= 400 && facts.status < 500;
  return refused && SAYS_EXPIRED.test(`${facts.code} ${facts.text}`);
}
