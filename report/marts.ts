/**
 * Rows of the dbt package's marts. This file is made from their contracts in dbt/models/marts (npm run docs).
 * A date is YYYY-MM-DD, a time ISO 8601 in UTC; null is unknown or does not apply, as the column says.
 */

export type ColumnKind = 'text' | 'boolean' | 'integer' | 'decimal' | 'date' | 'time';

export interface MartColumn {
  name: string;
  kind: ColumnKind;
  description: string;
}

/** Enabled administrators who have not registered for multifactor authentication, or registered nothing that the policy allows. */
export interface AdminMfaGapsRow {
  /** Object id of the user. */
  user_id: string;
  /** Name with which the user signs in. */
  user_principal_name: string | null;
  /** Name as address books show it. */
  display_name: string | null;
  /** Whether the user registered a strong method. */
  is_mfa_registered: boolean | null;
  /** Whether a registered method is one that the policy of the tenant allows. */
  is_mfa_capable: boolean | null;
  /** Methods that the user registered, sorted, with commas. */
  methods: string | null;
  /** Last day with a sign-in or use; null where there is none. */
  last_seen_date: string | null;
}

/** Copilot seats and when Copilot was used. */
export interface CopilotAdoptionRow {
  /** User and product in one identifier. */
  seat_id: string;
  /** Object id of the user. */
  user_id: string;
  /** Name with which the user signs in. */
  user_principal_name: string | null;
  /** Name as address books show it. */
  display_name: string | null;
  /** Whether the account can sign in. */
  account_enabled: boolean | null;
  /** Department of the user. */
  department: string | null;
  /** Identifier of the product. */
  sku_id: string;
  /** Name of the product; its string id or its identifier where the name is not known. */
  product: string | null;
  /** Earliest day that is known for the seat; it was given on this day or before. */
  seat_since_date: string | null;
  /** Last day with Copilot in any app. */
  last_activity_date: string | null;
  /** Last day with Copilot in chat. */
  copilot_chat_last_activity_date: string | null;
  /** Last day with Copilot in Teams. */
  teams_last_activity_date: string | null;
  /** Last day with Copilot in Word. */
  word_last_activity_date: string | null;
  /** Last day with Copilot in Excel. */
  excel_last_activity_date: string | null;
  /** Last day with Copilot in PowerPoint. */
  powerpoint_last_activity_date: string | null;
  /** Last day with Copilot in Outlook. */
  outlook_last_activity_date: string | null;
  /** Last day with Copilot in OneNote. */
  onenote_last_activity_date: string | null;
  /** Last day with Copilot in Loop. */
  loop_last_activity_date: string | null;
  /** Last day with Copilot Chat about data of the organisation; null in version 1 of the report. */
  copilot_chat_work_last_activity_date: string | null;
  /** Last day with Copilot Chat about the web; null in version 1 of the report. */
  copilot_chat_web_last_activity_date: string | null;
  /** Last day with the Microsoft 365 Copilot app; null in version 1 of the report. */
  microsoft_365_copilot_last_activity_date: string | null;
  /** Last day with Copilot in Edge; null in version 1 of the report. */
  edge_last_activity_date: string | null;
  /** Last day with an agent of Copilot; null in version 1 of the report. */
  agent_last_activity_date: string | null;
  /** last_7_days, last_30_days, last_90_days, older, never, or unknown where the report does not know the user. */
  band: 'last_7_days' | 'last_30_days' | 'last_90_days' | 'older' | 'never' | 'unknown' | null;
  /** Whether Copilot was never used; null where the report does not know the user. */
  is_never_used: boolean | null;
  /** Prompts in the period; null in version 1 of the report. */
  prompts_submitted: number | null;
  /** Days of the period with Copilot; null in version 1 of the report. */
  active_usage_days: number | null;
  /** Days that the report covers. */
  report_period_days: number | null;
  /** Day that the report was made for. */
  report_refresh_date: string | null;
  /** Day (UTC) that the row is about. */
  as_of_date: string;
}

/** Active users of each service by day and department. Days stay when the connector no longer has them. */
export interface DailyActivityRow {
  /** Day, service and department in one identifier. */
  daily_activity_id: string;
  /** Day of the use. */
  activity_date: string;
  /** `exchange`, `onedrive`, `sharepoint`, `teams`, `viva_engage` or `microsoft_365_apps`. */
  service: 'exchange' | 'onedrive' | 'sharepoint' | 'teams' | 'viva_engage' | 'microsoft_365_apps';
  /** Department; (none) without one, (unknown) for names that are not among the users, (concealed) for everybody where the report names nobody. */
  department: string;
  /** Users who used the service on the day. */
  active_users: number;
  /** Users of the department who hold a seat with the service; null where that is not known. */
  users: number | null;
  /** The first divided by the second. */
  share: number | null;
  /** When the connector received the newest row of the day, in UTC. */
  synced_at: string | null;
}

