/** What proves that we are the app. */
export type Credential =
  | {readonly kind: 'client_secret'; readonly clientSecret: string}
  /** `pem` holds the certificate and its private key. */
  | {readonly kind: 'client_certificate'; readonly pem: string; readonly password?: string}
  /** The file holds a token that Entra trusts by a federated credential. */
  | {readonly kind: 'workload_identity'; readonly tokenFilePath: string};

export interface AppIdentity {
  tenantId: string;
  clientId: string;
  credentials: Credential;
  /** Scheme and host of the login service. */
  loginUrl: string;
  /** Another name of the same service, to which it may send the sign-in on. */
  loginAlias?: string;
  /** Scheme and host of Graph; the scope is its `.default`. */
  graphUrl: string;
}

/** How the tenant is named: by its Directory (tenant) ID, or by one of its domains. */
export type TenantForm = 'id' | 'domain';

export function tenantFormOf(tenantId: string): TenantForm {
  return tenantId.includes('.') ? 'domain' : 'id';
}
