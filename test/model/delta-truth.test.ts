/**
 * Random sequences of changes, syncs and mishaps. After each sync that ended well both destinations
 * hold what the tenant holds. MODEL_RUNS and MODEL_SEED set how many sequences, and which.
 */
import fc from 'fast-check';
import {makeCertificate} from '../../tenant/certificate';
import {startTenant} from '../../tenant/tenant';
import type {Tenant, TenantOptions} from '../../tenant/tenant';
import {anyCommand} from './commands';
import {Expectation, NOBODYS} from './expectation';
import {LongLivedReader, ProcessReader} from './long-lived-reader';
import type {Reader} from './long-lived-reader';
import {isSame} from './memory';
import {Platform} from './platform';
import type {Command, Scene, SkippedCounts} from './scene';
import {Sync} from './sync-command';
import {perTier} from '../support/tier';
import {newPlan, World} from './world';

const {MODEL_RUNS, MODEL_SEED} = process.env;
const SEED = Number(MODEL_SEED ?? 20_250_115);
const RUNS = Number(MODEL_RUNS ?? perTier({commit: 12, full: 60}));
const PROCESS_RUNS = Math.ceil(RUNS / 20);
const MOST_COMMANDS = 25;
/** A busy machine tries fewer sequences, unless it was told how many. */
const TIME_LIMIT_MS = MODEL_RUNS === undefined ? 20_000 : 24 * 3_600_000;
const TEST_LIMIT_MS = TIME_LIMIT_MS + 100_000;

const anyTenant: fc.Arbitrary<TenantOptions> = fc.record({
  seed: fc.integer({min: 1, max: 1_000}),
  // With one user a page a round has checkpoints.
  deltaPageSize: fc.constantFrom(1, 1, 2, 4),
  emptyDeltaPages: fc.boolean(),
  firstRoundsOmitDeleted: fc.boolean(),
  staleDeltaRows: fc.boolean(),
  listPageSize: fc.constantFrom(3, 1_000),
});

/** Whose certificate all tenants have, so that a process that lives on trusts each of them. */
let trusted: Tenant;
let certificate: NonNullable<TenantOptions['certificate']>;

beforeAll(async () => {
  certificate = await makeCertificate();
  trusted = await startTenant({users: 1, certificate});
});

afterAll(() => trusted.close());

/** Plays a sequence, and then lets all come to rest. */
async function play(commands: Iterable<Command>, scene: Scene): Promise<void> {
  const {platform, tally} = scene;
  const plan = newPlan();
  const before = tally.commands;
  tally.sequences += 1;
  await fc.asyncModelRun(() => ({model: plan, real: scene}), commands);
  tally.mostCommands = Math.max(tally.mostCommands, tally.commands - before);
  if (isSame(platform.domains, NOBODYS)) platform.domains = ['*'];
  // What an interrupted round leaves over comes with the next one.
  for (let sync = 0; sync < 2; sync += 1) await new Sync().run(plan, scene);
}

/** Tries sequences until one fails, which is then made as short as can be. */
async function hunt(runs: number, readerFor: (tenant: Tenant) => Reader): Promise<SkippedCounts> {
  const syncs = {syncs: 0, killed: 0, compared: 0, inLanes: 0};
  const tally = {sequences: 0, commands: 0, mostCommands: 0, ...syncs};
  const lists = fc.commands([anyCommand], {maxCommands: MOST_COMMANDS, size: 'max'});
  const deadline = Date.now() + TIME_LIMIT_MS;
  const property = fc.asyncProperty(anyTenant, lists, async (options, commands) => {
    if (tally.sequences > 0 && Date.now() > deadline) return;
    const world = await World.open({...options, certificate});
    const platform = new Platform(world, readerFor(world.tenant));
    const expectation = new Expectation(world, platform);
    try {
      await play(commands, {world, platform, expectation, tally});
    } finally {
      await world.tenant.close();
    }
  });
  await fc.assert(property, {seed: SEED, numRuns: runs});
  return tally;
}

function expectHunted(tally: SkippedCounts): void {
  if (MODEL_RUNS !== undefined) process.stdout.write(`${JSON.stringify(tally)}\n`);
  expect(tally.compared).toBeGreaterThan(0);
}

describe(`with seed ${SEED}, both destinations hold what the tenant holds`, () => {
  test(
    `after up to ${RUNS} sequences of changes, syncs and mishaps`,
    async () => {
      const reader = new LongLivedReader(trusted.environment());
      try {
        expectHunted(await hunt(RUNS, () => reader));
      } finally {
        reader.close();
      }
    },
    TEST_LIMIT_MS,
  );

  test(
    `after up to ${PROCESS_RUNS} sequences with a process for each sync, killed by SIGKILL`,
    async () => {
      expectHunted(await hunt(PROCESS_RUNS, (tenant) => new ProcessReader(tenant)));
    },
    TEST_LIMIT_MS,
  );
});
