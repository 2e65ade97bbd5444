/** From how many users on a connector under test reads in lanes: as usual, unless its environment says. */
import type {LaneThreshold} from '../../src/graph-session';
import {LANE_THRESHOLD} from '../../src/read/lanes/open-lanes';

export const MIN_LANE_USERS = 'MIN_LANE_USERS';

/** The option of a session, whose pages may come as soon as they like. */
export function laneThreshold(users: number | undefined): {laneThreshold?: LaneThreshold} {
  return users === undefined ? {} : {laneThreshold: {users, firstPageMs: 0}};
}

/** The option where no time passes while an answer comes, by the clock of the test. */
export function laneThresholdIn(environment: NodeJS.ProcessEnv): {laneThreshold?: LaneThreshold} {
  return laneThreshold(Number(environment[MIN_LANE_USERS] ?? LANE_THRESHOLD.users));
}
