/** The user, account or site of a report row. */
import {guid, mix, randomInt} from '../seeded-random';
import type {UserSeed} from '../seeded-random';
import {createdDay} from '../presence';
import {activatable, includesService} from '../services';
import type {Activatable, Service} from '../services';
import {SKU_IDS} from '../sku-catalogue';
import type {UsageFacts} from '../usage-facts';
import {lastActiveDay} from './activity';
import type {Workload} from './activity';
import {dayOf} from './days';
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
  /** Undefined for people whom the seed describes. */
  readonly facts: UsageFacts | undefined;
  read(field: 'id' | 'userPrincipalName' | 'displayName'): string;
}

const GIB = 2 ** 30;
/** The draw of a service's assign date. */
const ASSIGNED: Readonly<Record<Service, number>> = {
  exchange: 390,
  oneDrive: 391,
  sharePoint: 392,
  skype: 393,
  yammer: 394,
  teams: 395,
  apps: 396,
  copilot: 397,
};

/** Product names as reports have them; a name may contain a plus. */
const PRODUCT_NAMES: ReadonlyMap<string, string> = new Map([
  [SKU_IDS.SPE_E3, 'MICROSOFT 365 E3'],
  [SKU_IDS.SPE_E5, 'MICROSOFT 365 E5'],
  [SKU_IDS.ENTERPRISEPACK, 'OFFICE 365 E3'],
  [SKU_IDS.STANDARDPACK, 'OFFICE 365 E1'],
  [SKU_IDS.SPE_F1, 'MICROSOFT 365 F3'],
  [SKU_IDS.COPILOT, 'MICROSOFT 365 COPILOT'],
  [SKU_IDS.OFFICESUBSCRIPTION, 'MICROSOFT 365 APPS FOR ENTERPRISE'],
  [SKU_IDS.PROJECTPROFESSIONAL, 'PROJECT PLAN 3'],
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

  /** Whether a product of the person includes the service. */
  has(service: Service): boolean {
    return includesService(this.user.skuIds, service);
  }

  get mailboxBytes(): number {
    return this.user.facts?.mailboxBytes ?? this.#bytes(352, 95);
  }

  get oneDriveBytes(): number {
    return this.user.facts?.oneDriveBytes ?? this.#bytes(353, 300);
  }

  get hasArchive(): boolean {
    return this.user.facts?.hasArchive ?? this.randomInt(350, 8) === 0;
  }

  /** Four in ten work in browsers and on phones alone. */
  get usesDesktopApps(): boolean {
    return this.user.facts?.usesDesktopApps ?? this.randomInt(351, 10) >= 4;
  }

  /** The product types that are listed for the person, each with the day of its activation. */
  get activations(): (readonly [type: Activatable, day: number | undefined])[] {
    const {facts} = this.user;
    return activatable(this.user.skuIds).flatMap((type, place) => {
      const daysAgo = facts ? facts.activatedDaysAgo?.[type] : this.#activatedDaysAgo(place);
      return daysAgo === undefined ? [] : [[type, this.#dayBefore(daysAgo)] as const];
    });
  }

  /** The day on which the service was assigned; undefined without a product that includes it. */
  assignedDay(service: Service): number | undefined {
    if (!this.has(service)) return undefined;
    const daysAgo = this.user.facts?.assignedDaysAgo;
    if (daysAgo !== undefined) return this.#dayBefore(daysAgo);
    const drawn = this.#startDay - 1 - this.randomInt(ASSIGNED[service], 1500);
    return Math.max(drawn, createdDay(this.user.userSeed));
  }

  get products(): string {
    return this.user.skuIds.map((id) => PRODUCT_NAMES.get(id) ?? id.toUpperCase()).join('+');
  }

  randomInt(salt: number, bound: number): number {
    return randomInt(this.user.userSeed, salt, bound);
  }

  lastActivity(workload: Workload): number | undefined {
    if (!this.#activity.has(workload)) {
      this.#activity.set(workload, this.#findLastActivity(workload));
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

  get #startDay(): number {
    return dayOf(this.user.userSeed.startMs);
  }

  #dayBefore(daysAgo: number | null): number | undefined {
    return daysAgo === null ? undefined : this.#startDay - daysAgo;
  }

  #findLastActivity(workload: Workload): number | undefined {
    const until = Math.min(this.context.day, (this.user.deletedDay ?? Infinity) - 1);
    const {facts, userSeed} = this.user;
    if (!facts) return lastActiveDay(userSeed, workload, until);
    const daysAgo = facts.lastUseDaysAgo[workload];
    return daysAgo === undefined ? undefined : Math.min(this.#startDay - daysAgo, until);
  }

  /** Null: listed without a date; undefined: not listed. */
  #activatedDaysAgo(place: number): number | null | undefined {
    const chance = this.randomInt(380 + place, 20);
    if (chance < 2) return undefined;
    return chance < 5 ? null : 3 + this.randomInt(384 + place, 900);
  }

  /** Most hold little, some very much. */
  #bytes(salt: number, maxGib: number): number {
    return Math.floor((this.randomInt(salt, 1_000_000) / 1_000_000) ** 5 * maxGib * GIB);
  }
}
