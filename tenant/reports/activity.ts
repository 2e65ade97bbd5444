/**
 * On which days a user was active. Each day has a random value of its own, so the report of a day
 * and the last activity dates in later reports always agree, however the clock moves.
 */
import {randomInt} from '../seeded-random';
import type {UserSeed} from '../seeded-random';
import {dayOf} from './days';

export const WORKLOADS = {
  exchange: 1,
  oneDrive: 2,
  sharePoint: 3,
  skype: 4,
  yammer: 5,
  teams: 6,
  apps: 7,
  site: 8,
  copilot: 9,
} as const;

export type Workload = keyof typeof WORKLOADS;

const NEVER_PERCENT = 5;
const LONG_AGO_PERCENT = 9;
const PRESENT_PERCENT = 78;
const USES_PERCENT = 93;
/** No active user goes without activity for longer. */
const SEARCH_DAYS = 60;

function usesWorkload(userSeed: UserSeed, workload: Workload): boolean {
  return randomInt(userSeed, 310 + WORKLOADS[workload], 100) >= NEVER_PERCENT;
}

export function isActiveOn(userSeed: UserSeed, workload: Workload, day: number): boolean {
  if (randomInt(userSeed, 300, 100) < NEVER_PERCENT + LONG_AGO_PERCENT) return false;
  if (!usesWorkload(userSeed, workload)) return false;
  if (randomInt(userSeed, 1_000_000 + day, 100) >= PRESENT_PERCENT) return false;
  return randomInt(userSeed, (2 + WORKLOADS[workload]) * 1_000_000 + day, 100) < USES_PERCENT;
}

/** The last day of activity up to `until`; years back for some, never for others. */
export function lastActiveDay(
  userSeed: UserSeed,
  workload: Workload,
  until: number,
): number | undefined {
  const profile = randomInt(userSeed, 300, 100);
  if (profile < NEVER_PERCENT || !usesWorkload(userSeed, workload)) return undefined;
  if (profile < NEVER_PERCENT + LONG_AGO_PERCENT) {
    const longAgo =
      dayOf(userSeed.startMs) - 200 - randomInt(userSeed, 320 + WORKLOADS[workload], 2500);
    return Math.min(longAgo, until);
  }
  for (let day = until; day > until - SEARCH_DAYS; day--) {
    if (isActiveOn(userSeed, workload, day)) return day;
  }
  return until - SEARCH_DAYS;
}
