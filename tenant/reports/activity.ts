/**
 * On which days a user was active. Each day has a random value of its own, so the report of a day
 * and the last activity dates in later reports always agree, however the clock moves.
 */
import {createdDay, lastWorkingDay} from '../presence';
import {randomInt} from '../seeded-random';
import type {UserSeed} from '../seeded-random';

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
const USES_PERCENT = 93;
/** By day of the week, from Sunday on. */
const PRESENT_PERCENT = [4, 92, 94, 93, 91, 84, 5] as const;
/** No active user goes without activity for longer. */
const SEARCH_DAYS = 60;

/** One person in four works in shifts, so week-ends are quiet and never empty. */
const SHIFT_PERCENT = 72;

function presentPercent(userSeed: UserSeed, day: number): number {
  if (randomInt(userSeed, 302, 4) === 0) return SHIFT_PERCENT;
  // 1 January 1970 was a Thursday.
  return PRESENT_PERCENT[(day + 4) % 7] ?? 0;
}

function usesWorkload(userSeed: UserSeed, workload: Workload): boolean {
  return randomInt(userSeed, 310 + WORKLOADS[workload], 100) >= NEVER_PERCENT;
}

function worksOn(userSeed: UserSeed, workload: Workload, day: number): boolean {
  if (randomInt(userSeed, 1_000_000 + day, 100) >= presentPercent(userSeed, day)) return false;
  return randomInt(userSeed, (2 + WORKLOADS[workload]) * 1_000_000 + day, 100) < USES_PERCENT;
}

/** First and last day of any use of the workload; undefined where there is none. */
function workingDays(
  userSeed: UserSeed,
  workload: Workload,
): readonly [first: number, last: number] | undefined {
  const last = lastWorkingDay(userSeed);
  if (last === undefined || !usesWorkload(userSeed, workload)) return undefined;
  return [createdDay(userSeed), last];
}

export function isActiveOn(userSeed: UserSeed, workload: Workload, day: number): boolean {
  const days = workingDays(userSeed, workload);
  if (!days || day < days[0] || day > days[1]) return false;
  return worksOn(userSeed, workload, day);
}

/** The last day of activity up to `until`. */
export function lastActiveDay(
  userSeed: UserSeed,
  workload: Workload,
  until: number,
): number | undefined {
  const days = workingDays(userSeed, workload);
  if (!days) return undefined;
  const latest = Math.min(until, days[1]);
  const earliest = Math.max(days[0], latest - SEARCH_DAYS + 1);
  for (let day = latest; day >= earliest; day--) {
    if (worksOn(userSeed, workload, day)) return day;
  }
  return undefined;
}
