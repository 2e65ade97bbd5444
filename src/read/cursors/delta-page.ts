/** From a page of a delta query to the rows that are emitted. */
import type {Page} from '../../graph/pages';
import {isRow} from '../../streams/row';
import type {Row} from '../../streams/stream';
import {countSkipped} from '../domain-filter';
import type {ExtractionTime} from '../extraction-clock';
import type {IdSet} from '../id-set';
import type {StreamContext} from '../stream-context';
import {setSyncedAt, tombstone} from '../transform';
import type {Round} from './delta-state';
import {isThin} from '../users-by-id';
import {completeThinUsers, lacksRelationship} from './thin-users';
import type {NamedIds, UserChange} from './thin-users';

/**
 * The ids of the users that a round has emitted, where it began without a state: nobody else can be
 * in the destination. Undefined where an earlier sync may have delivered anybody.
 */
export type DeliveredIds = IdSet | undefined;

/**
 * One change for each user of the page, in the order of their last rows: the last one counts. What
 * is thin is read whole.
 * @param named the users whom a round has named that began with this read and lists everybody.
 */
export async function changesOf(
  context: StreamContext,
  {rows}: Page,
  named: NamedIds,
): Promise<UserChange[]> {
  const changes = new Map<string, UserChange>();
  for (const raw of rows) {
    const row = context.transform(raw);
    const {id} = row;
    // Deleting first moves a repeated user to the end, behind the users in between.
    changes.delete(id);
    const isDeleted = isRemoved(raw);
    const isUnrelated = lacksRelationship(context, raw, named);
    const isPart = !isDeleted && (isUnrelated || isThin(context, raw));
    changes.set(id, {id, row: isDeleted ? undefined : row, isThin: isPart});
  }
  const last = [...changes.values()];
  await completeThinUsers(context, last);
  return last;
}

/** Whether a row of a delta query says that its user was deleted. */
export function isRemoved(raw: unknown): boolean {
  return isRow(raw) && raw['@removed'] !== undefined;
}

interface Emission {
  round: Round;
  delivered: DeliveredIds;
  extractedAt: ExtractionTime;
}

/**
 * The rows of users in the domains, and tombstones of all others whom the destination may have.
 * Notes in `round` and `delivered` who was there.
 */
export function rowsOf(
  context: StreamContext,
  changes: readonly UserChange[],
  {round, delivered, extractedAt}: Emission,
): Row[] {
  const rows: Row[] = [];
  for (const {id, row} of changes) {
    if (row && context.domains.has(nameOf(context, row))) {
      round.hasMatch = true;
      delivered?.add(id);
      rows.push(setSyncedAt(row, extractedAt));
    } else if (!delivered || delivered.has(id)) {
      rows.push(setSyncedAt(tombstone(id, extractedAt), extractedAt));
    } else if (row) {
      countSkipped(context, nameOf(context, row));
    } else {
      context.skipped.deletedUsers += 1;
    }
  }
  return rows;
}

function nameOf({definition: {domainFilter}}: StreamContext, row: Row): unknown {
  return domainFilter.kind === 'tenant_wide' ? undefined : row[domainFilter.field];
}
