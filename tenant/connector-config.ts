/** The connector's settings for a tenant, as a user would enter them. */

export interface TenantAccess {
  url: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** Of the tenant; the global one where absent. */
  nationalCloud?: string | undefined;
}

export function connectorConfig(tenant: TenantAccess, extra: object = {}): object {
  return {
    tenant_id: tenant.tenantId,
    client_id: tenant.clientId,
    credentials: {auth_type: 'client_secret', client_secret: tenant.clientSecret},
    domains: ['*'],
    ...(tenant.nationalCloud !== undefined && {cloud: tenant.nationalCloud}),
    endpoints: {graph_url: tenant.url, login_url: tenant.url},
    ...extra,
  };
}
