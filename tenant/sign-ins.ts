/** When a generated user last signed in. Kept as numbers: date filters run over every user. */
import {guid, mix, roll} from './dice';
import type {Seat} from './dice';
import type {SignInActivity} from './user';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Graph has kept the date of the last success since this day and never filled it in backwards. */
const SUCCESS_KEPT_SINCE_MS = Date.parse('2023-12-01T00:00:00Z');
/** The year-1 date that Graph gives in place of nothing. */
export const YEAR_ONE = '0001-01-01T00:00:00Z';
const YEAR_ONE_MS = Date.parse(YEAR_ONE);

/** Graph writes whole seconds. */
export function isoTime(ms: number): string {
  return ms === YEAR_ONE_MS ? YEAR_ONE : `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

export function createdAgeDays(seat: Seat): number {
  return roll(seat, 50, 50) === 0 ? roll(seat, 51, 30) : 100 + roll(seat, 51, 3550);
}

/** A missing time is a property that Graph leaves out, null one that it gives as null. */
export interface SignInTimes {
  interactive?: number | null;
  nonInteractive?: number | null;
  successful?: number | null;
}

/** About one in ten never signed in, one in eight not for ninety days, the rest lately. */
function lastSeenDaysAgo(seat: Seat): number | undefined {
  const profile = roll(seat, 52, 100);
  const age = createdAgeDays(seat);
  if (profile < 10) return undefined;
  if (profile < 22) return age < 100 ? undefined : 91 + roll(seat, 53, Math.min(700, age - 91));
  return Math.min(age, Math.floor(89 * (roll(seat, 53, 1000) / 1000) ** 3));
}

export function signInTimes(seat: Seat): SignInTimes | undefined {
  const days = lastSeenDaysAgo(seat);
  if (days === undefined) return undefined;
  const seconds = roll(seat, 54, 86_400);
  const seen = seat.startMs - days * DAY_MS - seconds * 1000;
  const earlier = seen - roll(seat, 55, 72) * HOUR_MS;
  const byHand = roll(seat, 56, 2) === 0;
  const interactive = byHand ? seen : earlier;
  const nonInteractive = byHand ? earlier : seen;
  const kept = earlier >= SUCCESS_KEPT_SINCE_MS;
  const times: SignInTimes = {interactive, nonInteractive, ...(kept && {successful: earlier})};
  switch (roll(seat, 57, 16)) {
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

export function signInActivity(seat: Seat): SignInActivity | undefined {
  const times = signInTimes(seat);
  if (times === undefined) return undefined;
  const activity: SignInActivity = {};
  const {interactive, nonInteractive, successful} = times;
  const time = (ms: number | null): string | null => (ms === null ? null : isoTime(ms));
  if (interactive !== undefined) {
    activity.lastSignInDateTime = time(interactive);
    activity.lastSignInRequestId = requestId(interactive, 1 + seat.index);
  }
  if (nonInteractive !== undefined) {
    activity.lastNonInteractiveSignInDateTime = time(nonInteractive);
    activity.lastNonInteractiveSignInRequestId = requestId(nonInteractive, 2 + seat.index);
  }
  if (successful !== undefined) {
    activity.lastSuccessfulSignInDateTime = time(successful);
    activity.lastSuccessfulSignInRequestId = requestId(successful, 3 + seat.index);
  }
  return activity;
}
