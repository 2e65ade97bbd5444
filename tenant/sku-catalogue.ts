/** The products of the simulated tenant. Names and ids are those of Microsoft's product list. */

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

function plan(
  servicePlanName: string,
  servicePlanId: string,
  appliesTo: 'User' | 'Company' = 'User',
): ServicePlan {
  return {servicePlanId, servicePlanName, provisioningStatus: 'Success', appliesTo};
}

const P1 = plan('AAD_PREMIUM', '41781fb2-bc02-4b7c-bd55-b576c07bb09d');
const P2 = plan('AAD_PREMIUM_P2', 'eec0eb4f-6444-4f95-aba0-50c24d67f998');
const EXCHANGE: ServicePlan = {
  ...plan('EXCHANGE_S_ENTERPRISE', 'efb87545-963c-4e0d-99df-69c6916d9eb0'),
  servicePlanType: 'Exchange',
};
const TEAMS = plan('TEAMS1', '57ff2da0-773e-42df-b2af-ffb7a2317929');
const SHAREPOINT = plan('SHAREPOINTENTERPRISE', '5dbe027f-2339-4123-9542-606e4d348a72');
const OFFICE = plan('OFFICESUBSCRIPTION', '43de0ff5-c92c-492b-9116-175376d08c38');
const INTUNE = plan('INTUNE_A', 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5');
const POWER_BI = plan('BI_AZURE_P2', '70d33638-9c74-4d01-bfd3-562de28bd4ba');
const FLOW = plan('FLOW_P2_VIRAL', '50e68c76-46c6-4674-81f9-75456511b170');
const VISIO = plan('VISIO_CLIENT_SUBSCRIPTION', '663a804f-1c30-4ff0-9915-9db84f0d1cea');
const PROJECT = plan('PROJECT_CLIENT_SUBSCRIPTION', 'fafd7243-e5c1-4a3a-9e40-495efcb1d3c3');
const STORAGE = plan('SHAREPOINTSTORAGE', 'be5a7ed5-c598-4fcd-a061-5e6724c68a58', 'Company');

/** Entra ID P1 and P2: without one of them sign-in data is refused. */
export const PREMIUM_PLAN_IDS: ReadonlySet<string> = new Set([P1.servicePlanId, P2.servicePlanId]);

type ProductName = keyof typeof SKU_IDS;

export const SKU_IDS = {
  SPE_E3: '05e9a617-0261-4cee-bb44-138d3ef5d965',
  SPE_E5: '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
  ENTERPRISEPACK: '6fd2c87f-b296-42f0-b197-1e91e994b900',
  AAD_PREMIUM: '078d2b04-f1bd-4111-bbd4-b4b1b354cef4',
  POWER_BI_PRO: 'f8a1db68-be16-40ed-86d5-cb42ce701560',
  VISIOCLIENT: 'c5928f49-12ba-48f7-ada3-0d743a3601d5',
  FLOW_FREE: 'f30db892-07e9-47e9-837c-80727f46fd3d',
  PROJECTPREMIUM: '09015f9f-377f-4538-bbb5-f75ceb09358a',
  SHAREPOINTSTORAGE: '99049c9c-6011-4908-bf17-15f496e6519d',
} as const;

function product(
  skuPartNumber: ProductName,
  seatsPerHundred: number,
  details: Pick<Product, 'plans'> & Partial<Product>,
): Product {
  const skuId = SKU_IDS[skuPartNumber];
  const usual = {appliesTo: 'User', capabilityStatus: 'Enabled'} as const;
  return {skuPartNumber, skuId, seatsPerHundred, ...usual, ...details};
}

/** In the order in which a user's licences are listed. */
export const PRODUCTS: readonly Product[] = [
  product('SPE_E3', 50, {plans: [TEAMS, EXCHANGE, SHAREPOINT, OFFICE, INTUNE, P1]}),
  product('SPE_E5', 16, {plans: [TEAMS, EXCHANGE, SHAREPOINT, OFFICE, INTUNE, POWER_BI, P1, P2]}),
  product('ENTERPRISEPACK', 14, {plans: [TEAMS, EXCHANGE, SHAREPOINT, OFFICE]}),
  product('AAD_PREMIUM', 8, {plans: [P1]}),
  product('POWER_BI_PRO', 12, {plans: [POWER_BI]}),
  // Expired, in the grace period.
  product('VISIOCLIENT', 3, {plans: [VISIO], capabilityStatus: 'Warning'}),
  product('FLOW_FREE', 1000, {plans: [FLOW]}),
  product('PROJECTPREMIUM', 2, {plans: [PROJECT], capabilityStatus: 'Suspended'}),
  product('SHAREPOINTSTORAGE', 1, {plans: [STORAGE], appliesTo: 'Company'}),
];
