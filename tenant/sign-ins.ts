/** Sign-in times of a generated user, as numbers because date filters test every user. */
import {guid, mix, randomInt} from './seeded-random';
import type {UserSeed} from './seeded-random';
import {createdAgeDays, lastSignInDaysAgo, SUCCESS_KEPT_SINCE_MS, unproven} from './presence';
import type {SignInActivity} from './user';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** The date that Graph returns in place of no date. */
export const YEAR_ONE = '0001-01-01T00:00:00Z';
const YEAR_ONE_MS = Date.parse(YEAR_ONE);

/** Graph writes whole seconds. */
export function isoTime(ms: number): string {
  return ms === YEAR_ONE_MS ? YEAR_ONE : `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** Undefined: Graph leaves the property out; null: Graph returns null. */
export interface SignInTimes {
  interactive?: number | null;
  nonInteractive?: number | null;
  successful?: number | null;
}

/** Entra has kept interactive sign-ins since April 2020. */
const KEPT_SINCE_MS = Date.parse('2020-04-01T00:00:00Z');

/** A time after the account was made and before successes were recorded. */
function timeBeforeSuccess(userSeed: UserSeed): number {
  const created = userSeed.startMs - createdAgeDays(userSeed) * DAY_MS;
  const hours = Math.floor((SUCCESS_KEPT_SINCE_MS - Math.max(created, KEPT_SINCE_MS)) / HOUR_MS);
  return SUCCESS_KEPT_SINCE_MS - (1 + randomInt(userSeed, 59, Math.max(1, hours))) * HOUR_MS;
}

function unprovenTimes(userSeed: UserSeed, attempt: number): SignInTimes | undefined {
  const early = timeBeforeSuccess(userSeed);
  switch (unproven(userSeed)) {
    case 'only attempts':
      return {interactive: attempt, nonInteractive: attempt - HOUR_MS};
    case 'only before successes were recorded':
      return {interactive: early, nonInteractive: early - 1_000};
    case 'attempts since':
      return {interactive: attempt, nonInteractive: early};
    case undefined:
      return undefined;
  }
}

export function signInTimes(userSeed: UserSeed): SignInTimes | undefined {
  const days = lastSignInDaysAgo(userSeed);
  if (days === undefined) return undefined;
  const seconds = randomInt(userSeed, 54, 86_400);
  const seen = userSeed.startMs - days * DAY_MS - seconds * 1000;
  const withoutProof = unprovenTimes(userSeed, seen);
  if (withoutProof) return withoutProof;
  const earlier = seen - randomInt(userSeed, 55, 72) * HOUR_MS;
  const byHand = randomInt(userSeed, 56, 2) === 0;
  const interactive = byHand ? seen : earlier;
  const nonInteractive = byHand ? earlier : seen;
  const kept = earlier >= SUCCESS_KEPT_SINCE_MS;
  const times: SignInTimes = {interactive, nonInteractive, ...(kept && {successful: earlier})};
  switch (randomInt(userSeed, 57, 16)) {
    case 0:
      return {interactive};
    case 1:
      return {nonInteractive};
    case 2:
      return {...times, nonInteractive: YEAR_ONE_MS};
    case 3:
      return {...times, successful: null};
    case 4:
      return {...times, interactive: null};
    default:
      return times;
  }
}

function requestId(ms: number | null, salt: number): string | null {
  if (ms === null) return null;
  return ms === YEAR_ONE_MS ? '' : guid(mix(Math.trunc(ms / 1000) ^ salt));
}

export function signInActivity(userSeed: UserSeed): SignInActivity | undefined {
  const times = signInTimes(userSeed);
  if (times === undefined) return undefined;
  const activity: SignInActivity = {};
  const {interactive, nonInteractive, successful} = times;
  const time = (ms: number | null): string | null => (ms === null ? null : isoTime(ms));
  if (interactive !== undefined) {
    activity.lastSignInDateTime = time(interactive);
    activity.lastSignInRequestId = requestId(interactive, 1 + userSeed.index);
  }
  if (nonInteractive !== undefined) {
    activity.lastNonInteractiveSignInDateTime = time(nonInteractive);
    activity.lastNonInteractiveSignInRequestId = requestId(nonInteractive, 2 + userSeed.index);
  }
  if (successful !== undefined) {
    activity.lastSuccessfulSignInDateTime = time(successful);
    activity.lastSuccessfulSignInRequestId = requestId(successful, 3 + userSeed.index);
  }
  return activity;
}
