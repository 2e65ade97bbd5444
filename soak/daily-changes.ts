/** Random changes of the tenant between two syncs. */
import {randomInt} from '../tenant/seeded-random';
import type {Tenant, User} from '../tenant/tenant';

interface Rates {
  [name: string]: number;
}

/** Shares of all users. */
const CHANGE_RATES = {
  moved: 0.01,
  renamed: 0.002,
  hired: 0.003,
  left: 0.003,
  licensed: 0.005,
  signedIn: 0.02,
} satisfies Rates;

export class DailyChanges {
  readonly formerNames = new Map<string, string[]>();
  private readonly restorable: string[] = [];
  private draws = 0;

  constructor(
    private readonly tenant: Tenant,
    private readonly seed: number,
  ) {}

  /** `now` is epoch milliseconds. */
  apply(now: number): void {
    const {directory, skus, subscriptions} = this.tenant;
    this.times('moved', ({id}) => directory.change(id, {department: `Moved ${now}`, city: null}));
    this.times('renamed', (user) => this.renameUser(user));
    this.times('left', ({id}) => this.deleteUser(id));
    this.times('hired', () => directory.add({displayName: `Hired "${now}" 新人`}));
    this.times('licensed', (user) => this.changeLicences(user, now));
    this.times('signedIn', ({id}) => directory.signIn(id, now - 1_000));
    const back = this.restorable.shift();
    if (back !== undefined) directory.restore(back);
    const sku = skus.list()[this.randomIndex(skus.list().length)]!;
    skus.change(sku.skuId, {
      capabilityStatus: sku.capabilityStatus === 'Enabled' ? 'Warning' : 'Enabled',
    });
    subscriptions.change(sku.skuId, {totalLicenses: 10 + this.randomIndex(1_000)});
  }

  private renameUser(user: User): void {
    const {id, userPrincipalName} = user;
    this.formerNames.set(id, [...(this.formerNames.get(id) ?? []), userPrincipalName]);
    const name = userPrincipalName.replace('@', `.${this.draws}@`);
    this.tenant.directory.change(id, {userPrincipalName: name, surname: 'Renamed'});
  }

  private deleteUser(id: string): void {
    const permanently = this.randomIndex(3) === 0;
    this.tenant.directory.remove(id, {permanently});
    if (!permanently) this.restorable.push(id);
  }

  /** Removes every licence, or adds one. */
  private changeLicences({id, assignedLicenses, licenseAssignmentStates}: User, now: number): void {
    const {directory, skus} = this.tenant;
    const sku = skus.list()[this.randomIndex(skus.list().length)]!;
    if (assignedLicenses.some(({skuId}) => skuId === sku.skuId) || this.randomIndex(2) === 0) {
      directory.change(id, {assignedLicenses: [], licenseAssignmentStates: []});
      return;
    }
    const lastUpdatedDateTime = new Date(now).toISOString();
    const given = {skuId: sku.skuId, disabledPlans: []};
    const way = {
      assignedByGroup: null,
      state: 'Active',
      error: 'None',
      lastUpdatedDateTime,
    } as const;
    directory.change(id, {
      assignedLicenses: [...assignedLicenses, given],
      licenseAssignmentStates: [...licenseAssignmentStates, {...given, ...way}],
    });
  }

  private times(what: keyof typeof CHANGE_RATES, act: (user: User) => void): void {
    const {directory} = this.tenant;
    const times = Math.ceil(directory.count() * CHANGE_RATES[what]);
    for (let time = 0; time < times; time += 1) act(this.randomUser());
  }

  private randomUser(): User {
    const {directory} = this.tenant;
    for (;;) {
      const index = this.randomIndex(directory.size);
      if (directory.stateAt(index) === 'live') return directory.at(index);
    }
  }

  private randomIndex(bound: number): number {
    return randomInt({seed: this.seed, index: (this.draws += 1)}, 603, bound);
  }
}
