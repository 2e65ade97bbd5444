import type {Row} from '../messages';

/** The name for people where the connector knows one, else the part number. */
export function productName({sku_name: name, skuPartNumber, skuId}: Row): string {
  for (const candidate of [name, skuPartNumber, skuId]) {
    if (typeof candidate === 'string') return candidate;
  }
  return '(unknown)';
}
