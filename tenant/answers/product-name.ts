/** What the answers call a product: Microsoft's name, else its part number, else its id. */
import {PRODUCT_NAMES} from '../sku-catalogue';
import type {HeldProduct} from './products';

export function productName({skuId, sku}: HeldProduct): string {
  return PRODUCT_NAMES.get(skuId) ?? sku?.skuPartNumber ?? skuId;
}
