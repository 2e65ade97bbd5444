/** What is asked of the tenant: on which day, with which data and which settings of the customer. */

export interface Price {
  skuId: string;
  monthlyPrice: number;
  currency: string;
}

/** Until is the last day (YYYY-MM-DD) on which the account is left out; null for always. */
export interface ExcludedAccount {
  userPrincipalName: string;
  until: string | null;
}

export interface Situation {
  /** The day of the newest data, YYYY-MM-DD. */
  asOf: string;
  inactiveDays: number;
  newSeatGraceDays: number;
  /** Whether sign-in data can be read: P1 and the permission. */
  hasSignIns: boolean;
  /** Usage reports: by name, by hashes, or not readable. */
  reports: 'named' | 'concealed' | 'missing';
  /** Undefined for everybody. */
  domains?: readonly string[];
  prices: readonly Price[];
  excludedAccounts: readonly ExcludedAccount[];
  /** Seats that are kept free, by skuId. */
  seatBuffer: Readonly<Record<string, number>>;
}

export const USUAL: Omit<Situation, 'asOf'> = {
  inactiveDays: 90,
  newSeatGraceDays: 30,
  hasSignIns: true,
  reports: 'named',
  prices: [],
  excludedAccounts: [],
  seatBuffer: {},
};

const DAY_MS = 86_400_000;

/** Whole days from one day (or time) to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / DAY_MS;
}

export function priceOf({prices}: Situation, skuId: string): Price | undefined {
  return prices.find((price) => price.skuId === skuId);
}
