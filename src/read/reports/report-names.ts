/** What the names in a usage report mean for the configured domains. */
import {ConfigError} from '../../errors';
import {message} from '../../message-text';
import type {ReportFile} from '../../graph/reports/report-file';
import {
  NO_MATCH,
  SHOW_NAMES_OR_EVERYONE,
  findNames,
  nameKindOf,
} from '../../streams/concealed-names';
import type {NameKind, ReportNames} from '../../streams/concealed-names';
import type {Row} from '../../streams/stream';
import {inDomains} from '../domain-filter';
import type {StreamContext} from '../stream-context';

/** Only user principal names can be matched with domains. */
const WITH_DOMAINS: readonly NameKind[] = ['principal'];
const OF_EVERYONE: readonly NameKind[] = ['principal', 'display', 'group'];

/** Whether the file names people; looks no further than needed. */
export function findReportNames(context: StreamContext, file: ReportFile): Promise<ReportNames> {
  return findNames(context, file, context.domains.everyone ? OF_EVERYONE : WITH_DOMAINS);
}

/**
 * @throws ConfigError for a report that names nobody where the settings name domains: such rows
 * belong to nobody, so they can neither be delivered nor left out.
 */
export function assertNamed(
  {definition, domains}: StreamContext,
  {isNamed, visibility}: ReportNames,
): void {
  if (domains.everyone || isNamed) return;
  const what = visibility === 'concealed' ? 'the names in usage reports are concealed' : NAMELESS;
  const text = message`${definition.name}: ${what}, ${NO_MATCH}. ${SHOW_NAMES_OR_EVERYONE}`;
  throw new ConfigError(text, {fields: {condition: 'names_concealed'}});
}

const NAMELESS = 'the report names no user, as if concealed';

/** Whether the row is of the configured domains; counts what it leaves out. */
export function isDelivered(context: StreamContext, row: Row): boolean {
  if (context.domains.everyone || nameKindOf(row) !== 'pseudonym') return inDomains(context, row);
  context.skipped.concealedName += 1;
  return false;
}

export function logConcealedRows({log}: StreamContext, count: number): void {
  if (count === 0) return;
  const rows = count === 1 ? '1 row has' : `${count} rows have`;
  log(
    'WARN',
    `${rows} a concealed name while other names are shown, so they cannot be matched with the ` +
      'configured domains and are left out',
  );
}
