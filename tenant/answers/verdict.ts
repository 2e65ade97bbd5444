/** Why a seat is wasted, and how sure that is. */
import type {Products} from './coverage';
import {daysIdle} from './person';
import type {Person} from './person';
import {isAssignedToPeople, isCopilot, isInUse, mayHaveMailbox, measureOf} from './products';
import {dayIn} from './report-rows';
import type {Seat} from './seats';
import {daysBetween} from './situation';
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

/** What all verdicts need. */
export interface Evidence {
  products: Products;
  situation: Situation;
  /** Whether the report on active users names anybody. */
  areActiveUsersReadable: boolean;
}

const GIB = 2 ** 30;
const USED: Verdict = {kind: 'used'};

function waste(reason: Reason, confidence: Confidence, more: Partial<Waste> = {}): Waste {
  return {kind: 'waste', reason, confidence, coveredBy: [], missing: [], ...more};
}

/** A mailbox that Microsoft deletes with the licence, and that may be needed. */
function disabledVerdict({person, product}: Seat): Waste {
  if (!mayHaveMailbox(product)) return waste('account_disabled', 'certain');
  const rows = person.rows('getMailboxUsageDetail');
  if (!rows) return waste('account_disabled', 'review', {missing: ['mailbox_usage_detail']});
  const isNeeded = rows.some(
    (row) => Number(row['Storage Used (Byte)']) > 50 * GIB || row['Has Archive'] === 'True',
  );
  return waste('account_disabled', isNeeded ? 'review' : 'certain');
}

function coveringSkuIds({product, others}: Seat, products: Products): string[] {
  const covering = others.filter((other) => products.covers(other, product));
  return covering.map(({skuId}) => skuId).sort();
}

/** Agents have no use of their own; of new starters none is expected yet. */
function isUseExpected({user}: Person, {asOf, newSeatGraceDays}: Situation): boolean {
  if (user.isAgent) return false;
  return (
    user.createdDateTime === null || daysBetween(user.createdDateTime, asOf) >= newSeatGraceDays
  );
}

/** Undefined for who was seen of late. */
function idleVerdict({person, since}: Seat, situation: Situation): Verdict | undefined {
  const days = daysIdle(person, situation);
  if (days !== undefined && days <= situation.inactiveDays) return undefined;
  const isOld =
    since !== undefined && daysBetween(since, situation.asOf) > situation.newSeatGraceDays;
  return waste(days === undefined ? 'never_signed_in' : 'inactive', isOld ? 'probable' : 'review');
}

/** The data that would tell whether the person works at all. */
function missingForUse({areActiveUsersReadable}: Evidence): string[] {
  return [...(areActiveUsersReadable ? [] : ['office365_active_user_detail']), 'sign_in_activity'];
}

/** Whether the product itself is used; Copilot until when, of the others only whether ever. */
function useVerdict({person, product}: Seat, {asOf, inactiveDays}: Situation): Verdict {
  const measure = measureOf(product);
  if (!measure) return USED;
  const {report, stream, column, productType} = measure;
  const rows = (person.rows(report) ?? []).filter(
    (row) => productType === undefined || row['Product Type'] === productType,
  );
  if (rows.length === 0) return {kind: 'unknown', missing: [stream]};
  const days = rows.flatMap((row) => dayIn(row, column) ?? []);
  const isUsed = isCopilot(product)
    ? days.some((day) => daysBetween(day, asOf) <= inactiveDays)
    : days.length > 0;
  return isUsed ? USED : waste('product_not_used', 'review');
}

function isExcluded({person}: Seat, {asOf, excludedAccounts}: Situation): boolean {
  const name = person.user.userPrincipalName.toLowerCase();
  return excludedAccounts.some(
    ({userPrincipalName, userId, until}) =>
      (userPrincipalName?.toLowerCase() === name || userId === person.user.id) &&
      (until === null || until >= asOf),
  );
}

function judged(seat: Seat, evidence: Evidence): Verdict {
  const {products, situation} = evidence;
  if (!seat.person.user.accountEnabled) return disabledVerdict(seat);
  const coveredBy = coveringSkuIds(seat, products);
  if (coveredBy.length > 0) return waste('duplicate', 'certain', {coveredBy});
  if (!isUseExpected(seat.person, situation)) return USED;
  if (!seat.person.isKnown) return {kind: 'unknown', missing: missingForUse(evidence)};
  return idleVerdict(seat, situation) ?? useVerdict(seat, situation);
}

/** Undefined for a seat that is not judged: free, or of a product that is not in use. */
export function verdictOf(seat: Seat, evidence: Evidence): Verdict | undefined {
  if (!isAssignedToPeople(seat.product) || !isInUse(seat.product)) return undefined;
  const verdict = judged(seat, evidence);
  if (verdict.kind !== 'waste' || !isExcluded(seat, evidence.situation)) return verdict;
  return {...verdict, confidence: 'excluded'};
}
