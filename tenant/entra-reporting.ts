/** What sign-in data and registration details have in common: a right, a licence and a ration. */
import {auditPermissionMissing, notPremium} from './graph-errors';
import {hasRole} from './router';
import type {RouteRequest} from './router';

export function authorizeEntraReporting(request: RouteRequest): void {
  const {tenant} = request;
  tenant.reportingLimit?.count();
  if (!hasRole(request, ['AuditLog.Read.All'])) throw auditPermissionMissing();
  if (!tenant.premium) throw notPremium();
  if (tenant.flakyPremium < 1) return;
  tenant.flakyPremium -= 1;
  throw notPremium();
}
