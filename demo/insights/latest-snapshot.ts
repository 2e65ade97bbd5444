import type {Row} from '../messages';
import type {Tables} from '../warehouse';

/** The newest snapshot of a report: a destination keeps older ones beside it. */
export function latestSnapshot(tables: Tables, report: string): Row[] {
  const rows = tables.get(report) ?? [];
  const dayOf = (row: Row): string => String(row['reportRefreshDate']);
  const newest = rows.map(dayOf).sort().at(-1);
  return rows.filter((row) => dayOf(row) === newest && row['isDeleted'] !== true);
}
