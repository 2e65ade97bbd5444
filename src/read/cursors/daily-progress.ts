import type {NameVisibility} from '../../streams/concealed-names';
import {addDays, daysFrom, isDay} from '../../streams/dates';
import {isRow} from '../../streams/row';
import type {Row} from '../../streams/stream';
import {isStringList} from '../state';

/** The service keeps 28 days: the newest one and these before it. */
export const RETENTION_DAYS_BACK = 27;

/** Rows mostly come within so many days: until then an empty day is read in each sync. */
const LATE_DAYS = 10;

/** How old an empty day is when it is read again after that. */
const LATER_AGES = [13, 17, 22, RETENTION_DAYS_BACK];

/** Longer than the service keeps a day. */
const REMEMBERED_DAYS = 30;

/** What came of a day: no rows, no longer there, or how the names in its rows stand. */
export type DayOutcome = 'empty' | 'lost' | 'nameless' | NameVisibility;

/** Where the slices of a report stand, as state keeps it, under the name of the cursor field. */
export interface DailyProgress {
  /** The last day that was read, `YYYY-MM-DD`. */
  reportDate: string | null;
  /** Days that had no rows yet and that the service still has. */
  empty_days: string[];
  /** How the names of recent days were delivered. */
  delivered: Record<string, NameVisibility>;
}

export function emptyProgress(): DailyProgress {
  return {reportDate: null, empty_days: [], delivered: {}};
}

/** Reads what an earlier sync saved; what is not as expected counts as not there. */
export function progressFrom({reportDate, empty_days: emptyDays, delivered}: Row): DailyProgress {
  const entries = Object.entries(isRow(delivered) ? delivered : {});
  return {
    reportDate: typeof reportDate === 'string' && isDay(reportDate) ? reportDate : null,
    empty_days: isStringList(emptyDays) ? emptyDays.filter(isDay) : [],
    delivered: Object.fromEntries(
      entries.filter(([day, how]) => isDay(day) && (how === 'named' || how === 'concealed')),
    ) as DailyProgress['delivered'],
  };
}

/**
 * The empty days to read again. An older one is read at the ages above, or in the first sync after
 * them: the last date that was read tells how old it was in the sync before.
 */
export function lateDays(
  {reportDate, empty_days: emptyDays}: DailyProgress,
  newest: string,
): string[] {
  return emptyDays.filter((day) => {
    const age = daysFrom(day, newest);
    if (age < 0 || age > RETENTION_DAYS_BACK) return false;
    const ageBefore = reportDate === null ? 0 : daysFrom(day, reportDate);
    return age <= LATE_DAYS || LATER_AGES.some((due) => ageBefore < due && due <= age);
  });
}

/**
 * Days that the service no longer has and that never had rows, where days beside them had: a day
 * on which nobody did anything is rare then.
 */
export function lostEmptyDays(
  {empty_days: emptyDays, delivered}: DailyProgress,
  newest: string,
): string[] {
  const oldest = addDays(newest, -RETENTION_DAYS_BACK);
  const isEmpty = new Set(emptyDays);
  const hasRowsBeside = (day: string, step: 1 | -1): boolean => {
    let beside = addDays(day, step);
    while (isEmpty.has(beside)) beside = addDays(beside, step);
    return delivered[beside] !== undefined;
  };
  const left = emptyDays.filter((day) => day < oldest);
  return left.filter((day) => hasRowsBeside(day, -1) || hasRowsBeside(day, 1));
}

/** Notes what came of a day; the date only moves forward. */
export function recordDay(
  progress: DailyProgress,
  {day, newest, outcome}: {day: string; newest: string; outcome: DayOutcome},
): void {
  if (progress.reportDate === null || day > progress.reportDate) progress.reportDate = day;
  const oldest = addDays(newest, -RETENTION_DAYS_BACK);
  const others = progress.empty_days.filter((other) => other !== day && other >= oldest);
  const isKept = outcome === 'empty' && day >= oldest;
  progress.empty_days = isKept ? [...others, day].sort() : others;
  const firstRemembered = addDays(newest, -REMEMBERED_DAYS);
  const remembered = Object.entries(progress.delivered).filter(([d]) => d >= firstRemembered);
  progress.delivered = Object.fromEntries(remembered);
  if (outcome === 'named' || outcome === 'concealed') progress.delivered[day] = outcome;
}
