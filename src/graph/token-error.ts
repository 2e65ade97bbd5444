import {ConfigError, asError} from '../errors';
import {NetworkError} from './transport';

const OVERVIEW = 'in the Azure portal under App registrations > your app > Overview';
const SECRETS = 'under App registrations > your app > Certificates & secrets';

/**
 * What a code of the login service means, and what to do.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const MEANINGS: [codes: number[], meaning: string][] = [
  [
    [7000215, 70002],
    'The client secret is wrong. Often the Secret ID was copied instead of its Value: ' +
      `create a new secret ${SECRETS} and enter its Value as client_secret`,
  ],
  [
    [7000222],
    `The client secret has expired. Create a new one ${SECRETS} and enter its Value as client_secret`,
  ],
  [[7000216, 7000218], 'No client secret arrived. Enter the Value of a secret as client_secret'],
  [
    [700016, 700011, 70001],
    'This tenant does not know the application. Compare client_id with the Application (client) ID ' +
      `and tenant_id with the Directory (tenant) ID ${OVERVIEW}`,
  ],
  [
    [7000229],
    'The application has never been consented to in this tenant. Grant admin consent ' +
      'under App registrations > your app > API permissions',
  ],
  [
    [7000112, 1000031],
    'The application is disabled. Switch on "Enabled for users to sign-in" ' +
      'under Enterprise applications > your app > Properties',
  ],
  [
    [90002, 900023, 90038, 900382, 900432],
    'There is no such tenant in this cloud. Compare tenant_id with the Directory (tenant) ID ' +
      OVERVIEW,
  ],
  [
    [9001023, 90124, 90130],
    `tenant_id must name your own tenant. Enter the Directory (tenant) ID ${OVERVIEW}`,
  ],
  [
    [500011, 50001],
    'This tenant does not know Microsoft Graph under the address in use. ' +
      'Check that the tenant belongs to the cloud that is set',
  ],
  [
    [53003, 530032, 500021, 500022],
    'A policy of the tenant blocks the sign-in. Ask an administrator to allow the application ' +
      'under Microsoft Entra ID > Protection > Conditional Access',
  ],
];

/** The login service is busy or has a problem of its own. */
const TRANSIENT = new Set([90006, 90012, 90024, 90033, 90055, 90090, 50000]);

/** The parts of @azure/identity's errors that we read; all of them may be absent. */
interface LoginFailure {
  name?: string;
  message: string;
  code?: string;
  statusCode?: number;
  errorCode?: string;
  errorResponse?: {errorDescription?: string; errorCodes?: number[]};
}

/** What a failed token request means. Network failures come back retryable. */
export function tokenError(thrown: unknown, loginUrl: string): Error {
  const failure = asError(thrown) as LoginFailure;
  const said = failure.errorResponse?.errorDescription ?? failure.message;
  const code = aadstsCode(failure, said);
  const {host} = new URL(loginUrl);
  if (code === undefined && isNetworkFailure(failure)) {
    const reason = `The login service ${host} gave no complete answer (${failure.message})`;
    return new NetworkError(reason, failure.code ?? 'NO_ANSWER', 0);
  }
  const number = code === undefined ? '' : `AADSTS${code}`;
  const meaning = MEANINGS.find(([codes]) => code !== undefined && codes.includes(code))?.[1];
  if (code !== undefined && TRANSIENT.has(code)) {
    return new NetworkError(`The login service ${host} cannot answer now (${number})`, number, 0);
  }
  return new ConfigError(
    meaning
      ? `${meaning}. (${host} said ${number}.)`
      : `The login service ${host} refused the sign-in: ${firstSentences(said)} ` +
          'Check tenant_id, client_id and client_secret.',
    {cause: thrown, info: {aadsts: code}},
  );
}

function aadstsCode({errorResponse}: LoginFailure, said: string): number | undefined {
  const code = errorResponse?.errorCodes?.[0] ?? /AADSTS(\d+)/.exec(said)?.[1];
  return code === undefined ? undefined : Number(code);
}

function isNetworkFailure({code, statusCode, errorCode, name}: LoginFailure): boolean {
  if (statusCode !== undefined && statusCode >= 500) return true;
  const network = /^(E[A-Z_]+|REQUEST_SEND_ERROR)$/.test(code ?? '');
  return network || name === 'RestError' || /network|endpoints_resolution/.test(errorCode ?? '');
}

/** Trace and correlation ids at the end of a description are for Microsoft's support only. */
function firstSentences(said: string): string {
  return said.replace(/\s*Trace ID:.*$/s, '').slice(0, 400);
}
