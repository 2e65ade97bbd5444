/** What happens in a company from one sync to the next. */
import {roll} from '../tenant/dice';
import type {Tenant, User} from '../tenant/tenant';

interface Shares {
  [name: string]: number;
}

/** Of all users. */
const SHARES = {
  moved: 0.01,
  renamed: 0.002,
  hired: 0.003,
  left: 0.003,
  licensed: 0.005,
  signedIn: 0.02,
} satisfies Shares;

export class Company {
  readonly formerNames = new Map<string, string[]>();
  private readonly recycled: string[] = [];
  private rolls = 0;

  constructor(
    private readonly tenant: Tenant,
    private readonly seed: number,
  ) {}

  /** `now` is epoch milliseconds. */
  workingDay(now: number): void {
    const {directory, skus, subscriptions} = this.tenant;
    this.times('moved', ({id}) => directory.change(id, {department: `Moved ${now}`, city: null}));
    this.times('renamed', (user) => this.rename(user));
    this.times('left', ({id}) => this.leave(id));
    this.times('hired', () => directory.add({displayName: `Hired "${now}" 新人`}));
    this.times('licensed', (user) => this.license(user, now));
    this.times('signedIn', ({id}) => directory.signIn(id, now - 1_000));
    const back = this.recycled.shift();
    if (back !== undefined) directory.restore(back);
    const sku = skus.list()[this.die(skus.list().length)]!;
    skus.change(sku.skuId, {
      capabilityStatus: sku.capabilityStatus === 'Enabled' ? 'Warning' : 'Enabled',
    });
    subscriptions.change(sku.skuId, {totalLicenses: 10 + this.die(1_000)});
  }

  private rename(user: User): void {
    const {id, userPrincipalName} = user;
    this.formerNames.set(id, [...(this.formerNames.get(id) ?? []), userPrincipalName]);
    const name = userPrincipalName.replace('@', `.${this.rolls}@`);
    this.tenant.directory.change(id, {userPrincipalName: name, surname: 'Renamed'});
  }

  private leave(id: string): void {
    const permanently = this.die(3) === 0;
    this.tenant.directory.remove(id, {permanently});
    if (!permanently) this.recycled.push(id);
  }

  /** Takes every licence away, or gives one more. */
  private license({id, assignedLicenses, licenseAssignmentStates}: User, now: number): void {
    const {directory, skus} = this.tenant;
    const sku = skus.list()[this.die(skus.list().length)]!;
    if (assignedLicenses.some(({skuId}) => skuId === sku.skuId) || this.die(2) === 0) {
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

  private times(what: keyof typeof SHARES, act: (user: User) => void): void {
    const {directory} = this.tenant;
    const times = Math.ceil(directory.count() * SHARES[what]);
    for (let time = 0; time < times; time += 1) act(this.somebody());
  }

  private somebody(): User {
    const {directory} = this.tenant;
    for (;;) {
      const index = this.die(directory.size);
      if (directory.stateAt(index) === 'live') return directory.at(index);
    }
  }

  private die(sides: number): number {
    return roll({seed: this.seed, index: (this.rolls += 1)}, 603, sides);
  }
}
