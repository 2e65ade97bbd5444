/** Sums of the marts whose rows would be too many for a page. */
import type {Database} from '../database/database';
import type {MartSums} from '../report-data';

const DAILY = 'CAST(activity_date AS VARCHAR) AS activity_date';
const MONTH = 'CAST(month_start_date AS VARCHAR) AS month_start_date';
const DAY = 'CAST(as_of_date AS VARCHAR) AS as_of_date';

export async function readSums(database: Database): Promise<MartSums> {
  return {
    m365__license_assignments: await database.rows(
      `SELECT product, source, state, error, ${count('true')} AS assignments
      FROM m365__license_assignments GROUP BY ALL ORDER BY ALL`,
    ),
    m365__daily_activity: await database.rows(
      `SELECT ${DAILY}, service, CAST(sum(active_users) AS DOUBLE) AS active_users,
        CAST(sum(users) AS DOUBLE) AS users
      FROM m365__daily_activity GROUP BY ALL ORDER BY ALL`,
    ),
    m365__seat_history: await database.rows(
      `SELECT ${DAY}, reason, confidence, ${count('true')} AS seats,
        ${count('is_unknown')} AS unknown_seats
      FROM m365__seat_history GROUP BY ALL ORDER BY ALL`,
    ),
    m365__seat_changes: await database.rows(
      `SELECT ${MONTH}, product, ${count('given')} AS given, ${count('taken')} AS taken,
        ${count('became_idle')} AS became_idle, ${count('became_active')} AS became_active,
        ${count('reclaimed')} AS reclaimed, ${count('still_idle')} AS still_idle
      FROM m365__seat_changes GROUP BY ALL ORDER BY ALL`,
    ),
  };
}

function count(condition: string): string {
  return `CAST(count(*) FILTER (WHERE ${condition}) AS DOUBLE)`;
}
