/** From how many users on a connector under test reads in lanes: as usual, unless its environment says. */

export const MIN_LANE_USERS = 'MIN_LANE_USERS';

export function laneThreshold(environment: NodeJS.ProcessEnv): {minLaneUsers?: number} {
  const least = environment[MIN_LANE_USERS];
  return least === undefined ? {} : {minLaneUsers: Number(least)};
}
