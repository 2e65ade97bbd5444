import {RowCopier} from '../graph/row-copier';
import {NEVER} from '../streams/dates';
import {isGraphProperty} from '../streams/row';
import type {Cursor, Stream} from '../streams/stream';

/** Those whose states know nothing of a row but its id. */
const CURSORS: ReadonlySet<Cursor['kind']> = new Set(['delta_link', 'full_scan', 'none'] as const);

/** @returns undefined for a stream whose rows are changed, or compared, before they are written. */
export function rowCopierOf({definition, schema}: Stream): RowCopier | undefined {
  const {transform, expand, relationship, filterOnlyProperty, cursor, domainFilter} = definition;
  const isChanged = transform ?? expand ?? relationship ?? filterOnlyProperty;
  if (isChanged || !CURSORS.has(cursor.kind)) return undefined;
  const all = Object.keys(schema.properties);
  const names = domainFilter.kind === 'user_principal_name' ? [domainFilter.field] : [];
  const looked = [...new Set(['id', ...names])];
  const sent = all.filter(isGraphProperty);
  return RowCopier.of({all, sent, looked, nullText: NEVER});
}
