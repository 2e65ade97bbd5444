/** Whether the configured domains are the tenant's, and whether anybody is in them. */
import {listOf, message} from '../message-text';
import type {GraphClient} from '../graph/client';
import {ADVANCED_QUERY_HEADERS, endsWithAny, listUrl} from '../graph/query';
import type {RequestContext} from '../graph/request';
import type {Diagnostic} from '../streams/missing-permissions';

/** Of a form with more domains only the first ones are looked up. */
const MAX_QUERIED_DOMAINS = 20;

interface DomainPorts {
  client: GraphClient;
  baseUrl: string;
  context: RequestContext;
}

/** Names of the settings that are not among the tenant's verified domains. */
export function unverifiedDomainDiagnostics(
  domains: readonly string[],
  organization: Record<string, unknown> | undefined,
): Diagnostic[] {
  const verified = organization?.['verifiedDomains'];
  if (domains.includes('*') || !Array.isArray(verified)) return [];
  const names = (verified as {name?: unknown}[]).map(({name}) => String(name).toLowerCase());
  const unverified = domains.filter((domain) => !names.includes(domain));
  if (unverified.length === 0) return [];
  const text = message`Not a verified domain of this tenant: ${listOf(unverified)}. Its domains are: ${listOf(names)}. Correct "domains" in the settings.`;
  return [{level: 'WARN', text: text.toString()}];
}

export interface DomainLookup {
  /** Every configured domain is known to be without a single user. */
  hasNoUsers: boolean;
  diagnostics: Diagnostic[];
}

/** Looks for users in each domain. One small request each; what cannot be told now is left out. */
export async function lookUpDomains(
  domains: readonly string[],
  ports: DomainPorts,
): Promise<DomainLookup> {
  const named = domains.filter((domain) => domain !== '*');
  const asked = named.slice(0, MAX_QUERIED_DOMAINS);
  const isEmpty = await Promise.all(asked.map((domain) => isEmptyDomain(domain, ports)));
  const empty = asked.filter((_, index) => isEmpty[index]);
  const hasNoUsers = named.length > 0 && empty.length === named.length;
  const diagnostics = [
    ...emptyDomainDiagnostics(empty, hasNoUsers),
    ...unqueriedDomainDiagnostics(named.slice(MAX_QUERIED_DOMAINS)),
  ];
  return {hasNoUsers, diagnostics};
}

function emptyDomainDiagnostics(empty: string[], hasNoUsers: boolean): Diagnostic[] {
  if (empty.length === 0) return [];
  const consequence = hasNoUsers
    ? 'No other domain is configured, so streams about users have no rows, and a sync of users fails. '
    : '';
  const text = message`No user has a user principal name in: ${listOf(empty)}. ${consequence}Correct "domains" in the settings: it takes the part after the @ of the user principal name.`;
  return [{level: 'WARN', text: text.toString()}];
}

function unqueriedDomainDiagnostics(unasked: string[]): Diagnostic[] {
  if (unasked.length === 0) return [];
  const text = message`The check looked for users in the first ${MAX_QUERIED_DOMAINS} domains only, and not in: ${listOf(unasked)}.`;
  return [{level: 'INFO', text: text.toString()}];
}

async function isEmptyDomain(
  domain: string,
  {client, baseUrl, context}: DomainPorts,
): Promise<boolean> {
  const filter = endsWithAny('userPrincipalName', [`@${domain}`]);
  const url = listUrl(baseUrl, '/users', {select: ['id'], filter, top: 1});
  try {
    const request = {
      url,
      origin: 'first_request',
      headers: ADVANCED_QUERY_HEADERS,
      scope: 'directory',
      context,
    } as const;
    const {value} = (await client.getJson(request)) as {value?: unknown};
    return Array.isArray(value) && value.length === 0;
  } catch {
    return false;
  }
}
