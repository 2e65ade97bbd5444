/** Every kind of fault: what the tenant does, and how the read must end. */
import {ANSWER_LIMITS} from '../../src/graph/answer-limits';
import type {AnswerLimits} from '../../src/graph/answer-limits';
import type {Fault, FaultResponse, Tenant} from '../tenant/tenant';
import type {Answered} from './family';

/**
 * `exact`: every row, once, and exit code 0. `reread`: every row, some of them twice where the
 * stream deduplicates. `denied`: nothing may be read, which the exit code follows. Else the failure
 * type of the stream, which ends INCOMPLETE.
 */
export type Ending =
  'exact' | 'reread' | 'denied' | 'config_error' | 'transient_error' | 'system_error';

export type Repetition = 'once' | 'several times' | 'for ever';

export interface Circumstances {
  tenant: Tenant;
  now: () => number;
  repetition: Repetition;
}

export interface FaultKind {
  title: string;
  fault: (circumstances: Circumstances) => Omit<Fault, 'match' | 'times' | 'skip'>;
  endings: Partial<Record<Repetition, Ending>>;
  /** What the requests are answered with that it can strike; everything unless told. */
  strikes?: readonly Answered[];
  /** Four unless told. */
  several?: number;
  /** Only requests whose URL has this part. */
  urlPart?: string;
  /** The waits of a read that goes on for ever: those that were asked for, or those of our own. */
  waits?: 'asked' | 'own';
  answerLimits?: AnswerLimits;
  /** Nobody listens any more, until the tenant comes back. */
  goesAway?: true;
}

const PASSES = {
  once: 'exact',
  'several times': 'exact',
  'for ever': 'transient_error',
} as const;

/** What is not asked for again. */
const AT_ONCE = (ending: Ending): FaultKind['endings'] => ({once: ending, 'for ever': ending});

/** Seconds that a Retry-After asks for; for ever must not mean hundreds of requests. */
function seconds({repetition}: Circumstances): number {
  return repetition === 'for ever' ? 600 : 7;
}

function respond(response: FaultResponse): FaultKind['fault'] {
  return () => ({respond: response});
}

function refusal(status: number, code: string, message = 'No.'): FaultResponse {
  return {status, body: {error: {code, message}}};
}

const BUSY: FaultKind[] = [500, 502, 503, 504, 509].map((status) => ({
  title: String(status),
  fault: respond(refusal(status, 'UnknownError')),
  endings: PASSES,
  waits: 'own',
}));

const THROTTLED: FaultKind[] = [
  ['an integer', (at: Circumstances): string => String(seconds(at))],
  ['decimals', (at: Circumstances): string => `${seconds(at) - 1}.128`],
  ['a date', (at: Circumstances): string => dateIn(at.now(), seconds(at))],
  ['nothing', (): undefined => undefined],
].map(([title, retryAfter]) => ({
  title: `429 with ${title as string} in Retry-After`,
  fault: (at) => ({
    respond: () => {
      const asked = (retryAfter as (at: Circumstances) => string | undefined)(at);
      const headers = asked === undefined ? undefined : {'retry-after': asked};
      return {...refusal(429, 'TooManyRequests'), ...(headers && {headers})};
    },
  }),
  endings: PASSES,
  waits: title === 'nothing' ? 'own' : 'asked',
}));

/** HTTP dates have whole seconds. */
function dateIn(now: number, secs: number): string {
  return new Date(Math.ceil(now / 1_000) * 1_000 + secs * 1_000).toUTCString();
}

/** Long for what is well, short for who has to wait. */
const IMPATIENT = {...ANSWER_LIMITS, silenceMs: 150, signInMs: 150};

const CONNECTIONS: FaultKind[] = [
  {
    title: 'connections refused',
    fault: () => ({action: 'refuse'}),
    endings: PASSES,
    waits: 'own',
    goesAway: true,
  },
  {
    title: 'a reset before the body',
    fault: () => ({action: 'reset'}),
    endings: PASSES,
    waits: 'own',
  },
  {
    title: 'a reset within the body',
    fault: () => ({action: 'resetMidway'}),
    endings: PASSES,
    waits: 'own',
    strikes: ['page', 'file', 'token'],
  },
  {
    title: 'no answer at all',
    fault: () => ({action: 'hang'}),
    endings: PASSES,
    answerLimits: IMPATIENT,
  },
  {
    title: 'a body that stops in its middle',
    fault: () => ({action: 'stall'}),
    endings: PASSES,
    answerLimits: IMPATIENT,
    strikes: ['page', 'file', 'token'],
  },
  {
    title: 'a body that comes in drops without end',
    fault: () => ({action: 'drip'}),
    endings: PASSES,
    answerLimits: {...ANSWER_LIMITS, textMs: 150, fileMs: 150, signInMs: 150},
    strikes: ['page', 'file', 'token'],
  },
];

function cut(title: string, keep: (body: string) => string): FaultKind {
  return {title, fault: () => ({alter: keep}), endings: PASSES, waits: 'own'};
}

/** Cuts where the pattern ends in the text. */
function cutBehind(pattern: RegExp): (body: string) => string {
  return (body) => {
    const found = pattern.exec(body);
    if (!found) throw new Error('there is nothing to cut');
    return body.slice(0, found.index + found[0].length);
  };
}

