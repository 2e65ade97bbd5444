/** The cases of one family: every kind of fault, once, several times in a row, and for ever. */
import type {InjectedFault} from '../../tenant/tenant';
import type {Family} from './family';
import {availabilityOf} from './judgement';
import type {Ending, FaultKind, Repetition} from './kinds/fault-kind';
import {kindsFor} from './kinds/kinds-for';
import {Stage} from './stage';
import {perTier} from '../support/tier';

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

  const all = [...kindsFor(family.answered), ...extra];
  const kinds = family.isVariant ? perTier({commit: all.slice(0, 1), full: all}) : all;
  test.each(kinds.flatMap(casesOf).filter(isOfTier))(
    '$kind.title, $repetition: $ending',
    async (one) => {
      await play(stage, one);
    },
  );
}

function casesOf(kind: FaultKind): Case[] {
  return Object.entries(kind.endings).map(([repetition, ending]) => {
    return {kind, repetition: repetition as Repetition, ending};
  });
}

/** A commit tries each fault once; how long the connector goes on trying is the same for many. */
function isOfTier({repetition}: Case): boolean {
  return perTier({commit: repetition === 'once', full: true});
}

async function play(stage: Stage, one: Case): Promise<void> {
  const fault = inject(stage, one);
  const {goesAway = false, neverEnds = false} = one.kind;
  let waits = 0;
  const onWait = async (): Promise<void> => {
    if (fault.hits > 0) waits += 1;
    if (goesAway && waits === COMES_BACK[one.repetition]) await stage.tenant.resumeListening();
  };
  const startedAt = stage.clock.now;
  const companionFirst = goesAway || neverEnds || stage.family.begin !== undefined;
  const options = {onWait, companionFirst, debug: goesAway};
  const result = await stage.read(stage.history, options);
  expectStruck(fault, one);
  if (goesAway) expect(result.stdout).toContain('ECONNREFUSED');
  expectWaits(stage, one, stage.clock.now - startedAt);
  fault.remove();
  await stage.tenant.resumeListening();
  await availabilityOf(stage, one, result);
}

function inject(stage: Stage, {kind, repetition}: Case): InjectedFault {
  const {family, tenant, clock} = stage;
  const {urlPart = '', spares, goesAway, neverEnds, several = 4} = kind;
  const times = {once: 1, 'several times': several, 'for ever': Infinity}[repetition];
  // Once it strikes the first request of the family, else one in the middle.
  const {opening = 0, passing} = family;
  const skip = repetition === 'once' ? opening : passing;
  let struck = 0;
  const endDeadline = (): void => {
    if (injected.hits > struck) stage.endDeadline();
    struck = injected.hits;
  };
  const injected = tenant.faults.inject({
    ...kind.fault({tenant, now: () => clock.now, repetition}),
    match: (rawUrl, method) => {
      if (neverEnds) setImmediate(endDeadline);
      const isSpared = spares !== undefined && rawUrl.includes(spares);
      return !isSpared && rawUrl.includes(urlPart) && family.match(rawUrl, method);
    },
    times: goesAway ? 1 : times,
    skip: urlPart === '' ? skip : 0,
  });
  return injected;
}

function expectStruck({hits}: InjectedFault, {kind, repetition, ending}: Case): void {
  if (kind.goesAway || repetition === 'once') return expect(hits).toBe(1);
  const isOvercome = ending === 'exact' || ending === 'reread';
  if (isOvercome) return expect(hits).toBe(kind.several ?? 4);
  // What fails when it strikes once is not tried again.
  const isHopeless = kind.endings.once?.endsWith('error');
  expect(hits).toBeGreaterThanOrEqual(isHopeless ? 1 : 2);
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
