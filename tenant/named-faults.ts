/** Faults to be tried by hand, by name: what networks and services have been seen to answer. */
import type {Fault, FaultResponse} from './faults';

const LOGIN = '/oauth2/v2.0/token';
const DOWNLOAD = '/reports-download/';

const WEB_FILTER: FaultResponse = {
  status: 403,
  headers: {'content-type': 'text/html'},
  body: '<html><head><title>Blocked: cloud services</title></head></html>',
  byIntermediary: true,
};

const FILTER_IN_JSON: FaultResponse = {
  status: 403,
  body: {error: {code: 'Forbidden', message: 'Blocked by policy.'}},
  byIntermediary: true,
};

const PORTAL: FaultResponse = {
  status: 302,
  headers: {location: 'http://portal.example/sign-in'},
  byIntermediary: true,
};

function isGraph(rawUrl: string): boolean {
  return /^\/(v1\.0|beta)\//.test(rawUrl);
}

/** Three answers, which the connector has to overcome. */
function threeTimes(respond: FaultResponse): Fault {
  return {match: isGraph, times: 3, respond};
}

function forEver(match: Fault['match'], respond: FaultResponse): Fault {
  return {match, times: Infinity, respond};
}

function error(code: string, message: string): object {
  return {error: {code, message}};
}

const NAMED_FAULTS: Readonly<Record<string, Fault>> = {
  /** Graph refuses without a word of what is wrong. */
  unexplained: threeTimes({status: 400, body: error('UnknownError', '')}),
  'throttled-with-409': threeTimes({
    status: 409,
    headers: {'retry-after': '2'},
    body: error('Conflict', 'Request limit exceeded.'),
  }),
  'unknown-signing-key': threeTimes({
    status: 401,
    body: error('InvalidAuthenticationToken', 'Signing key is invalid.'),
  }),
  /** The head says gzip, and the body is empty. */
  'empty-gzip': {
    ...threeTimes({status: 429, headers: {'retry-after': '2'}}),
    action: 'emptyGzip',
  },
  brotli: {
    match: /^\/(v1\.0|beta|reports-download)\//,
    times: Infinity,
    action: 'encode',
    encoding: 'br',
  },
  /** A compression that nobody asked for. */
  'unknown-encoding': {match: isGraph, times: 3, action: 'encode', encoding: 'zstd'},
  /** A success that has no list. */
  'error-in-success': threeTimes({status: 200, body: error('UnknownError', '')}),
  'silent-login': {match: LOGIN, times: 3, respond: {status: 400}},
  'redirected-download': {match: DOWNLOAD, times: 3, action: 'redirect'},
  'web-filter': forEver(isGraph, WEB_FILTER),
  'web-filter-at-login': forEver(LOGIN, WEB_FILTER),
  'web-filter-in-json': forEver(isGraph, FILTER_IN_JSON),
  'web-filter-in-json-at-login': forEver(LOGIN, FILTER_IN_JSON),
  portal: forEver(isGraph, PORTAL),
  'portal-at-login': forEver(LOGIN, PORTAL),
};

export const FAULT_NAMES: readonly string[] = Object.keys(NAMED_FAULTS);

/** @throws Error for a name that is not among `FAULT_NAMES`. */
export function faultNamed(name: string): Fault {
  const fault = NAMED_FAULTS[name];
  if (fault) return fault;
  throw new Error(`--fault takes one of these, not "${name}": ${FAULT_NAMES.join(', ')}.`);
}
