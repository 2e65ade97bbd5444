/** Whether a report shows names of people, or a hash in place of each. */
import {readRecords} from '../../graph/report-csv';
import type {CsvRecord} from '../../graph/report-csv';
import type {ReportFile, ReportHead} from '../../graph/report-file';
import type {Stream} from '../load-streams';
import {ReportRows} from './report-row';
import type {Names} from './report-row';

/** As far as the first row tells, which may have no name: a site of a group has none. */
export function namesInHead(stream: Stream, {header, first}: ReportHead): Names | undefined {
  return first && namesReader(stream, header)(first);
}

/** As the first row with a name has it; undefined where no row has one. */
export async function namesInFile(stream: Stream, file: ReportFile): Promise<Names | undefined> {
  const names = namesInHead(stream, file);
  if (names || !file.isWhole) return names;
  const namesIn = namesReader(stream, file.header);
  for await (const record of readRecords(file.read(), file.header.length)) {
    const found = namesIn(record);
    if (found) return found;
  }
  return undefined;
}

function namesReader(
  {definition, schema}: Stream,
  header: CsvRecord,
): (record: CsvRecord) => Names | undefined {
  const rows = new ReportRows(definition, schema, header);
  return (record) => rows.namesIn(record);
}
