import {RowCopier} from '../graph/row-copier';
import {NEVER} from '../streams/dates';
import {isGraphProperty} from '../streams/row';
import type {Cursor, Stream, StreamDefinition} from '../streams/stream';

/** What changes the rows of a stream, or looks at more of them than an id and a name. */
const CHANGES: readonly (keyof StreamDefinition)[] = [
  'transform',
  'expand',
  'relationship',
  'filterOnlyProperty',
  'omittedInLargePages',
  'report',
];

/** Those whose states know nothing of a row but its id. */
const CURSORS: ReadonlySet<Cursor['kind']> = new Set(['delta_link', 'full_scan', 'none'] as const);

/** @returns undefined for a stream whose rows are changed, or compared, before they are written. */
export function rowCopierOf({definition, schema}: Stream): RowCopier | undefined {
  if (CHANGES.some((name) => name in definition) || !CURSORS.has(definition.cursor.kind)) {
    return undefined;
  }
  const {domainFilter, lanes} = definition;
  const all = Object.keys(schema.properties);
  const name = domainFilter.kind === 'user_principal_name' ? domainFilter.field : undefined;
  const looked = ['id', name, lanes?.field].filter((field) => field !== undefined);
  const sent = all.filter(isGraphProperty);
  return RowCopier.of({all, sent, looked: [...new Set(looked)], nullText: NEVER});
}
