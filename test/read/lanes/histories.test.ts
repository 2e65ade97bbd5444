/** A tenant in which people come, go and are renamed while its list is read in lanes. */
import fc from 'fast-check';
import {TransientError} from '../../../src/errors';
import type {Row} from '../../../src/streams/stream';
import {readFrom} from '../../support/fake-pages';
import type {Outcome, ReadOptions} from '../../support/fake-pages';
import {TenantInProcess} from '../../support/tenant-in-process';
import {perTier} from '../../support/tier';
import {USERS} from './lane-users';

const RUNS = perTier({commit: 150, full: 3_000});
const SEED = 20_251_128;
const PEOPLE = 40;
const LANE_THRESHOLD = {users: 10, firstPageMs: 0};
const MOST_REQUESTS = 45;

type Kind = 'rename' | 'remove' | 'purge' | 'restore' | 'create';

/** Before the request of that number is answered. */
interface Incident {
  request: number;
  kind: Kind;
  who: number;
  name: string;
}

interface History {
  seed: number;
  listPageSize: number;
  deltaPageSize: number;
  staleDeltaRows: boolean;
  incidents: Incident[];
  delays: number[];
}

const beginning = fc.constantFrom(..."aAbejJmsS'_-#09zq~!ü".split(''));
const incident = fc.record<Incident>({
  request: fc.integer({min: 1, max: MOST_REQUESTS}),
  kind: fc.constantFrom<Kind>('rename', 'rename', 'rename', 'remove', 'purge', 'restore', 'create'),
  who: fc.nat(PEOPLE - 1),
  name: beginning,
});
const history = fc.record<History>({
  seed: fc.integer({min: 1, max: 1_000}),
  listPageSize: fc.constantFrom(1, 2, 3, 7, 100),
  deltaPageSize: fc.constantFrom(1, 3, 100),
  staleDeltaRows: fc.boolean(),
  incidents: fc.oneof(
    {arbitrary: fc.array(incident, {maxLength: 25}), weight: 5},
    {arbitrary: fc.constant<Incident[]>([]), weight: 1},
  ),
  delays: fc.array(fc.nat(4), {minLength: 1, maxLength: 12}),
});

/** Plays a history while reads go on, and knows who was there when. */
class Stage {
  /** Who was there all the time. */
  readonly always: Set<string>;
  /** Who was there at some time. */
  readonly ever: Set<string>;
  /** Who was there when the changes were last asked for. */
  atLastChanges = new Set<string>();
  private readonly ids: string[];
  private requests = 0;

  constructor(
    readonly tenant: TenantInProcess,
    private readonly incidents: readonly Incident[],
  ) {
    this.ids = [...tenant.core.directory.all()].map(({id}) => id);
    this.ids.forEach((id, place) => this.nameAnew(id, `${NAMES[place % NAMES.length]}${place}`));
    this.always = new Set(this.ids);
    this.ever = new Set(this.ids);
    tenant.onRequest = (url) => this.beforeAnswer(url);
  }

  private beforeAnswer(url: string): void {
    this.requests += 1;
    for (const each of this.incidents) if (each.request === this.requests) this.happen(each);
    if (/\/users\/delta\?/.test(url)) this.atLastChanges = new Set(this.live());
  }

  private happen({kind, who, name, request}: Incident): void {
    const {directory} = this.tenant.core;
    const id = this.ids[who] ?? '';
    const state = directory.stateAt(directory.indexOf(id) ?? 0);
    if (kind === 'create') {
      const {id: created} = directory.add({userPrincipalName: `${name}new${request}@contoso.com`});
      this.ids.push(created);
    }
    if (kind === 'rename' && state === 'live') this.nameAnew(id, `${name}other${who}`);
    if (kind === 'remove' && state === 'live') directory.remove(id);
    if (kind === 'purge' && state === 'live') directory.remove(id, {permanently: true});
    if (kind === 'restore' && state === 'deleted') directory.restore(id);
    const now = new Set(this.live());
    for (const each of this.always) if (!now.has(each)) this.always.delete(each);
    for (const each of now) this.ever.add(each);
  }

  private nameAnew(id: string, local: string): void {
    this.tenant.core.directory.change(id, {userPrincipalName: `${local}@contoso.com`});
  }

  private live(): string[] {
    return [...this.tenant.core.directory.all()].map(({id}) => id);
  }
}

/** A request for users whom no lane has seen. */
const BY_ID = /id eq '|\/users\/[0-9a-f]{8}-/;

const NAMES = [..."abcdefghijklmnopqrstuvwxyz'_9", 'ü', 'A', 'Q'];

