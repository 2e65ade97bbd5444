/** The rows of m365__seat_changes, from the rows of m365__seat_history. */
import type {Row} from './row';

const IDLE: ReadonlySet<unknown> = new Set([
  'account_disabled',
  'never_signed_in',
  'inactive',
  'product_not_used',
]);

/** What happened to a seat between two days that follow each other in the history. */
interface Comparison {
  month: string;
  before: Row | undefined;
  after: Row | undefined;
}

function isIdle(row: Row | undefined): boolean {
  return row !== undefined && IDLE.has(row.reason);
}

function isActive(row: Row | undefined): boolean {
  return row !== undefined && row.reason === null && row.is_unknown === false;
}

function isGiven({before, after}: Comparison): boolean {
  return !before && after !== undefined;
}

function isTaken({before, after}: Comparison): boolean {
  return before !== undefined && !after;
}

function happenings(comparisons: readonly Comparison[]): Record<string, boolean> {
  const some = (test: (comparison: Comparison) => boolean): boolean => comparisons.some(test);
  return {
    given: some(isGiven),
    taken: some(isTaken),
    became_idle: some(
      ({before, after}) => before !== undefined && !isIdle(before) && isIdle(after),
    ),
    became_active: some(({before, after}) => isIdle(before) && isActive(after)),
    reclaimed: some((one) => isTaken(one) && one.before?.reason !== null),
    still_idle: comparisons.every(({before, after}) => isIdle(before) && isIdle(after)),
  };
}

function changeRow(seatId: string, month: string, comparisons: readonly Comparison[]): Row[] {
  const happened = happenings(comparisons);
  if (!Object.values(happened).includes(true)) return [];
  const last = comparisons.at(-1);
  const {user_id, user_principal_name, sku_id, product} = last?.after ?? last?.before ?? {};
  return [
    {
      seat_change_id: `${seatId}_${month}`,
      seat_id: seatId,
      month_start_date: month,
      user_id: user_id ?? null,
      user_principal_name: user_principal_name ?? null,
      sku_id: sku_id ?? null,
      product: product ?? null,
      ...happened,
    },
  ];
}

function daysOf(history: readonly Row[]): (readonly [day: string, ReadonlyMap<string, Row>])[] {
  const days = [...new Set(history.map((row) => String(row.as_of_date)))].sort();
  return days.map((day) => {
    const rows = history.filter((row) => row.as_of_date === day);
    return [day, new Map(rows.map((row) => [String(row.seat_id), row]))];
  });
}

/** By seat and the month of the later day. */
function comparisonsBySeat(history: readonly Row[]): Map<string, Map<string, Comparison[]>> {
  const days = daysOf(history);
  const seats = new Map<string, Map<string, Comparison[]>>();
  days.slice(1).forEach(([day, after], place) => {
    const before = days[place]?.[1] ?? new Map<string, Row>();
    const month = `${day.slice(0, 7)}-01`;
    for (const seatId of new Set([...before.keys(), ...after.keys()])) {
      const months = seats.get(seatId) ?? new Map<string, Comparison[]>();
      const comparison = {month, before: before.get(seatId), after: after.get(seatId)};
      seats.set(seatId, months.set(month, [...(months.get(month) ?? []), comparison]));
    }
  });
  return seats;
}

/** Every day with the day before it; the first of all gives nothing. */
export function seatChanges(history: readonly Row[]): Row[] {
  return [...comparisonsBySeat(history)].flatMap(([seatId, months]) =>
    [...months].flatMap(([month, comparisons]) => changeRow(seatId, month, comparisons)),
  );
}
