/** Whether a read ended as its fault demands, and what the next one makes of it. */
import type {Result} from '../support/messages';
import type {Ending, FaultKind} from './kinds/fault-kind';
import {COMPANION} from './stage';
import type {Stage} from './stage';

interface Struck {
  kind: FaultKind;
  ending: Ending;
}

export async function availabilityOf(
  stage: Stage,
  {kind, ending}: Struck,
  result: Result,
): Promise<void> {
  if (ending === 'exact' || ending === 'reread') {
    expectWell(stage, result);
    stage.expectTables(stage.history.with(result));
    const isCounted = ending === 'exact' || stage.family.syncMode === 'full_refresh';
    if (isCounted) expect(result.records(stage.family.stream).length).toBe(stage.records);
    return;
  }
  if (ending === 'denied') expectDenied(stage, result);
  else expectFailure(stage, result, {kind, ending});
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

function expectFailure(stage: Stage, result: Result, {kind, ending: type}: Struck): void {
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
  expect(result.statuses(family.stream).at(-1)).toBe('INCOMPLETE');
  // Nothing answers any more, and the companion has not been read yet.
  if (kind.goesAway && family.startsFirst) {
    expect(result.failures).toEqual([
      [type, COMPANION],
      [type, family.stream],
    ]);
    return;
  }
  expect(result.failures).toEqual([[type, family.stream]]);
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
