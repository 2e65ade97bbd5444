/** Changes between two syncs: a day in a company. */
import type {Sku, Tenant, User} from '../tenant/tenant';

/**
 * Changes the tenant.
 * @param now epoch milliseconds.
 * @returns what was done, in sentences.
 */
export function applyDailyChanges({directory, skus}: Tenant, now: number): string[] {
  const staff = [...directory.all()].filter(isEmployee);
  const returner = staff.find(neverSignedIn);
  const [mover, leaver] = staff.filter((user) => user.id !== returner?.id);
  const product = skus.list()[0];
  if (!mover || !leaver || !returner || !product) throw new Error('The tenant is too small.');
  directory.change(mover.id, {department: 'Research', jobTitle: 'Head of Research'});
  directory.remove(leaver.id);
  directory.signIn(returner.id, now);
  const newcomer = directory.add();
  buySeats(product, (prepaidUnits) => skus.change(product.skuId, {prepaidUnits}));
  return [
    `${mover.displayName} moves to another department.`,
    `${leaver.displayName} leaves; the account is deleted.`,
    `${newcomer.displayName} is new.`,
    `${returner.displayName} signs in for the first time.`,
    `25 more seats of ${product.skuPartNumber} are bought.`,
  ];
}

function isEmployee({accountEnabled, userType, displayName}: User): boolean {
  return accountEnabled && userType === 'Member' && /^\p{L}+ \p{L}+$/u.test(displayName);
}

function neverSignedIn({signInActivity, assignedLicenses}: User): boolean {
  return signInActivity === undefined && assignedLicenses.length > 0;
}

function buySeats({prepaidUnits}: Sku, save: (units: Sku['prepaidUnits']) => void): void {
  save({...prepaidUnits, enabled: prepaidUnits.enabled + 25});
}
