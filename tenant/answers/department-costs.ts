/** The rows of m365__department_costs: held seats by department, cost centre and manager. */
import {isCountedWaste} from './company';
import type {Company, JudgedSeat} from './company';
import type {Person} from './person';
import {priceColumns, priceOf, valueOf} from './prices';
import {productName} from './product-name';
import {isAssignedToPeople} from './products';
import type {Row} from './row';

const NOBODY = '(none)';

const DIMENSIONS = {
  department: ({user}: Person) => user.department,
  cost_center: ({user}: Person) => user.employeeOrgData?.costCenter,
  manager: ({managerId}: Person) => managerId,
} as const;

type Dimension = keyof typeof DIMENSIONS;

function group<K extends string, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

interface Cost {
  dimension: Dimension;
  value: string;
  seats: readonly [JudgedSeat, ...JudgedSeat[]];
}

/** Null for a manager who is not among the people. */
function nameOf({dimension, value}: Cost, {people}: Company): string | null {
  if (dimension !== 'manager' || value === NOBODY) return value;
  return people.find(({user}) => user.id === value)?.user.displayName ?? null;
}

function row(cost: Cost, company: Company): Row {
  const {dimension, value, seats} = cost;
  const {product} = seats[0].seat;
  const price = priceOf(company.situation, product);
  const wasted = seats.filter(isCountedWaste).length;
  return {
    department_cost_id: `${dimension}|${value}|${product.skuId}`,
    dimension,
    dimension_value: value,
    dimension_name: nameOf(cost, company),
    sku_id: product.skuId,
    product: productName(product),
    seats: seats.length,
    wasted_seats: wasted,
    unknown_seats: seats.filter(({verdict}) => verdict?.kind === 'unknown').length,
    ...priceColumns(price),
    monthly_value: valueOf(price, seats.length),
    wasted_monthly_value: valueOf(price, wasted),
    as_of_date: company.situation.asOf,
  };
}

function rowsOf(dimension: Dimension, company: Company): Row[] {
  const seats = company.seats.filter(({seat}) => isAssignedToPeople(seat.product));
  const valueIn = ({seat}: JudgedSeat): string => DIMENSIONS[dimension](seat.person) || NOBODY;
  return [...group(seats, valueIn)].flatMap(([value, own]) =>
    [...group(own, ({seat}) => seat.product.skuId).values()].map((ofProduct) =>
      row({dimension, value, seats: ofProduct as unknown as Cost['seats']}, company),
    ),
  );
}

export function departmentCosts(company: Company): Row[] {
  return (Object.keys(DIMENSIONS) as Dimension[]).flatMap((dimension) =>
    rowsOf(dimension, company),
  );
}
