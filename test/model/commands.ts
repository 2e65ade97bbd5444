/** The commands of a sequence: changes in the tenant, syncs, and what a platform does to states. */
import fc from 'fast-check';
import {anyChange} from './changes';
import type {Change} from './changes';
import {NOBODYS} from './expectation';
import {refresh} from './refresh-command';
import type {Command, Scene} from './scene';
import {eventfulSync, killedSync, quietSync} from './sync-command';
import type {Plan} from './world';

const HOUR_MS = 3_600_000;
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

class Happens implements Command {
  constructor(private readonly change: Change) {}

  check(plan: Readonly<Plan>): boolean {
    return this.change.isPossible(plan);
  }

  run(plan: Plan, {world, tally}: Scene): Promise<void> {
    tally.commands += 1;
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
    scene.tally.commands += 1;
    this.act(scene);
    return Promise.resolve();
  }

  toString(): string {
    return this.text;
  }
}

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

/** A few commands make a fault; most of them have a sync in the middle that was cut off. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  {arbitrary: anyChange.map((change) => new Happens(change)), weight: 8},
  {arbitrary: fc.oneof(quietSync, killedSync, eventfulSync), weight: 7},
  {arbitrary: refresh, weight: 1},
  {arbitrary: fc.oneof(changeDomains, waits, setsClock), weight: 3},
  {arbitrary: fc.oneof(losesStates, handsInOlderStates), weight: 2},
);
