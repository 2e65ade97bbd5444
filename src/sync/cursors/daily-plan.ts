import {addDays, daysBetween} from './days';
import type {DailyProgress} from './daily-progress';

/** The service keeps 28 days: the newest one and these before it. */
const OLDEST_DAYS_BACK = 27;

/** The last days may have been restated since. */
const READ_AGAIN_DAYS = 2;

interface PlanInput {
  /** The newest day that the service has. */
  newest: string;
  /** Whether the settings changed, or nothing was read before. */
  restarts: boolean;
  backfillDays: number;
}

export interface DayPlan {
  /** In ascending order. */
  days: string[];
  /** Days that were never read and that the service no longer has. */
  lost?: {from: string; to: string};
}

/** Which days to read. */
export function planDays(
  {reportDate: date, empty_days: emptyDays}: DailyProgress,
  {newest, restarts, backfillDays}: PlanInput,
): DayPlan {
  const oldest = addDays(newest, -OLDEST_DAYS_BACK);
  const backfill = addDays(newest, 1 - backfillDays);
  const again = date === null ? backfill : addDays(date, 1 - READ_AGAIN_DAYS);
  const wanted = restarts && backfill < again ? backfill : again;
  const from = wanted < oldest ? oldest : wanted;
  const late = emptyDays.filter((day) => day >= oldest && day <= newest);
  const days = [...new Set([...late, ...daysBetween(from, newest)])].sort();
  const firstUnread = date === null ? undefined : addDays(date, 1);
  if (firstUnread === undefined || firstUnread >= oldest) return {days};
  return {days, lost: {from: firstUnread, to: addDays(oldest, -1)}};
}
