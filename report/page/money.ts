/** Amounts of money in words; without a price list there is none anywhere. */
import {html} from './html';
import type {HtmlContent} from './html';
import type {PageContext} from './page-context';
import type {Amount} from './totals';
import type {TableColumn} from './components';
import {counted} from './page-words';

const UNPRICED_MARK = '\u202f*';

/** A sum without decimals; it is marked where seats without a price are not in it. */
export function amountWords({format, hasMoney}: PageContext, amount: Amount): string {
  if (!hasMoney) return '';
  if (amount.seats > 0 && amount.unpriced === amount.seats) return 'no price';
  return `${format.roundMoney(amount.value)}${amount.unpriced > 0 ? UNPRICED_MARK : ''}`;
}

/** What the mark means; nothing where there is none. */
export function unpricedNote({format, hasMoney}: PageContext, amount: Amount): HtmlContent {
  if (!hasMoney || amount.unpriced === 0) return '';
  const seats = counted(format.number(amount.unpriced), amount.unpriced, 'seat');
  return html`<p class="note">
    ${UNPRICED_MARK} Without ${seats} of which the price list has no price.
  </p>`;
}

/** A value of a mart; null has no price. */
export function valueWords({format}: PageContext, value: number | null): string {
  return value === null ? 'no price' : format.roundMoney(value);
}

/** Columns that a table has only when there are prices. */
export function moneyColumns<Row>(
  {hasMoney}: PageContext,
  columns: readonly TableColumn<Row>[],
): readonly TableColumn<Row>[] {
  return hasMoney ? columns : [];
}