/** Held seats of each product by department, by cost centre and by manager. Add up the rows of one dimension only. */
export interface DepartmentCostsRow {
  /** Dimension, its value and the product in one identifier. */
  department_cost_id: string;
  /** department, cost_center or manager. */
  dimension: 'department' | 'cost_center' | 'manager';
  /** Department, cost centre or object id of the manager; (none) for people without one. */
  dimension_value: string;
  /** The same, with the name of the manager; null for a manager who is not among the users. */
  dimension_name: string | null;
  /** Identifier of the product. */
  sku_id: string;
  /** Name of the product; its string id or its identifier where the name is not known. */
  product: string | null;
  /** Held seats. */
  seats: number;
  /** Of these, wasted ones, excluded ones left out. */
  wasted_seats: number | null;
  /** Of these, seats that cannot be judged. */
  unknown_seats: number | null;
  /** Price of a seat for a month, from your price list; null without one. */
  monthly_price: number | null;
  /** Currency of the price. */
  currency: string | null;
  /** Price times seats; null without a price. */
  monthly_value: number | null;
  /** Price times wasted seats; null without a price. */
  wasted_monthly_value: number | null;
  /** Day (UTC) that the row is about. */
  as_of_date: string | null;
}

/** Licences of users, one row for each user, product and way in which it is assigned. */
export interface LicenseAssignmentsRow {
  /** User, product and way in one identifier. */
  user_license_id: string;
  /** Object id of the user. */
  user_id: string;
  /** Name with which the user signs in. */
  user_principal_name: string | null;
  /** Name as address books show it. */
  display_name: string | null;
  /** Whether the account can sign in. */
  account_enabled: boolean | null;
  /** Member or Guest. */
  user_type: string | null;
  /** Department of the user. */
  department: string | null;
  /** Identifier of the product. */
  sku_id: string;
  /** Name of the product; its string id or its identifier where the name is not known. */
  product: string | null;
  /** direct, group or unknown. */
  source: 'direct' | 'group' | 'unknown' | null;
  /** Object id of the group that gives the licence. */
  group_id: string | null;
  /** Name of the group, where license_groups is read. */
  group_name: string | null;
  /** Active, ActiveWithError, Disabled or Error. */
  state: string | null;
  /** Why the assignment fails; null where it does not. */
  error: string | null;
  /** Whether the user holds the licence and so occupies a seat. Count a user once per product. */
  is_seat_held: boolean | null;
  /** Earliest day that is known for the seat; it was given on this day or before. */
  seat_since_date: string | null;
  /** When the assignment was last changed, in UTC. */
  last_updated_at: string | null;
  /** Day (UTC) that the row is about. */
  as_of_date: string | null;
}

/** Subscriptions with their renewal, beside the waste of their product. */
export interface RenewalsRow {
  /** Identifier of the subscription. */
  subscription_id: string;
  /** Identifier of the product. */
  sku_id: string | null;
  /** Name of the product; its string id or its identifier where the name is not known. */
  product: string | null;
  /** Licences that the subscription brings. */
  seats: number | null;
  /** Whether the subscription is a free trial. */
  is_trial: boolean | null;
  /** Enabled, Warning, Suspended, Deleted or LockedOut. */
  status: string | null;
  /** Day on which the subscription moves on to its next status if it is not renewed. */
  next_lifecycle_date: string | null;
  /** Days until then; negative when past, null without a day. */
  days_left: number | null;
  /** Wasted seats of the product, excluded ones left out. */
  wasted_seats: number | null;
}

/** Held E3 seats and the smaller suite that would do: F3, or E1 for Office 365. One row for each held seat of such a suite that is not suspended. */
export interface RightSizingRow {
  /** User and product in one identifier. */
  seat_id: string;
  /** Object id of the user. */
  user_id: string;
  /** Name with which the user signs in. */
  user_principal_name: string | null;
  /** Name as address books show it. */
  display_name: string | null;
  /** Department of the user. */
  department: string | null;
  /** Identifier of the product. */
  sku_id: string;
  /** Name of the product; its string id or its identifier where the name is not known. */
  product: string | null;
  /** Identifier of the smallest suite that would do; null where none does or data is missing. */
  fits_in_sku_id: string | null;
  /** Name of that suite. */
  fits_in: string | null;
  /** What keeps the seat out of the smallest suite: archive, desktop_apps, mailbox_size, onedrive_size, wasted (give the seat back instead). Sorted, with commas. */
  blocked_by: string | null;
  /** Tables without which no suite can be named, sorted, with commas. */
  missing_data: string | null;
  /** Whether the user used Outlook, Word, Excel, PowerPoint or OneNote on Windows or a Mac in the period; null where the report does not know the user. */
  uses_desktop_apps: boolean | null;
  /** Days of that period. */
  desktop_apps_period_days: number | null;
  /** Bytes that the mailbox takes up. */
  mailbox_bytes: number | null;
  /** Whether there is an archive mailbox. */
  has_archive: boolean | null;
  /** Bytes that the OneDrive takes up. */
  onedrive_bytes: number | null;
  /** Last day with a sign-in or use; null where there is none. */
  last_seen_date: string | null;
  /** Price of a seat for a month, from your price list; null without one. */
  monthly_price: number | null;
  /** Price of the smaller suite for a month. */
  fits_in_monthly_price: number | null;
  /** What the smaller suite saves a month; null without both prices. */
  monthly_price_difference: number | null;
  /** Currency of the price. */
  currency: string | null;
  /** Day (UTC) that the row is about. */
  as_of_date: string;
}

/** What happened to seats in each month, from the snapshots of the history. */
export interface SeatChangesRow {
  /** Seat and month in one identifier. */
  seat_change_id: string;
  /** User and product in one identifier. */
  seat_id: string;
  /** First day of the month. */
  month_start_date: string;
  /** Object id of the user. */
  user_id: string | null;
  /** Name with which the user signs in, the last one of the month. */
  user_principal_name: string | null;
  /** Identifier of the product. */
  sku_id: string | null;
  /** Name of the product, the last one of the month; its string id or its identifier where the name is not known. */
  product: string | null;
  /** Whether the seat was given. */
  given: boolean | null;
  /** Whether the seat was taken away. */
  taken: boolean | null;
  /** Whether the seat became idle: account_disabled, never_signed_in, inactive or product_not_used. */
  became_idle: boolean | null;
  /** Whether an idle seat was used again. */
  became_active: boolean | null;
  /** Whether the seat was taken away while it was waste. */
  reclaimed: boolean | null;
  /** Whether the seat was idle in every snapshot of the month and in the one before. */
  still_idle: boolean | null;
}

