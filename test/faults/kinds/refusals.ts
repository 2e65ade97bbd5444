/** Refusals, true and false. */
import {PASSES, atOnce, refusal, respond} from './fault-kind';
import type {FaultResponse} from '../../../tenant/tenant';
import type {FaultKind} from './fault-kind';

export const GRAPH_REFUSALS: FaultKind[] = [
  {
    title: '401',
    fault: respond(refusal(401, 'InvalidAuthenticationToken')),
    endings: {once: 'exact', 'several times': 'config_error', 'for ever': 'config_error'},
    several: 2,
  },
  {
    title: '401 "Signing key is invalid"',
    fault: respond(refusal(401, 'InvalidAuthenticationToken', 'Signing key is invalid.')),
    endings: PASSES,
    waits: 'own',
  },
  {
    title: '403 although the token has the role',
    fault: respond(refusal(403, 'Authorization_RequestDenied')),
    endings: {once: 'exact', 'several times': 'exact', 'for ever': 'transient_error'},
    several: 2,
  },
];

/** Answers that do not say what is wrong pass more often than not. */
const UNEXPLAINED: FaultKind[] = [
  ['400 without a text', {status: 400}],
  ['400 UnknownError', refusal(400, 'UnknownError', '')],
  ['404 without a text', {status: 404}],
].map(([title, response]) => ({
  title: title as string,
  fault: respond(response as FaultResponse),
  endings: {once: 'exact', 'several times': 'exact', 'for ever': 'system_error'},
  several: 3,
  // A saved link that is refused is a lost one.
  spares: 'deltatoken=',
}));

const THROTTLED_OTHERWISE: FaultKind = {
  title: '409 with the text of a throttle',
  fault: respond(refusal(409, 'Conflict', 'Request limit exceeded')),
  endings: PASSES,
  waits: 'own',
};

/** What passes by itself, wherever Graph answers. */
export const PASSING_REFUSALS: FaultKind[] = [
  ...UNEXPLAINED,
  THROTTLED_OTHERWISE,
  {
    title: '400 of a service that is busy',
    fault: respond(refusal(400, 'ServerBusy', 'The server is busy. Please try again later.')),
    endings: PASSES,
    waits: 'own',
  },
];

export const LOGIN_REFUSALS: FaultKind[] = [
  {
    title: '401 of the login service',
    fault: respond({status: 401, body: {error: 'invalid_client', error_codes: [7000222]}}),
    endings: atOnce('config_error'),
  },
  {
    title: '400 of the login service without a reason',
    fault: respond({status: 400}),
    endings: PASSES,
    waits: 'own',
  },
  {
    title: 'a passing refusal of the login service',
    fault: respond({status: 400, body: {error: 'temporarily_unavailable', error_codes: [90033]}}),
    endings: PASSES,
    waits: 'own',
  },
];

/** Of the download itself: a link may have expired, so any refusal leads to a new one. */
export const DOWNLOAD_REFUSALS: FaultKind[] = [
  ...[401, 403, 404].map((status): FaultKind => ({
    title: `${status} of the download`,
    fault: respond({status, headers: {'content-type': 'text/html'}, body: '<h1>Expired</h1>'}),
    endings: PASSES,
    waits: 'own',
  })),
  {
    title: 'a download that leads on, relative to itself',
    fault: () => ({action: 'redirect'}),
    endings: PASSES,
  },
];

export const NOT_PREMIUM: FaultKind[] = [
  {
    title: 'a false "non-premium" 403',
    fault: respond(refusal(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant')),
    endings: {once: 'exact', 'several times': 'exact', 'for ever': 'denied'},
    several: 2,
  },
];
