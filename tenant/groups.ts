/** The groups of the tenant: those that assign licences stand among many that do not. */
import type {Directory} from './directory';
import {LICENSE_GROUPS, plansWithout} from './license-groups';
import type {LicenseGroup} from './license-groups';
import {guid, mix} from './seeded-random';
import {isoTime} from './sign-ins';
import type {AssignedLicense, User} from './user';

export type ProcessingState = 'QueuedForProcessing' | 'ProcessingInProgress' | 'ProcessingComplete';

export interface Group {
  id: string;
  deletedDateTime: string | null;
  createdDateTime: string | null;
  description: string | null;
  displayName: string;
  groupTypes: string[];
  mail: string | null;
  mailEnabled: boolean;
  mailNickname: string;
  onPremisesSyncEnabled: boolean | null;
  securityEnabled: boolean;
  visibility: string | null;
  assignedLicenses: AssignedLicense[];
  licenseProcessingState: {state: ProcessingState} | null;
}

export interface GroupsOptions {
  /** Groups that assign no licences. */
  plain: number;
  startMs: number;
  directory: Directory;
}

const DAY_MS = 86_400_000;
const ERRORS: ReadonlySet<string> = new Set(['Error', 'ActiveWithError']);

export class Groups {
  version = 0;
  readonly #options: GroupsOptions;
  /** Made at the first request. */
  #groups: Group[] | undefined;
  #added = 0;
  #errors: {version: number; ids: ReadonlySet<string>} | undefined;

  constructor(options: GroupsOptions) {
    this.#options = options;
  }

  list(): readonly Group[] {
    return (this.#groups ??= this.#make());
  }

  /** @param name id or display name. */
  change(name: string, patch: Partial<Group>): void {
    Object.assign(this.list()[this.#indexOf(name)]!, patch);
    this.version += 1;
  }

  remove(name: string): void {
    const index = this.#indexOf(name);
    this.#groups = this.list().filter((_, place) => place !== index);
    this.version += 1;
  }

  add(patch: Partial<Group> = {}): Group {
    this.#added += 1;
    const number = this.list().length + this.#added;
    const group = {...this.#plainGroup(number), id: guid(mix(number ^ 0x6a0ded)), ...patch};
    this.#groups = [...this.list(), group];
    this.version += 1;
    return group;
  }

  /** Ids of the groups of which a live user did not get a licence. */
  withErrors(): ReadonlySet<string> {
    const {version} = this.#options.directory;
    if (this.#errors?.version !== version) this.#errors = {version, ids: this.#findErrors()};
    return this.#errors.ids;
  }

  #findErrors(): ReadonlySet<string> {
    const {directory} = this.#options;
    const ids = new Set<string>();
    for (let index = 0; index < directory.size; index++) {
      if (directory.stateAt(index) !== 'live') continue;
      for (const id of failedGroups(directory.value(index, 'licenseAssignmentStates'))) ids.add(id);
    }
    return ids;
  }

  #indexOf(name: string): number {
    const index = this.list().findIndex(({id, displayName}) => id === name || displayName === name);
    if (index < 0) throw new Error(`There is no group ${name}.`);
    return index;
  }

  /** One that assigns licences after each so many others. */
  #make(): Group[] {
    const {plain} = this.#options;
    const distance = Math.ceil((plain + 1) / (LICENSE_GROUPS.length + 1));
    const groups: Group[] = [];
    const licensing = LICENSE_GROUPS.map((group, number) => this.#licensing(group, number));
    for (let number = 0; number < plain; number++) {
      groups.push(this.#plainGroup(number));
      const next = (number + 1) % distance === 0 ? licensing.shift() : undefined;
      if (next) groups.push(next);
    }
    return [...groups, ...licensing];
  }

  #licensing(group: LicenseGroup, number: number): Group {
    const isLast = number === LICENSE_GROUPS.length - 1;
    return {
      ...this.#plainGroup(number),
      id: group.id,
      displayName: group.displayName,
      onPremisesSyncEnabled: group.isSynced ? true : null,
      assignedLicenses: group.skuIds.map((skuId) => ({
        skuId,
        disabledPlans: plansWithout(group, skuId),
      })),
      licenseProcessingState: {state: isLast ? 'ProcessingInProgress' : 'ProcessingComplete'},
    };
  }

  #plainGroup(number: number): Group {
    const isMicrosoft365 = number % 3 === 0;
    const mailNickname = `group${number}`;
    const ageDays = 1 + (mix(number) % 2_000);
    return {
      id: guid(mix(number ^ 0x9709b5)),
      deletedDateTime: null,
      createdDateTime: isoTime(this.#options.startMs - ageDays * DAY_MS),
      description: null,
      displayName: `Project ${number}`,
      groupTypes: isMicrosoft365 ? ['Unified'] : [],
      mail: isMicrosoft365 ? `${mailNickname}@contoso.com` : null,
      mailEnabled: isMicrosoft365,
      mailNickname,
      // False where it was once synchronised.
      onPremisesSyncEnabled: number % 11 === 0 ? false : null,
      securityEnabled: !isMicrosoft365,
      visibility: isMicrosoft365 ? 'Private' : null,
      assignedLicenses: [],
      licenseProcessingState: null,
    };
  }
}

function failedGroups(states: User['licenseAssignmentStates']): string[] {
  return states.flatMap(({state, assignedByGroup}) =>
    ERRORS.has(state) && assignedByGroup !== null ? assignedByGroup : [],
  );
}
