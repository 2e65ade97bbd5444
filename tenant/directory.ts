/**
 * The users of the tenant. Generated ones are computed, only changed ones are stored. Every change
 * increments the version; a changed user keeps the version of the last change of each property.
 */
import {possibleReports} from './managers';
import {indexOfId, randomInt, userId} from './seeded-random';
import type {UserSeed} from './seeded-random';
import {isoTime} from './sign-ins';
import type {UsageFacts} from './usage-facts';
import type {SignInActivity, User, UserField} from './user';
import {generateField, generateUser} from './user-generator';

export type UserState = 'live' | 'deleted' | 'purged';
export type ChangeListener = (before: User | undefined, after: User | undefined) => void;

interface Entry {
  user: User;
  state: UserState;
  /** The version at which it was added, deleted, restored or purged. */
  lifecycleVersion: number;
  readonly fieldVersions: Map<UserField, number>;
  readonly everSet: Set<UserField>;
  /** Whom the last change of the manager took away. */
  formerManagerId?: string | null;
  /** Before the last change; absent for an added user. */
  previous?: {user: User; state: UserState};
}

export interface DirectoryOptions {
  users: number;
  /** Users already deleted when the tenant started; their indexes follow the live ones. */
  deletedUsers: number;
  seed: number;
  now: () => number;
}

/** These can be selected in a delta query, but changes of them are not tracked. */
const UNTRACKED: ReadonlySet<UserField> = new Set(['signInActivity', 'licenseAssignmentStates']);

export class Directory {
  version = 0;
  readonly #options: DirectoryOptions;
  readonly #startMs: number;
  readonly #changed = new Map<number, Entry>();
  readonly #addedIds = new Map<string, number>();
  readonly #usage = new Map<number, UsageFacts>();
  readonly #listeners: ChangeListener[] = [];
  #size: number;
  #live: number;

  constructor(options: DirectoryOptions) {
    this.#options = options;
    this.#startMs = Math.floor(options.now() / 1000) * 1000;
    this.#size = options.users + options.deletedUsers;
    this.#live = options.users;
  }

  /** Live users. */
  count(): number {
    return this.#live;
  }

  /** Users ever created, deleted ones included: indexes run from 0 to size - 1. */
  get size(): number {
    return this.#size;
  }

  /** The user before its last change; undefined if it never changed. */
  previousAt(index: number): {user: User; state: UserState} | undefined {
    return this.#changed.get(index)?.previous;
  }

