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
    notes: ['From subscribed_skus. Seats that are suspended count as bought, but not as free.'],
  };
}

function seatRow(sku: Row): string[] {
  const state = sku['capabilityStatus'];
  const units = (sku['prepaidUnits'] ?? {}) as Record<string, number | null>;
  const of = (...states: string[]): number =>
    states.reduce((sum, state) => sum + (units[state] ?? 0), 0);
  const usable = of('enabled', 'warning');
  const assigned = Number(sku['consumedUnits'] ?? 0);
  return [
    productName(sku),
    formatNumber(usable + of('suspended', 'lockedOut')),
    formatNumber(assigned),
    formatNumber(Math.max(0, usable - assigned)),
    typeof state === 'string' ? state : '',
  ];
}
