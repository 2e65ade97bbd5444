/** One case of the answers about licences, and what is expected of it. */
import type {UsageFacts} from '../usage-facts';

export const GIB = 2 ** 30;

/** A way that is untold is one that Graph does not name: the product is held and that is all. */
export type Way = 'direct' | 'group' | 'in error' | 'untold';

export interface Licence {
  sku: string;
  ways?: readonly Way[];
  /** When it was assigned; by default long ago. */
  daysAgo?: number;
  /** When the way in error failed; by default when it was assigned. */
  errorDaysAgo?: number;
}

type Reason =
  'account_disabled' | 'duplicate' | 'never_signed_in' | 'inactive' | 'product_not_used';

/** Confidence that the seat is wasted for a reason; `no row` where it is none, `unknown` where nobody can say. */
export type ExpectedVerdict =
  `${Reason}, ${'certain' | 'probable' | 'review'}` | 'no row' | 'unknown' | 'not held';

/** With the usual settings. */
export interface Expectations {
  /** What each product's seat is, by skuId. */
  expected: Readonly<Record<string, ExpectedVerdict>>;
  /** Where and how many days ago the person was last seen; null for never. */
  lastSeen?: readonly [source: string, daysAgo: number] | null;
  /** The smaller suite that would do for the E3 seat, and what keeps it out of the smallest. */
  fitsIn?: {suite: string | null; blockedBy: string | null};
  /** The band of the Copilot seat. */
  copilotBand?: string;
  /** Whether the administrator lacks a second factor. */
  hasMfaGap?: boolean;
  /** The account state and size in bytes of the mailbox; null without a row. */
  mailbox?: readonly [state: string, bytes: number] | null;
}

export interface NamedPerson extends Expectations {
  /** Also the name in front of the @. */
  name: string;
  isDisabled?: true;
  isGuest?: true;
  isAgent?: true;
  department?: string;
  costCenter?: string;
  /** The name of a person who comes earlier. */
  manager?: string;
  /** Null: Graph does not know it. By default years ago. */
  createdDaysAgo?: number | null;
  /** The last sign-in that succeeded. Null: a row without dates. */
  signedInDaysAgo?: number | null;
  /** Attempts since then, none of which succeeded. */
  attemptedDaysAgo?: number;
  licences: readonly Licence[];
  usage?: Partial<UsageFacts>;
}

/** Somebody who works. */
export const USED: Partial<UsageFacts> = {lastUseDaysAgo: {exchange: 3, teams: 3, apps: 4}};
