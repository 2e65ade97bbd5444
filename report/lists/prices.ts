/** The option --prices: what a seat of a product costs a month. */
import {amountIn, dateIn, textIn} from './cells';
import {cellError, readListFile} from './list-file';
import type {ListFile, ListRow} from './list-file';

export interface Price {
  line: number;
  sku_id: string | null;
  sku_part_number: string | null;
  /** A decimal number. */
  monthly_price: string;
  currency: string | null;
  valid_from: string | null;
}

const COLUMNS = ['sku_id', 'sku_part_number', 'monthly_price', 'currency', 'valid_from'];

/** @throws ReportError that names file, line and column. */
export function readPrices(path: string): Price[] {
  const file = readListFile(path, COLUMNS);
  const prices = file.rows.map((row) => priceIn(file, row));
  refuseTwoCurrencies(file, prices);
  refuseTwoPrices(file, prices);
  return prices;
}

function priceIn(file: ListFile, row: ListRow): Price {
  const sku_id = textIn(row, 'sku_id')?.toLowerCase() ?? null;
  const sku_part_number = textIn(row, 'sku_part_number');
  if (sku_id === null && sku_part_number === null) {
    throw cellError(file, row, 'no product. Fill in sku_part_number, such as SPE_E3, or sku_id.');
  }
  const currency = textIn(row, 'currency')?.toUpperCase() ?? null;
  if (currency !== null && !/^[A-Z]{3}$/.test(currency)) {
    throw cellError(file, row, `currency is "${currency}". Write its three letters, such as EUR.`);
  }
  return {
    line: row.line,
    sku_id,
    sku_part_number,
    monthly_price: amountIn(file, row, 'monthly_price'),
    currency,
    valid_from: dateIn(file, row, 'valid_from'),
  };
}

function refuseTwoCurrencies(file: ListFile, prices: readonly Price[]): void {
  const [first] = prices;
  const other = prices.find(({currency}) => currency !== first?.currency);
  if (!first || !other) return;
  const [one, two] = [first, other].map(({currency}) => currency ?? 'none');
  throw cellError(
    file,
    other,
    `currency is ${two}, but ${one} in line ${first.line}. One list has one currency.`,
  );
}

/** Which of two prices counts, nobody could say. */
function refuseTwoPrices(file: ListFile, prices: readonly Price[]): void {
  const seen = new Map<string, Price>();
  for (const price of prices) {
    const {sku_id, sku_part_number, valid_from} = price;
    const key = JSON.stringify([sku_id, sku_part_number?.toLowerCase(), valid_from]);
    const before = seen.get(key);
    if (before) {
      const where = `the same product and day as line ${before.line}`;
      throw cellError(file, price, `${where}. Keep one of them.`);
    }
    seen.set(key, price);
  }
}
