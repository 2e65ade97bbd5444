/**
 * The products of the simulated tenant. Names, ids and service plans are those of Microsoft's list
 * "Product names and service plan identifiers for licensing", kept in products.json.
 */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';

export interface ServicePlan {
  servicePlanId: string;
  servicePlanName: string;
  provisioningStatus: string;
  /** Not in Microsoft's documentation, and in some answers of the service. */
  servicePlanType?: string;
  appliesTo: 'User' | 'Company';
}

export interface Product {
  skuPartNumber: string;
  skuId: string;
  appliesTo: 'User' | 'Company';
  capabilityStatus: 'Enabled' | 'Warning' | 'Suspended' | 'Deleted' | 'LockedOut';
  /** Seats bought for each hundred users, plus a few spare ones. */
  seatsPerHundred: number;
  plans: readonly ServicePlan[];
}

const FILE = join(__dirname, '..', '..', 'tenant', 'products.json');

const LIST = JSON.parse(readFileSync(FILE, 'utf8')) as {
  /** Service plan ids by name. */
  plans: Readonly<Record<string, string>>;
  products: Readonly<Record<string, {name: string; skuId: string; plans: readonly string[]}>>;
};

/** Plans that a company has once, whoever holds the product. */
const COMPANY_PLANS: ReadonlySet<string> = new Set(['EXCHANGE_S_FOUNDATION', 'SHAREPOINTSTORAGE']);

function servicePlan(servicePlanName: string): ServicePlan {
  const servicePlanId = LIST.plans[servicePlanName];
  if (servicePlanId === undefined) throw new Error(`products.json has no plan ${servicePlanName}.`);
  const appliesTo = COMPANY_PLANS.has(servicePlanName) ? 'Company' : 'User';
  return {servicePlanId, servicePlanName, provisioningStatus: 'Success', appliesTo};
}

/** Entra ID P1 and P2: without one of them sign-in data is refused. */
export const PREMIUM_PLAN_IDS: ReadonlySet<string> = new Set(
  ['AAD_PREMIUM', 'AAD_PREMIUM_P2'].map((name) => servicePlan(name).servicePlanId),
);

/** What differs from an enabled product that people hold. In the order in which licences are listed. */
const SOLD: Readonly<Record<string, Pick<Product, 'seatsPerHundred'> & Partial<Product>>> = {
  SPE_E3: {seatsPerHundred: 46},
  SPE_E5: {seatsPerHundred: 16},
  ENTERPRISEPACK: {seatsPerHundred: 14},
  // Fewer than are held.
  STANDARDPACK: {seatsPerHundred: 0.3},
  SPE_F1: {seatsPerHundred: 5},
  Microsoft_365_Copilot: {seatsPerHundred: 14},
  AAD_PREMIUM: {seatsPerHundred: 9},
  POWER_BI_PRO: {seatsPerHundred: 11},
  OFFICESUBSCRIPTION: {seatsPerHundred: 3},
  // Expired, in the grace period.
  VISIOCLIENT: {seatsPerHundred: 4, capabilityStatus: 'Warning'},
  PROJECTPROFESSIONAL: {seatsPerHundred: 3},
  PROJECTPREMIUM: {seatsPerHundred: 2, capabilityStatus: 'Suspended'},
  FLOW_FREE: {seatsPerHundred: 1000},
  SHAREPOINTSTORAGE: {seatsPerHundred: 1, appliesTo: 'Company'},
};

export const PRODUCTS: readonly Product[] = Object.entries(SOLD).map(([skuPartNumber, details]) => {
  const listed = LIST.products[skuPartNumber];
  if (!listed) throw new Error(`products.json has no product ${skuPartNumber}.`);
  const usual = {appliesTo: 'User', capabilityStatus: 'Enabled'} as const;
  const plans = listed.plans.map(servicePlan);
  return {skuPartNumber, skuId: listed.skuId, ...usual, plans, ...details};
});

/** @throws Error where the tenant does not sell it. */
function skuIdOf(skuPartNumber: string): string {
  const product = PRODUCTS.find((other) => other.skuPartNumber === skuPartNumber);
  if (!product) throw new Error(`There is no product ${skuPartNumber}.`);
  return product.skuId;
}

export const SKU_IDS = {
  SPE_E3: skuIdOf('SPE_E3'),
  SPE_E5: skuIdOf('SPE_E5'),
  ENTERPRISEPACK: skuIdOf('ENTERPRISEPACK'),
  STANDARDPACK: skuIdOf('STANDARDPACK'),
  SPE_F1: skuIdOf('SPE_F1'),
  COPILOT: skuIdOf('Microsoft_365_Copilot'),
  AAD_PREMIUM: skuIdOf('AAD_PREMIUM'),
  POWER_BI_PRO: skuIdOf('POWER_BI_PRO'),
  OFFICESUBSCRIPTION: skuIdOf('OFFICESUBSCRIPTION'),
  VISIOCLIENT: skuIdOf('VISIOCLIENT'),
  PROJECTPROFESSIONAL: skuIdOf('PROJECTPROFESSIONAL'),
  PROJECTPREMIUM: skuIdOf('PROJECTPREMIUM'),
  FLOW_FREE: skuIdOf('FLOW_FREE'),
} as const;

/** Project for Office 365, which the tenant does not list among its subscriptions. */
export const UNLISTED_SKU_ID = 'a10d5e58-74da-4312-95c8-76be4e5b75a0';

/** Microsoft's product names by skuId, those of products that the tenant does not sell included. */
export const PRODUCT_NAMES: ReadonlyMap<string, string> = new Map(
  Object.values(LIST.products).map(({skuId, name}) => [skuId, name]),
);

/** Microsoft's part numbers by skuId. */
export const PART_NUMBERS: ReadonlyMap<string, string> = new Map(
  Object.entries(LIST.products).map(([skuPartNumber, {skuId}]) => [skuId, skuPartNumber]),
);
