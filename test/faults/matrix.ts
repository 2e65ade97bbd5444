/** The cases of one family: every kind of fault, once, several times in a row, and for ever. */
import type {Result} from '../process/messages';
import type {InjectedFault} from '../tenant/tenant';
import type {Family} from './family';
import {EVERY_KIND} from './fault-kinds';
import type {Ending, FaultKind, Repetition} from './fault-kinds';
import {COMPANION, Stage} from './stage';

const MINUTE_MS = 60_000;
/** Failures without Retry-After are retried for so long, whatever Graph asks for in an hour. */
const OWN_MS = 5 * MINUTE_MS;
const ASKED_MS = 60 * MINUTE_MS;

/** The tenant comes back when the connector waits for the so manieth time since it went away. */
const COMES_BACK = {once: 3, 'several times': 6, 'for ever': Infinity};

interface Case {
  kind: FaultKind;
  repetition: Repetition;
  ending: Ending;
}

export function faultMatrix(family: Family, extra: readonly FaultKind[] = []): void {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open(family);
  });

  beforeEach(() => stage.reset());

  afterAll(() => stage.close());

  const kinds = [...EVERY_KIND.filter((kind) => isFor(kind, family)), ...extra];
  test.each(kinds.flatMap(casesOf))('$kind.title, $repetition: $ending', async (one) => {
    await play(stage, one);
  });
}

function isFor({strikes}: FaultKind, {answered}: Family): boolean {
  return strikes === undefined || strikes.includes(answered);
}

function casesOf(kind: FaultKind): Case[] {
  return Object.entries(kind.endings).map(([repetition, ending]) => {
    return {kind, repetition: repetition as Repetition, ending};
  });
}

async function play(stage: Stage, one: Case): Promise<void> {
  const fault = inject(stage, one);
  const {goesAway = false, answerLimits} = one.kind;
  let waits = 0;
  const onWait = async (): Promise<void> => {
    if (fault.struck > 0) waits += 1;
    if (goesAway && waits === COMES_BACK[one.repetition]) await stage.tenant.comeBack();
  };
  const startedAt = stage.clock.now;
  const companionFirst = goesAway || stage.family.begin !== undefined;
  const options = {answerLimits, onWait, companionFirst, debug: goesAway};
  const result = await stage.read(stage.history, options);
  expectStruck(fault, one);
  if (goesAway) expect(result.stdout).toContain('ECONNREFUSED');
  expectWaits(stage, one, stage.clock.now - startedAt);
  fault.remove();
  await stage.tenant.comeBack();
  await judge(stage, one, result);
}

function inject({family, tenant, clock}: Stage, {kind, repetition}: Case): InjectedFault {
  const {urlPart = '', goesAway, several = 4} = kind;
  const times = {once: 1, 'several times': several, 'for ever': Infinity}[repetition];
  // Once it strikes the first request of the family, else one in the middle.
  const {opening = 0, passing} = family;
  const skip = repetition === 'once' ? opening : passing;
  return tenant.faults.inject({
    ...kind.fault({tenant, now: () => clock.now, repetition}),
    match: (rawUrl, method) => rawUrl.includes(urlPart) && family.match(rawUrl, method),
    times: goesAway ? 1 : times,
    skip: urlPart === '' ? skip : 0,
  });
}

function expectStruck({struck}: InjectedFault, {kind, repetition, ending}: Case): void {
  if (kind.goesAway || repetition === 'once') return expect(struck).toBe(1);
  const isOvercome = ending === 'exact' || ending === 'reread';
  if (isOvercome) return expect(struck).toBe(kind.several ?? 4);
  // What fails when it strikes once is not tried again.
  const isHopeless = kind.endings.once?.endsWith('error');
  expect(struck).toBeGreaterThanOrEqual(isHopeless ? 1 : 2);
}

function expectWaits({family}: Stage, {kind, repetition}: Case, elapsedMs: number): void {
  const {limitedMs = 0} = family;
  if (kind.waits === undefined) return;
  if (kind.waits === 'asked' && repetition !== 'for ever') {
    const times = repetition === 'once' ? 1 : (kind.several ?? 4);
    expect(elapsedMs).toBeGreaterThanOrEqual(times * 6_000);
    return;
  }
  if (repetition !== 'for ever') return;
  const most = kind.waits === 'asked' ? ASKED_MS : OWN_MS;
  expect(elapsedMs).toBeGreaterThan(most / 2);
  expect(elapsedMs).toBeLessThanOrEqual(most + limitedMs);
}

async function judge(stage: Stage, {ending}: Case, result: Result): Promise<void> {
  if (ending === 'exact' || ending === 'reread') {
    expectWell(stage, result);
    stage.expectTables(stage.history.with(result));
    const isCounted = ending === 'exact' || stage.family.syncMode === 'full_refresh';
    if (isCounted) expect(result.records(stage.family.stream).length).toBe(stage.records);
    return;
  }
  if (ending === 'denied') expectDenied(stage, result);
  else expectFailure(stage, result, ending);
  const history = stage.history.with(result);
  const next = await stage.read(history);
  expectWell(stage, next);
  stage.expectTables(history.with(next));
  stage.expectCompanion(history.with(next));
}

function expectWell({family}: Stage, result: Result): void {
  expect([result.errors, result.exitCode]).toEqual([[], 0]);
  for (const stream of [family.stream, COMPANION]) {
    expect([stream, result.statuses(stream).at(-1)]).toEqual([stream, 'COMPLETE']);
  }
}

function expectFailure(stage: Stage, result: Result, type: string): void {
  const {family} = stage;
  expect(result.exitCode).toBe(1);
  // Without a token nothing is begun: one problem, and not one of each stream.
  const isSignIn = family.answered === 'token' && family.begin === undefined;
  if (isSignIn) {
    expect(result.failures).toEqual([[type, undefined]]);
    expect(result.messages.filter(({type: kind}) => kind !== 'TRACE' && kind !== 'LOG')).toEqual(
      [],
    );
    return;
  }
  expect(result.failures).toEqual([[type, family.stream]]);
  expect(result.statuses(family.stream).at(-1)).toBe('INCOMPLETE');
  expectCompanion(stage, result);
}

/** A table that is replaced by this read would be emptied, which exit code 1 prevents. */
function expectDenied(stage: Stage, result: Result): void {
  const {family} = stage;
  const isReplaced = family.syncMode === 'full_refresh';
  expect(result.exitCode).toBe(isReplaced ? 1 : 0);
  expect(result.failures).toEqual(isReplaced ? [['config_error', family.stream]] : []);
  expect(result.statuses(family.stream).at(-1)).toBe('INCOMPLETE');
  expect(result.logs('WARN').join()).toContain(`${family.stream}: `);
  expectCompanion(stage, result);
}

function expectCompanion(stage: Stage, result: Result): void {
  expect(result.statuses(COMPANION).at(-1)).toBe('COMPLETE');
  stage.expectCompanion(stage.history.with(result));
}
