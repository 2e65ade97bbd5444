/** How the columns of a report's CSV file become fields of its schema. */
import {normalizeHeader} from '../graph/reports/csv';
import type {StreamSchema} from './stream';

export interface ReportColumn {
  /** Undefined for a column that the schema does not declare. */
  field: string | undefined;
  /** As in the file, with a number behind it where an earlier column has the same header. */
  header: string;
}

/**
 * Finds the field of each column: the title of a field in the schema is the header of its column.
 * A header that repeats has no field.
 */
export function matchColumns(
  header: readonly string[],
  {properties}: StreamSchema,
): ReportColumn[] {
  const fields = new Map(
    Object.entries(properties).map(([field, {title}]) => [normalizeHeader(title), field]),
  );
  const seen = new Set<string>();
  return header.map((name) => {
    const normalized = normalizeHeader(name);
    const isMatchable = normalized !== '' && !seen.has(normalized);
    const unique = uniqueHeader(name, seen);
    seen.add(normalizeHeader(unique));
    return {field: isMatchable ? fields.get(normalized) : undefined, header: unique};
  });
}

/** No value may take the place of another one, so no two columns have the same header. */
function uniqueHeader(name: string, seen: ReadonlySet<string>): string {
  if (!seen.has(normalizeHeader(name))) return name;
  let times = 2;
  while (seen.has(normalizeHeader(`${name} (${times})`))) times += 1;
  return `${name} (${times})`;
}
