/** The verified domains of the tenant. */
import {INITIAL_DOMAIN} from './user-identity';

export interface VerifiedDomain {
  capabilities: string;
  isDefault: boolean;
  isInitial: boolean;
  name: string;
  type: string;
}

export const VERIFIED_DOMAINS: readonly VerifiedDomain[] = [
  'contoso.com',
  'fabrikam.com',
  'emea.contoso.com',
  'notcontoso.com',
  INITIAL_DOMAIN,
].map((name) => ({
  capabilities: 'Email, OfficeCommunicationsOnline',
  isDefault: name === 'contoso.com',
  isInitial: name === INITIAL_DOMAIN,
  name,
  type: 'Managed',
}));

export function isVerifiedDomain(name: string): boolean {
  return VERIFIED_DOMAINS.some((domain) => domain.name === name.toLowerCase());
}
