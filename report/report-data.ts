/** What the page is made from: the answers of the dbt package, and what they rest on. */
import type {MartName, MartRow} from './marts';

/** Marts that come with all their rows. */
export type ListedMart =
  | 'm365__seat_inventory'
  | 'm365__wasted_seats'
  | 'm365__right_sizing'
  | 'm365__renewals'
  | 'm365__department_costs'
  | 'm365__copilot_adoption'
  | 'm365__storage'
  | 'm365__admin_mfa_gaps';

/** Rows in the order of their keys. */
export type ListedRows = {[Mart in ListedMart]: readonly MartRow[Mart][]};

/** The other marts have a row for each day or assignment of everybody: they come as sums. */
export interface MartSums {
  /** Of `m365__license_assignments`: ways by which seats are assigned. */
  m365__license_assignments: readonly AssignmentSum[];
  /** Of `m365__daily_activity`, all departments together, by day. */
  m365__daily_activity: readonly ActivitySum[];
  /** Of `m365__seat_history`, by day. */
  m365__seat_history: readonly HistorySum[];
  /** Of `m365__seat_changes`, by month. */
  m365__seat_changes: readonly ChangeSum[];
}

export interface AssignmentSum extends Pick<
  MartRow['m365__license_assignments'],
  'product' | 'source' | 'state' | 'error'
> {
  assignments: number;
}

export interface ActivitySum extends Pick<
  MartRow['m365__daily_activity'],
  'activity_date' | 'service' | 'active_users'
> {
  /** Users who hold a seat with the service; null where that is not known. */
  users: number | null;
}

export interface HistorySum extends Pick<
  MartRow['m365__seat_history'],
  'as_of_date' | 'reason' | 'confidence'
> {
  /** Held seats that are judged so; `reason` is null for those that are used or not known. */
  seats: number;
  /** Of these, seats that cannot be judged. */
  unknown_seats: number;
}

/** Seats of a product that were given, taken and so on in a month. */
export interface ChangeSum extends Pick<
  MartRow['m365__seat_changes'],
  'month_start_date' | 'product'
> {
  given: number;
  taken: number;
  became_idle: number;
  became_active: number;
  reclaimed: number;
  still_idle: number;
}

export interface ReportSettings {
  /** Whole days without a sign-in or use after which a seat is inactive. */
  inactiveDays: number;
  /** A seat or an account up to this age is new. */
  newSeatGraceDays: number;
  /** Whether there is a price list. */
  hasPrices: boolean;
  /** Of the price list; null without one, or where it names none. */
  currency: string | null;
  /** Accounts on the list of excluded ones. */
  excludedAccounts: number;
}

/** A stream of which the report has no or not all rows. */
export interface UnreadStream {
  stream: string;
  /** Why, in the connector's own words. */
  message: string;
  /** Marts that rest on it. */
  marts: readonly MartName[];
}

/** What a reader has to know to understand the figures. */
export type ReportNote =
  /** The simulated tenant: nothing in the report is about a real one. */
  | {kind: 'demo'}
  /** Microsoft 365 conceals names in these reports, so use by person is not known from them. */
  | {kind: 'concealed_names'; streams: readonly string[]}
  /** Names of people are pseudonyms. */
  | {kind: 'pseudonyms'}
  /** People of these domains only; seats are those of the whole tenant. */
  | {kind: 'domains'; domains: readonly string[]}
  /** Days that the history has; changes need two. */
  | {kind: 'history'; days: number; firstDate: string; lastDate: string};

export interface ReportData {
  /** Day (UTC) that the answers are about: that of the newest row; null when nothing was read. */
  asOfDate: string | null;
  /** When the report was made, ISO 8601 in UTC. */
  generatedAt: string;
  settings: ReportSettings;
  unread: readonly UnreadStream[];
  notes: readonly ReportNote[];
  marts: ListedRows;
  sums: MartSums;
}

export interface PageOptions {
  /** BCP 47 tag for the form of numbers and dates; the words are English. */
  locale: string;
  /** Whether names of people may stand in the page. */
  showNames: boolean;
  /** Rows of the list of wasted seats at most; the CSV has all of them. */
  maxRows: number;
}
