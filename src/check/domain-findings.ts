/** Whether the configured domains are the tenant's, and whether anybody is in them. */
import type {GraphClient} from '../graph/client';
import {ADVANCED_QUERY_HEADERS, endsWithAny, listUrl} from '../graph/query';
import type {RequestOwner} from '../graph/request';
import type {Finding} from './finding';

/** A form with more domains than this is checked for the first ones only. */
const MOST_DOMAINS = 20;

interface DomainPorts {
  client: GraphClient;
  baseUrl: string;
  owner: RequestOwner;
}

/** Names of the settings that are not among the tenant's verified domains. */
export function strangerFindings(
  domains: readonly string[],
  organization: Record<string, unknown> | undefined,
): Finding[] {
  const verified = organization?.['verifiedDomains'];
  if (domains.includes('*') || !Array.isArray(verified)) return [];
  const names = (verified as {name?: unknown}[]).map(({name}) => String(name).toLowerCase());
  const strangers = domains.filter((domain) => !names.includes(domain));
  if (strangers.length === 0) return [];
  const text =
    `Not a verified domain of this tenant: ${strangers.join(', ')}. ` +
    `Its domains are: ${names.join(', ')}. Correct "domains" in the settings.`;
  return [{level: 'WARN', text}];
}

/** Domains without a single user. One small request each; what cannot be told now is left out. */
export async function emptyDomainFindings(
  domains: readonly string[],
  ports: DomainPorts,
): Promise<Finding[]> {
  const named = domains.filter((domain) => domain !== '*').slice(0, MOST_DOMAINS);
  const isEmpty = await Promise.all(named.map((domain) => isEmptyDomain(domain, ports)));
  const empty = named.filter((_, index) => isEmpty[index]);
  if (empty.length === 0) return [];
  const text =
    `No user has a user principal name in: ${empty.join(', ')}. ` +
    'Correct "domains" in the settings: it takes what stands behind the @ of the user principal name.';
  return [{level: 'WARN', text}];
}

async function isEmptyDomain(
  domain: string,
  {client, baseUrl, owner}: DomainPorts,
): Promise<boolean> {
  const filter = endsWithAny('userPrincipalName', [`@${domain}`]);
  const url = listUrl(baseUrl, '/users', {select: ['id'], filter, top: 1});
  try {
    const request = {url, headers: ADVANCED_QUERY_HEADERS, family: 'directory', owner} as const;
    const {value} = (await client.getJson(request)) as {value?: unknown};
    return Array.isArray(value) && value.length === 0;
  } catch {
    return false;
  }
}
