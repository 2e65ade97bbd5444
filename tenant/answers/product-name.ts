/** What the answers call a product: Microsoft's name, else its part number, else its id. */
import {PART_NUMBERS, PRODUCT_NAMES} from '../sku-catalogue';
import type {HeldProduct} from './products';

/** Null where neither the tenant nor Microsoft's list knows the product. */
export function partNumberOf({skuId, sku}: HeldProduct): string | null {
  return sku?.skuPartNumber ?? PART_NUMBERS.get(skuId) ?? null;
}

export function productName(product: HeldProduct): string {
  const {skuId} = product;
  return PRODUCT_NAMES.get(skuId) ?? partNumberOf(product) ?? skuId;
}
