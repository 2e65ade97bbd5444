/** What is asked of the tenant: on which day, with which data and which settings of the customer. */

export interface Price {
  /** One of the two; the id counts before the part number. */
  skuId?: string;
  skuPartNumber?: string;
  monthlyPrice: number;
  currency: string;
  /** The first day, YYYY-MM-DD; since ever without one. */
  validFrom?: string;
}

/** Until is the last day (YYYY-MM-DD) on which the account is left out; null for always. */
export interface ExcludedAccount {
  /** One of the two. */
  userPrincipalName?: string;
  userId?: string;
  until: string | null;
}

/** A day of the daily reports. */
export interface ReadDay {
  /** YYYY-MM-DD. */
  day: string;
  /** When the connector received the newest row of the day, ISO 8601. */
  syncedAt: string | null;
}

export interface Situation {
  /** The day of the newest data, YYYY-MM-DD. */
  asOf: string;
  inactiveDays: number;
  newSeatGraceDays: number;
  /** Whether sign-in data and the registration of methods can be read: P1 and the permission. */
  hasSignIns: boolean;
  /** Whether the groups that assign licences can be read. */
  hasGroups: boolean;
  hasSubscriptions: boolean;
  /** Usage reports: by name, by hashes, or not readable. */
  reports: 'named' | 'concealed' | 'missing';
  copilotVersion: 'v1' | 'v2';
  /** The days of the daily reports that were read for this build. */
  readDays: readonly ReadDay[];
  /** Undefined for everybody. */
  domains?: readonly string[];
  prices: readonly Price[];
  excludedAccounts: readonly ExcludedAccount[];
  /** Seats that are kept free, by skuId or skuPartNumber. */
  seatBuffer: Readonly<Record<string, number>>;
}

export const USUAL: Omit<Situation, 'asOf'> = {
  inactiveDays: 90,
  newSeatGraceDays: 30,
  hasSignIns: true,
  hasGroups: true,
  hasSubscriptions: true,
  reports: 'named',
  copilotVersion: 'v2',
  readDays: [],
  prices: [],
  excludedAccounts: [],
  seatBuffer: {},
};

const DAY_MS = 86_400_000;

/** Whole days from one day (or time) to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / DAY_MS;
}

/** Whether somebody with this name is among the people who are read. */
export function isInScope(userPrincipalName: string, {domains}: Situation): boolean {
  const domain = userPrincipalName.toLowerCase().split('@').at(-1) ?? '';
  return domains === undefined || domains.includes(domain);
}