/** Held seats of each day on which the package was built, with what was said of them that day. */
export interface SeatHistoryRow {
  /** Day and seat in one identifier. */
  seat_history_id: string;
  /** Day (UTC) that the row is about. */
  as_of_date: string;
  /** User and product in one identifier. */
  seat_id: string;
  /** Object id of the user. */
  user_id: string | null;
  /** Name with which the user signs in. */
  user_principal_name: string | null;
  /** Department of the user. */
  department: string | null;
  /** Identifier of the product. */
  sku_id: string | null;
  /** Name of the product; its string id or its identifier where the name is not known. */
  product: string | null;
  /** Why the seat was waste; null where it was not. */
  reason: 'account_disabled' | 'duplicate' | 'never_signed_in' | 'inactive' | 'product_not_used' | null;
  /** How sure that was. */
  confidence: 'certain' | 'probable' | 'review' | 'excluded' | null;
  /** Whether the seat could not be judged. */
  is_unknown: boolean;
  /** Last day with a sign-in or use; null where there is none. */
  last_seen_date: string | null;
  /** Days from the last day with a sign-in or use to as_of_date; null where there is none. */
  days_idle: number | null;
  /** Price of a seat for a month, from your price list; null without one. */
  monthly_price: number | null;
  /** Currency of the price. */
  currency: string | null;
  /** Hash of the settings of that day; days with different ones cannot be compared. */
  settings_hash: string | null;
}

/** Products that are owned or held, with their seats, what is waste and what is not known. */
export interface SeatInventoryRow {
  /** Identifier of the product. */
  sku_id: string;
  /** String id of the product, such as SPE_E3. */
  sku_part_number: string | null;
  /** Name of the product; its string id or its identifier where the name is not known. */
  product: string;
  /** Whether seats are paid for and assigned to people; free, device, room and capacity products are listed and never waste. */
  is_assigned_to_people: boolean;
  /** Seats that can be used, those in their grace period included; 0 for a suspended product, null for one that is held and not listed. */
  usable_seats: number | null;
  /** Of these, seats that have expired and are in their grace period. */
  warning_seats: number | null;
  /** Seats that cannot be used. */
  suspended_seats: number | null;
  /** Seats that are assigned in the whole tenant. */
  assigned_seats: number | null;
  /** Usable seats that are not assigned. */
  unassigned_seats: number | null;
  /** Assigned seats beyond the usable ones. */
  over_assigned_seats: number | null;
  /** Seats whose holders are in the tables; fewer than assigned_seats where domains are set. */
  held_in_scope: number;
  /** Unassigned seats that are kept in reserve. */
  buffer_seats: number | null;
  /** Wasted seats, certain. */
  wasted_certain_seats: number | null;
  /** Wasted seats, probable. */
  wasted_probable_seats: number | null;
  /** Seats that a person should look at. */
  wasted_review_seats: number | null;
  /** Seats that would be waste if their holder were not on your list. */
  wasted_excluded_seats: number | null;
  /** Held seats that cannot be judged. */
  unknown_seats: number;
  /** Tables whose rows would tell, sorted, with commas; null where nothing is unknown. */
  missing_data: string | null;
  /** Price of a seat for a month, from your price list; null without one. */
  monthly_price: number | null;
  /** Currency of the price. */
  currency: string | null;
  /** Price times usable seats; null without a price. */
  monthly_value: number | null;
  /** Price times wasted seats, excluded ones left out; null without a price. */
  wasted_monthly_value: number | null;
  /** Enabled, Warning, Suspended, Deleted or LockedOut; null for a product that is held and not listed. */
  capability_status: string | null;
  /** Earliest renewal that is not past, else the latest past one, in UTC. */
  next_renewal_at: string | null;
  /** Whether any subscription of the product is a trial; null without data on subscriptions. */
  is_trial: boolean | null;
  /** Day (UTC) that the row is about. */
  as_of_date: string;
}

/** Mailboxes and OneDrive accounts with their size. */
export interface StorageRow {
  /** Kind and row of the report in one identifier. */
  storage_id: string;
  /** `mailbox` or `onedrive`. */
  kind: 'mailbox' | 'onedrive';
  /** Object id of the owner; null where the owner is not among the users. */
  user_id: string | null;
  /** User principal name of the owner. */
  user_principal_name: string | null;
  /** Name as address books show it. */
  display_name: string | null;
  /** Department of the user. */
  department: string | null;
  /** enabled, disabled, not_found (no such user), or concealed; null where the user does not say. */
  account_state: 'enabled' | 'disabled' | 'not_found' | 'concealed' | null;
  /** Bytes in use. */
  storage_used_bytes: number | null;
  /** Bytes at which it is full. */
  quota_bytes: number | null;
  /** The first divided by the second. */
  share_of_quota: number | null;
  /** Items of a mailbox, files of a OneDrive. */
  item_count: number | null;
  /** Whether the mailbox has an archive; null for a OneDrive. */
  has_archive: boolean | null;
  /** Last day with activity, by anybody. */
  last_activity_date: string | null;
  /** Day that the report was made for. */
  report_refresh_date: string | null;
}

