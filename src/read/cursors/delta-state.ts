/** Where a delta query stands, and how a state keeps it. */
import {SystemError} from '../../errors';
import {listUrl} from '../../graph/query';
import {deltaSelectOf} from '../../streams/request-url';
import type {Row} from '../../streams/stream';
import {EVERYONE} from '../domains';
import {isStringList, saveState} from '../state';
import type {StreamContext} from '../stream-context';

export interface Round {
  startLink: string;
  /** Null while the round has not begun. */
  nextLink: string | null;
  /** Whether users outside of the domains are emitted as deleted: the destination may have them. */
  emitTombstones: boolean;
  /** Whether a user of the configured domains was seen since the first round began. */
  hasMatch: boolean;
  /** How many syncs in a row had no answer at all from the link that the round goes on from. */
  unansweredSyncs: number;
}

/** A round under the keys that the states of all versions have. */
interface SavedRound {
  start_link: string;
  next_link: string | null;
  /** `['*']` stands for `emitTombstones`. */
  leavers: readonly string[];
  anyone: boolean;
  /** Absent for none. */
  unanswered_syncs?: number;
}

function serializeRound(round: Round): SavedRound {
  const {startLink, nextLink, emitTombstones, hasMatch, unansweredSyncs} = round;
  const leavers = emitTombstones ? [EVERYONE] : [];
  return {
    ...{start_link: startLink, next_link: nextLink, leavers, anyone: hasMatch},
    ...(unansweredSyncs > 0 && {unanswered_syncs: unansweredSyncs}),
  };
}

/** @returns undefined for a shape that is not known. */
export function parseRound(cursor: Row): Round | undefined {
  const {start_link: startLink, next_link: nextLink, leavers, anyone: hasMatch} = cursor;
  if (typeof startLink !== 'string') return undefined;
  if (nextLink !== null && typeof nextLink !== 'string') return undefined;
  if (!isStringList(leavers) || typeof hasMatch !== 'boolean') return undefined;
  const unansweredSyncs = countFrom(cursor['unanswered_syncs']);
  // Which users a first round had delivered is no longer known, so any of them may have to go.
  return {startLink, nextLink, emitTombstones: true, hasMatch, unansweredSyncs};
}

function countFrom(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : 0;
}

/** The state that lets the next sync go on with the round. */
export function saveRound({scope, extractionClock}: StreamContext, round: Round): {state: Row} {
  return {state: saveState(scope, extractionClock.latest, serializeRound(round))};
}

/** A round that lists everybody. */
export function firstRound(context: StreamContext, emitTombstones: boolean): Round {
  const startLink = firstLink(context);
  return {startLink, nextLink: null, emitTombstones, hasMatch: false, unansweredSyncs: 0};
}

/** Whether the round lists everybody, from the first page on. */
export function isFullRound(context: StreamContext, {startLink, nextLink}: Round): boolean {
  return nextLink === null && startLink === firstLink(context);
}

function firstLink({definition, baseUrl, select}: StreamContext): string {
  const {cursor, relationship} = definition;
  if (cursor.kind !== 'delta_link') throw new SystemError('The stream has no delta link.');
  return listUrl(baseUrl, cursor.endpoint, {select: deltaSelectOf(select, relationship)});
}
