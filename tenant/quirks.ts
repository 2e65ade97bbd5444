/** Misbehaviour of Microsoft Graph that has been met in practice; a tenant has those it is told to. */

export const QUIRKS = [
  /** Each page of a list has its last row twice, and later pages the first row of the list again. */
  'repeated-rows',
  /** Every page of a list has a link to another page, which has the same rows. */
  'endless-lists',
  /** Lists with ConsistencyLevel and $count have no signInActivity in pages of more than 120 users. */
  'no-sign-ins-in-large-pages',
  /** Lists that are filtered by a sign-in date have no signInActivity. */
  'no-sign-ins-in-filtered-lists',
  /** Lists that are filtered by a sign-in date answer 500. */
  'sign-in-filters-fail',
  /** Delta links of an earlier round are refused in words that are not documented. */
  'delta-links-unknown',
  /** Delta links of an earlier round answer 504. */
  'delta-links-time-out',
  /** Later rounds of delta have only the id and the changed properties of a user. */
  'thin-delta-rows',
  /** Groups cannot be listed by the number of the licences that they assign. */
  'no-license-filter',
  /** Groups cannot be listed by the license errors of their members. */
  'no-license-error-filter',
  /** Nor with ConsistencyLevel and $count, as the documentation has it; without both they can. */
  'no-advanced-license-error-filter',
  /** Later rounds of delta have the manager of a user only where it changed. */
  'delta-rows-without-manager',
] as const;

export type Quirk = (typeof QUIRKS)[number];

export function readQuirks(names: readonly string[]): Quirk[] {
  return names.map((name) => {
    const quirk = QUIRKS.find((known) => known === name);
    if (quirk) return quirk;
    throw new Error(`--quirk takes one of these, not "${name}": ${QUIRKS.join(', ')}.`);
  });
}
