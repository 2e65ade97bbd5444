/** The truth of every answer of the dbt package, worked out from the people of the tenant. */
import type {Tenant} from '../tenant';
import {companyOf} from './company';
import type {Company} from './company';
import type {Row} from './row';
import {seatInventory} from './seat-inventory';
import type {Situation} from './situation';
import {wastedSeats} from './wasted-seats';

/** By mart, without the m365__ in front of its name. */
const MARTS = {
  seat_inventory: seatInventory,
  wasted_seats: wastedSeats,
} satisfies Record<string, (company: Company) => Row[]>;

export type MartName = keyof typeof MARTS;
export type Answers = Readonly<Record<MartName, readonly Row[]>>;

export function answers(tenant: Tenant, situation: Situation): Answers {
  const company = companyOf(tenant, situation);
  const rows = Object.entries(MARTS).map(([mart, make]) => [mart, make(company)]);
  return Object.fromEntries(rows) as Answers;
}
