/** The related object of a row, in the forms in which Graph sends it. */
import {isRow} from './row';
import type {Relationship, Row} from './stream';

/**
 * The id of the related object: null where there is none, undefined where the row does not say.
 *
 * Lists and single objects have the object itself (`manager`), and nothing where there is none.
 * Delta queries have an annotation (`manager@delta`) with what came and, marked `@removed`, what
 * went; they may leave it out where the relationship did not change.
 * https://learn.microsoft.com/graph/delta-query-overview#resource-representation-in-the-delta-query-response
 */
export function relatedId(row: Row, {name}: Relationship): string | null | undefined {
  const changes = row[`${name}@delta`];
  if (Array.isArray(changes)) return idAfter(changes);
  const related = row[name];
  return related === null ? null : idOf(related);
}

/** The order of what came and what went has no meaning. */
function idAfter(changes: readonly unknown[]): string | null | undefined {
  const present = changes.filter((entry) => !isRow(entry) || entry['@removed'] === undefined);
  return present.length === 0 ? null : idOf(present.at(-1));
}

function idOf(related: unknown): string | undefined {
  const id = isRow(related) ? related['id'] : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
