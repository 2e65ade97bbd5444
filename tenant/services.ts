/** Which services the products of a user include, by the names of their service plans. */
import {PRODUCTS} from './sku-catalogue';

export type Service =
  'exchange' | 'oneDrive' | 'sharePoint' | 'skype' | 'yammer' | 'teams' | 'apps' | 'copilot';

/** What people can activate on a device, by the name in the report of activations. */
export type Activatable = 'MICROSOFT 365 APPS FOR ENTERPRISE' | 'VISIO CLIENT' | 'PROJECT CLIENT';

const SERVICE_PLANS: Readonly<Record<Service, RegExp>> = {
  exchange: /^EXCHANGE_S_(?:ENTERPRISE|STANDARD|DESKLESS)$/,
  oneDrive: /^(?:SHAREPOINT(?:ENTERPRISE|STANDARD|DESKLESS)|ONEDRIVESTANDARD)$/,
  sharePoint: /^SHAREPOINT(?:ENTERPRISE|STANDARD|DESKLESS)$/,
  skype: /^MCO(?:STANDARD|IMP)$/,
  yammer: /^YAMMER_ENTERPRISE$/,
  teams: /^TEAMS1$/,
  apps: /^OFFICE(?:SUBSCRIPTION|MOBILE_SUBSCRIPTION)$/,
  copilot: /^M365_COPILOT_APPS$/,
};

const ACTIVATION_PLANS: Readonly<Record<Activatable, RegExp>> = {
  'MICROSOFT 365 APPS FOR ENTERPRISE': /^OFFICESUBSCRIPTION$/,
  'VISIO CLIENT': /^VISIO_CLIENT_SUBSCRIPTION$/,
  'PROJECT CLIENT': /^PROJECT_CLIENT_SUBSCRIPTION$/,
};

export const ACTIVATABLE = Object.keys(ACTIVATION_PLANS) as Activatable[];

type Included = ReadonlyMap<string, ReadonlySet<string>>;

/** By skuId, the keys of the table of which the product has a plan. */
function includedBy(table: Readonly<Record<string, RegExp>>): Included {
  return new Map(
    PRODUCTS.map(({skuId, plans}) => {
      const keys = Object.entries(table)
        .filter(([, pattern]) => plans.some((plan) => pattern.test(plan.servicePlanName)))
        .map(([key]) => key);
      return [skuId, new Set(keys)];
    }),
  );
}

const SERVICES = includedBy(SERVICE_PLANS);
const ACTIVATIONS = includedBy(ACTIVATION_PLANS);

export function includesService(skuIds: readonly string[], service: Service): boolean {
  return skuIds.some((skuId) => SERVICES.get(skuId)?.has(service));
}

export function activatable(skuIds: readonly string[]): Activatable[] {
  return ACTIVATABLE.filter((type) => skuIds.some((skuId) => ACTIVATIONS.get(skuId)?.has(type)));
}
