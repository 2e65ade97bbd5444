/** The rows of m365__copilot_adoption: one for each Copilot seat. */
import type {Company} from './company';
import {productName} from './product-name';
import {isCopilot} from './products';
import {dayIn} from './report-rows';
import type {ReportRow} from './report-rows';
import type {Row} from './row';
import type {Seat} from './seats';
import {daysBetween} from './situation';

/** Of the columns `… Last Activity Date`; the last five are in version 2 of the report alone. */
const APPS: Readonly<Record<string, string>> = {
  copilot_chat: 'Copilot Chat',
  teams: 'Microsoft Teams Copilot',
  word: 'Word Copilot',
  excel: 'Excel Copilot',
  powerpoint: 'PowerPoint Copilot',
  outlook: 'Outlook Copilot',
  onenote: 'OneNote Copilot',
  loop: 'Loop Copilot',
  copilot_chat_work: 'Copilot Chat (work)',
  copilot_chat_web: 'Copilot Chat (web)',
  microsoft_365_copilot: 'Microsoft 365 Copilot',
  edge: 'Edge',
  agent: 'Copilot Agent',
};

function dayOf(row: ReportRow | undefined, app: string): string | null {
  return (row && dayIn(row, `${app}Last Activity Date`)) ?? null;
}

function numberIn(row: ReportRow | undefined, column: string): number | null {
  const text = row?.[column];
  return text ? Number(text) : null;
}

/** @param day of the last use; null for never. */
function bandOf(day: string | null, asOf: string): string {
  if (day === null) return 'never';
  const days = daysBetween(day, asOf);
  const limit = [7, 30, 90].find((most) => days <= most);
  return limit === undefined ? 'older' : `last_${limit}_days`;
}

function row({id, person, product, since}: Seat, asOf: string): Row {
  const {user} = person;
  const [report] = person.rows('getMicrosoft365CopilotUsageUserDetail') ?? [];
  const lastDay = dayOf(report, '');
  const apps = Object.entries(APPS).map(([app, name]) => [
    `${app}_last_activity_date`,
    dayOf(report, `${name} `),
  ]);
  return {
    seat_id: id,
    user_id: user.id,
    user_principal_name: user.userPrincipalName,
    display_name: user.displayName,
    account_enabled: user.accountEnabled,
    department: user.department,
    sku_id: product.skuId,
    product: productName(product),
    seat_since_date: since ?? null,
    last_activity_date: lastDay,
    ...(Object.fromEntries(apps) as Row),
    band: report ? bandOf(lastDay, asOf) : 'unknown',
    is_never_used: report ? lastDay === null : null,
    prompts_submitted: numberIn(report, 'Prompts submitted for all apps'),
    active_usage_days: numberIn(report, 'Active Usage Days for all apps'),
    report_period_days: numberIn(report, 'Report Period'),
    report_refresh_date: (report && dayIn(report, 'Report Refresh Date')) ?? null,
    as_of_date: asOf,
  };
}

export function copilotAdoption({seats, situation}: Company): Row[] {
  return seats
    .filter(({seat}) => isCopilot(seat.product))
    .map(({seat}) => row(seat, situation.asOf));
}
