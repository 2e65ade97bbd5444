import type {ReportHead} from '../../graph/report-file';
import type {Stream} from '../load-streams';
import {ReportRows, isConcealed} from './report-row';

/** Whether the names in a report are concealed, as far as its first row tells. */
export function concealedNamesIn(
  {definition, schema}: Stream,
  {header, first}: ReportHead,
): boolean {
  if (!first) return false;
  const rows = new ReportRows(definition, schema, header);
  return isConcealed(rows.row(first, 2, {day: '', period: '', ours: {}}));
}
