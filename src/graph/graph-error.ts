import VError from 'verror';
import {ConfigError, SystemError, TransientError, asError} from '../errors';
import type {ConnectorError} from '../errors';
import type {GraphResponse} from './request';
import {pathOf} from './request';

/** What Graph said, kept on every error that comes of an answer. */
export interface GraphFacts {
  status: number;
  /** Graph's `error.code`; empty where the answer has none. */
  code: string;
  /** Graph's `error.message`. */
  text: string;
  requestId?: string;
}

/** Why an access was refused, as far as the answer tells. */
export type Refusal = 'permission' | 'licence';

interface ErrorResolution {
  status: number | [from: number, to: number];
  /** Matched against code and text; absent matches all. */
  says?: RegExp;
  errorClass: new (message: string, options: {info: Record<string, unknown>}) => ConnectorError;
  meaning: string;
  /** What to do, where the answer does not say it. */
  advice?: string;
  refusal?: Refusal;
}

/**
 * The first row that fits decides.
 * https://learn.microsoft.com/graph/errors
 */
const RESOLUTIONS: ErrorResolution[] = [
  {
    status: 401,
    errorClass: ConfigError,
    meaning: 'did not accept the access token, although it is fresh',
    advice:
      'See under Enterprise applications > your app in the Azure portal whether the application ' +
      'was disabled or deleted meanwhile, and under Conditional Access whether a policy blocks it. ' +
      'Check that the setting cloud names the cloud of the tenant (docs/setup.md, section 12).',
  },
  {
    status: 403,
    says: /MissingCredentials/,
    errorClass: TransientError,
    meaning: 'lost the access token on its way (a known incident of the service)',
  },
  {
    status: 403,
    says: /RequestFromNonPremiumTenantOrB2CTenant/,
    errorClass: ConfigError,
    meaning: 'says that the tenant has no Microsoft Entra ID P1 or P2 licence',
    refusal: 'licence',
  },
  {status: 403, errorClass: ConfigError, meaning: 'refused the access', refusal: 'permission'},
  {status: 429, errorClass: TransientError, meaning: 'is limiting the number of requests'},
  {status: 408, errorClass: TransientError, meaning: 'took too long'},
  {status: 501, errorClass: SystemError, meaning: 'does not support the request'},
  {status: [500, 599], errorClass: TransientError, meaning: 'has a problem of its own'},
  {status: [400, 499], errorClass: SystemError, meaning: 'did not accept the request'},
  {status: [100, 599], errorClass: SystemError, meaning: 'gave an answer that was not expected'},
];

/** The error for an answer that is no success. */
export function graphError(response: GraphResponse, url: string): ConnectorError {
  const facts = factsOf(response);
  const row =
    RESOLUTIONS.find((candidate) => fits(candidate, facts)) ?? RESOLUTIONS[RESOLUTIONS.length - 1]!;
  const said = [facts.code, facts.text].filter(Boolean).join(': ') || 'no error text';
  const id = facts.requestId ? ` (request-id ${facts.requestId})` : '';
  const event = `Microsoft Graph ${row.meaning}: ${facts.status} for ${pathOf(url)}, ${said}${id}`;
  const message = row.advice === undefined ? event : `${event}. ${row.advice}`;
  return new row.errorClass(message, {info: {graph: facts, refusal: row.refusal}});
}

/** What Graph said, if the error comes of an answer of Graph. */
export function graphFacts(error: unknown): GraphFacts | undefined {
  return VError.info(asError(error))['graph'] as GraphFacts | undefined;
}

export function refusalOf(error: unknown): Refusal | undefined {
  return VError.info(asError(error))['refusal'] as Refusal | undefined;
}

function fits({status, says}: ErrorResolution, facts: GraphFacts): boolean {
  const [from, to] = typeof status === 'number' ? [status, status] : status;
  const inRange = facts.status >= from && facts.status <= to;
  return inRange && (!says || says.test(`${facts.code} ${facts.text}`));
}

/** Services behind Graph answer HTML or other JSON at times, so nothing is taken for granted. */
function factsOf({status, headers, text}: GraphResponse): GraphFacts {
  const {code, message, innerError, innererror} = errorObject(text);
  const inner = (innerError ?? innererror) as Record<string, unknown> | undefined;
  const requestId = headers['request-id'] ?? inner?.['request-id'];
  return {
    status,
    code: typeof code === 'string' ? code : '',
    text: (typeof message === 'string' ? message : '').slice(0, 500),
    ...(typeof requestId === 'string' && {requestId}),
  };
}

function errorObject(text: string): Record<string, unknown> {
  try {
    const body = JSON.parse(text) as {error?: unknown} | null;
    const error = body?.error;
    return typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
