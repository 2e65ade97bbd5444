import {isRow} from '../streams/row';
import type {Row} from '../streams/stream';

/** Raised when states of before cannot be continued any more. */
export const STATE_VERSION = 1;

/** Airbyte's sign that a full refresh has ended. */
export const REFRESH_COMPLETE = '__ab_full_refresh_sync_complete';

/** The settings that a state depends on. `domains` is absent where a stream does not filter. */
export interface StateScope {
  tenant_id: string;
  graph_host: string;
  domains?: readonly string[];
  /** Only where a report is read over a period. */
  report_period?: string;
  /** Of the key of pseudonyms; absent where personal data is kept, or the stream has none. */
  personal_data?: string;
  fields: readonly string[];
}

/** What an incremental stream saves. All of it is readable JSON. */
interface SavedState {
  version: number;
  made_with: StateScope;
  /** The latest `synced_at`; later rows must have a later one. */
  synced_at: string;
  cursor: Row;
}

/** What a saved state means for this read. `after` is epoch milliseconds, 0 where unknown. */
export type OpenedState =
  | {kind: 'none'; after: number}
  | {kind: 'invalid'; after: number; because: string}
  | {kind: 'continued'; after: number; cursor: Row}
  | {kind: 'config_changed'; after: number; cursor: Row; previous: StateScope; changed: string[]};

export function openState(state: Row | undefined, current: StateScope): OpenedState {
  if (state === undefined) return {kind: 'none', after: 0};
  const after = timeOf(state['synced_at']);
  const version = state['version'];
  if (typeof version === 'number' && version > STATE_VERSION) {
    return {kind: 'invalid', after, because: 'a newer version of the connector wrote its state'};
  }
  if (isRefreshState(state)) {
    return {kind: 'invalid', after, because: 'its state is that of a full refresh'};
  }
  if (!isSavedState(state)) {
    return {kind: 'invalid', after, because: 'its state has a shape that is not known'};
  }
  const {cursor, made_with: previous} = state;
  const changed = changedSettings(previous, current);
  return changed.length === 0
    ? {kind: 'continued', after, cursor}
    : {kind: 'config_changed', after, cursor, previous, changed};
}

export function saveState(scope: StateScope, syncedAt: string, cursor: object): Row {
  return {version: STATE_VERSION, made_with: scope, synced_at: syncedAt, cursor};
}

/** Whether a full refresh wrote the state. It says nothing to an incremental read. */
export function isRefreshState(state: Row): boolean {
  return state[REFRESH_COMPLETE] === true || isRow(state['checkpoint']);
}

export function isSameSettings(scope: unknown, current: StateScope): boolean {
  return isStateScope(scope) && changedSettings(scope, current).length === 0;
}

/** Epoch milliseconds; 0 where the value is no time. */
export function timeOf(value: unknown): number {
  return isTime(value) ? Date.parse(value) : 0;
}

export function isStringList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isSavedState(state: Row): state is Row & SavedState {
  return (
    state['version'] === STATE_VERSION &&
    isTime(state['synced_at']) &&
    isRow(state['cursor']) &&
    isStateScope(state['made_with'])
  );
}

const OPTIONAL_TEXTS = ['report_period', 'personal_data'] as const;

function isStateScope(scope: unknown): scope is Row & StateScope {
  return (
    isRow(scope) &&
    typeof scope['tenant_id'] === 'string' &&
    typeof scope['graph_host'] === 'string' &&
    isStringList(scope['fields']) &&
    (scope['domains'] === undefined || isStringList(scope['domains'])) &&
    OPTIONAL_TEXTS.every((key) => scope[key] === undefined || typeof scope[key] === 'string')
  );
}

const SCOPE_KEYS = [
  ...(['tenant_id', 'graph_host', 'domains', 'report_period'] as const),
  ...(['personal_data', 'fields'] as const),
];

function changedSettings(previous: StateScope, current: StateScope): string[] {
  return SCOPE_KEYS.filter((key) => JSON.stringify(previous[key]) !== JSON.stringify(current[key]));
}

/**
 * The first of all times too: that is what a read saves that had no row. But not the last of all
 * times, because a later one must follow.
 */
export function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-/.test(value) && !Number.isNaN(Date.parse(value));
}

type ChangedConfig = Extract<OpenedState, {kind: 'config_changed'}>;

/** Whether existing rows describe the same tenant, so that tombstones can be told. */
export function isSameTenant({previous}: ChangedConfig, current: StateScope): boolean {
  return previous.tenant_id === current.tenant_id && previous.graph_host === current.graph_host;
}
