/** The commands of a sequence: changes in the tenant, syncs, and what a platform does to states. */
import fc from 'fast-check';
import {anyChange} from './changes';
import type {Change} from './changes';
import {NOBODYS} from './expectation';
import type {Expectation} from './expectation';
import type {Platform} from './platform';
import type {Plan, World} from './world';

/** All that a sequence works on. */
export interface Scene {
  world: World;
  platform: Platform;
  expectation: Expectation;
}

export type Command = fc.AsyncCommand<Plan, Scene>;

const HOUR_MS = 3_600_000;
/** A sync of the small tenant asks about 20 times and writes about 60 lines. */
const MOST_REQUESTS = 25;
const MOST_LINES = 70;
const MOST_HOURS = 80;
/** What dates lag and what clocks differ have to fit into the sign-ins' look-back together. */
const MOST_HOURS_AHEAD = 20;

const DOMAINS = [
  ['*'],
  ['contoso.com'],
  ['fabrikam.com'],
  ['contoso.com', 'emea.contoso.com'],
  NOBODYS,
];

type End = 'its end' | {lines: number} | {requests: number};

interface Incident {
  /** Before this request of the sync is answered. */
  request: number;
  change: Change;
}

class Happens implements Command {
  constructor(private readonly change: Change) {}

  check(plan: Readonly<Plan>): boolean {
    return this.change.isPossible(plan);
  }

  run(plan: Plan, {world}: Scene): Promise<void> {
    this.change.apply(plan, world);
    return Promise.resolve();
  }

  toString(): string {
    return this.change.text;
  }
}

/** Something that can always be done. */
class Does implements Command {
  constructor(
    private readonly text: string,
    private readonly act: (scene: Scene) => void,
  ) {}

  check(): boolean {
    return true;
  }

  run(_: Plan, scene: Scene): Promise<void> {
    this.act(scene);
    return Promise.resolve();
  }

  toString(): string {
    return this.text;
  }
}

export class Sync implements Command {
  constructor(
    private readonly incidents: readonly Incident[] = [],
    private readonly end: End = 'its end',
  ) {}

  check(): boolean {
    return true;
  }

  async run(plan: Plan, {world, platform, expectation}: Scene): Promise<void> {
    world.pass(0.01);
    let happened = 0;
    let requests = 0;
    let kill = (): void => undefined;
    const {faults} = world.tenant;
    // Looks at each request before it is answered, and strikes none.
    const match = (_: string, method: string): boolean => {
      if (method !== 'GET') return false;
      requests += 1;
      for (const {request, change} of this.incidents) {
        if (request !== requests || !change.isPossible(plan)) continue;
        change.apply(plan, world);
        happened += 1;
      }
      if (
        typeof this.end === 'object' &&
        'requests' in this.end &&
        this.end.requests === requests
      ) {
        kill();
      }
      return false;
    };
    faults.inject({match, times: Infinity});
    const lines = typeof this.end === 'object' && 'lines' in this.end ? this.end.lines : undefined;
    const synced = await platform.sync(lines, (killer) => (kill = killer));
    faults.clear();
    expectation.judge(synced, happened === 0);
  }

  toString(): string {
    const incidents = this.incidents.map(({request, change}) => `${change.text} at ${request}`);
    return ['sync', ...incidents, describe(this.end)].join(', ');
  }
}

function describe(end: End): string {
  if (typeof end === 'string') return 'to its end';
  return 'lines' in end ? `killed at line ${end.lines}` : `killed at request ${end.requests}`;
}

const incident = fc.record({request: fc.integer({min: 1, max: MOST_REQUESTS}), change: anyChange});

const end: fc.Arbitrary<End> = fc.oneof(
  {arbitrary: fc.constant('its end' as const), weight: 3},
  {arbitrary: fc.record({lines: fc.integer({min: 1, max: MOST_LINES})}), weight: 2},
  {arbitrary: fc.record({requests: fc.integer({min: 1, max: MOST_REQUESTS})}), weight: 1},
);

const quietSync = fc.constant(new Sync());
const anySync = fc
  .tuple(fc.array(incident, {maxLength: 3}), end)
  .map(([incidents, howItEnds]) => new Sync(incidents, howItEnds));

const changeDomains = fc.constantFrom(...DOMAINS).map(
  (domains) =>
    new Does(`domains: ${domains.join(' and ')}`, ({platform}) => {
      platform.domains = domains;
    }),
);

const waits = fc
  .integer({min: 1, max: MOST_HOURS})
  .map((hours) => new Does(`${hours} h pass`, ({world}) => world.pass(hours)));

const setsClock = fc.integer({min: 0, max: MOST_HOURS_AHEAD}).map(
  (hours) =>
    new Does(`the connector's clock is ${hours} h ahead`, ({platform}) => {
      platform.clockAheadMs = hours * HOUR_MS;
    }),
);

const losesStates = fc.constant(
  new Does('the last states get lost', ({platform}) => platform.loseLastStates()),
);

const handsInOlderStates = fc.integer({min: 1, max: 4}).map(
  (back) =>
    new Does(`states of ${back} before are handed in`, ({platform}) => {
      platform.handInOlderStates(back);
    }),
);

/** Changes are wrapped here, so that each command stands for one line of a sequence. */
const happens = anyChange.map((change) => new Happens(change));

export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  {arbitrary: happens, weight: 8},
  {arbitrary: quietSync, weight: 3},
  {arbitrary: anySync, weight: 4},
  {arbitrary: fc.oneof(changeDomains, waits, setsClock), weight: 3},
  {arbitrary: fc.oneof(losesStates, handsInOlderStates), weight: 2},
);
