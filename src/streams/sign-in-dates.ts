/**
 * The sign-in dates of a user, and when the account was last used as far as they prove it: two of
 * the three count failed attempts as well.
 * https://learn.microsoft.com/graph/api/resources/signinactivity
 */
import {latestOf} from './dates';
import type {Row} from './stream';

/** Successful sign-ins are recorded from this day on, and were not filled in for the time before. */
const SUCCESS_RECORDED_SINCE = Date.parse('2023-12-01T00:00:00Z');

export type LastUseEvidence = 'successful' | 'before_2023_12' | 'attempts_only' | 'none';

interface LastUse {
  /** As Graph spells the date; null where nothing proves a use. */
  last_use_at: string | null;
  last_use_evidence: LastUseEvidence;
}

/** A user with the dates beside its other properties. */
export function flattenSignIns({id, userPrincipalName, signInActivity}: Row): Row {
  const dates = (signInActivity ?? {}) as Row;
  const filled = Object.entries(dates).filter(([, value]) => value !== '');
  const latest = latestOf(
    dates['lastSignInDateTime'],
    dates['lastNonInteractiveSignInDateTime'],
    dates['lastSuccessfulSignInDateTime'],
  );
  return {
    ...Object.fromEntries(filled),
    ...{id, userPrincipalName, latest_sign_in_at: latest},
    ...lastUseOf(dates),
  };
}

/** @param dates of `signInActivity`, as Graph gives it. */
export function lastUseOf(dates: Row): LastUse {
  const successful = latestOf(dates['lastSuccessfulSignInDateTime']);
  if (successful !== null) return {last_use_at: successful, last_use_evidence: 'successful'};
  const attempts = [dates['lastSignInDateTime'], dates['lastNonInteractiveSignInDateTime']];
  const early = latestOf(...attempts.filter(isBeforeRecording));
  if (early !== null) return {last_use_at: early, last_use_evidence: 'before_2023_12'};
  const hasAttempt = latestOf(...attempts) !== null;
  return {last_use_at: null, last_use_evidence: hasAttempt ? 'attempts_only' : 'none'};
}

function isBeforeRecording(date: unknown): boolean {
  return typeof date === 'string' && Date.parse(date) < SUCCESS_RECORDED_SINCE;
}
