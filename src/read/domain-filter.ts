import {ConfigError, SystemError} from '../errors';
import {listOf, message} from '../message-text';
import {normalizedName} from '../streams/concealed-names';
import type {Row} from '../streams/stream';
import {EVERYONE} from './domains';
import type {SkippedCounts, StreamContext} from './stream-context';

/** Whether the row of a user lies in the configured domains; counts what it leaves out. */
export function inDomains(context: StreamContext, row: Row): boolean {
  const reason = whyOutside(context, row);
  if (reason) context.skipped[reason] += 1;
  return reason === undefined;
}

/** @returns undefined for a row that lies in the configured domains. */
export function whyOutside(
  {definition: {domainFilter}, domains}: StreamContext,
  row: Row,
): keyof SkippedCounts | undefined {
  if (domainFilter.kind === 'tenant_wide' || domains.everyone) return undefined;
  const name = row[domainFilter.field];
  return domains.has(name) ? undefined : whySkipped(name);
}

/** @param name of a row that no configured domain has. */
export function countSkipped({skipped}: StreamContext, name: unknown): void {
  skipped[whySkipped(name)] += 1;
}

function whySkipped(name: unknown): keyof SkippedCounts {
  return normalizedName(name) === undefined ? 'withoutName' : 'outsideDomains';
}

/**
/**
 * The filters under which Graph itself leaves out other domains, or rows that do not belong to the
 * stream; one `undefined` means no filter. Those of domains make an advanced query of a list, in
 * which Graph does not support `$expand`.
 * https://learn.microsoft.com/graph/aad-advanced-queries
 */
export function serverFilters(context: StreamContext): (string | undefined)[] {
  return context.definition.relationship ? [undefined] : domainFilters(context);
}

/** The same for a list of ids. */
export function domainFilters({definition, domains}: StreamContext): (string | undefined)[] {
  const {domainFilter, subset} = definition;
  const isServers = domainFilter.kind === 'user_principal_name' && !domainFilter.because;
  return isServers ? domains.filters(domainFilter.field) : [subset?.filter];
}

/** The error for a list that cannot be empty and is. */
export function emptyListError({definition, domains}: StreamContext): Error {
  if (domains.everyone) {
    return new SystemError(
      `${definition.name}: Microsoft Graph answered with an empty list, although every tenant has at ` +
        'least one row here. Nothing was delivered; the next sync tries again.',
    );
  }
  const names = listOf(domains.names.filter((name) => name !== EVERYONE));
  return new ConfigError(
    message`${definition.name}: no user principal name ends in a configured domain (${names}). Correct "domains" in the settings: it takes the part after the @ of the user principal name, which need not be the e-mail address, or * for everyone.`,
  );
}
