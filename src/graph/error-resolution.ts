/**
 * The one table that says what a failed response means: for the token endpoint, for lists and their
 * links, for reports and their downloads. Retries, confirmations, beginnings anew, failure types and
 * messages read it; nothing else looks at a status. docs/errors.md shows it.
 * https://learn.microsoft.com/graph/errors
 */
import {TOKEN_ENDPOINT_ERRORS} from './auth/aadsts-errors';
import {CONNECTION_ERRORS} from './connection-errors';
import type {ErrorResolution, FailedResponse, RequestOrigin} from './resolution';

const LINKED: readonly RequestOrigin[] = ['first_request', 'page_link', 'saved_link'];

const GRAPH_ERRORS: readonly ErrorResolution[] = [
  {
    status: 401,
    condition: 'token_rejected',
    action: 'refresh_token',
    failureType: 'config_error',
    meaning: 'did not accept the access token, although it is fresh',
    advice:
      'See under Enterprise applications > your app in the Azure portal whether the application ' +
      'was disabled or deleted meanwhile, and under Conditional Access whether a policy blocks it. ' +
      'Check that the setting cloud names the cloud of the tenant (docs/setup.md, section 12).',
  },
  {
    status: 403,
    says: /MissingCredentials/,
    condition: 'token_lost',
    action: 'confirm',
    failureType: 'transient_error',
    meaning: 'lost the access token on its way (a known incident of the service)',
  },
  {
    status: 403,
    says: /RequestFromNonPremiumTenantOrB2CTenant/,
    condition: 'licence_missing',
    action: 'confirm',
    failureType: 'config_error',
    meaning: 'says that the tenant has no Microsoft Entra ID P1 or P2 licence',
  },
  {
    status: 403,
    tokenHasPermission: true,
    condition: 'permission_contradicted',
    action: 'confirm',
    failureType: 'transient_error',
    meaning: 'refused the access',
  },
  {
    status: 403,
    condition: 'permission_missing',
    action: 'fail',
    failureType: 'config_error',
    meaning: 'refused the access',
  },
  {
    status: 429,
    condition: 'throttled',
    action: 'wait',
    failureType: 'transient_error',
    meaning: 'is limiting the number of requests',
  },
  {
    status: 408,
    condition: 'service_unavailable',
    action: 'retry',
    failureType: 'transient_error',
    meaning: 'took too long',
  },
  {
    origins: LINKED,
    status: 410,
    condition: 'link_expired',
    action: 'start_over',
    failureType: 'system_error',
    meaning: 'did not accept the request',
  },
  {
    origins: LINKED,
    status: [400, 499],
    says: /Directory_ExpiredPageToken|syncStateNotFound|resyncRequired|older than \d+ days/i,
    condition: 'link_expired',
    action: 'start_over',
    failureType: 'system_error',
    meaning: 'did not accept the request',
  },
  {
    origins: ['report'],
    status: 400,
    says: /Invalid date value|past \d+ days/i,
    condition: 'report_date_refused',
    action: 'fail',
    failureType: 'system_error',
    meaning: 'did not accept the request',
  },
  {
    status: 400,
    condition: 'query_refused',
    action: 'fail',
    failureType: 'system_error',
    meaning: 'did not accept the request',
  },
  {
    status: 404,
    condition: 'not_found',
    action: 'fail',
    failureType: 'system_error',
    meaning: 'did not accept the request',
  },
  {
    status: [400, 499],
    condition: 'request_refused',
    action: 'fail',
    failureType: 'system_error',
    meaning: 'did not accept the request',
  },
  {
    status: 501,
    condition: 'not_supported',
    action: 'fail',
    failureType: 'system_error',
    meaning: 'does not support the request',
  },
  {
    status: 503,
    condition: 'service_unavailable',
    action: 'wait',
    failureType: 'transient_error',
    meaning: 'has a problem of its own',
  },
  ...[500, 502, 504, 509].map((status): ErrorResolution => ({
    status,
    condition: 'service_unavailable',
    action: 'retry',
    failureType: 'transient_error',
    meaning: 'has a problem of its own',
  })),
  {
    status: [500, 599],
    condition: 'service_unavailable',
    action: 'fail',
    failureType: 'transient_error',
    meaning: 'has a problem of its own',
  },
  {
    condition: 'response_unexpected',
    action: 'fail',
    failureType: 'system_error',
    meaning: 'gave an answer that was not expected',
  },
];

/** A link to the file is good for minutes; the next request for the report gives another one. */
const DOWNLOAD_ERRORS: readonly ErrorResolution[] = [
  {
    origins: ['download'],
    condition: 'response_unusable',
    action: 'retry',
    failureType: 'transient_error',
    meaning: 'The download of the report {path} from {host} answered {status}',
  },
];

/** The first row that fits decides. */
export const ERROR_RESOLUTIONS: readonly ErrorResolution[] = [
  ...CONNECTION_ERRORS,
  ...TOKEN_ENDPOINT_ERRORS,
  ...DOWNLOAD_ERRORS,
  ...GRAPH_ERRORS,
];

export function resolveError(response: FailedResponse): ErrorResolution {
  const row = ERROR_RESOLUTIONS.find((candidate) => fits(candidate, response));
  return row ?? ERROR_RESOLUTIONS.at(-1)!;
}

function fits(row: ErrorResolution, {origin, status, code = '', ...rest}: FailedResponse): boolean {
  return (
    (row.connection === true) === (status === undefined) &&
    (!row.origins || row.origins.includes(origin)) &&
    (row.status === undefined || isInRange(status!, row.status)) &&
    (!row.codes || row.codes.includes(code)) &&
    (!row.says || row.says.test(`${code} ${rest.text ?? ''}`)) &&
    (!row.tokenHasPermission || rest.tokenHasPermission === true) &&
    (!row.credential || row.credential === rest.credential)
  );
}

function isInRange(status: number, range: NonNullable<ErrorResolution['status']>): boolean {
  const [from, to] = typeof range === 'number' ? [range, range] : range;
  return status >= from && status <= to;
}

/** Fills in what a row leaves open, such as `{host}`. */
export function fillIn(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
}