/** Seats that may be given back, each with one reason, how sure that is, and the evidence. One row for each held seat, and one for the seats of a product that nobody holds. */
export interface WastedSeatsRow {
  /** User and product of a held seat; product and _unassigned for seats that nobody holds. */
  wasted_seat_id: string;
  /** Object id of the user; like everything about the user, null for unassigned seats. */
  user_id: string | null;
  /** Name with which the user signs in. */
  user_principal_name: string | null;
  /** Name as address books show it. */
  display_name: string | null;
  /** Whether the account can sign in. */
  account_enabled: boolean | null;
  /** Member or Guest. */
  user_type: string | null;
  /** Department of the user. */
  department: string | null;
  /** Cost centre of the user. */
  cost_center: string | null;
  /** Country of the user. */
  country: string | null;
  /** Object id of the manager. */
  manager_id: string | null;
  /** Identifier of the product. */
  sku_id: string;
  /** Name of the product; its string id or its identifier where the name is not known. */
  product: string;
  /** The first that applies: account_disabled, duplicate, never_signed_in, inactive, product_not_used, unassigned. */
  reason: 'account_disabled' | 'duplicate' | 'never_signed_in' | 'inactive' | 'product_not_used' | 'unassigned';
  /** certain, probable, review (a person should look first), or excluded (on your list). */
  confidence: 'certain' | 'probable' | 'review' | 'excluded';
  /** 1 for a held seat; for unassigned ones how many there are beyond the reserve. */
  seats: number;
  /** direct, group or direct_and_group; a way in error does not count. Null where Microsoft Graph does not say. */
  assigned_through: 'direct' | 'group' | 'direct_and_group' | null;
  /** Object ids of the groups that give the licence, sorted, with commas. */
  assigned_by_group_ids: string | null;
  /** For duplicates, the identifiers of the held products that include the same and more, sorted, with commas. */
  covered_by: string | null;
  /** Earliest day that is known for the seat; it was given on this day or before. */
  seat_since_date: string | null;
  /** Last day with a sign-in or use; null where there is none. */
  last_seen_date: string | null;
  /** Where the last day comes from: sign_in, or the service that was used. */
  last_seen_source: 'sign_in' | 'exchange' | 'onedrive' | 'sharepoint' | 'teams' | 'viva_engage' | 'skype_for_business' | 'microsoft_365_apps' | 'copilot' | null;
  /** Days from the last day with a sign-in or use to as_of_date; null where there is none. */
  days_idle: number | null;
  /** Table without which the confidence is review only. */
  missing_data: string | null;
  /** Price of a seat for a month, from your price list; null without one. */
  monthly_price: number | null;
  /** Currency of the price. */
  currency: string | null;
  /** Price times seats; null without a price. */
  monthly_value: number | null;
  /** reassignable: somebody else can have the seat. reducible_at_renewal: the subscription can shrink. */
  saving_kind: 'reassignable' | 'reducible_at_renewal';
  /** Day (UTC) that the row is about. */
  as_of_date: string;
}

/** The row of each mart. */
export interface MartRow {
  m365__admin_mfa_gaps: AdminMfaGapsRow;
  m365__copilot_adoption: CopilotAdoptionRow;
  m365__daily_activity: DailyActivityRow;
  m365__department_costs: DepartmentCostsRow;
  m365__license_assignments: LicenseAssignmentsRow;
  m365__renewals: RenewalsRow;
  m365__right_sizing: RightSizingRow;
  m365__seat_changes: SeatChangesRow;
  m365__seat_history: SeatHistoryRow;
  m365__seat_inventory: SeatInventoryRow;
  m365__storage: StorageRow;
  m365__wasted_seats: WastedSeatsRow;
}

export type MartName = keyof MartRow;

