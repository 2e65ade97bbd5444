/** The user, account or site of a report row. */
import {guid, mix, randomInt} from '../seeded-random';
import type {UserSeed} from '../seeded-random';
import {SKU_IDS} from '../sku-catalogue';
import {lastActiveDay} from './activity';
import type {Workload} from './activity';
import {ZERO_GUID} from './concealment';
import type {Concealment} from './concealment';

/** What all rows of a file share. */
export interface ReportContext {
  /** The Report Refresh Date. */
  readonly refreshDay: number;
  /** The last day of the period: the refresh day, or the requested day. */
  readonly day: number;
  readonly period: number;
  readonly isOneDay: boolean;
  readonly concealment: Concealment | undefined;
}

/** The user in the directory, or the owner of the site. */
export interface ReportUser {
  readonly userSeed: UserSeed;
  readonly skuIds: readonly string[];
  /** Undefined where the user was not deleted before the report. */
  readonly deletedDay: number | undefined;
  read(field: 'id' | 'userPrincipalName' | 'displayName'): string;
}

/** The products that include Exchange, OneDrive, SharePoint and Teams. */
const SUITES: ReadonlySet<string> = new Set([
  SKU_IDS.SPE_E3,
  SKU_IDS.SPE_E5,
  SKU_IDS.ENTERPRISEPACK,
]);

/** Product names as reports have them; a name may contain a plus. */
const PRODUCT_NAMES: ReadonlyMap<string, string> = new Map([
  [SKU_IDS.SPE_E3, 'MICROSOFT 365 E3'],
  [SKU_IDS.SPE_E5, 'MICROSOFT 365 E5'],
  [SKU_IDS.ENTERPRISEPACK, 'OFFICE 365 E3'],
  [SKU_IDS.AAD_PREMIUM, 'ENTERPRISE MOBILITY + SECURITY E3'],
  [SKU_IDS.POWER_BI_PRO, 'POWER BI PRO'],
  [SKU_IDS.VISIOCLIENT, 'VISIO PLAN 2'],
  [SKU_IDS.FLOW_FREE, 'MICROSOFT POWER AUTOMATE FREE'],
  [SKU_IDS.PROJECTPREMIUM, 'PROJECT PLAN 5'],
]);

export class ReportEntity {
  /** Row number of an entity with several rows. */
  variant = 0;
  readonly #activity = new Map<Workload, number | undefined>();

  constructor(
    readonly context: ReportContext,
    readonly user: ReportUser,
  ) {}

  get principalName(): string {
    const name = this.user.read('userPrincipalName');
    return this.context.concealment?.hash('principal', name) ?? name;
  }

  get displayName(): string {
    const name = this.user.read('displayName');
    return this.context.concealment?.hash('display', name) ?? name;
  }

  get userId(): string {
    return this.context.concealment ? ZERO_GUID : this.user.read('id');
  }

  siteId(salt: number): string {
    const {seed, index} = this.user.userSeed;
    return this.context.concealment ? ZERO_GUID : guid(mix(index ^ mix(seed ^ salt)));
  }

  groupId(salt: number): string {
    return this.siteId(salt);
  }

  groupName(make: (user: ReportUser) => string): string {
    const name = make(this.user);
    return this.context.concealment?.hash('display', name) ?? name;
  }

  /** Sometimes empty. */
  siteUrl(make: (user: ReportUser) => string): string {
    const url = this.randomInt(340, 5) === 0 ? '' : make(this.user);
    return this.context.concealment?.siteUrl(url) ?? url;
  }

  get isDeleted(): boolean {
    return this.user.deletedDay !== undefined;
  }

  get isLicensed(): boolean {
    return this.user.skuIds.length > 0;
  }

  get hasSuite(): boolean {
    return this.user.skuIds.some((skuId) => SUITES.has(skuId));
  }

  get products(): string {
    return this.user.skuIds.map((id) => PRODUCT_NAMES.get(id) ?? id.toUpperCase()).join('+');
  }

  randomInt(salt: number, bound: number): number {
    return randomInt(this.user.userSeed, salt, bound);
  }

  lastActivity(workload: Workload): number | undefined {
    if (!this.#activity.has(workload)) {
      const until = Math.min(this.context.day, (this.user.deletedDay ?? Infinity) - 1);
      this.#activity.set(workload, lastActiveDay(this.user.userSeed, workload, until));
    }
    return this.#activity.get(workload);
  }

  /** Activity count in the period; undefined for a user who was never active. */
  amount(workload: Workload, salt: number, perDay: number): number | undefined {
    const last = this.lastActivity(workload);
    if (last === undefined) return undefined;
    const {day, period, isOneDay} = this.context;
    if (day - last >= period) return 0;
    if (isOneDay) return this.randomInt(salt + day, 2 * perDay + 1);
    return Math.floor((this.randomInt(salt, 1000) * perDay * period) / 1000);
  }
}
