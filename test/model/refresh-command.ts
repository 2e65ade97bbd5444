/** A full refresh beside the syncs, with what happens while it is reading. */
import type {Command, Scene} from './scene';
import {incidents, onEachRequest} from './sync-command';
import type {Incident} from './sync-command';
import type {Plan, World} from './world';

/** Links that expire more often than a list is begun anew. */
const MOST_EXPIRIES = 1;

class Refresh implements Command {
  constructor(private readonly during: readonly Incident[]) {}

  check(): boolean {
    return true;
  }

  async run(plan: Plan, {world, platform, tally}: Scene): Promise<void> {
    world.pass(0.01);
    const always = new Set(live(world));
    const ever = new Set(always);
    const expiries = world.expiries.page;
    onEachRequest(world, (request) => {
      for (const {change} of this.during.filter((incident) => incident.request === request)) {
        if (change.isPossible(plan)) change.apply(plan, world);
        const now = new Set(live(world));
        for (const id of always) if (!now.has(id)) always.delete(id);
        for (const id of now) ever.add(id);
      }
    });
    const result = await platform.refresh();
    world.tenant.faults.clear();
    tally.commands += 1;
    if (world.tenant.requests.some(({rawUrl}) => /startsWith/.test(rawUrl))) tally.inLanes += 1;
    const ids = result.records('users').map(({id}) => String(id));
    expect(ids.length).toBe(new Set(ids).size);
    expect(ids.filter((id) => !ever.has(id))).toEqual([]);
    if (world.expiries.page - expiries > MOST_EXPIRIES && result.exitCode !== 0) return;
    expect([result.exitCode, result.failures]).toEqual([0, []]);
    expect([...always].filter((id) => !ids.includes(id))).toEqual([]);
  }

  toString(): string {
    const texts = this.during.map(({request, change}) => `${change.text} at ${request}`);
    return ['full refresh', ...texts].join(', ');
  }
}

function live({tenant}: World): string[] {
  return [...tenant.directory.all()].map(({id}) => id);
}

export const refresh = incidents.map((during) => new Refresh(during));
