/** The words of the page for the codes of the marts. Whoever reads it knows Microsoft 365, and nothing of tables. */
import type {MartRow} from '../marts';

export type Reason = MartRow['m365__wasted_seats']['reason'];
export type Confidence = MartRow['m365__wasted_seats']['confidence'];

/** In the order in which the first that applies is taken. */
export const REASON_MEANINGS: Record<Reason, string> = {
  account_disabled: 'The account holds a seat, and nobody can use it.',
  duplicate: 'Another product that the person holds includes this one.',
  never_signed_in: 'Neither a sign-in nor any use is on record.',
  inactive: 'The last sign-in or use is too long ago.',
  product_not_used: 'The person works, but without this product.',
  unassigned: 'Bought, and held by nobody.',
};

export const REASONS = Object.keys(REASON_MEANINGS) as readonly Reason[];

/** From sure to unsure. */
export const CONFIDENCE_MEANINGS: Record<Confidence, string> = {
  certain: 'Give back now.',
  probable: 'Ask the holder, then give back.',
  review: 'There is a reason to check first.',
  excluded: 'On your list of exceptions; in no sum.',
};

export const CONFIDENCES = Object.keys(CONFIDENCE_MEANINGS) as readonly Confidence[];

export type WasteConfidence = Exclude<Confidence, 'excluded'>;
export const WASTE_CONFIDENCES: readonly WasteConfidence[] = ['certain', 'probable', 'review'];

/** Where the last day of use comes from. */
export const SOURCES: Record<string, string> = {
  sign_in: 'sign-in',
  exchange: 'Exchange',
  onedrive: 'OneDrive',
  sharepoint: 'SharePoint',
  teams: 'Teams',
  viva_engage: 'Viva Engage',
  skype_for_business: 'Skype for Business',
  microsoft_365_apps: 'Microsoft 365 apps',
  copilot: 'Copilot',
};

export const ASSIGNED_THROUGH: Record<string, string> = {
  direct: 'directly',
  group: 'by a group',
  direct_and_group: 'directly and by a group',
};

/** Tables of the connector, as somebody calls what is in them. */
const TABLES: Record<string, string> = {
  subscribed_skus: 'Products and bought seats',
  user_licenses: 'Assigned licences',
  users: 'Users',
  sign_in_activity: 'Sign-ins',
  directory_subscriptions: 'Subscriptions and renewal dates',
  user_organization_details: 'Managers and cost centres',
  license_groups: 'Groups that assign licences',
  user_registration_details: 'MFA registration',
  office365_active_user_detail: 'Active users report',
  office365_activations_user_detail: 'Office activations report',
  m365_app_user_detail: 'Microsoft 365 apps report',
  copilot_usage_user_detail: 'Copilot report',
  mailbox_usage_detail: 'Mailbox sizes',
  onedrive_usage_account_detail: 'OneDrive sizes',
  email_activity_user_detail: 'Exchange report',
  email_app_usage_user_detail: 'E-mail apps report',
  onedrive_activity_user_detail: 'OneDrive report',
  sharepoint_activity_user_detail: 'SharePoint report',
  teams_user_activity_user_detail: 'Teams report',
  teams_device_usage_user_detail: 'Teams devices report',
  yammer_activity_user_detail: 'Viva Engage report',
  yammer_device_usage_user_detail: 'Viva Engage devices report',
};

const DAILY = /_daily$/;

/** A table without words here by its own name, in words. */
export function tableWords(table: string): string {
  const name = table.replace(DAILY, '');
  const words = TABLES[name] ?? asWords(name);
  return DAILY.test(table) ? `${words}, day by day` : words;
}

/** What weighs most comes first; what has no words comes last. */
export function tableOrder(a: string, b: string): number {
  return placeOf(a) - placeOf(b) || a.localeCompare(b, 'en');
}

function placeOf(table: string): number {
  const place = Object.keys(TABLES).indexOf(table.replace(DAILY, ''));
  return (place < 0 ? 1_000 : place) + (DAILY.test(table) ? 100 : 0);
}

/** `viva_engage` → `Viva engage`: a code that has no words here still reads as text. */
export function asWords(code: string): string {
  const words = code.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "1 seat", "2 seats"; the number in the form of the locale is given with it. */
export function counted(formatted: string, count: number, singular: string): string {
  return `${formatted} ${singular}${count === 1 ? '' : 's'}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** The first of many: "a, b and 7 more". */
export function listedFirst(items: readonly string[]): string {
  const most = 3;
  if (items.length <= most + 1) return listed(items);
  return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
}
