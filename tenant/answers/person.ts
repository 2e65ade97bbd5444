/** What the tenant knows of a person, as far as the situation lets anybody see it. */
import type {ReportName, Tenant, User} from '../tenant';
import {daysBetween} from './situation';
import type {Situation} from './situation';

export type ReportRow = Readonly<Record<string, string>>;

export interface Seen {
  /** YYYY-MM-DD. */
  day: string;
  /** `sign_in`, or the report. */
  source: string;
}

export interface Person {
  user: User;
  /** Whether there is any row that would tell of use: a sign-in row or one of a report. */
  isKnown: boolean;
  lastSeen: Seen | undefined;
  /** The person's rows; undefined for a report that cannot be read by name. */
  rows: (report: ReportName) => readonly ReportRow[] | undefined;
}

/** Since when Graph keeps the last success. */
const SUCCESS_SINCE = '2023-12-01';

/** The last day of use that sign-ins prove. */
export function lastUse({signInActivity: activity}: User): string | undefined {
  const times = [
    activity?.lastSignInDateTime,
    activity?.lastNonInteractiveSignInDateTime,
    activity?.lastSuccessfulSignInDateTime,
  ].filter((time): time is string => typeof time === 'string' && !time.startsWith('0001'));
  const success = activity?.lastSuccessfulSignInDateTime;
  if (typeof success === 'string' && !success.startsWith('0001')) return success.slice(0, 10);
  const early = times.filter((time) => time < SUCCESS_SINCE).sort();
  return early.at(-1)?.slice(0, 10);
}

/** The reports that date the use of a service, and their columns. */
export const USE_COLUMNS: readonly (readonly [ReportName, stream: string, ...columns: string[]])[] =
  [
    [
      'getOffice365ActiveUserDetail',
      'office365_active_user_detail',
      ...['Exchange', 'OneDrive', 'SharePoint', 'Skype For Business', 'Yammer', 'Teams'].map(
        (name) => `${name} Last Activity Date`,
      ),
    ],
    ['getEmailActivityUserDetail', 'email_activity_user_detail', 'Last Activity Date'],
    ['getEmailAppUsageUserDetail', 'email_app_usage_user_detail', 'Last Activity Date'],
    ['getMailboxUsageDetail', 'mailbox_usage_detail', 'Last Activity Date'],
    ['getOneDriveActivityUserDetail', 'onedrive_activity_user_detail', 'Last Activity Date'],
    ['getSharePointActivityUserDetail', 'sharepoint_activity_user_detail', 'Last Activity Date'],
    ['getTeamsUserActivityUserDetail', 'teams_user_activity_user_detail', 'Last Activity Date'],
    ['getTeamsDeviceUsageUserDetail', 'teams_device_usage_user_detail', 'Last Activity Date'],
    ['getYammerActivityUserDetail', 'yammer_activity_user_detail', 'Last Activity Date'],
    ['getM365AppUserDetail', 'm365_app_user_detail', 'Last Activity Date'],
    ['getMicrosoft365CopilotUsageUserDetail', 'copilot_usage_user_detail', 'Last Activity Date'],
  ];

type RowsByName = ReadonlyMap<string, readonly ReportRow[]>;

function byName(tenant: Tenant, report: ReportName): RowsByName {
  const parameters = report === 'getOffice365ActivationsUserDetail' ? {} : {period: 'D30'};
  const rows = new Map<string, ReportRow[]>();
  for (const row of tenant.reports.records(report, parameters)) {
    if (row['Is Deleted'] === 'True') continue;
    const name = (row['User Principal Name'] ?? row['Owner Principal Name'] ?? '').toLowerCase();
    rows.set(name, [...(rows.get(name) ?? []), row]);
  }
  return rows;
}

function latest(seen: readonly Seen[]): Seen | undefined {
  return [...seen].sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))[0];
}

export class People {
  readonly #reports = new Map<ReportName, RowsByName>();

  constructor(
    readonly tenant: Tenant,
    readonly situation: Situation,
  ) {}

  /** Everybody in the domains. */
  all(): Person[] {
    return [...this.tenant.directory.all()]
      .filter((user) => this.#isInScope(user))
      .map((user) => this.#person(user));
  }

  #isInScope({userPrincipalName}: User): boolean {
    const {domains} = this.situation;
    const domain = userPrincipalName.toLowerCase().split('@').at(-1) ?? '';
    return domains === undefined || domains.includes(domain);
  }

  #person(user: User): Person {
    const rows = (report: ReportName): readonly ReportRow[] | undefined => this.#rows(user, report);
    const used = USE_COLUMNS.flatMap(([report, source, ...columns]) =>
      (rows(report) ?? []).flatMap((row) =>
        columns.map((column) => ({day: row[column] ?? '', source})).filter(({day}) => day !== ''),
      ),
    );
    const signIn = this.situation.hasSignIns ? lastUse(user) : undefined;
    const hasRow = USE_COLUMNS.some(([report]) => (rows(report) ?? []).length > 0);
    return {
      user,
      isKnown: this.situation.hasSignIns || hasRow,
      lastSeen: latest([...(signIn ? [{day: signIn, source: 'sign_in'}] : []), ...used]),
      rows,
    };
  }

  #rows(user: User, report: ReportName): readonly ReportRow[] | undefined {
    if (this.situation.reports !== 'named') return undefined;
    const known = this.#reports.get(report) ?? byName(this.tenant, report);
    this.#reports.set(report, known);
    return known.get(user.userPrincipalName.toLowerCase()) ?? [];
  }
}

export function daysIdle({lastSeen}: Person, {asOf}: Situation): number | undefined {
  return lastSeen && daysBetween(lastSeen.day, asOf);
}
