/** The groups that assign licences, and which plans of a product each leaves out. */
import {guid, mix} from './seeded-random';
import {PRODUCTS, SKU_IDS} from './sku-catalogue';

export interface LicenseGroup {
  id: string;
  displayName: string;
  skuIds: readonly string[];
  /** Names of service plans, of whichever product. */
  withoutPlans: readonly string[];
  isSynced: boolean;
}

function group(
  number: number,
  displayName: string,
  details: Pick<LicenseGroup, 'skuIds'> & Partial<LicenseGroup>,
): LicenseGroup {
  return {id: guid(mix(number)), displayName, withoutPlans: [], isSynced: false, ...details};
}

const {SPE_E3, SPE_E5, ENTERPRISEPACK, AAD_PREMIUM} = SKU_IDS;
const {SPE_F1, STANDARDPACK, COPILOT, OFFICESUBSCRIPTION, FLOW_FREE} = SKU_IDS;
const {POWER_BI_PRO, VISIOCLIENT, PROJECTPROFESSIONAL, PROJECTPREMIUM} = SKU_IDS;

/** Of the first one some assignments have failed. Nobody has a licence from the last one. */
export const LICENSE_GROUPS: readonly LicenseGroup[] = [
  group(71, 'Licences: Microsoft 365 E5', {skuIds: [SPE_E5]}),
  group(72, 'Licences: "Office", all', {
    skuIds: [SPE_E3, ENTERPRISEPACK, AAD_PREMIUM],
    withoutPlans: ['INTUNE_A'],
    isSynced: true,
  }),
  group(73, 'Add-ons', {
    skuIds: [
      COPILOT,
      OFFICESUBSCRIPTION,
      POWER_BI_PRO,
      VISIOCLIENT,
      PROJECTPROFESSIONAL,
      PROJECTPREMIUM,
      FLOW_FREE,
    ],
  }),
  group(74, 'Alle Beschäftigten 🦊', {skuIds: [SPE_E3, SPE_F1, STANDARDPACK, FLOW_FREE]}),
  group(75, 'Pilot of next year', {skuIds: [SPE_E5, POWER_BI_PRO]}),
];

const ASSIGNING = LICENSE_GROUPS.slice(0, -1);

/** Those through which users can have the product. */
export const GROUPS_BY_SKU: ReadonlyMap<string, readonly LicenseGroup[]> = new Map(
  PRODUCTS.map(({skuId}) => [skuId, ASSIGNING.filter(({skuIds}) => skuIds.includes(skuId))]),
);

/** Ids of the plans of a product that a group leaves out. */
export function plansWithout({withoutPlans}: LicenseGroup, skuId: string): string[] {
  const plans = PRODUCTS.find((product) => product.skuId === skuId)?.plans ?? [];
  return plans.flatMap(({servicePlanId, servicePlanName}) =>
    withoutPlans.includes(servicePlanName) ? servicePlanId : [],
  );
}