/** What each mart is, and its columns in order. */
export const MARTS: Record<MartName, {description: string; columns: readonly MartColumn[]}> = {
  m365__admin_mfa_gaps: {
    description: 'Enabled administrators who have not registered for multifactor authentication, or registered nothing that the policy allows.',
    columns: [
      {name: 'user_id', kind: 'text', description: 'Object id of the user.'},
      {name: 'user_principal_name', kind: 'text', description: 'Name with which the user signs in.'},
      {name: 'display_name', kind: 'text', description: 'Name as address books show it.'},
      {name: 'is_mfa_registered', kind: 'boolean', description: 'Whether the user registered a strong method.'},
      {name: 'is_mfa_capable', kind: 'boolean', description: 'Whether a registered method is one that the policy of the tenant allows.'},
      {name: 'methods', kind: 'text', description: 'Methods that the user registered, sorted, with commas.'},
      {name: 'last_seen_date', kind: 'date', description: 'Last day with a sign-in or use; null where there is none.'},
    ],
  },
  m365__copilot_adoption: {
    description: 'Copilot seats and when Copilot was used.',
    columns: [
      {name: 'seat_id', kind: 'text', description: 'User and product in one identifier.'},
      {name: 'user_id', kind: 'text', description: 'Object id of the user.'},
      {name: 'user_principal_name', kind: 'text', description: 'Name with which the user signs in.'},
      {name: 'display_name', kind: 'text', description: 'Name as address books show it.'},
      {name: 'account_enabled', kind: 'boolean', description: 'Whether the account can sign in.'},
      {name: 'department', kind: 'text', description: 'Department of the user.'},
      {name: 'sku_id', kind: 'text', description: 'Identifier of the product.'},
      {name: 'product', kind: 'text', description: 'Name of the product; its string id or its identifier where the name is not known.'},
      {name: 'seat_since_date', kind: 'date', description: 'Earliest day that is known for the seat; it was given on this day or before.'},
      {name: 'last_activity_date', kind: 'date', description: 'Last day with Copilot in any app.'},
      {name: 'copilot_chat_last_activity_date', kind: 'date', description: 'Last day with Copilot in chat.'},
      {name: 'teams_last_activity_date', kind: 'date', description: 'Last day with Copilot in Teams.'},
      {name: 'word_last_activity_date', kind: 'date', description: 'Last day with Copilot in Word.'},
      {name: 'excel_last_activity_date', kind: 'date', description: 'Last day with Copilot in Excel.'},
      {name: 'powerpoint_last_activity_date', kind: 'date', description: 'Last day with Copilot in PowerPoint.'},
      {name: 'outlook_last_activity_date', kind: 'date', description: 'Last day with Copilot in Outlook.'},
      {name: 'onenote_last_activity_date', kind: 'date', description: 'Last day with Copilot in OneNote.'},
      {name: 'loop_last_activity_date', kind: 'date', description: 'Last day with Copilot in Loop.'},
      {name: 'copilot_chat_work_last_activity_date', kind: 'date', description: 'Last day with Copilot Chat about data of the organisation; null in version 1 of the report.'},
      {name: 'copilot_chat_web_last_activity_date', kind: 'date', description: 'Last day with Copilot Chat about the web; null in version 1 of the report.'},
      {name: 'microsoft_365_copilot_last_activity_date', kind: 'date', description: 'Last day with the Microsoft 365 Copilot app; null in version 1 of the report.'},
      {name: 'edge_last_activity_date', kind: 'date', description: 'Last day with Copilot in Edge; null in version 1 of the report.'},
      {name: 'agent_last_activity_date', kind: 'date', description: 'Last day with an agent of Copilot; null in version 1 of the report.'},
      {name: 'band', kind: 'text', description: 'last_7_days, last_30_days, last_90_days, older, never, or unknown where the report does not know the user.'},
      {name: 'is_never_used', kind: 'boolean', description: 'Whether Copilot was never used; null where the report does not know the user.'},
      {name: 'prompts_submitted', kind: 'integer', description: 'Prompts in the period; null in version 1 of the report.'},
      {name: 'active_usage_days', kind: 'integer', description: 'Days of the period with Copilot; null in version 1 of the report.'},
      {name: 'report_period_days', kind: 'integer', description: 'Days that the report covers.'},
      {name: 'report_refresh_date', kind: 'date', description: 'Day that the report was made for.'},
      {name: 'as_of_date', kind: 'date', description: 'Day (UTC) that the row is about.'},
    ],
  },
  m365__daily_activity: {
    description: 'Active users of each service by day and department. Days stay when the connector no longer has them.',
    columns: [
      {name: 'daily_activity_id', kind: 'text', description: 'Day, service and department in one identifier.'},
      {name: 'activity_date', kind: 'date', description: 'Day of the use.'},
      {name: 'service', kind: 'text', description: '`exchange`, `onedrive`, `sharepoint`, `teams`, `viva_engage` or `microsoft_365_apps`.'},
      {name: 'department', kind: 'text', description: 'Department; (none) without one, (unknown) for names that are not among the users, (concealed) for everybody where the report names nobody.'},
      {name: 'active_users', kind: 'integer', description: 'Users who used the service on the day.'},
      {name: 'users', kind: 'integer', description: 'Users of the department who hold a seat with the service; null where that is not known.'},
      {name: 'share', kind: 'decimal', description: 'The first divided by the second.'},
      {name: 'synced_at', kind: 'time', description: 'When the connector received the newest row of the day, in UTC.'},
    ],
  },
  m365__department_costs: {
    description: 'Held seats of each product by department, by cost centre and by manager. Add up the rows of one dimension only.',
    columns: [
      {name: 'department_cost_id', kind: 'text', description: 'Dimension, its value and the product in one identifier.'},
      {name: 'dimension', kind: 'text', description: 'department, cost_center or manager.'},
      {name: 'dimension_value', kind: 'text', description: 'Department, cost centre or object id of the manager; (none) for people without one.'},
      {name: 'dimension_name', kind: 'text', description: 'The same, with the name of the manager; null for a manager who is not among the users.'},
      {name: 'sku_id', kind: 'text', description: 'Identifier of the product.'},
      {name: 'product', kind: 'text', description: 'Name of the product; its string id or its identifier where the name is not known.'},
      {name: 'seats', kind: 'integer', description: 'Held seats.'},
      {name: 'wasted_seats', kind: 'integer', description: 'Of these, wasted ones, excluded ones left out.'},
      {name: 'unknown_seats', kind: 'integer', description: 'Of these, seats that cannot be judged.'},
      {name: 'monthly_price', kind: 'decimal', description: 'Price of a seat for a month, from your price list; null without one.'},
      {name: 'currency', kind: 'text', description: 'Currency of the price.'},
      {name: 'monthly_value', kind: 'decimal', description: 'Price times seats; null without a price.'},
      {name: 'wasted_monthly_value', kind: 'decimal', description: 'Price times wasted seats; null without a price.'},
      {name: 'as_of_date', kind: 'date', description: 'Day (UTC) that the row is about.'},
    ],
  },
  m365__license_assignments: {
    description: 'Licences of users, one row for each user, product and way in which it is assigned.',
    columns: [
      {name: 'user_license_id', kind: 'text', description: 'User, product and way in one identifier.'},
      {name: 'user_id', kind: 'text', description: 'Object id of the user.'},
      {name: 'user_principal_name', kind: 'text', description: 'Name with which the user signs in.'},
      {name: 'display_name', kind: 'text', description: 'Name as address books show it.'},
      {name: 'account_enabled', kind: 'boolean', description: 'Whether the account can sign in.'},
      {name: 'user_type', kind: 'text', description: 'Member or Guest.'},
      {name: 'department', kind: 'text', description: 'Department of the user.'},
      {name: 'sku_id', kind: 'text', description: 'Identifier of the product.'},
      {name: 'product', kind: 'text', description: 'Name of the product; its string id or its identifier where the name is not known.'},
      {name: 'source', kind: 'text', description: 'direct, group or unknown.'},
      {name: 'group_id', kind: 'text', description: 'Object id of the group that gives the licence.'},
      {name: 'group_name', kind: 'text', description: 'Name of the group, where license_groups is read.'},
      {name: 'state', kind: 'text', description: 'Active, ActiveWithError, Disabled or Error.'},
      {name: 'error', kind: 'text', description: 'Why the assignment fails; null where it does not.'},
      {name: 'is_seat_held', kind: 'boolean', description: 'Whether the user holds the licence and so occupies a seat. Count a user once per product.'},
      {name: 'seat_since_date', kind: 'date', description: 'Earliest day that is known for the seat; it was given on this day or before.'},
      {name: 'last_updated_at', kind: 'time', description: 'When the assignment was last changed, in UTC.'},
      {name: 'as_of_date', kind: 'date', description: 'Day (UTC) that the row is about.'},
    ],
  },
  m365__renewals: {
    description: 'Subscriptions with their renewal, beside the waste of their product.',
    columns: [
      {name: 'subscription_id', kind: 'text', description: 'Identifier of the subscription.'},
      {name: 'sku_id', kind: 'text', description: 'Identifier of the product.'},
      {name: 'product', kind: 'text', description: 'Name of the product; its string id or its identifier where the name is not known.'},
      {name: 'seats', kind: 'integer', description: 'Licences that the subscription brings.'},
      {name: 'is_trial', kind: 'boolean', description: 'Whether the subscription is a free trial.'},
      {name: 'status', kind: 'text', description: 'Enabled, Warning, Suspended, Deleted or LockedOut.'},
      {name: 'next_lifecycle_date', kind: 'date', description: 'Day on which the subscription moves on to its next status if it is not renewed.'},
      {name: 'days_left', kind: 'integer', description: 'Days until then; negative when past, null without a day.'},
      {name: 'wasted_seats', kind: 'integer', description: 'Wasted seats of the product, excluded ones left out.'},
    ],
  },
  m365__right_sizing: {
    description: 'Held E3 seats and the smaller suite that would do: F3, or E1 for Office 365. One row for each held seat of such a suite that is not suspended.',
    columns: [
      {name: 'seat_id', kind: 'text', description: 'User and product in one identifier.'},
      {name: 'user_id', kind: 'text', description: 'Object id of the user.'},
      {name: 'user_principal_name', kind: 'text', description: 'Name with which the user signs in.'},
      {name: 'display_name', kind: 'text', description: 'Name as address books show it.'},
      {name: 'department', kind: 'text', description: 'Department of the user.'},
      {name: 'sku_id', kind: 'text', description: 'Identifier of the product.'},
      {name: 'product', kind: 'text', description: 'Name of the product; its string id or its identifier where the name is not known.'},
      {name: 'fits_in_sku_id', kind: 'text', description: 'Identifier of the smallest suite that would do; null where none does or data is missing.'},
      {name: 'fits_in', kind: 'text', description: 'Name of that suite.'},
      {name: 'blocked_by', kind: 'text', description: 'What keeps the seat out of the smallest suite: archive, desktop_apps, mailbox_size, onedrive_size, wasted (give the seat back instead). Sorted, with commas.'},
      {name: 'missing_data', kind: 'text', description: 'Tables without which no suite can be named, sorted, with commas.'},
      {name: 'uses_desktop_apps', kind: 'boolean', description: 'Whether the user used Outlook, Word, Excel, PowerPoint or OneNote on Windows or a Mac in the period; null where the report does not know the user.'},
      {name: 'desktop_apps_period_days', kind: 'integer', description: 'Days of that period.'},
      {name: 'mailbox_bytes', kind: 'integer', description: 'Bytes that the mailbox takes up.'},
      {name: 'has_archive', kind: 'boolean', description: 'Whether there is an archive mailbox.'},
      {name: 'onedrive_bytes', kind: 'integer', description: 'Bytes that the OneDrive takes up.'},
      {name: 'last_seen_date', kind: 'date', description: 'Last day with a sign-in or use; null where there is none.'},
      {name: 'monthly_price', kind: 'decimal', description: 'Price of a seat for a month, from your price list; null without one.'},
      {name: 'fits_in_monthly_price', kind: 'decimal', description: 'Price of the smaller suite for a month.'},
      {name: 'monthly_price_difference', kind: 'decimal', description: 'What the smaller suite saves a month; null without both prices.'},
      {name: 'currency', kind: 'text', description: 'Currency of the price.'},
      {name: 'as_of_date', kind: 'date', description: 'Day (UTC) that the row is about.'},
    ],
  },
  m365__seat_changes: {
    description: 'What happened to seats in each month, from the snapshots of the history.',
    columns: [
      {name: 'seat_change_id', kind: 'text', description: 'Seat and month in one identifier.'},
      {name: 'seat_id', kind: 'text', description: 'User and product in one identifier.'},
      {name: 'month_start_date', kind: 'date', description: 'First day of the month.'},
      {name: 'user_id', kind: 'text', description: 'Object id of the user.'},
      {name: 'user_principal_name', kind: 'text', description: 'Name with which the user signs in, the last one of the month.'},
      {name: 'sku_id', kind: 'text', description: 'Identifier of the product.'},
      {name: 'product', kind: 'text', description: 'Name of the product, the last one of the month; its string id or its identifier where the name is not known.'},
      {name: 'given', kind: 'boolean', description: 'Whether the seat was given.'},
      {name: 'taken', kind: 'boolean', description: 'Whether the seat was taken away.'},
      {name: 'became_idle', kind: 'boolean', description: 'Whether the seat became idle: account_disabled, never_signed_in, inactive or product_not_used.'},
      {name: 'became_active', kind: 'boolean', description: 'Whether an idle seat was used again.'},
      {name: 'reclaimed', kind: 'boolean', description: 'Whether the seat was taken away while it was waste.'},
      {name: 'still_idle', kind: 'boolean', description: 'Whether the seat was idle in every snapshot of the month and in the one before.'},
    ],
  },
  m365__seat_history: {
    description: 'Held seats of each day on which the package was built, with what was said of them that day.',
    columns: [
      {name: 'seat_history_id', kind: 'text', description: 'Day and seat in one identifier.'},
      {name: 'as_of_date', kind: 'date', description: 'Day (UTC) that the row is about.'},
      {name: 'seat_id', kind: 'text', description: 'User and product in one identifier.'},
      {name: 'user_id', kind: 'text', description: 'Object id of the user.'},
      {name: 'user_principal_name', kind: 'text', description: 'Name with which the user signs in.'},
      {name: 'department', kind: 'text', description: 'Department of the user.'},
      {name: 'sku_id', kind: 'text', description: 'Identifier of the product.'},
      {name: 'product', kind: 'text', description: 'Name of the product; its string id or its identifier where the name is not known.'},
      {name: 'reason', kind: 'text', description: 'Why the seat was waste; null where it was not.'},
      {name: 'confidence', kind: 'text', description: 'How sure that was.'},
      {name: 'is_unknown', kind: 'boolean', description: 'Whether the seat could not be judged.'},
      {name: 'last_seen_date', kind: 'date', description: 'Last day with a sign-in or use; null where there is none.'},
      {name: 'days_idle', kind: 'integer', description: 'Days from the last day with a sign-in or use to as_of_date; null where there is none.'},
      {name: 'monthly_price', kind: 'decimal', description: 'Price of a seat for a month, from your price list; null without one.'},
      {name: 'currency', kind: 'text', description: 'Currency of the price.'},
      {name: 'settings_hash', kind: 'text', description: 'Hash of the settings of that day; days with different ones cannot be compared.'},
    ],
  },
  m365__seat_inventory: {
    description: 'Products that are owned or held, with their seats, what is waste and what is not known.',
    columns: [
      {name: 'sku_id', kind: 'text', description: 'Identifier of the product.'},
      {name: 'sku_part_number', kind: 'text', description: 'String id of the product, such as SPE_E3.'},
      {name: 'product', kind: 'text', description: 'Name of the product; its string id or its identifier where the name is not known.'},
      {name: 'is_assigned_to_people', kind: 'boolean', description: 'Whether seats are paid for and assigned to people; free, device, room and capacity products are listed and never waste.'},
      {name: 'usable_seats', kind: 'integer', description: 'Seats that can be used, those in their grace period included; 0 for a suspended product, null for one that is held and not listed.'},
      {name: 'warning_seats', kind: 'integer', description: 'Of these, seats that have expired and are in their grace period.'},
      {name: 'suspended_seats', kind: 'integer', description: 'Seats that cannot be used.'},
      {name: 'assigned_seats', kind: 'integer', description: 'Seats that are assigned in the whole tenant.'},
      {name: 'unassigned_seats', kind: 'integer', description: 'Usable seats that are not assigned.'},
      {name: 'over_assigned_seats', kind: 'integer', description: 'Assigned seats beyond the usable ones.'},
      {name: 'held_in_scope', kind: 'integer', description: 'Seats whose holders are in the tables; fewer than assigned_seats where domains are set.'},
      {name: 'buffer_seats', kind: 'integer', description: 'Unassigned seats that are kept in reserve.'},
      {name: 'wasted_certain_seats', kind: 'integer', description: 'Wasted seats, certain.'},
      {name: 'wasted_probable_seats', kind: 'integer', description: 'Wasted seats, probable.'},
      {name: 'wasted_review_seats', kind: 'integer', description: 'Seats that a person should look at.'},
      {name: 'wasted_excluded_seats', kind: 'integer', description: 'Seats that would be waste if their holder were not on your list.'},
      {name: 'unknown_seats', kind: 'integer', description: 'Held seats that cannot be judged.'},
      {name: 'missing_data', kind: 'text', description: 'Tables whose rows would tell, sorted, with commas; null where nothing is unknown.'},
      {name: 'monthly_price', kind: 'decimal', description: 'Price of a seat for a month, from your price list; null without one.'},
      {name: 'currency', kind: 'text', description: 'Currency of the price.'},
      {name: 'monthly_value', kind: 'decimal', description: 'Price times usable seats; null without a price.'},
      {name: 'wasted_monthly_value', kind: 'decimal', description: 'Price times wasted seats, excluded ones left out; null without a price.'},
      {name: 'capability_status', kind: 'text', description: 'Enabled, Warning, Suspended, Deleted or LockedOut; null for a product that is held and not listed.'},
      {name: 'next_renewal_at', kind: 'time', description: 'Earliest renewal that is not past, else the latest past one, in UTC.'},
      {name: 'is_trial', kind: 'boolean', description: 'Whether any subscription of the product is a trial; null without data on subscriptions.'},
      {name: 'as_of_date', kind: 'date', description: 'Day (UTC) that the row is about.'},
    ],
  },
  m365__storage: {
    description: 'Mailboxes and OneDrive accounts with their size.',
    columns: [
      {name: 'storage_id', kind: 'text', description: 'Kind and row of the report in one identifier.'},
      {name: 'kind', kind: 'text', description: '`mailbox` or `onedrive`.'},
      {name: 'user_id', kind: 'text', description: 'Object id of the owner; null where the owner is not among the users.'},
      {name: 'user_principal_name', kind: 'text', description: 'User principal name of the owner.'},
      {name: 'display_name', kind: 'text', description: 'Name as address books show it.'},
      {name: 'department', kind: 'text', description: 'Department of the user.'},
      {name: 'account_state', kind: 'text', description: 'enabled, disabled, not_found (no such user), or concealed; null where the user does not say.'},
      {name: 'storage_used_bytes', kind: 'integer', description: 'Bytes in use.'},
      {name: 'quota_bytes', kind: 'integer', description: 'Bytes at which it is full.'},
      {name: 'share_of_quota', kind: 'decimal', description: 'The first divided by the second.'},
      {name: 'item_count', kind: 'integer', description: 'Items of a mailbox, files of a OneDrive.'},
      {name: 'has_archive', kind: 'boolean', description: 'Whether the mailbox has an archive; null for a OneDrive.'},
      {name: 'last_activity_date', kind: 'date', description: 'Last day with activity, by anybody.'},
      {name: 'report_refresh_date', kind: 'date', description: 'Day that the report was made for.'},
    ],
  },
  m365__wasted_seats: {
    description: 'Seats that may be given back, each with one reason, how sure that is, and the evidence. One row for each held seat, and one for the seats of a product that nobody holds.',
    columns: [
      {name: 'wasted_seat_id', kind: 'text', description: 'User and product of a held seat; product and _unassigned for seats that nobody holds.'},
      {name: 'user_id', kind: 'text', description: 'Object id of the user; like everything about the user, null for unassigned seats.'},
      {name: 'user_principal_name', kind: 'text', description: 'Name with which the user signs in.'},
      {name: 'display_name', kind: 'text', description: 'Name as address books show it.'},
      {name: 'account_enabled', kind: 'boolean', description: 'Whether the account can sign in.'},
      {name: 'user_type', kind: 'text', description: 'Member or Guest.'},
      {name: 'department', kind: 'text', description: 'Department of the user.'},
      {name: 'cost_center', kind: 'text', description: 'Cost centre of the user.'},
      {name: 'country', kind: 'text', description: 'Country of the user.'},
      {name: 'manager_id', kind: 'text', description: 'Object id of the manager.'},
      {name: 'sku_id', kind: 'text', description: 'Identifier of the product.'},
      {name: 'product', kind: 'text', description: 'Name of the product; its string id or its identifier where the name is not known.'},
      {name: 'reason', kind: 'text', description: 'The first that applies: account_disabled, duplicate, never_signed_in, inactive, product_not_used, unassigned.'},
      {name: 'confidence', kind: 'text', description: 'certain, probable, review (a person should look first), or excluded (on your list).'},
      {name: 'seats', kind: 'integer', description: '1 for a held seat; for unassigned ones how many there are beyond the reserve.'},
      {name: 'assigned_through', kind: 'text', description: 'direct, group or direct_and_group; a way in error does not count. Null where Microsoft Graph does not say.'},
      {name: 'assigned_by_group_ids', kind: 'text', description: 'Object ids of the groups that give the licence, sorted, with commas.'},
      {name: 'covered_by', kind: 'text', description: 'For duplicates, the identifiers of the held products that include the same and more, sorted, with commas.'},
      {name: 'seat_since_date', kind: 'date', description: 'Earliest day that is known for the seat; it was given on this day or before.'},
      {name: 'last_seen_date', kind: 'date', description: 'Last day with a sign-in or use; null where there is none.'},
      {name: 'last_seen_source', kind: 'text', description: 'Where the last day comes from: sign_in, or the service that was used.'},
      {name: 'days_idle', kind: 'integer', description: 'Days from the last day with a sign-in or use to as_of_date; null where there is none.'},
      {name: 'missing_data', kind: 'text', description: 'Table without which the confidence is review only.'},
      {name: 'monthly_price', kind: 'decimal', description: 'Price of a seat for a month, from your price list; null without one.'},
      {name: 'currency', kind: 'text', description: 'Currency of the price.'},
      {name: 'monthly_value', kind: 'decimal', description: 'Price times seats; null without a price.'},
      {name: 'saving_kind', kind: 'text', description: 'reassignable: somebody else can have the seat. reducible_at_renewal: the subscription can shrink.'},
      {name: 'as_of_date', kind: 'date', description: 'Day (UTC) that the row is about.'},
    ],
  },
};
