/**
 * Whether a generated person works, and until when: what sign-ins and the use of services both
 * follow. Numbers, because date filters test every user.
 */
import {randomInt} from './seeded-random';
import type {UserSeed} from './seeded-random';
import {isEnabled} from './user-identity';

const DAY_MS = 86_400_000;
/** Who was seen in the last days goes on working after the tenant has started. */
const STILL_WORKING_DAYS = 14;

/** Full days between the creation of the account and the start of the tenant. */
export function createdAgeDays(userSeed: UserSeed): number {
  return randomInt(userSeed, 50, 50) === 0
    ? randomInt(userSeed, 51, 30)
    : 100 + randomInt(userSeed, 51, 3550);
}

/** About one in ten never signed in, one in eight not for 90 days, the others recently. */
export function lastSignInDaysAgo(userSeed: UserSeed): number | undefined {
  const profile = randomInt(userSeed, 52, 100);
  const age = createdAgeDays(userSeed);
  if (profile < 10) return undefined;
  // A disabled account was used until it was disabled.
  if (!isEnabled(userSeed)) return age < 20 ? undefined : 20 + randomInt(userSeed, 53, age - 19);
  if (profile < 22)
    return age < 100 ? undefined : 91 + randomInt(userSeed, 53, Math.min(700, age - 91));
  return Math.min(age, Math.floor(89 * (randomInt(userSeed, 53, 1000) / 1000) ** 12));
}

/** Why the dates of an account prove no use. */
export type Unproven = 'only attempts' | 'only before successes were recorded' | 'attempts since';

const UNPROVEN: readonly Unproven[] = [
  'only attempts',
  'only before successes were recorded',
  'attempts since',
];

/** Graph records the last successful sign-in since this time and never back-filled it. */
export const SUCCESS_KEPT_SINCE_MS = Date.parse('2023-12-01T00:00:00Z');

/** One account in eight is one whose last date is no proof of use. */
export function unproven(userSeed: UserSeed): Unproven | undefined {
  const kind = UNPROVEN[randomInt(userSeed, 58, 24)];
  const isOld = (createdDay(userSeed) + 1) * DAY_MS < SUCCESS_KEPT_SINCE_MS;
  return kind === 'only attempts' || isOld ? kind : undefined;
}

/** A few use services without a sign-in that Entra has, such as mail by an older protocol. */
function worksWithoutSignIn(userSeed: UserSeed): boolean {
  return isEnabled(userSeed) && randomInt(userSeed, 301, 8) === 0;
}

/** Days since 1970 (UTC). */
function startDay(userSeed: UserSeed): number {
  return Math.floor(userSeed.startMs / DAY_MS);
}

/** The first day (since 1970) on which the account exists. */
export function createdDay(userSeed: UserSeed): number {
  return startDay(userSeed) - createdAgeDays(userSeed);
}

/** The last day (since 1970) of any use; Infinity for who goes on working, undefined for never. */
export function lastWorkingDay(userSeed: UserSeed): number | undefined {
  const daysAgo = lastSignInDaysAgo(userSeed);
  if (daysAgo === undefined) return worksWithoutSignIn(userSeed) ? Infinity : undefined;
  if (unproven(userSeed) !== undefined) return undefined;
  return daysAgo < STILL_WORKING_DAYS ? Infinity : startDay(userSeed) - daysAgo;
}
