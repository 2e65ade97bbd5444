import type fc from 'fast-check';
import type {Expectation} from './expectation';
import type {Platform} from './platform';
import type {Plan, World} from './world';

/** What became of all sequences together. */
export interface SkippedCounts {
  sequences: number;
  commands: number;
  syncs: number;
  killed: number;
  /** Syncs after which the table of users was compared with the tenant. */
  compared: number;
  mostCommands: number;
  /** Full refreshes that were read in lanes. */
  inLanes: number;
}

/** All that a sequence works on. */
export interface Scene {
  world: World;
  platform: Platform;
  expectation: Expectation;
  tally: SkippedCounts;
}

export type Command = fc.AsyncCommand<Plan, Scene>;
