/** Where the rows of a stream go, and which state goes with them. */
import type {ArrivedStream, Placement} from '../database/apply-sync';
import type {Columns} from '../models';
import type {StreamToRead} from './catalog';
import type {ReadLog} from './read-log';

export interface StreamState {
  stream: {stream_descriptor: {name: string}};
}

/** What there was before the read. */
interface Before {
  tables: Readonly<Record<string, Columns>>;
  states: readonly StreamState[];
}

/** What becomes of a stream, by how its read ended. */
export function arrivedStream(
  {stream, syncMode}: StreamToRead,
  {tables, states}: Before,
  {log, failed}: {log: ReadLog; failed: boolean},
): ArrivedStream {
  const {name} = stream;
  const columns = tables[name]!;
  const isComplete = log.isComplete(name);
  const cursorField = syncMode === 'incremental' ? stream.default_cursor_field?.[0] : undefined;
  const isContinued =
    syncMode === 'incremental' &&
    states.some((state) => nameIn(state) === name) &&
    !log.isReadAnew(name);
  const placement = placementOf({isComplete, isContinued, syncMode, failed});
  return {name, columns, placement, cursorField, isComplete};
}

/** A read that failed leaves complete tables, and what the next one can go on from. */
function placementOf({
  isComplete,
  isContinued,
  syncMode,
  failed,
}: {
  isComplete: boolean;
  isContinued: boolean;
  syncMode: StreamToRead['syncMode'];
  failed: boolean;
}): Placement {
  if (isComplete) return isContinued ? 'merge' : 'replace';
  if (!failed) return 'empty';
  return syncMode === 'incremental' ? (isContinued ? 'merge' : 'replace') : 'discard';
}

/** A state goes with the rows that it covers, so one of before only where its rows are still there. */
export function stateAfter(
  {name, placement, cursorField}: ArrivedStream,
  {states}: Before,
  log: ReadLog,
): object[] {
  if (cursorField === undefined || (placement !== 'merge' && placement !== 'replace')) return [];
  const before = placement === 'merge' ? states.find((one) => nameIn(one) === name) : undefined;
  const state = log.stateOf(name) ?? before;
  return state ? [state] : [];
}

function nameIn({stream}: StreamState): string {
  return stream.stream_descriptor.name;
}
