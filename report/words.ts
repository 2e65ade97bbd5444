/** The words for the codes of the marts, the same in the page and in the CSV. */
import type {WastedSeatsRow} from './marts';

export const REASON_WORDS: Record<WastedSeatsRow['reason'], string> = {
  account_disabled: 'Sign-in blocked',
  duplicate: 'Covered by another licence',
  never_signed_in: 'Never signed in',
  inactive: 'Inactive',
  product_not_used: 'Product not used',
  unassigned: 'Not assigned',
};

export const CONFIDENCE_WORDS: Record<WastedSeatsRow['confidence'], string> = {
  certain: 'Certain',
  probable: 'Probable',
  review: 'Review first',
  excluded: 'Excluded by your list',
};
