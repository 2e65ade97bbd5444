/** The rows of the error-resolution table for the token endpoint. */
import {inSetupGuide} from '../../setup-guide';
import type {ErrorResolution} from '../resolution';
import {OF_LIMIT} from '../limit-words';
import {AADSTS_ERRORS} from './aadsts-errors';

/** The login service is busy or has an internal problem. */
const TRANSIENT_AADSTS = ['90006', '90012', '90024', '90033', '90055', '90090', '50000'];

const AT_TOKEN_ENDPOINT = {origins: ['token_endpoint']} as const;

const REFUSED = {
  ...AT_TOKEN_ENDPOINT,
  condition: 'sign_in_refused',
  action: 'fail',
  failureType: 'config_error',
} as const;

/** The list of codes is never complete: an unknown one of a service in trouble is part of that. */
const UNAVAILABLE = {
  ...AT_TOKEN_ENDPOINT,
  condition: 'sign_in_unavailable',
  action: 'retry',
  failureType: 'transient_error',
  meaning: 'The login service {host} cannot answer now',
} as const;

/** The rows of the error-resolution table for the token endpoint; their text begins with OAuth's `error`. */
export const TOKEN_ENDPOINT_ERRORS: readonly ErrorResolution[] = [
  ...AADSTS_ERRORS.map(({codes, text, guide, onlyFor, tenantForm}): ErrorResolution => ({
    ...REFUSED,
    codes: codes.map(String),
    ...(onlyFor && {credential: onlyFor}),
    ...(tenantForm && {tenantForm}),
    meaning: `${text} ${inSetupGuide(...guide)}.`,
  })),
  {...UNAVAILABLE, codes: TRANSIENT_AADSTS},
  {...UNAVAILABLE, says: /^\d* (temporarily_unavailable|server_error|slow_down)\b(?!_)/},
  {...UNAVAILABLE, says: OF_LIMIT},
  // A success without a token comes from whatever stands in the way to the service.
  {...UNAVAILABLE, status: [200, 299]},
  // A refusal has the name of its reason.
  {...UNAVAILABLE, status: [400, 999], says: /^ $/},
  {...UNAVAILABLE, status: 408},
  {...UNAVAILABLE, status: [429, 999]},
  {
    ...REFUSED,
    meaning: 'The login service {host} refused the sign-in',
    advice: `Check tenant_id, client_id and credentials ${inSetupGuide('messages')}.`,
  },
];
