/** The columns that reports share, and constructors of the others. */
import {mix} from '../seeded-random';
import type {Workload} from './activity';
import {dayOf, dayText} from './days';
import type {ReportEntity} from './report-entity';

export type Column = readonly [header: string, cell: (entity: ReportEntity) => string];

export function column(header: string, cell: (entity: ReportEntity) => string): Column {
  return [header, cell];
}

/** The salt of a column's random values, from its header. */
export function headerSalt(header: string): number {
  let salt = header.length;
  for (const letter of header) salt = mix(salt ^ letter.charCodeAt(0));
  return salt;
}

export function dateCell(day: number | undefined): string {
  return day === undefined ? '' : dayText(day);
}

export const REFRESH_DATE: Column = column('Report Refresh Date', ({context}) =>
  dayText(context.refreshDay),
);
export const PRINCIPAL_NAME: Column = column(
  'User Principal Name',
  (entity) => entity.principalName,
);
export const DISPLAY_NAME: Column = column('Display Name', (entity) => entity.displayName);
export const IS_DELETED: Column = column('Is Deleted', (entity) =>
  entity.isDeleted ? 'True' : 'False',
);
export const DELETED_DATE: Column = column('Deleted Date', (entity) =>
  dateCell(entity.user.deletedDay),
);
export const PRODUCTS: Column = column('Assigned Products', (entity) => entity.products);
export const REPORT_PERIOD: Column = column('Report Period', ({context}) => String(context.period));

export function lastActivity(workload: Workload, header = 'Last Activity Date'): Column {
  return [header, (entity) => dateCell(entity.lastActivity(workload))];
}

/** A past date of the user, the same in every report. */
export function pastDate(header: string, maxDaysAgo: number): Column {
  const salt = headerSalt(header);
  return [
    header,
    (entity): string => {
      const daysAgo = 60 + entity.randomInt(salt, maxDaysAgo);
      return dayText(dayOf(entity.user.userSeed.startMs) - daysAgo);
    },
  ];
}

export function activityCount(header: string, workload: Workload, perDay = 10): Column {
  const salt = headerSalt(header);
  return [header, (entity) => String(entity.amount(workload, salt, perDay) ?? '')];
}

/** A current total, independent of the period of the report. */
export function total(header: string, bound: number): Column {
  const salt = headerSalt(header);
  return [header, (entity) => String(entity.randomInt(salt, bound))];
}

export function bytes(header: string, read: (entity: ReportEntity) => number): Column {
  return [header, (entity) => String(read(entity))];
}

/** Of a site. Mostly beyond 32 bits. */
export function storageBytes(header: string, maxGigabytes = 120): Column {
  const salt = headerSalt(header);
  const step = (maxGigabytes * 2 ** 30) / 1_000_000;
  return [header, (entity) => String(Math.floor(entity.randomInt(salt, 1_000_000) * step))];
}

export function constant(header: string, text: string): Column {
  return [header, () => text];
}

/** Reports write some booleans as Yes and No, others as True and False. */
export function yesNo(header: string, workload: Workload, bound = 3): Column {
  const salt = headerSalt(header);
  return [
    header,
    (entity) =>
      entity.lastActivity(workload) !== undefined && entity.randomInt(salt, bound) === 0
        ? 'Yes'
        : 'No',
  ];
}

export function trueFalse(header: string, test: (entity: ReportEntity) => boolean): Column {
  return [header, (entity) => (test(entity) ? 'True' : 'False')];
}
