/** The truth of every answer of the dbt package, worked out from the people of the tenant. */
import type {Tenant} from '../tenant';
import {adminMfaGaps} from './admin-mfa-gaps';
import {companyOf} from './company';
import type {Company} from './company';
import {copilotAdoption} from './copilot-adoption';
import {dailyActivity} from './daily-activity';
import {departmentCosts} from './department-costs';
import {licenseAssignments} from './license-assignments';
import {renewals} from './renewals';
import {rightSizing} from './right-sizing';
import type {Row} from './row';
import {seatHistory} from './seat-history';
import {seatInventory} from './seat-inventory';
import type {Situation} from './situation';
import {storage} from './storage';
import {wastedSeats} from './wasted-seats';

/** By mart, without the m365__ in front of its name; of those that grow, what one build adds. */
const MARTS = {
  seat_inventory: seatInventory,
  wasted_seats: wastedSeats,
  license_assignments: licenseAssignments,
  right_sizing: rightSizing,
  admin_mfa_gaps: adminMfaGaps,
  renewals,
  copilot_adoption: copilotAdoption,
  storage,
  daily_activity: dailyActivity,
  department_costs: departmentCosts,
  seat_history: seatHistory,
} satisfies Record<string, (company: Company) => Row[]>;

export type MartName = keyof typeof MARTS;
export type Answers = Readonly<Record<MartName, readonly Row[]>>;

/** What changed is in seatChanges, which needs the history of several days. */
export function answers(tenant: Tenant, situation: Situation): Answers {
  const company = companyOf(tenant, situation);
  const rows = Object.entries(MARTS).map(([mart, make]) => [mart, make(company)]);
  return Object.fromEntries(rows) as Answers;
}
