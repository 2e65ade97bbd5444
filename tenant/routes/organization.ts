/** GET /organization: one row, most properties null with User.Read.All alone. */
import {VERIFIED_DOMAINS} from '../domains';
import {badRequest} from '../graph-errors';
import {readOptions} from '../odata-query';
import {hasRole} from '../router';
import {isoTime} from '../sign-ins';
import type {RouteResponse, RouteRequest, Route} from '../router';

const FULL_READERS = [
  'Organization.Read.All',
  'Directory.Read.All',
  'Organization.ReadWrite.All',
  'Directory.ReadWrite.All',
];
const ALWAYS_SHOWN = new Set(['id', 'displayName', 'verifiedDomains']);
const CREATED = '2016-03-14T09:26:53Z';

function assignedPlans(request: RouteRequest): object[] {
  const plans = request.tenant.skus.list().flatMap((sku) => sku.servicePlans);
  const byId = new Map(plans.map((plan) => [plan.servicePlanId, plan]));
  return [...byId.values()].map((plan) => ({
    assignedDateTime: CREATED,
    capabilityStatus: plan.provisioningStatus === 'Success' ? 'Enabled' : 'Deleted',
    service: plan.servicePlanName,
    servicePlanId: plan.servicePlanId,
  }));
}

function provisionedPlans(request: RouteRequest): object[] {
  const plans = request.tenant.skus.list().flatMap((sku) => sku.servicePlans);
  const services = [...new Set(plans.map((plan) => plan.servicePlanName))];
  return services.map((service) => ({
    capabilityStatus: 'Enabled',
    provisioningStatus: 'Success',
    service,
  }));
}

function organization(request: RouteRequest): Record<string, unknown> {
  const {directory} = request.tenant;
  return {
    id: request.tenant.tenantId,
    deletedDateTime: null,
    businessPhones: ['+49 221 5550100'],
    city: 'Köln',
    country: 'Germany',
    countryLetterCode: 'DE',
    createdDateTime: CREATED,
    defaultUsageLocation: 'DE',
    // Users and groups count, and in this tenant nothing else does.
    directorySizeQuota: {
      used: directory.size + request.tenant.groups.list().length,
      total: 300_000,
    },
    displayName: 'Contoso "Simulated" GmbH & Co. KG',
    isMultipleDataLocationsForServicesEnabled: null,
    marketingNotificationEmails: [],
    onPremisesLastSyncDateTime: isoTime(directory.userSeed(0).startMs),
    onPremisesSyncEnabled: true,
    partnerTenantType: null,
    postalCode: '50667',
    preferredLanguage: 'de',
    privacyProfile: {contactEmail: '', statementUrl: ''},
    securityComplianceNotificationMails: [],
    securityComplianceNotificationPhones: [],
    state: null,
    street: null,
    technicalNotificationMails: ['it@contoso.com'],
    tenantType: 'AAD',
    assignedPlans: assignedPlans(request),
    provisionedPlans: provisionedPlans(request),
    verifiedDomains: VERIFIED_DOMAINS,
  };
}

function listOrganization(request: RouteRequest): RouteResponse {
  const {$select} = readOptions(request, ['$select']);
  const whole = organization(request);
  const names = $select?.split(',').map((name) => name.trim()) ?? Object.keys(whole);
  const isPartial = !hasRole(request, FULL_READERS);
  const shown = names.map((name) => {
    if (!(name in whole)) {
      throw badRequest(
        `Could not find a property named '${name}' on type 'microsoft.graph.organization'.`,
      );
    }
    return [name, isPartial && !ALWAYS_SHOWN.has(name) ? null : whole[name]];
  });
  const context = `${request.tenant.url}/v1.0/$metadata#organization`;
  return {body: {'@odata.context': context, value: [Object.fromEntries(shown)]}};
}

export const routes: Route[] = [
  {
    method: 'GET',
    path: '/v1.0/organization',
    anyOf: [...FULL_READERS, 'User.Read.All'],
    handle: listOrganization,
  },
];
