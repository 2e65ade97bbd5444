/** Who holds which product since when. */
import type {LicenseAssignmentState} from '../user';
import type {Products} from './coverage';
import type {Person} from './person';
import {hasService} from './products';
import type {HeldProduct, ProductService} from './products';
import {dayIn} from './report-rows';

export interface Seat {
  /** User and product. */
  id: string;
  person: Person;
  product: HeldProduct;
  /** YYYY-MM-DD; undefined where nobody knows. */
  since: string | undefined;
  /** The other products that the person holds. */
  others: readonly HeldProduct[];
}

/** The services of office365_active_user_detail. */
const ASSIGN_DATES: readonly (readonly [column: string, service: ProductService])[] = [
  ['Exchange', 'exchange'],
  ['OneDrive', 'onedrive'],
  ['SharePoint', 'sharepoint'],
  ['Skype For Business', 'skype_for_business'],
  ['Yammer', 'viva_engage'],
  ['Teams', 'teams'],
];

function assignDates({rows}: Person, product: HeldProduct): string[] {
  const services = ASSIGN_DATES.filter(([, service]) => hasService(product, service));
  return (rows('getOffice365ActiveUserDetail') ?? []).flatMap((row) =>
    services.flatMap(([column]) => dayIn(row, `${column} License Assign Date`) ?? []),
  );
}

/** The ways in which the person got the product, those in error included. */
export function waysOf({user}: Person, {skuId}: HeldProduct): LicenseAssignmentState[] {
  return user.licenseAssignmentStates.filter((state) => state.skuId === skuId);
}

/** The earliest date known. */
function seatSince(person: Person, product: HeldProduct): string | undefined {
  const updated = waysOf(person, product).map((way) => way.lastUpdatedDateTime.slice(0, 10));
  return [...updated, ...assignDates(person, product)].sort()[0];
}

export function seatsOf(person: Person, products: Products): Seat[] {
  const held = person.user.assignedLicenses.map(({skuId}) => products.find(skuId));
  return held.map((product) => ({
    id: `${person.user.id}_${product.skuId}`,
    person,
    product,
    since: seatSince(person, product),
    others: held.filter((other) => other.skuId !== product.skuId),
  }));
}