async function open({seed, incidents, delays, ...sizes}: History): Promise<Stage> {
  const tenant = await TenantInProcess.open({seed, users: PEOPLE, deletedUsers: 3, ...sizes});
  tenant.delayOf = (number) => delays[number % delays.length] ?? 0;
  return new Stage(tenant, incidents);
}

function readUsers({tenant}: Stage, options: ReadOptions = {}): Promise<Outcome> {
  const usual = {fullRefresh: true, generationId: 7, laneThreshold: LANE_THRESHOLD};
  return readFrom(USERS, tenant.ports, {...usual, ...options});
}

function idsOf(rows: readonly Row[]): string[] {
  return rows.map(({id}) => String(id));
}

/** What a destination keeps that loses rows which no state covers. */
function covered({order, rows}: Outcome): Row[] {
  const last = order.lastIndexOf('state');
  return rows.slice(
    0,
    order.slice(0, Math.max(0, last)).filter((event) => event !== 'state').length,
  );
}

function missing(wanted: Iterable<string>, ids: readonly string[]): string[] {
  const delivered = new Set(ids);
  return [...wanted].filter((id) => !delivered.has(id));
}

function expectOnce(stage: Stage, ids: readonly string[]): void {
  expect(ids.length).toBe(new Set(ids).size);
  expect(ids.filter((id) => !stage.ever.has(id))).toEqual([]);
  expect(missing(stage.always, ids)).toEqual([]);
}

const parameters = {numRuns: RUNS, seed: SEED, endOnFailure: false};

test('whatever happens meanwhile, nobody is lost and nobody comes twice', async () => {
  let [inLanes, moved] = [0, 0];
  const property = fc.asyncProperty(history, async (played) => {
    const stage = await open(played);
    const outcome = await readUsers(stage, {destinationSyncMode: 'overwrite'});
    expect(outcome.error).toBeUndefined();
    const ids = idsOf(outcome.rows);
    expectOnce(stage, ids);
    const isInLanes = outcome.log.some((line) => line.startsWith('INFO about'));
    if (isInLanes) inLanes += 1;
    if (stage.tenant.requests.some((url) => BY_ID.test(url))) moved += 1;
    // What is read in one lane in the end is as it always was.
    const hasFallenBack = outcome.log.some((line) => line.startsWith('WARN'));
    if (isInLanes && !hasFallenBack) expect(missing(stage.atLastChanges, ids)).toEqual([]);
  });
  await fc.assert(property, parameters);
  expect(inLanes).toBeGreaterThan(RUNS / 2);
  expect(moved).toBeGreaterThan(RUNS / 20);
}, 300_000);

describe('an attempt that is killed and the next one', () => {
  const killed = fc.record({played: history, stopAfter: fc.integer({min: 1, max: PEOPLE + 6})});

  test('lose nobody where the destination deduplicates', async () => {
    let resumed = 0;
    const property = fc.asyncProperty(killed, async ({played, stopAfter}) => {
      const stage = await open(played);
      const destinationSyncMode = 'append_dedup';
      const first = await readUsers(stage, {destinationSyncMode, stopAfter});
      const state = first.states.at(-1);
      const second = await readUsers(stage, {destinationSyncMode, ...(state && {state})});
      expect(second.error).toBeUndefined();
      if (JSON.stringify(state ?? {}).includes('"lanes"')) resumed += 1;
      const ids = idsOf([...covered(first), ...second.rows]);
      expect(ids.filter((id) => !stage.ever.has(id))).toEqual([]);
      expect(missing(stage.always, ids)).toEqual([]);
    });
    await fc.assert(property, parameters);
    expect(resumed).toBeGreaterThan(RUNS / 20);
  }, 300_000);

  test('deliver everybody once to any other, or say that nobody can know it', async () => {
    let [resumed, given] = [0, 0];
    const property = fc.asyncProperty(killed, async ({played, stopAfter}) => {
      const stage = await open(played);
      const first = await readUsers(stage, {stopAfter});
      const state = first.states.at(-1);
      const second = await readUsers(stage, state && {state});
      if (second.error) {
        expect(second.error).toBeInstanceOf(TransientError);
        expect(played.incidents).not.toEqual([]);
        given += 1;
        return;
      }
      if (JSON.stringify(state ?? {}).includes('"lanes"')) resumed += 1;
      expectOnce(stage, idsOf([...covered(first), ...second.rows]));
    });
    await fc.assert(property, parameters);
    expect(resumed).toBeGreaterThan(RUNS / 40);
    expect(given).toBeLessThan(RUNS / 2);
  }, 300_000);
});
