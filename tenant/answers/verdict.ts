/** Why a seat is wasted, and how sure that is. */
import type {ReportName} from '../tenant';
import {daysIdle} from './person';
import type {Person} from './person';
import {hasMailbox, hasPlan, isAssignedToPeople, isInUse} from './products';
import type {HeldProduct, Products} from './products';
import {daysBetween, priceOf} from './situation';
import type {Situation} from './situation';

export type Reason =
  'account_disabled' | 'duplicate' | 'never_signed_in' | 'inactive' | 'product_not_used';
export type Confidence = 'certain' | 'probable' | 'review' | 'excluded';

export interface Waste {
  kind: 'waste';
  reason: Reason;
  confidence: Confidence;
  coveredBy: readonly string[];
  /** The streams that are missing to be surer. */
  missing: readonly string[];
}

export type Verdict = Waste | {kind: 'unknown'; missing: readonly string[]} | {kind: 'used'};

export interface Seat {
  person: Person;
  product: HeldProduct;
  /** YYYY-MM-DD; undefined where nobody knows. */
  since: string | undefined;
  /** The other products that the person holds. */
  others: readonly HeldProduct[];
}

const GIB = 2 ** 30;
const USED: Verdict = {kind: 'used'};

function waste(reason: Reason, confidence: Confidence, more: Partial<Waste> = {}): Waste {
  return {kind: 'waste', reason, confidence, coveredBy: [], missing: [], ...more};
}

/** A mailbox that Microsoft deletes with the licence, and that may be needed. */
function disabledVerdict({person, product}: Seat): Waste {
  if (!hasMailbox(product)) return waste('account_disabled', 'certain');
  const rows = person.rows('getMailboxUsageDetail');
  if (!rows) return waste('account_disabled', 'review', {missing: ['mailbox_usage_detail']});
  const isNeeded = rows.some(
    (row) => Number(row['Storage Used (Byte)']) > 50 * GIB || row['Has Archive'] === 'True',
  );
  return waste('account_disabled', isNeeded ? 'review' : 'certain');
}

function coveringSkuIds(
  {product, others}: Seat,
  products: Products,
  situation: Situation,
): string[] {
  const price = (skuId: string): number => priceOf(situation, skuId)?.monthlyPrice ?? 0;
  return others
    .filter((other) => isInUse(other) && products.covers(other, product, price))
    .map(({skuId}) => skuId)
    .sort();
}

function isYoung(day: string | null | undefined, {asOf, newSeatGraceDays}: Situation): boolean {
  return typeof day === 'string' && daysBetween(day, asOf) <= newSeatGraceDays;
}

function idleVerdict(seat: Seat, situation: Situation): Verdict | undefined {
  const {person} = seat;
  if (!person.isKnown) return {kind: 'unknown', missing: missingForUse(situation)};
  const days = daysIdle(person, situation);
  if (days !== undefined && days <= situation.inactiveDays) return undefined;
  if (isYoung(person.user.createdDateTime, situation)) return USED;
  const confidence = isYoung(seat.since, situation) ? 'review' : 'probable';
  return waste(days === undefined ? 'never_signed_in' : 'inactive', confidence);
}

export function missingForUse({hasSignIns, reports}: Situation): string[] {
  return [
    ...(hasSignIns ? [] : ['sign_in_activity']),
    ...(reports === 'named' ? [] : ['office365_active_user_detail']),
  ];
}

/** Of which product types the activation tells whether the product is used, by the plan. */
const ACTIVATED: readonly (readonly [plan: string, type: string])[] = [
  ['VISIO_CLIENT_SUBSCRIPTION', 'VISIO CLIENT'],
  ['PROJECT_CLIENT_SUBSCRIPTION', 'PROJECT CLIENT'],
];

function measuredBy(
  product: HeldProduct,
): readonly [report: ReportName, stream: string, type?: string] | undefined {
  if (hasPlan(product, 'M365_COPILOT_APPS')) {
    return ['getMicrosoft365CopilotUsageUserDetail', 'copilot_usage_user_detail'];
  }
  const isApps = product.sku?.skuPartNumber === 'OFFICESUBSCRIPTION';
  const type = isApps
    ? 'MICROSOFT 365 APPS FOR ENTERPRISE'
    : ACTIVATED.find(([plan]) => hasPlan(product, plan))?.[1];
  if (type === undefined) return undefined;
  return ['getOffice365ActivationsUserDetail', 'office365_activations_user_detail', type];
}

function useVerdict({person, product}: Seat, situation: Situation): Verdict {
  const measured = measuredBy(product);
  if (!measured) return USED;
  const [report, stream, type] = measured;
  const rows = person.rows(report);
  if (!rows) return {kind: 'unknown', missing: [stream]};
  const own = rows.filter((row) => type === undefined || row['Product Type'] === type);
  if (own.length === 0) return {kind: 'unknown', missing: [stream]};
  const column = type === undefined ? 'Last Activity Date' : 'Last Activated Date';
  const days = own.map((row) => row[column] ?? '').filter((day) => day !== '');
  const isUsed =
    type === undefined
      ? days.some((day) => daysBetween(day, situation.asOf) <= situation.inactiveDays)
      : days.length > 0;
  return isUsed ? USED : waste('product_not_used', 'review');
}

function isExcluded({person}: Seat, {asOf, excludedAccounts}: Situation): boolean {
  const name = person.user.userPrincipalName.toLowerCase();
  return excludedAccounts.some(
    (account) =>
      account.userPrincipalName.toLowerCase() === name &&
      (account.until === null || account.until >= asOf),
  );
}

function judged(seat: Seat, products: Products, situation: Situation): Verdict {
  if (!seat.person.user.accountEnabled) return disabledVerdict(seat);
  const coveredBy = coveringSkuIds(seat, products, situation);
  if (coveredBy.length > 0) return waste('duplicate', 'certain', {coveredBy});
  return idleVerdict(seat, situation) ?? useVerdict(seat, situation);
}

/** Undefined for a seat that is not judged: free, or of a product that is not in use. */
export function verdictOf(
  seat: Seat,
  products: Products,
  situation: Situation,
): Verdict | undefined {
  if (!isAssignedToPeople(seat.product) || !isInUse(seat.product)) return undefined;
  const verdict = judged(seat, products, situation);
  if (verdict.kind !== 'waste' || !isExcluded(seat, situation)) return verdict;
  return {...verdict, confidence: 'excluded'};
}
