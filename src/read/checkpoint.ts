/** Places in a whole list from which a later attempt can go on, and how a state keeps them. */
import {isRow} from '../streams/row';
import type {Row} from '../streams/stream';

/** A place between two pages of a list. */
export interface Checkpoint {
  /** Which of the server's filters; there are several where the domains are many. */
  filter: number;
  /** Null where the filter has not begun. */
  nextLink: string | null;
  /** Whether a row came before this place. */
  hasMatch: boolean;
  /** Where the list is read in lanes; `filter` and `nextLink` say nothing then. */
  lanes?: LaneCheckpoint;
}

export interface LaneCheckpoint {
  /** The parts of the list that were not read to their ends. */
  parts: PartPlace[];
  /** The delta link that names who changed since before the first part began. */
  changesLink: string;
  /** How many users came before. */
  users: number;
}

export interface PartPlace {
  /** For `$filter`. */
  filter: string;
  /** Null where the part has not begun. */
  nextLink: string | null;
}

/** How a read of a whole list can be interrupted and gone on with. */
export interface FullScan {
  from?: Checkpoint;
  save: (checkpoint: Checkpoint) => Row;
}

/** Under the keys that the states of all versions have; those of lanes are newer. */
export function serializeCheckpoint({filter, nextLink, hasMatch, lanes}: Checkpoint): Row {
  const place = {filter, next_link: nextLink, anyone: hasMatch};
  return lanes ? {...place, lanes: serializeLanes(lanes)} : place;
}

function serializeLanes({parts, changesLink, users}: LaneCheckpoint): Row {
  return {
    parts: parts.map(({filter, nextLink}) => ({filter, next_link: nextLink})),
    changes_link: changesLink,
    users,
  };
}

/** @returns undefined for a shape that is not known. */
export function parseCheckpoint(checkpoint: unknown): Checkpoint | undefined {
  if (!isRow(checkpoint)) return undefined;
  const {filter, next_link: nextLink, anyone: hasMatch, lanes} = checkpoint;
  if (!isCount(filter) || !isLink(nextLink) || typeof hasMatch !== 'boolean') return undefined;
  const place = {filter, nextLink, hasMatch};
  if (lanes === undefined) return place;
  const parsed = parseLanes(lanes);
  return parsed && {...place, lanes: parsed};
}

function parseLanes(lanes: unknown): LaneCheckpoint | undefined {
  if (!isRow(lanes)) return undefined;
  const {parts, changes_link: changesLink, users} = lanes;
  if (!Array.isArray(parts) || typeof changesLink !== 'string' || !isCount(users)) return undefined;
  const places = parts.map(parsePart).filter((part) => part !== undefined);
  return places.length === parts.length ? {parts: places, changesLink, users} : undefined;
}

function parsePart(part: unknown): PartPlace | undefined {
  if (!isRow(part)) return undefined;
  const {filter, next_link: nextLink} = part;
  return typeof filter === 'string' && isLink(nextLink) ? {filter, nextLink} : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function isLink(value: unknown): value is string | null {
  return typeof value === 'string' || value === null;
}
