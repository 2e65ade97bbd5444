import type {Row} from './stream';

/** The extraction time of a row, and the cursor field of most streams. */
export const SYNCED_AT = 'synced_at';

/** Marks a row as deleted; Airbyte's destinations then drop it when they deduplicate. */
export const DELETED_AT = '_ab_cdc_deleted_at';

/** Fields of our own have an underscore in their name; those of Graph never do. */
export function isGraphProperty(name: string): boolean {
  return !name.includes('_');
}

/** Whether a value is a JSON object. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
