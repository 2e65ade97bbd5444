/** The columns that reports have in common, and makers of the others. */
import {mix} from '../dice';
import type {Workload} from './activity';
import {dayOf, dayText} from './days';
import type {Subject} from './subject';

export type Column = readonly [header: string, cell: (subject: Subject) => string];

export function column(header: string, cell: (subject: Subject) => string): Column {
  return [header, cell];
}

/** The header is the salt of a column's dice. */
export function saltOf(header: string): number {
  let salt = header.length;
  for (const letter of header) salt = mix(salt ^ letter.charCodeAt(0));
  return salt;
}

function dateCell(day: number | undefined): string {
  return day === undefined ? '' : dayText(day);
}

export const REFRESH_DATE: Column = column('Report Refresh Date', ({view}) =>
  dayText(view.refreshDay),
);
export const PRINCIPAL_NAME: Column = column(
  'User Principal Name',
  (subject) => subject.principalName,
);
export const DISPLAY_NAME: Column = column('Display Name', (subject) => subject.displayName);
export const IS_DELETED: Column = column('Is Deleted', (subject) =>
  subject.isDeleted ? 'True' : 'False',
);
export const DELETED_DATE: Column = column('Deleted Date', (subject) =>
  dateCell(subject.person.deletedDay),
);
export const PRODUCTS: Column = column('Assigned Products', (subject) => subject.products);
export const REPORT_PERIOD: Column = column('Report Period', ({view}) => String(view.period));

export function lastActivity(workload: Workload, header = 'Last Activity Date'): Column {
  return [header, (subject) => dateCell(subject.lastActivity(workload))];
}

/** A day in the past of the user, the same in every report. */
export function pastDay(header: string, maxDaysAgo: number): Column {
  const salt = saltOf(header);
  return [
    header,
    (subject): string => {
      const daysAgo = 60 + subject.roll(salt, maxDaysAgo);
      return dayText(dayOf(subject.person.seat.startMs) - daysAgo);
    },
  ];
}

export function count(header: string, workload: Workload, perDay = 10): Column {
  const salt = saltOf(header);
  return [header, (subject) => String(subject.amount(workload, salt, perDay) ?? '')];
}

/** A stock and not a flow: it does not depend on the days of the report. */
export function stock(header: string, sides: number): Column {
  const salt = saltOf(header);
  return [header, (subject) => String(subject.roll(salt, sides))];
}

/** Far beyond 32 bits for most. */
export function bytes(header: string, maxGigabytes = 120): Column {
  const salt = saltOf(header);
  const step = (maxGigabytes * 2 ** 30) / 1_000_000;
  return [header, (subject) => String(Math.floor(subject.roll(salt, 1_000_000) * step))];
}

export function fixed(header: string, text: string): Column {
  return [header, () => text];
}

/** Reports write some truths as Yes and No, others as True and False. */
export function yesNo(header: string, workload: Workload, sides = 3): Column {
  const salt = saltOf(header);
  return [
    header,
    (subject) =>
      subject.lastActivity(workload) !== undefined && subject.roll(salt, sides) === 0
        ? 'Yes'
        : 'No',
  ];
}

export function trueFalse(header: string, test: (subject: Subject) => boolean): Column {
  return [header, (subject) => (test(subject) ? 'True' : 'False')];
}
