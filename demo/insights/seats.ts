import type {Row} from '../messages';
import {formatNumber} from '../table';
import type {Table} from '../table';
import type {Tables} from '../warehouse';
import {productName} from './product-name';

/** How many seats of each product were bought, are assigned and are free. */
export function seats(tables: Tables): Table | undefined {
  const skus = tables.get('subscribed_skus');
  if (!skus || skus.length === 0) return undefined;
  return {
    title: 'Seats of each product',
    columns: [
      {title: 'product', align: 'left'},
      {title: 'bought'},
      {title: 'assigned'},
      {title: 'free'},
      {title: 'state', align: 'left'},
    ],
    rows: skus.map(seatRow),
    notes: [
      'From subscribed_skus. Bought are the seats that can be used, so suspended ones are left out.',
      'Microsoft lets a few more be assigned than were bought; then none is free.',
    ],
  };
}

/** States of products whose seats nobody can use, whatever their units say. */
const SUSPENDED = new Set<unknown>(['Suspended', 'LockedOut', 'Deleted']);

function seatRow(sku: Row): string[] {
  const state = sku['capabilityStatus'];
  const units = (sku['prepaidUnits'] ?? {}) as Record<string, number | null>;
  const bought = SUSPENDED.has(state) ? 0 : (units['enabled'] ?? 0) + (units['warning'] ?? 0);
  const assigned = Number(sku['consumedUnits'] ?? 0);
  const free = Math.max(0, bought - assigned);
  const name = productName(sku);
  return [
    name,
    ...[bought, assigned, free].map(formatNumber),
    typeof state === 'string' ? state : '',
  ];
}
