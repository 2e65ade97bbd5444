/** What the tenant knows of a person, as far as the situation lets anybody see it. */
import type {ReportName, Tenant, User} from '../tenant';
import {dayIn, ReportRows} from './report-rows';
import type {ReportRow} from './report-rows';
import {daysBetween, isInScope} from './situation';
import type {Situation} from './situation';

/** In the order that counts where several have the same last day. */
const SOURCES = [
  'sign_in',
  'exchange',
  'onedrive',
  'sharepoint',
  'teams',
  'viva_engage',
  'skype_for_business',
  'microsoft_365_apps',
  'copilot',
] as const;

type Source = (typeof SOURCES)[number];

export interface Seen {
  /** YYYY-MM-DD. */
  day: string;
  source: Source;
}

export interface Person {
  user: User;
  managerId: string | null;
  /** Whether there is any row that would tell of use: a sign-in row or one of a report. */
  isKnown: boolean;
  lastSeen: Seen | undefined;
  /** The person's rows; undefined for a report that names nobody. */
  rows: (report: ReportName) => readonly ReportRow[] | undefined;
}

/** Since when Graph keeps the last success. */
const SUCCESS_SINCE = '2023-12-01';

/** The last day of use that sign-ins prove. */
export function lastUse({signInActivity: activity}: User): string | undefined {
  const isTime = (time: string | null | undefined): time is string =>
    typeof time === 'string' && !time.startsWith('0001');
  const success = activity?.lastSuccessfulSignInDateTime;
  if (isTime(success)) return success.slice(0, 10);
  const attempts = [activity?.lastSignInDateTime, activity?.lastNonInteractiveSignInDateTime];
  const early = attempts.filter(isTime).filter((time) => time < SUCCESS_SINCE);
  return early.sort().at(-1)?.slice(0, 10);
}

const LAST_ACTIVITY = 'Last Activity Date';

/** The reports about people, and of which service each of their dates is. */
const USE_REPORTS: readonly (readonly [ReportName, Readonly<Record<string, Source>>])[] = [
  [
    'getOffice365ActiveUserDetail',
    {
      [`Exchange ${LAST_ACTIVITY}`]: 'exchange',
      [`OneDrive ${LAST_ACTIVITY}`]: 'onedrive',
      [`SharePoint ${LAST_ACTIVITY}`]: 'sharepoint',
      [`Skype For Business ${LAST_ACTIVITY}`]: 'skype_for_business',
      [`Yammer ${LAST_ACTIVITY}`]: 'viva_engage',
      [`Teams ${LAST_ACTIVITY}`]: 'teams',
    },
  ],
  ['getM365AppUserDetail', {[LAST_ACTIVITY]: 'microsoft_365_apps'}],
  ['getEmailActivityUserDetail', {[LAST_ACTIVITY]: 'exchange'}],
  ['getEmailAppUsageUserDetail', {[LAST_ACTIVITY]: 'exchange'}],
  ['getOneDriveActivityUserDetail', {[LAST_ACTIVITY]: 'onedrive'}],
  ['getSharePointActivityUserDetail', {[LAST_ACTIVITY]: 'sharepoint'}],
  ['getTeamsUserActivityUserDetail', {[LAST_ACTIVITY]: 'teams'}],
  ['getTeamsDeviceUsageUserDetail', {[LAST_ACTIVITY]: 'teams'}],
  ['getYammerActivityUserDetail', {[LAST_ACTIVITY]: 'viva_engage'}],
  ['getYammerDeviceUsageUserDetail', {[LAST_ACTIVITY]: 'viva_engage'}],
  ['getMicrosoft365CopilotUsageUserDetail', {[LAST_ACTIVITY]: 'copilot'}],
];

/** Of equally late ones the first in the order of the sources. */
function latest(seen: readonly Seen[]): Seen | undefined {
  const isBefore = (one: Seen, other: Seen): boolean =>
    one.day === other.day
      ? SOURCES.indexOf(one.source) > SOURCES.indexOf(other.source)
      : one.day < other.day;
  return seen.reduce<Seen | undefined>(
    (last, next) => (last === undefined || isBefore(last, next) ? next : last),
    undefined,
  );
}

export class People {
  readonly reports: ReportRows;

  constructor(
    readonly tenant: Tenant,
    readonly situation: Situation,
  ) {
    this.reports = new ReportRows(tenant, situation);
  }

  /** Everybody in the domains. */
  all(): Person[] {
    return [...this.tenant.directory.all()]
      .filter((user) => isInScope(user.userPrincipalName, this.situation))
      .map((user) => this.#person(user));
  }

  #person(user: User): Person {
    const {directory} = this.tenant;
    const rows: Person['rows'] = (report) => this.reports.of(user.userPrincipalName, report);
    const used = USE_REPORTS.flatMap(([report, columns]) =>
      (rows(report) ?? []).flatMap((row) =>
        Object.entries(columns).flatMap(([column, source]) => {
          const day = dayIn(row, column);
          return day === undefined ? [] : [{day, source}];
        }),
      ),
    );
    const day = this.situation.hasSignIns ? lastUse(user) : undefined;
    const signIns: Seen[] = day === undefined ? [] : [{day, source: 'sign_in'}];
    const hasRow = USE_REPORTS.some(([report]) => (rows(report) ?? []).length > 0);
    const index = directory.indexOf(user.id);
    return {
      user,
      managerId: index === undefined ? null : directory.managerOf(index),
      isKnown: this.situation.hasSignIns || hasRow,
      lastSeen: latest([...signIns, ...used]),
      rows,
    };
  }
}

export function daysIdle({lastSeen}: Person, {asOf}: Situation): number | undefined {
  return lastSeen && daysBetween(lastSeen.day, asOf);
}
