/** A row of an answer: days are YYYY-MM-DD, times are ISO 8601 in UTC. */
export type Row = Record<string, string | number | boolean | null>;

/** Prices and shares have six decimals. */
export function rounded(value: number): number {
  return Number(value.toFixed(6));
}
