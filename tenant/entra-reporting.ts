/** Sign-in data and registration details share a permission, a licence and a rate limit. */
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
