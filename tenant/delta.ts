/**
 * Rounds of /users/delta. The first round lists every user, a later one the users changed since the
 * version in its delta link. Tokens carry the whole position, so any link can be requested again.
 *
 * No change is lost: what changes after the version in the closing delta link is part of the next
 * round, so some users are listed twice.
 */
import {deltaRow, staleRow, thinRow} from './delta-rows';
import {randomInt} from './seeded-random';
import type {Directory} from './directory';
import type {UserField} from './user';

export interface RoundQuery {
  fields: readonly UserField[];
  /** Without a $select every property is tracked, though few are returned. */
  tracked: readonly UserField[] | undefined;
  /** Only these users, where the client filters by id. */
  ids?: readonly string[] | undefined;
}

/** Position within a round. */
export interface Position {
  /** Absent in the first round. */
  since?: number;
  /** The version that goes into the closing delta link. */
  until: number;
  next: number;
  page: number;
}

export interface DeltaPage {
  rows: object[];
  /** Absent on the last page of the round. */
  following?: Position;
  /** The version from which the next round starts. */
  until: number;
}

export interface DeltaOptions {
  directory: Directory;
  seed: number;
  pageSize: number;
  emptyPages: boolean;
  /** The first round lists no deleted users. */
  firstRoundOmitsDeleted: boolean;
  /** Some users are listed with outdated values before their current ones. */
  staleRows: boolean;
  /** Later rounds have a part of each changed user only. */
  thinRows: boolean;
  /** Rows of later rounds have the manager only where it changed. */
  leavesOutManagers: boolean;
}

const REPLAY_ONE_IN = 3;
const STALE_ONE_IN = 2;

export class DeltaRounds {
  readonly #options: DeltaOptions;

  constructor(options: DeltaOptions) {
    this.#options = options;
  }

  begin(since?: number): Position {
    const until = this.#options.directory.version;
    return {...(since !== undefined && {since}), until, next: 0, page: 0};
  }

  page(query: RoundQuery, position: Position): DeltaPage {
    const isEmptied = this.#options.emptyPages && position.page === 1;
    if (isEmptied && position.since === undefined) {
      return {rows: [], until: position.until, following: {...position, page: 2}};
    }
    return position.since === undefined
      ? this.#firstRoundPage(query, position)
      : this.#changes(query, {...position, since: position.since});
  }

  /** One page of the first round. */
  #firstRoundPage(query: RoundQuery, position: Position): DeltaPage {
    const {directory, pageSize, emptyPages} = this.#options;
    const named = query.ids && this.#indexesOf(query.ids);
    const size = named?.length ?? directory.size;
    const end = Math.min(position.next + pageSize, size);
    const indexes: number[] = [];
    for (let at = position.next; at < end; at++) indexes.push(named?.[at] ?? at);
    const visited = (at: number): number => named?.[at] ?? at;
    this.#replay(indexes, {position, known: position.next, visited});
    const shown = indexes.filter((index) => this.#isShown(index));
    const live = shown.filter((index) => directory.stateAt(index) === 'live');
    const rows = [
      ...this.#stale(live, position, query),
      ...shown.map((index) => deltaRow(directory, index, query)),
    ];
    const {until} = position;
    const page = position.page + 1;
    if (end < size || (emptyPages && page === 1)) {
      return {rows, until, following: {until, next: end, page}};
    }
    return this.#closeFirstRound(rows, {query, until, page});
  }

  /** Changes made meanwhile are listed at the end of this round or, as often, in the next one. */
  #closeFirstRound(
    rows: object[],
    {query, until, page}: {query: RoundQuery; until: number; page: number},
  ): DeltaPage {
    const {directory, seed} = this.#options;
    const isLate = this.#changedSince(query, until).length > 0;
    if (!isLate || randomInt({seed, index: until}, 92, 2) === 0) return {rows, until};
    const following = {since: until, until: directory.version, next: 0, page};
    return {rows, until, following};
  }

  /** One page of the changed users, with current values. */
  #changes(query: RoundQuery, position: Position & {since: number}): DeltaPage {
    const {pageSize} = this.#options;
    const changed = this.#changedSince(query, position.since);
    const passed = changed.filter((index) => index < position.next);
    const left = changed.slice(passed.length);
    const indexes = left.slice(0, pageSize);
    const last = indexes.at(-1) ?? 0;
    const visited = (at: number): number => passed[at] ?? 0;
    this.#replay(indexes, {position, known: passed.length, visited});
    const rows = [
      ...this.#stale(left, position, query),
      ...indexes.map((index) => this.#changedRow(index, query.fields, position.since)),
    ];
    const {until, since, page} = position;
    if (left.length <= pageSize) return {rows, until};
    return {rows, until, following: {since, until, next: last + 1, page: page + 1}};
  }

  #changedRow(index: number, fields: readonly UserField[], since: number): object {
    const {directory, thinRows, leavesOutManagers} = this.#options;
    const form = {fields, since, leavesOutManagers};
    const thin = thinRows ? thinRow(directory, index, form) : undefined;
    return thin ?? deltaRow(directory, index, form);
  }

  #isShown(index: number): boolean {
    const {directory, firstRoundOmitsDeleted} = this.#options;
    if (directory.stateAt(index) === 'live') return true;
    return !firstRoundOmitsDeleted && directory.isRecentlyDeleted(index);
  }

  /** Sometimes an outdated row of a user who follows on this page or a later one. */
  #stale(coming: readonly number[], position: Position, query: RoundQuery): object[] {
    const {directory, seed, staleRows} = this.#options;
    const key = {seed, index: position.next};
    if (!staleRows || coming.length === 0 || randomInt(key, 95, STALE_ONE_IN) !== 0) return [];
    const index = coming[randomInt(key, 96, coming.length)] ?? 0;
    return [staleRow(directory, index, query.fields)].filter((row) => row !== undefined);
  }

  /** Sometimes repeats a user of an earlier page. */
  #replay(
    indexes: number[],
    from: {position: Position; known: number; visited: (at: number) => number},
  ): void {
    const key = {seed: this.#options.seed, index: from.position.next};
    if (from.known === 0 || randomInt(key, 93, REPLAY_ONE_IN) !== 0) return;
    indexes.unshift(from.visited(randomInt(key, 94, from.known)));
  }

  #changedSince(query: RoundQuery, version: number): number[] {
    const {directory} = this.#options;
    const changed = directory.changedSince(version, query.tracked);
    if (!query.ids) return changed;
    const named = new Set(this.#indexesOf(query.ids));
    return changed.filter((index) => named.has(index));
  }

  #indexesOf(ids: readonly string[]): number[] {
    const {directory} = this.#options;
    const indexes = ids.map((id) => directory.indexOf(id)).filter((index) => index !== undefined);
    return [...new Set(indexes)].sort((a, b) => a - b);
  }
}
