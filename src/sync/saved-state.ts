import type {Row} from './define-stream';

/** Raised when states of before cannot be continued any more. */
export const STATE_VERSION = 1;

/** Airbyte's sign that a full refresh has ended. */
export const REFRESH_COMPLETE = '__ab_full_refresh_sync_complete';

/** The settings that a state depends on. `domains` is absent where a stream does not filter. */
export interface MadeWith {
  tenant_id: string;
  graph_host: string;
  domains?: readonly string[];
  /** Only where a report is read over a period. */
  report_period?: string;
  fields: readonly string[];
}

/** What an incremental stream saves. All of it is readable JSON. */
interface SavedState {
  version: number;
  made_with: MadeWith;
  /** The latest stamp; later rows must have a later one. */
  synced_at: string;
  cursor: Row;
}

/** What a saved state means for this read. `after` is epoch milliseconds, 0 where unknown. */
export type OpenedState =
  | {kind: 'none'; after: number}
  | {kind: 'unusable'; after: number; because: string}
  | {kind: 'same_settings'; after: number; cursor: Row}
  | {kind: 'other_settings'; after: number; cursor: Row; former: MadeWith; changed: string[]};

export function openState(state: Row | undefined, current: MadeWith): OpenedState {
  if (state === undefined) return {kind: 'none', after: 0};
  const after = timeOf(state['synced_at']);
  const version = state['version'];
  if (typeof version === 'number' && version > STATE_VERSION) {
    return {kind: 'unusable', after, because: 'a newer version of the connector wrote its state'};
  }
  if (isRefreshState(state)) {
    return {kind: 'unusable', after, because: 'its state is that of a full refresh'};
  }
  if (!isSavedState(state)) {
    return {kind: 'unusable', after, because: 'its state has a shape that is not known'};
  }
  const {cursor, made_with: former} = state;
  const changed = changedSettings(former, current);
  return changed.length === 0
    ? {kind: 'same_settings', after, cursor}
    : {kind: 'other_settings', after, cursor, former, changed};
}

export function saveState(madeWith: MadeWith, syncedAt: string, cursor: object): Row {
  return {version: STATE_VERSION, made_with: madeWith, synced_at: syncedAt, cursor};
}

/** Whether a full refresh wrote the state. It says nothing to an incremental read. */
export function isRefreshState(state: Row): boolean {
  return state[REFRESH_COMPLETE] === true || isRow(state['checkpoint']);
}

export function isSameSettings(madeWith: unknown, current: MadeWith): boolean {
  return isMadeWith(madeWith) && changedSettings(madeWith, current).length === 0;
}

/** Epoch milliseconds; 0 where the value is no time. */
export function timeOf(value: unknown): number {
  return isTime(value) ? Date.parse(value) : 0;
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isStringList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isSavedState(state: Row): state is Row & SavedState {
  return (
    state['version'] === STATE_VERSION &&
    isTime(state['synced_at']) &&
    isRow(state['cursor']) &&
    isMadeWith(state['made_with'])
  );
}

function isMadeWith(madeWith: unknown): madeWith is Row & MadeWith {
  return (
    isRow(madeWith) &&
    typeof madeWith['tenant_id'] === 'string' &&
    typeof madeWith['graph_host'] === 'string' &&
    isStringList(madeWith['fields']) &&
    (madeWith['domains'] === undefined || isStringList(madeWith['domains'])) &&
    (madeWith['report_period'] === undefined || typeof madeWith['report_period'] === 'string')
  );
}

function changedSettings(former: MadeWith, current: MadeWith): string[] {
  const keys = ['tenant_id', 'graph_host', 'domains', 'report_period', 'fields'] as const;
  return keys.filter((key) => JSON.stringify(former[key]) !== JSON.stringify(current[key]));
}

/**
 * The first of all times too: that is what a read saves that had no row. But not the last of all
 * times, because a later one must follow.
 */
export function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-/.test(value) && !Number.isNaN(Date.parse(value));
}
