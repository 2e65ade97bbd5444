import type {NameVisibility} from '../../streams/concealed-names';
import {addDays, isDay} from '../../streams/dates';
import {isRow} from '../../streams/row';
import type {Row} from '../../streams/stream';
import {isStringList} from '../state';

/** Late rows come within this many days. */
const LATE_DAYS = 10;

/** Longer than the service keeps a day. */
const REMEMBERED_DAYS = 30;

/** What came of a day: no rows, no longer there, or how the names in its rows stand. */
export type DayOutcome = 'empty' | 'lost' | 'nameless' | NameVisibility;

/** Where the slices of a report stand, as state keeps it, under the name of the cursor field. */
export interface DailyProgress {
  /** The last day that was read, `YYYY-MM-DD`. */
  reportDate: string | null;
  /** Late days that had no rows yet; they are read again. */
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

/** Notes what came of a day; the date only moves forward. */
export function recordDay(
  progress: DailyProgress,
  {day, newest, outcome}: {day: string; newest: string; outcome: DayOutcome},
): void {
  if (progress.reportDate === null || day > progress.reportDate) progress.reportDate = day;
  const firstLate = addDays(newest, 1 - LATE_DAYS);
  const others = progress.empty_days.filter((other) => other !== day && other >= firstLate);
  const isLate = outcome === 'empty' && day >= firstLate;
  progress.empty_days = isLate ? [...others, day].sort() : others;
  const firstRemembered = addDays(newest, -REMEMBERED_DAYS);
  const remembered = Object.entries(progress.delivered).filter(([d]) => d >= firstRemembered);
  progress.delivered = Object.fromEntries(remembered);
  if (outcome === 'named' || outcome === 'concealed') progress.delivered[day] = outcome;
}
