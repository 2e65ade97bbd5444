/** What a product is to the answers: sold for money, for people, with which services. */
import type {ReportName, Sku} from '../tenant';
import {partNumberOf} from './product-name';

/** By part number: free, for devices or rooms, or capacity. */
const NOT_FOR_PEOPLE: ReadonlySet<string> = new Set([
  'FLOW_FREE',
  'POWER_BI_STANDARD',
  'POWERAPPS_DEV',
  'POWERAPPS_VIRAL',
  'STREAM',
  'TEAMS_EXPLORATORY',
  'WINDOWS_STORE',
  'RIGHTSMANAGEMENT_ADHOC',
  'INTUNE_A_D',
  'MEETING_ROOM',
  'SHAREPOINTSTORAGE',
]);

const NOT_IN_USE: ReadonlySet<string> = new Set(['Suspended', 'LockedOut', 'Deleted']);

/** A subscribed product, or one that people hold and the tenant does not list. */
export interface HeldProduct {
  skuId: string;
  sku: Sku | undefined;
}

export function isAssignedToPeople(product: HeldProduct): boolean {
  const {sku} = product;
  if (NOT_FOR_PEOPLE.has(partNumberOf(product) ?? '')) return false;
  return sku === undefined || sku.appliesTo === 'User';
}

/** A seat of a suspended, locked-out or deleted product cannot be given back. */
export function isInUse({sku}: HeldProduct): boolean {
  return sku === undefined || !NOT_IN_USE.has(sku.capabilityStatus);
}

/** The service plans of the product, apart from the one that is no service by itself. */
export function plansOf(sku: Sku): ReadonlySet<string> {
  const names = sku.servicePlans.map(({servicePlanName}) => servicePlanName);
  return new Set(names.filter((name) => name !== 'EXCHANGE_S_FOUNDATION'));
}

const SERVICES = {
  exchange: /^EXCHANGE_S_(?:ENTERPRISE|STANDARD|DESKLESS)$/,
  onedrive: /^(?:SHAREPOINT(?:ENTERPRISE|STANDARD|DESKLESS)|ONEDRIVE(?:STANDARD|_BASIC))$/,
  sharepoint: /^SHAREPOINT(?:ENTERPRISE|STANDARD|DESKLESS)$/,
  teams: /^TEAMS1$/,
  viva_engage: /^YAMMER_ENTERPRISE$/,
  skype_for_business: /^MCO(?:STANDARD|IMP)$/,
  microsoft_365_apps: /^OFFICE(?:|MOBILE_)SUBSCRIPTION$/,
} as const;

export type ProductService = keyof typeof SERVICES;

export function hasService({sku}: HeldProduct, service: ProductService): boolean {
  return sku !== undefined && [...plansOf(sku)].some((name) => SERVICES[service].test(name));
}

/** Whether a mailbox may hang on the product: so it is where nobody knows its plans. */
export function mayHaveMailbox(product: HeldProduct): boolean {
  const isUnknown = product.sku === undefined || product.sku.servicePlans.length === 0;
  return isUnknown || hasService(product, 'exchange');
}

/** The report that tells of the use of a product, and which of its rows do. */
export interface Measure {
  report: ReportName;
  stream: string;
  column: string;
  productType?: string;
}

const COPILOT_REPORT: Measure = {
  report: 'getMicrosoft365CopilotUsageUserDetail',
  stream: 'copilot_usage_user_detail',
  column: 'Last Activity Date',
};

function activationOf(productType: string): Measure {
  return {
    report: 'getOffice365ActivationsUserDetail',
    stream: 'office365_activations_user_detail',
    column: 'Last Activated Date',
    productType,
  };
}

/** Suites have the Apps too and are bought for more. */
const MEASURES: Readonly<Record<string, Measure>> = {
  Microsoft_365_Copilot: COPILOT_REPORT,
  VISIOCLIENT: activationOf('VISIO CLIENT'),
  PROJECTPROFESSIONAL: activationOf('PROJECT CLIENT'),
  PROJECTPREMIUM: activationOf('PROJECT CLIENT'),
  PROJECTCLIENT: activationOf('PROJECT CLIENT'),
  OFFICESUBSCRIPTION: activationOf('MICROSOFT 365 APPS FOR ENTERPRISE'),
};

export function measureOf(product: HeldProduct): Measure | undefined {
  return MEASURES[partNumberOf(product) ?? ''];
}

export function isCopilot(product: HeldProduct): boolean {
  return measureOf(product) === COPILOT_REPORT;
}
