/**
 * Whether a usage report shows the names of people or a hash in place of each, and what messages
 * say about it.
 */
import {readCsvRows} from '../graph/reports/csv';
import type {CsvRow, ReportHead} from '../graph/reports/csv';
import type {ReportFile} from '../graph/reports/report-file';
import {matchColumns} from './report-columns';
import type {Row, Stream} from './stream';
import {detail, message} from '../message-text';
import {inSetupGuide} from '../setup-guide';

export type NameVisibility = 'named' | 'concealed';

export const NAMES_TAKE_TIME = 'New reports have the names after up to two days.';

const CHECKBOX = '"Display concealed user, group, and site names in all reports"';

export const SHOW_NAMES =
  `Clear ${CHECKBOX} in the Microsoft 365 admin center ${inSetupGuide('names')}; ` +
  'it takes up to two days.';

/** Where the message also has a stream and a consequence to name. */
export const SHOW_NAMES_OR_EVERYONE = message`Clear ${CHECKBOX} in the Microsoft 365 admin center${detail` ${inSetupGuide('names')}`} (it takes up to two days) or set domains to *.`;

/** The consequence where domains are configured. */
export const NO_MATCH = 'so no row matches the configured domains';

export const OR_EVERYONE = 'Or set domains to *.';

/** Fields that hold the name with which a person signs in. */
const PRINCIPAL_FIELDS = ['userPrincipalName', 'ownerPrincipalName'];

/** What a row may be about instead of a person. */
const GROUP_FIELDS = ['groupDisplayName', 'teamName'];

/**
 * Fields that hold names. The first that has a value decides: a display name may look like a hash,
 * so it counts only where no user principal name is given.
 */
const IDENTITY_FIELDS = [...PRINCIPAL_FIELDS, 'displayName', 'ownerDisplayName', ...GROUP_FIELDS];

/** What stands in place of a name: the digest of a hash function, a GUID, or a mark. */
const PSEUDONYM =
  /^((?=.{32,})([0-9a-f]{2})+|\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?|<PII\b.*)$/i;

/** A local part and a domain. */
const USER_PRINCIPAL_NAME = /^.+@[^@\s]+$/;

/** Texts that stand where a report has no name. */
const NO_NAME = /^(|--|\(unknown\)|[0-]+)$/;

/**
 * What the identity columns of a row hold. `other` stands where a user principal name should and is
 * none: a hash in a notation that is not known, or the name of a service. `group` is the name of a
 * group or team in a row that names no person.
 */
export type NameKind = 'principal' | 'display' | 'group' | 'pseudonym' | 'other';

/** A name or an id for comparison; undefined where the report has none. */
export function normalizedName(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return NO_NAME.test(text) ? undefined : text;
}

/** Undefined for a row without any name. */
export function nameKindOf(row: Row): NameKind | undefined {
  const field = IDENTITY_FIELDS.find((name) => normalizedName(row[name]) !== undefined);
  if (field === undefined) return undefined;
  const name = String(row[field]).trim();
  if (PSEUDONYM.test(name)) return 'pseudonym';
  if (GROUP_FIELDS.includes(field)) return 'group';
  if (!PRINCIPAL_FIELDS.includes(field)) return 'display';
  return USER_PRINCIPAL_NAME.test(name) ? 'principal' : 'other';
}

/** As the first row shows it; that row may have no name, such as the site of a group. */
export function nameVisibilityInHead(
  stream: Stream,
  {header, first}: ReportHead,
): NameVisibility | undefined {
  return first && visibilityOf(nameKindReader(stream, header)(first));
}

/** How the names in a report stand. */
export interface ReportNames {
  /** As the first row with a name shows it; undefined where no row has one. */
  visibility: NameVisibility | undefined;
  /** Whether a row has a name of one of the kinds that were looked for. */
  isNamed: boolean;
  /** Whether no row has a name, and one has no id of a site either: nothing tells whose it is. */
  isAnonymous: boolean;
}

/**
 * Reads no further than to the first name that was looked for: mostly the first row. Names of groups
 * tell how names stand only where no person is named.
 */
export async function findNames(
  stream: Stream,
  file: ReportFile,
  lookedFor: readonly NameKind[],
): Promise<ReportNames> {
  const kindOf = nameKindReader(stream, file.header);
  const siteIdOf = siteIdReader(stream, file.header);
  let visibility: NameVisibility | undefined;
  let hasOther = false;
  let hasGroup = false;
  let isAnonymous = false;
  for await (const row of readCsvRows(file.read(), file.header.length)) {
    const kind = kindOf(row);
    visibility ??= visibilityOf(kind);
    hasOther ||= kind === 'other';
    hasGroup ||= kind === 'group';
    if (kind && kind !== 'group' && lookedFor.includes(kind))
      return {visibility, isNamed: true, isAnonymous: false};
    isAnonymous ||= kind === undefined && siteIdOf(row) === undefined;
  }
  if (hasGroup && !hasOther && lookedFor.includes('group'))
    return {visibility: 'named', isNamed: true, isAnonymous: false};
  visibility ??= hasOther ? 'concealed' : undefined;
  return {visibility, isNamed: false, isAnonymous: isAnonymous && visibility === undefined};
}

/** What is no user principal name tells nothing by itself, nor does the name of a group. */
function visibilityOf(kind: NameKind | undefined): NameVisibility | undefined {
  if (kind === undefined || kind === 'other' || kind === 'group') return undefined;
  return kind === 'pseudonym' ? 'concealed' : 'named';
}

function siteIdReader({schema}: Stream, header: CsvRow): (row: CsvRow) => string | undefined {
  const index = matchColumns(header, schema).findIndex(({field}) => field === 'siteId');
  return (row) => normalizedName(row[index]);
}

function nameKindReader({schema}: Stream, header: CsvRow): (row: CsvRow) => NameKind | undefined {
  const indexes = new Map(matchColumns(header, schema).map(({field}, index) => [field, index]));
  const columns = IDENTITY_FIELDS.flatMap((field) => {
    const index = indexes.get(field);
    return index === undefined ? [] : [{field, index}];
  });
  return (row) =>
    nameKindOf(Object.fromEntries(columns.map(({field, index}) => [field, row[index]])));
}
