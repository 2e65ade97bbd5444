/** Who leads whom: a tree, so that the manager of everybody exists and nobody leads himself. */
import {randomInt, userId} from './seeded-random';
import type {UserSeed} from './seeded-random';
import {isGuest} from './user-identity';

const REPORTS = 6;

/** Null for the first user, for guests and those whom guests would lead, and for a few others. */
export function managerId(userSeed: UserSeed): string | null {
  const {seed, index} = userSeed;
  if (index === 0 || isGuest(userSeed) || randomInt(userSeed, 120, 12) === 0) return null;
  const manager = {...userSeed, index: Math.floor((index - 1) / REPORTS)};
  return isGuest(manager) ? null : userId({seed, index: manager.index});
}

/** The indexes of those whom a generated user may lead. */
export function possibleReports(index: number): number[] {
  return Array.from({length: REPORTS}, (_, place) => index * REPORTS + 1 + place);
}
