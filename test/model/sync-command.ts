/** A sync, to its end or killed on the way, with what happens while it is reading. */
import fc from 'fast-check';
import {anyChange, expirePageLinks} from './changes';
import type {Change} from './changes';
import type {Command, Scene} from './scene';
import type {Plan, World} from './world';

/** A first sync of the small tenant asks up to 25 times and writes 60 lines, a later one a third. */
const MOST_REQUESTS = 16;
const MOST_LINES = 45;
/** The first stream is through by then. */
const FIRST_LINES = 14;
const MOST_INCIDENTS = 3;

/** When it is killed: behind a line of its output, or before a request is answered; or never. */
interface Kill {
  line?: number | undefined;
  request?: number | undefined;
}

export interface Incident {
  /** Before this request of the sync is answered. */
  request: number;
  change: Change;
}

export class Sync implements Command {
  constructor(
    private readonly incidents: readonly Incident[] = [],
    private readonly killed: Kill = {},
  ) {}

  check(): boolean {
    return true;
  }

  async run(plan: Plan, {world, platform, expectation, tally}: Scene): Promise<void> {
    world.pass(0.01);
    let happened = 0;
    let kill = (): void => undefined;
    onEachRequest(world, (request) => {
      const due = this.incidents.filter((incident) => incident.request === request);
      for (const {change} of due.filter(({change}) => change.isPossible(plan))) {
        change.apply(plan, world);
        happened += 1;
      }
      if (request === this.killed.request) kill();
    });
    const synced = await platform.sync(this.killed.line, (killer) => (kill = killer));
    world.tenant.faults.clear();
    tally.commands += 1;
    tally.syncs += 1;
    if (synced.result.signal !== null) tally.killed += 1;
    if (expectation.availabilityOf(synced, happened === 0)) tally.compared += 1;
  }

  toString(): string {
    const incidents = this.incidents.map(({request, change}) => `${change.text} at ${request}`);
    return ['sync', ...incidents, endingOf(this.killed)].join(', ');
  }
}

/** Looks at each request before it is answered, and strikes none. */
export function onEachRequest({tenant}: World, look: (request: number) => void): void {
  let requests = 0;
  const match = (_: string, method: string): boolean => {
    if (method === 'GET') look((requests += 1));
    return false;
  };
  tenant.faults.inject({match, times: Infinity});
}

function endingOf({line, request}: Kill): string {
  if (line !== undefined) return `killed at line ${line}`;
  return request === undefined ? 'to its end' : `killed at request ${request}`;
}

const request = fc.integer({min: 1, max: MOST_REQUESTS});
const change = fc.oneof({arbitrary: anyChange, weight: 3}, {arbitrary: expirePageLinks, weight: 1});
export const incidents = fc.array(fc.record({request, change}), {maxLength: MOST_INCIDENTS});
const killed = fc.oneof(
  {arbitrary: fc.constant({}), weight: 1},
  {arbitrary: fc.record({line: fc.integer({min: 1, max: FIRST_LINES})}), weight: 1},
  {arbitrary: fc.record({line: fc.integer({min: 1, max: MOST_LINES})}), weight: 2},
  {arbitrary: fc.record({request}), weight: 1},
);

export const quietSync = fc.constant(new Sync());
export const killedSync = killed.map((kill) => new Sync([], kill));
export const eventfulSync = fc
  .tuple(incidents, killed)
  .map(([during, kill]) => new Sync(during, kill));
