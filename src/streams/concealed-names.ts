import {readCsvRows} from '../graph/reports/csv';
import type {CsvRow} from '../graph/reports/csv';
import type {ReportHead} from '../graph/reports/csv';
import type {ReportFile} from '../graph/reports/report-file';
import {ReportRows} from '../read/reports/report-row';
import type {NameVisibility} from '../read/reports/report-row';
import type {Stream} from './load';

/** What is said of concealed names, in a check and in a read. */

/** Nothing takes effect sooner. */
export const NAMES_TAKE_TIME = 'New reports have the names after up to two days.';

export const SHOW_NAMES =
  'An administrator can show the names in the Microsoft 365 admin center under Settings > ' +
  'Org settings > Services > Reports: clear "Display concealed user, group, and site names in all ' +
  `reports" (docs/setup.md, section 8). ${NAMES_TAKE_TIME}`;

/** What concealed names mean to who named domains. */
export const NO_MATCH = 'so the rows cannot be matched with the configured domains';

export const OR_EVERYONE = 'Or set domains to * to read the reports with concealed names.';

/** Whether a report shows names of people, or a hash in place of each. */

/** As far as the first row tells, which may have no name: a site of a group has none. */
export function nameVisibilityInHead(
  stream: Stream,
  {header, first}: ReportHead,
): NameVisibility | undefined {
  return first && namesReader(stream, header)(first);
}

/** As the first row with a name has it; undefined where no row has one. */
export async function nameVisibilityInFile(
  stream: Stream,
  file: ReportFile,
): Promise<NameVisibility | undefined> {
  const names = nameVisibilityInHead(stream, file);
  if (names || !file.isWhole) return names;
  const nameVisibilityIn = namesReader(stream, file.header);
  for await (const record of readCsvRows(file.read(), file.header.length)) {
    const found = nameVisibilityIn(record);
    if (found) return found;
  }
  return undefined;
}

function namesReader(
  {definition, schema}: Stream,
  header: CsvRow,
): (record: CsvRow) => NameVisibility | undefined {
  const rows = new ReportRows(definition, schema, header);
  return (record) => rows.nameVisibilityIn(record);
}
