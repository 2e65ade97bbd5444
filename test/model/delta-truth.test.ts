/**
 * Random sequences of changes, syncs and mishaps. After each sync that ended well both destinations
 * hold what the tenant holds. MODEL_RUNS and MODEL_SEED set how many, and which.
 */
import fc from 'fast-check';
import {makeCertificate} from '../tenant/certificate';
import type {TenantOptions} from '../tenant/tenant';
import {startTenant} from '../tenant/tenant';
import {anyCommand, Sync} from './commands';
import type {Command, Scene} from './commands';
import {Expectation, NOBODYS} from './expectation';
import {LongLivedReader, ProcessReader} from './long-lived-reader';
import type {Reader} from './long-lived-reader';
import {isSame, Platform} from './platform';
import {newPlan, World} from './world';

const SEED = Number(process.env['MODEL_SEED'] ?? 20_250_115);
const RUNS = Number(process.env['MODEL_RUNS'] ?? 60);
const PROCESS_RUNS = Math.ceil(RUNS / 15);
const MOST_COMMANDS = 25;
const TIME_LIMIT_MS = process.env['MODEL_RUNS'] === undefined ? 35_000 : 24 * 3_600_000;

const anyTenant: fc.Arbitrary<TenantOptions> = fc.record({
  seed: fc.integer({min: 1, max: 1_000}),
  deltaPageSize: fc.integer({min: 1, max: 4}),
  emptyDeltaPages: fc.boolean(),
  silentFirstRounds: fc.boolean(),
  staleDeltaRows: fc.boolean(),
  listPageSize: fc.constantFrom(3, 1_000),
});

let certificate: TenantOptions['certificate'];
let tries = 0;

beforeAll(async () => {
  certificate = await makeCertificate();
});

/** The tenant is right in both destinations, at the latest when all has come to rest. */
async function play(
  commands: Iterable<Command>,
  options: TenantOptions,
  readerFor: (world: World) => Reader,
): Promise<void> {
  const world = await World.open({...options, certificate});
  const platform = new Platform(world, readerFor(world));
  const scene: Scene = {world, platform, expectation: new Expectation(world, platform)};
  const plan = newPlan();
  tries += 1;
  try {
    await fc.asyncModelRun(() => ({model: plan, real: scene}), commands);
    if (isSame(platform.domains, NOBODYS)) platform.domains = ['*'];
    for (let sync = 0; sync < 2; sync += 1) await new Sync().run(plan, scene);
  } finally {
    await world.tenant.close();
  }
}

function sequences(readerFor: (world: World) => Reader): fc.IAsyncPropertyWithHooks<unknown[]> {
  const commands = fc.commands([anyCommand], {maxCommands: MOST_COMMANDS, size: 'max'});
  return fc.asyncProperty(anyTenant, commands, (options, list) => play(list, options, readerFor));
}

describe(`with seed ${SEED}, both destinations hold what the tenant holds`, () => {
  test(
    `after ${RUNS} sequences of changes, syncs and mishaps`,
    async () => {
      const trusted = await startTenant({users: 1, certificate});
      const reader = new LongLivedReader(trusted.environment());
      try {
        await fc.assert(
          sequences(() => reader),
          {
            seed: SEED,
            numRuns: RUNS,
            interruptAfterTimeLimit: TIME_LIMIT_MS,
          },
        );
      } finally {
        reader.close();
        await trusted.close();
      }
    },
    TIME_LIMIT_MS + 60_000,
  );

  test(
    `after ${PROCESS_RUNS} sequences with a process for each sync, killed by SIGKILL`,
    async () => {
      await fc.assert(
        sequences((world) => new ProcessReader(world.tenant)),
        {
          seed: SEED + 1,
          numRuns: PROCESS_RUNS,
          interruptAfterTimeLimit: TIME_LIMIT_MS,
        },
      );
    },
    TIME_LIMIT_MS + 60_000,
  );
});
