/** Who holds which product since when. */
import type {LicenseAssignmentState} from '../user';
import type {Person} from './person';
import type {HeldProduct, Products} from './products';
import type {Seat} from './verdict';

/** The services of office365_active_user_detail, by the plans that bring them. */
const ASSIGN_DATES: readonly (readonly [service: string, plan: RegExp])[] = [
  ['Exchange', /^EXCHANGE_S_(?!FOUNDATION)/],
  ['OneDrive', /^(?:SHAREPOINT(?:ENTERPRISE|STANDARD|DESKLESS)|ONEDRIVESTANDARD)$/],
  ['SharePoint', /^SHAREPOINT(?:ENTERPRISE|STANDARD|DESKLESS)$/],
  ['Skype For Business', /^MCO(?:STANDARD|IMP)$/],
  ['Yammer', /^YAMMER_ENTERPRISE$/],
  ['Teams', /^TEAMS1$/],
];

function assignDates({rows}: Person, {sku}: HeldProduct): string[] {
  const plans = (sku?.servicePlans ?? []).map(({servicePlanName}) => servicePlanName);
  const services = ASSIGN_DATES.filter(([, pattern]) => plans.some((plan) => pattern.test(plan)));
  return (rows('getOffice365ActiveUserDetail') ?? []).flatMap((row) =>
    services.map(([service]) => row[`${service} License Assign Date`] ?? ''),
  );
}

/** The ways in which the person got the product, those in error included. */
export function waysOf({user}: Person, {skuId}: HeldProduct): LicenseAssignmentState[] {
  return user.licenseAssignmentStates.filter((state) => state.skuId === skuId);
}

/** The earliest date known. */
function seatSince(person: Person, product: HeldProduct): string | undefined {
  const updated = waysOf(person, product).map((way) => way.lastUpdatedDateTime.slice(0, 10));
  return [...updated, ...assignDates(person, product)].filter((day) => day !== '').sort()[0];
}

export function seatsOf(person: Person, products: Products): Seat[] {
  const held = person.user.assignedLicenses.map(({skuId}) => products.find(skuId));
  return held.map((product) => ({
    person,
    product,
    since: seatSince(person, product),
    others: held.filter((other) => other.skuId !== product.skuId),
  }));
}