  /** The user at an index, whatever its state. */
  at(index: number): User {
    if (!(index >= 0 && index < this.#size)) throw new RangeError(`There is no user ${index}.`);
    return this.#changed.get(index)?.user ?? this.#generate(index);
  }

  byId(id: string): User | undefined {
    const index = this.indexOf(id);
    return index !== undefined && this.stateAt(index) === 'live' ? this.at(index) : undefined;
  }

  *all(): Generator<User> {
    for (let index = 0; index < this.#size; index++) {
      if (this.stateAt(index) === 'live') yield this.at(index);
    }
  }

  /** The users whose userPrincipalName ends in @name. */
  *inDomain(name: string): Generator<User> {
    const ending = `@${name.toLowerCase()}`;
    for (let index = 0; index < this.#size; index++) {
      if (this.stateAt(index) !== 'live') continue;
      if (this.value(index, 'userPrincipalName').toLowerCase().endsWith(ending)) {
        yield this.at(index);
      }
    }
  }

  change(id: string, patch: Partial<User>): User {
    const index = this.#find(id, 'live');
    const before = this.at(index);
    this.version += 1;
    const after = this.#patch(index, patch);
    this.#notify(before, after);
    return after;
  }

  #patch(index: number, patch: Partial<User>): User {
    const entry = this.#edit(index);
    const before = {...entry.user};
    entry.previous = {user: before, state: entry.state};
    for (const field of Object.keys(patch) as UserField[]) {
      entry.fieldVersions.set(field, this.version);
      // A delta row then has null for a cleared property and does not leave it out.
      if (before[field] !== null || patch[field] !== null) entry.everSet.add(field);
    }
    if ('managerId' in patch) entry.formerManagerId = before.managerId;
    entry.user = {...before, ...patch, id: before.id};
    return entry.user;
  }

  remove(id: string, options: {permanently?: boolean} = {}): void {
    this.#live -= 1;
    const entry = this.#move(this.#find(id, 'live'), options.permanently ? 'purged' : 'deleted');
    entry.user = {...entry.user, deletedDateTime: isoTime(this.#options.now())};
    this.#notify(entry.user, undefined);
    for (const index of this.#reportsOf(id)) this.#patch(index, {managerId: null});
  }

  /** Those whom the user leads; nobody is led by a deleted one. */
  #reportsOf(id: string): number[] {
    const generated = indexOfId(this.#options.seed, id);
    const candidates = generated === undefined ? [] : possibleReports(generated);
    const indexes = new Set([...candidates, ...this.#changed.keys()]);
    return [...indexes].filter(
      (index) =>
        index < this.#size &&
        this.stateAt(index) === 'live' &&
        this.value(index, 'managerId') === id,
    );
  }

  restore(id: string): User {
    this.#live += 1;
    const entry = this.#move(this.#find(id, 'deleted'), 'live');
    entry.user = {...entry.user, deletedDateTime: null};
    this.#notify(undefined, entry.user);
    return entry.user;
  }

  /** Deletes a user permanently from the recycle bin. */
  purge(id: string): void {
    this.#move(this.#find(id, 'deleted'), 'purged');
  }

  /** @param usage what reports say of the user in place of what the seed gives. */
  add(patch: Partial<User> = {}, usage?: UsageFacts): User {
    const index = this.#size;
    const created = {
      createdDateTime: isoTime(this.#options.now()),
      signInActivity: undefined,
      managerId: null,
    };
    this.#size += 1;
    this.#live += 1;
    const entry = this.#edit(index);
    entry.user = {...entry.user, ...created, ...patch};
    if (usage) this.#usage.set(index, usage);
    if (patch.id !== undefined) this.#addedIds.set(patch.id, index);
    delete this.#move(index, 'live').previous;
    this.#notify(undefined, entry.user);
    return entry.user;
  }

  /** An interactive, successful sign-in. */
  signIn(id: string, at: Date | number | string): User {
    const time = isoTime(new Date(at).getTime());
    const requestId = userId({seed: this.version, index: this.#find(id, 'live')});
    const signInActivity: SignInActivity = {
      ...this.byId(id)?.signInActivity,
      lastSignInDateTime: time,
      lastSignInRequestId: requestId,
      lastSuccessfulSignInDateTime: time,
      lastSuccessfulSignInRequestId: requestId,
    };
    return this.change(id, {signInActivity});
  }

  onChange(listener: ChangeListener): void {
    this.#listeners.push(listener);
  }

  indexOf(id: string): number | undefined {
    const index = this.#addedIds.get(id) ?? indexOfId(this.#options.seed, id);
    if (index === undefined || index >= this.#size) return undefined;
    return this.value(index, 'id') === id ? index : undefined;
  }

  /** Undefined where the seed says how services are used. */
  usageFacts(index: number): UsageFacts | undefined {
    return this.#usage.get(index);
  }

  stateAt(index: number): UserState {
    const {users, deletedUsers} = this.#options;
    const generated = index >= users && index < users + deletedUsers ? 'deleted' : 'live';
    return this.#changed.get(index)?.state ?? generated;
  }

  value<F extends UserField>(index: number, field: F): User[F] {
    const entry = this.#changed.get(index);
    return entry ? entry.user[field] : generateField(this.userSeed(index), field);
  }

  /** The same for several properties of one user, which is faster. */
  reader(index: number): (field: UserField) => User[UserField] {
    const user = this.#changed.get(index)?.user;
    if (user) return (field) => user[field];
    const userSeed = this.userSeed(index);
    return (field) => generateField(userSeed, field);
  }

  /** Undefined for a user that was changed since the start. */
  unchangedUserSeed(index: number): UserSeed | undefined {
    return this.#changed.has(index) ? undefined : this.userSeed(index);
  }

  userSeed(index: number): UserSeed {
    return {seed: this.#options.seed, index, startMs: this.#startMs};
  }

  /** The manager of a user, where there is one who lives. */
  managerOf(index: number): string | null {
    const id = this.value(index, 'managerId');
    return id !== null && this.byId(id) ? id : null;
  }

  /** Whom the last change of the manager took away, where it came after `version`. */
  managerChangedSince(index: number, version: number): {formerId: string | null} | undefined {
    const entry = this.#changed.get(index);
    const changedAt = entry?.fieldVersions.get('managerId') ?? 0;
    return changedAt > version ? {formerId: entry?.formerManagerId ?? null} : undefined;
  }

  /** Whether a user came, went or came back after `version`. */
  movedSince(index: number, version: number): boolean {
    return (this.#changed.get(index)?.lifecycleVersion ?? 0) > version;
  }

  wasEverSet(index: number, field: UserField): boolean {
    return this.#changed.get(index)?.everSet.has(field) ?? false;
  }

  /** Deleted recently enough to be listed in a first delta round. */
  isRecentlyDeleted(index: number): boolean {
    return this.#changed.has(index) || randomInt(this.userSeed(index), 90, 2) === 0;
  }

  /** Indexes, ascending, of users that changed after `version` in one of the fields. */
  changedSince(version: number, fields?: readonly UserField[]): number[] {
    const indexes: number[] = [];
    for (const [index, entry] of this.#changed) {
      const tracked = fields ?? [...entry.fieldVersions.keys()];
      const versions = tracked.map((field) =>
        UNTRACKED.has(field) ? 0 : (entry.fieldVersions.get(field) ?? 0),
      );
      if (Math.max(entry.lifecycleVersion, ...versions) > version) indexes.push(index);
    }
    return indexes.sort((a, b) => a - b);
  }

  #generate(index: number): User {
    const user = generateUser(this.userSeed(index));
    if (this.stateAt(index) !== 'deleted') return user;
    const secondsAgo = 1 + randomInt(this.userSeed(index), 91, 28 * 86_400);
    return {...user, deletedDateTime: isoTime(this.#startMs - secondsAgo * 1000)};
  }

  #find(id: string, state: UserState): number {
    const index = this.indexOf(id);
    if (index === undefined || this.stateAt(index) !== state) {
      throw new Error(`There is no ${state} user ${id}.`);
    }
    return index;
  }

  #edit(index: number): Entry {
    const known = this.#changed.get(index);
    if (known) return known;
    const entry: Entry = {
      user: this.#generate(index),
      state: this.stateAt(index),
      lifecycleVersion: 0,
      fieldVersions: new Map(),
      everSet: new Set(),
    };
    this.#changed.set(index, entry);
    return entry;
  }

  #move(index: number, state: UserState): Entry {
    const entry = this.#edit(index);
    entry.previous = {user: entry.user, state: entry.state};
    this.version += 1;
    entry.state = state;
    entry.lifecycleVersion = this.version;
    return entry;
  }

  #notify(before: User | undefined, after: User | undefined): void {
    for (const listener of this.#listeners) listener(before, after);
  }
}