const BODIES: FaultKind[] = [
  {
    title: 'gzip cut short',
    fault: () => ({action: 'cutGzip'}),
    endings: PASSES,
    waits: 'own',
    strikes: ['page', 'file', 'token'],
  },
  {
    ...cut('JSON cut short', (body) => body.slice(0, body.length / 2)),
    strikes: ['page', 'token'],
  },
  {...cut('CSV cut within a row', cutBehind(/\r\n[^\r]+\r\n[^\r,]+,/)), strikes: ['file']},
  {
    ...cut('CSV cut before the last column of a row', cutBehind(/\r\n[^\r]+\r\n[^\r]+,/)),
    strikes: ['file'],
    // What always ends at the same place is taken for a file that leaves out its last line end.
    endings: {once: 'exact'},
  },
  {...cut('CSV cut within a quoted field', cutBehind(/,"[^"]/)), strikes: ['file']},
  {...cut('CSV cut within its header', cutBehind(/^[^\r]+,[^\r,]/)), strikes: ['file']},
  {...cut('CSV cut behind a column of its header', cutBehind(/^[^\r]+(?=,)/)), strikes: ['file']},
  {...cut('CSV cut before the end of its header', cutBehind(/^[^\r]+/)), strikes: ['file']},
  {
    title: 'HTML with 200',
    fault: respond({
      status: 200,
      headers: {'content-type': 'text/html'},
      body: '<html><body>Please sign in to the guest network</body></html>',
    }),
    endings: PASSES,
    waits: 'own',
  },
  {
    title: 'an empty body',
    fault: respond({status: 200, body: ''}),
    endings: PASSES,
    waits: 'own',
  },
  {
    title: 'JSON without value',
    fault: () => ({alter: (body) => edit(body, {value: undefined})}),
    endings: AT_ONCE('system_error'),
    strikes: ['page'],
  },
  {
    title: 'JSON without a token',
    fault: () => ({alter: (body) => edit(body, {access_token: undefined})}),
    endings: PASSES,
    waits: 'own',
    strikes: ['token'],
  },
];

function edit(body: string, change: object): string {
  return JSON.stringify({...(JSON.parse(body) as object), ...change});
}

const LINKS: FaultKind[] = [
  {
    title: 'a link that repeats',
    fault: ({tenant}) => ({
      alter: (body, rawUrl) => edit(body, {'@odata.nextLink': tenant.url + rawUrl}),
    }),
    endings: AT_ONCE('system_error'),
    strikes: ['page'],
  },
  {
    title: 'a link to another host',
    fault: () => ({
      alter: (body) => edit(body, {'@odata.nextLink': 'https://collector.example/v1.0/users'}),
    }),
    endings: AT_ONCE('system_error'),
    strikes: ['page'],
  },
  {
    title: 'an expired page token',
    fault: respond(refusal(400, 'Directory_ExpiredPageToken')),
    endings: {once: 'reread', 'several times': 'transient_error', 'for ever': 'transient_error'},
    several: 3,
    urlPart: 'skiptoken',
    strikes: ['page'],
  },
  {
    title: 'a redirection without a link',
    fault: respond({status: 302}),
    endings: AT_ONCE('system_error'),
    strikes: ['link'],
  },
];

const REFUSALS: FaultKind[] = [
  {
    title: '401',
    fault: respond(refusal(401, 'InvalidAuthenticationToken')),
    endings: {once: 'exact', 'several times': 'config_error', 'for ever': 'config_error'},
    several: 2,
    strikes: ['page', 'link'],
  },
  {
    title: '401 of the login service',
    fault: respond({status: 401, body: {error: 'invalid_client', error_codes: [7000222]}}),
    endings: AT_ONCE('config_error'),
    strikes: ['token'],
  },
  {
    title: 'a passing refusal of the login service',
    fault: respond({status: 400, body: {error: 'temporarily_unavailable', error_codes: [90033]}}),
    endings: PASSES,
    waits: 'own',
    strikes: ['token'],
  },
  {
    title: '403 although the token has the role',
    fault: respond(refusal(403, 'Authorization_RequestDenied')),
    endings: {once: 'exact', 'several times': 'exact', 'for ever': 'transient_error'},
    several: 2,
    strikes: ['page', 'link'],
  },
];

/** Of the download itself: a link may have expired, so any refusal leads to a new one. */
export const DOWNLOAD_REFUSALS: FaultKind[] = [401, 403, 404].map((status) => ({
  title: `${status} of the download`,
  fault: respond({status, headers: {'content-type': 'text/html'}, body: '<h1>Expired</h1>'}),
  endings: PASSES,
  waits: 'own',
}));

export const NOT_PREMIUM: FaultKind[] = [
  {
    title: 'a false "non-premium" 403',
    fault: respond(refusal(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant')),
    endings: {once: 'exact', 'several times': 'exact', 'for ever': 'denied'},
    several: 2,
  },
];

export const LOST_DELTA_LINKS: FaultKind[] = [
  ['410', refusal(410, 'resyncRequired')],
  ['404 syncStateNotFound', refusal(404, 'syncStateNotFound')],
  [
    '400 "older than 30 days"',
    refusal(400, 'Request_UnsupportedQuery', 'DeltaLink older than 30 days is not supported.'),
  ],
].map(([shape, response]) => ({
  title: `${shape as string} on a delta link`,
  fault: respond(response as FaultResponse),
  // The links that follow are new ones.
  endings: {once: 'reread'},
  urlPart: 'deltatoken=',
}));

export const EVERY_KIND: readonly FaultKind[] = [
  ...THROTTLED,
  ...BUSY,
  ...CONNECTIONS,
  ...BODIES,
  ...LINKS,
  ...REFUSALS,
];
