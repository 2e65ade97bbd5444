/** Whether the configured domains are the tenant's, and whether anybody is in them. */
import type {GraphClient} from '../graph/client';
import {ADVANCED_QUERY_HEADERS, endsWithAny, listUrl} from '../graph/query';
import type {RequestOwner} from '../graph/request';
import type {Finding} from './finding';

/** Of a form with more domains only the first ones are looked up. */
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

export interface DomainLookup {
  /** Every configured domain is known to be without a single user. */
  isNobodyThere: boolean;
  findings: Finding[];
}

/** Looks for users in each domain. One small request each; what cannot be told now is left out. */
export async function lookUpDomains(
  domains: readonly string[],
  ports: DomainPorts,
): Promise<DomainLookup> {
  const named = domains.filter((domain) => domain !== '*');
  const asked = named.slice(0, MOST_DOMAINS);
  const isEmpty = await Promise.all(asked.map((domain) => isEmptyDomain(domain, ports)));
  const empty = asked.filter((_, index) => isEmpty[index]);
  const isNobodyThere = named.length > 0 && empty.length === named.length;
  const findings = [
    ...emptyFindings(empty, isNobodyThere),
    ...unaskedFindings(named.slice(MOST_DOMAINS)),
  ];
  return {isNobodyThere, findings};
}

function emptyFindings(empty: string[], isNobodyThere: boolean): Finding[] {
  if (empty.length === 0) return [];
  const consequence = isNobodyThere ? 'These are all of them, so a sync of users fails. ' : '';
  const text =
    `No user has a user principal name in: ${empty.join(', ')}. ${consequence}` +
    'Correct "domains" in the settings: it takes what stands behind the @ of the user principal name.';
  return [{level: 'WARN', text}];
}

function unaskedFindings(unasked: string[]): Finding[] {
  if (unasked.length === 0) return [];
  const text =
    `Whether anybody is in them was asked of the first ${MOST_DOMAINS} domains only, and not of: ` +
    `${unasked.join(', ')}.`;
  return [{level: 'INFO', text}];
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
