/**
 * Whether a usage report shows the names of people or a hash in place of each, and what messages
 * say about it.
 */
import {readCsvRows} from '../graph/reports/csv';
import type {CsvRow, ReportHead} from '../graph/reports/csv';
import type {ReportFile} from '../graph/reports/report-file';
import {matchColumns} from './report-columns';
import type {Row, Stream} from './stream';

export type NameVisibility = 'named' | 'concealed';

export const NAMES_TAKE_TIME = 'New reports have the names after up to two days.';

export const SHOW_NAMES =
  'An administrator can show the names in the Microsoft 365 admin center under Settings > ' +
  'Org settings > Services > Reports: clear "Display concealed user, group, and site names in all ' +
  `reports" (docs/setup.md, section 8). ${NAMES_TAKE_TIME}`;

/** The consequence where domains are configured. */
export const NO_MATCH = 'so the rows cannot be matched with the configured domains';

export const OR_EVERYONE = 'Or set domains to * to read the reports with concealed names.';

/**
 * Fields that hold names of people. The first that has a value decides: a display name may look
 * like a hash, so it counts only where no user principal name is given.
 */
const IDENTITY_FIELDS = [
  'userPrincipalName',
  'ownerPrincipalName',
  'displayName',
  'ownerDisplayName',
];

const HASH = /^[0-9A-F]{32}$/;

/** Texts that stand where a report has no name. */
const NO_NAME = /^(|--|\(unknown\)|[0-]+)$/;

/** A name or an id for comparison; undefined where the report has none. */
export function normalizedName(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return NO_NAME.test(text) ? undefined : text;
}

/** Undefined where the row has no name at all. */
export function nameVisibilityOf(row: Row): NameVisibility | undefined {
  const field = IDENTITY_FIELDS.find((name) => normalizedName(row[name]) !== undefined);
  if (field === undefined) return undefined;
  return HASH.test(String(row[field])) ? 'concealed' : 'named';
}

/** As the first row shows it; that row may have no name, such as the site of a group. */
export function nameVisibilityInHead(
  stream: Stream,
  {header, first}: ReportHead,
): NameVisibility | undefined {
  return first && visibilityReader(stream, header)(first);
}

/** As the first row with a name shows it; undefined where no row has one. */
export async function nameVisibilityInFile(
  stream: Stream,
  file: ReportFile,
): Promise<NameVisibility | undefined> {
  const inHead = nameVisibilityInHead(stream, file);
  if (inHead || !file.isWhole) return inHead;
  const visibilityIn = visibilityReader(stream, file.header);
  for await (const row of readCsvRows(file.read(), file.header.length)) {
    const found = visibilityIn(row);
    if (found) return found;
  }
  return undefined;
}

function visibilityReader(
  {schema}: Stream,
  header: CsvRow,
): (row: CsvRow) => NameVisibility | undefined {
  const indexes = new Map(matchColumns(header, schema).map(({field}, index) => [field, index]));
  const columns = IDENTITY_FIELDS.flatMap((field) => {
    const index = indexes.get(field);
    return index === undefined ? [] : [{field, index}];
  });
  return (row) =>
    nameVisibilityOf(Object.fromEntries(columns.map(({field, index}) => [field, row[index]])));
}
