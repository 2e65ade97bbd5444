/** What the customer's list says that a product costs. */
import {rounded} from './row';
import type {Row} from './row';
import type {HeldProduct} from './products';
import type {Price, Situation} from './situation';

function newest(prices: readonly Price[]): Price | undefined {
  const since = ({validFrom = ''}: Price): string => validFrom;
  return prices.reduce<Price | undefined>(
    (last, next) => (last === undefined || since(last) < since(next) ? next : last),
    undefined,
  );
}

/** The newest price that is valid on the day, by id before part number. */
export function listedPrice(
  {prices, asOf}: Situation,
  {skuId, skuPartNumber}: {skuId: string; skuPartNumber: string},
): Price | undefined {
  const valid = prices.filter(({validFrom}) => validFrom === undefined || validFrom <= asOf);
  const byId = valid.filter((price) => price.skuId === skuId);
  const byPartNumber = valid.filter(
    (price) => price.skuId === undefined && price.skuPartNumber === skuPartNumber,
  );
  return newest(byId) ?? newest(byPartNumber);
}

/** None for a product that the tenant does not list. */
export function priceOf(situation: Situation, {sku}: HeldProduct): Price | undefined {
  return sku && listedPrice(situation, sku);
}

/** Null without a price, or where the number of seats is not known. */
export function valueOf(price: Price | undefined, seats: number | null): number | null {
  return price && seats !== null ? rounded(price.monthlyPrice * seats) : null;
}

export function priceColumns(price: Price | undefined): Row {
  return {monthly_price: price?.monthlyPrice ?? null, currency: price?.currency ?? null};
}
