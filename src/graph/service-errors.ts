/** The rows of the error-resolution table for answers of Microsoft Graph that are no success. */
import type {ErrorResolution, RequestOrigin} from './resolution';
import {OF_LIMIT} from './limit-words';
import {inSetupGuide} from '../setup-guide';

const LINKED: readonly RequestOrigin[] = ['first_request', 'page_link', 'saved_link'];

/** A list is answered by its first request and by page links; a saved link has a rule of its own. */
const REPORTS: readonly RequestOrigin[] = ['report', 'national_report'];
const REPEATABLE: readonly RequestOrigin[] = [
  ...(['first_request', 'page_link', 'object', 'count', 'report'] as const),
];

/**
 * Which reports a national cloud has is documented for none of them as a refusal, so that any refusal
 * counts that is not one of the token, of a permission, of a limit or of a day.
 * https://learn.microsoft.com/graph/deployments
 */
const NOT_OFFERED = {
  origins: ['national_report'],
  condition: 'report_not_offered',
  action: 'fail',
  failureType: 'config_error',
  meaning: 'does not offer the report in this cloud',
} as const;

const REFUSED = {
  action: 'fail',
  failureType: 'system_error',
  meaning: 'did not accept the request',
} as const;

/**
 * Graph has many words for a link of long ago that it no longer knows, and none of them is documented
 * as the only one. So a link out of a state that is refused is a lost one, unless the refusal is that
 * of the token, of a permission or of a limit: those have their rows before. Otherwise every sync
 * would fail at the same link.
 * https://learn.microsoft.com/graph/delta-query-overview#synchronization-reset
 */
const LOST_LINK = {...REFUSED, condition: 'link_expired', action: 'start_over'} as const;
const SAVED: readonly RequestOrigin[] = ['saved_link'];

const THROTTLED = {
  condition: 'throttled',
  action: 'wait',
  failureType: 'transient_error',
  meaning: 'is limiting the number of requests',
} as const;

/** The codes are those of Microsoft's library for tokens (IdentityModel). */
const UNKNOWN_KEY =
  /signing (key|cert)|invalid signature|signature( is)? (invalid|not valid)|signature (validation|verification) failed|unable to match key|not yet valid|IDX(10500|10501|10503|10511|10516|20803)\b/i;

const CONTRADICTED = {
  status: 403,
  condition: 'permission_contradicted',
  action: 'confirm',
  failureType: 'transient_error',
  meaning: 'refused access',
} as const;

const UNAVAILABLE = {
  condition: 'service_unavailable',
  failureType: 'transient_error',
  meaning: 'has an internal problem',
} as const;

/** A service in trouble says so with any status. */
const OF_OUTAGE =
  /try again|retry (later|the request|after)|temporar|transient|timed? ?out|(server|service)[^.]{0,20}(busy|unavailable|not available)|internal ?server ?error/i;

/** What a refusal means, from the one status to the whole class. */
const REFUSALS: readonly Pick<ErrorResolution, 'status' | 'condition'>[] = [
  {status: 400, condition: 'query_refused'},
  {status: 404, condition: 'not_found'},
  {status: [400, 499], condition: 'request_refused'},
];

/** A success without what was asked for. */
const INCOMPLETE = {
  status: [200, 299],
  condition: 'response_unusable',
  action: 'retry_few',
  failureType: 'system_error',
} as const;

export const SERVICE_ERRORS: readonly ErrorResolution[] = [
  {
    ...INCOMPLETE,
    origins: LINKED,
    meaning: 'answered without the list "value", which does not count as an empty list',
  },
  {...INCOMPLETE, origins: ['count'], meaning: 'answered a request for a number without one'},
  {
    ...THROTTLED,
    status: [400, 599],
    says: OF_LIMIT,
  },
  {
    ...LOST_LINK,
    origins: LINKED,
    status: [400, 499],
    says: /Directory_ExpiredPageToken|syncStateNotFound|resyncRequired|older than \d+ days/i,
  },
  // New keys of the login service, and its clock, reach the services behind Graph with a delay.
  {
    status: 401,
    says: UNKNOWN_KEY,
    condition: 'token_unverified',
    action: 'retry_with_new_token',
    failureType: 'transient_error',
    meaning: 'could not verify the access token (a known incident of the service)',
  },
  {
    status: 401,
    condition: 'token_rejected',
    action: 'refresh_token',
    failureType: 'config_error',
    meaning: 'refused a fresh access token',
    advice:
      'Check if the app is disabled (Enterprise applications) or blocked (Conditional ' +
      `Access), and check cloud ${inSetupGuide('messages')}.`,
  },
  {
    status: 403,
    says: /MissingCredentials/,
    condition: 'token_lost',
    action: 'confirm',
    failureType: 'transient_error',
    meaning: 'lost the access token in transit (a known incident of the service)',
  },
  {
    status: 403,
    says: /RequestFromNonPremiumTenantOrB2CTenant/,
    condition: 'licence_missing',
    action: 'confirm',
    failureType: 'config_error',
    meaning: 'says that the tenant has no Microsoft Entra ID P1 or P2 licence',
  },
  // The list that named the object needs the same permission.
  {...CONTRADICTED, origins: ['object']},
  {...CONTRADICTED, tokenHasPermission: true},
  {
    status: 403,
    condition: 'permission_missing',
    action: 'fail',
    failureType: 'config_error',
    meaning: 'refused access',
  },
  {...THROTTLED, status: 429},
  {...UNAVAILABLE, status: 408, action: 'retry', meaning: 'took too long'},
  {...UNAVAILABLE, status: [400, 499], says: OF_OUTAGE, action: 'retry'},
  // A new object is not known everywhere at once.
  ...[404, 410].map((status): ErrorResolution => ({
    ...REFUSED,
    origins: ['object'],
    status,
    condition: 'not_found',
    action: 'confirm',
  })),
  {...LOST_LINK, origins: LINKED, status: 410},
  {...LOST_LINK, origins: SAVED, status: [300, 499], unexplained: true, action: 'retry_few'},
  {...LOST_LINK, origins: SAVED, status: [300, 499]},
  {...LOST_LINK, origins: SAVED, status: 501},
  {
    ...REFUSED,
    origins: REPORTS,
    status: 400,
    says: /Invalid date value|past \d+ days/i,
    condition: 'report_date_refused',
  },
  // A list or a report is always there, whatever the words.
  {...REFUSED, origins: REPEATABLE, status: 404, condition: 'not_found', action: 'retry_few'},
  {...NOT_OFFERED, status: 404, action: 'retry_few'},
  {...NOT_OFFERED, status: [400, 499], unexplained: true, action: 'retry_few'},
  {...NOT_OFFERED, status: [400, 499]},
  {...NOT_OFFERED, status: 501},
  ...REFUSALS.map((row): ErrorResolution => ({
    ...REFUSED,
    ...row,
    origins: REPEATABLE,
    unexplained: true,
    action: 'retry_few',
  })),
  ...REFUSALS.map((row): ErrorResolution => ({...REFUSED, ...row})),
  {
    status: 501,
    condition: 'not_supported',
    action: 'fail',
    failureType: 'system_error',
    meaning: 'does not support the request',
  },
  {...UNAVAILABLE, status: 503, action: 'wait'},
  ...[500, 502, 504, 509].map((status): ErrorResolution => ({
    ...UNAVAILABLE,
    status,
    action: 'retry',
  })),
  {...UNAVAILABLE, status: [500, 599], action: 'fail'},
  {
    condition: 'response_unexpected',
    action: 'fail',
    failureType: 'system_error',
    meaning: 'sent an unexpected response',
  },
];
