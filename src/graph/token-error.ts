import {ConfigError, asError} from '../errors';
import {NetworkError, networkError} from './network-error';

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
    [700025],
    'The application is registered as a public client, which may not sign in by itself. ' +
      'Set "Allow public client flows" to No under App registrations > your app > Authentication',
  ],
  [
    [700027],
    'The login service does not know the certificate. Upload its public part (not the private ' +
      `key) ${SECRETS} > Certificates, or enter a certificate that is listed there`,
  ],
  [
    [50012, 50017, 700030],
    'The certificate did not pass the checks of the login service. See whether it is listed ' +
      `${SECRETS} > Certificates, and has not expired there; if not, upload a new one`,
  ],
  [
    [700024, 500133],
    'The login service takes the signed sign-in for outdated. Set the clock of this machine right',
  ],
  [
    [70021, 700211, 700212, 700213],
    'No federated credential of the application fits the token in token_file_path. Compare its ' +
      `issuer, subject and audience with the entry ${SECRETS} > Federated credentials`,
  ],
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
      `${OVERVIEW}, and cloud with the cloud of that tenant`,
  ],
  [
    [9001023, 90124, 90130],
    `tenant_id must name your own tenant. Enter the Directory (tenant) ID ${OVERVIEW}`,
  ],
  [
    [500011, 50001],
    'This tenant does not know Microsoft Graph under the address in use. ' +
      'Check that the setting cloud names the cloud of the tenant',
  ],
  [
    [53003, 530032],
    'A policy of the tenant blocks the sign-in. Ask an administrator to allow the application ' +
      'under Microsoft Entra ID > Protection > Conditional Access',
  ],
  [
    [500021, 500022],
    'The network of this machine restricts which tenants may be signed in to. ' +
      'Ask whoever runs its proxy to allow this tenant (tenant restrictions)',
  ],
];

/** The login service is busy or has a problem of its own. */
const TRANSIENT = new Set([90006, 90012, 90024, 90033, 90055, 90090, 50000]);

/** The last thing that the login service did; all parts are absent when it was never asked. */
export interface LoginAnswer {
  status?: number;
  text?: string;
  retryAfter?: string | undefined;
  /** What happened instead of an answer. */
  failure?: NodeJS.ErrnoException;
}

/** What a failed token request means. Failures that may pass come back as NetworkError. */
export function tokenError(thrown: unknown, answer: LoginAnswer, loginUrl: string): Error {
  const {host} = new URL(loginUrl);
  if (answer.failure) return networkError(answer.failure, loginUrl, 0);
  const {code, description} = refusalIn(answer);
  const {status = 0, retryAfter} = answer;
  const isPassing = code === undefined ? passes(status) : TRANSIENT.has(code);
  if (isPassing) {
    const number = code === undefined ? `status ${status}, no token` : `AADSTS${code}`;
    const facts = {code: number, ...(retryAfter !== undefined && {retryAfter})};
    return new NetworkError(`The login service ${host} cannot answer now (${number})`, facts);
  }
  const said = description ?? asError(thrown).message;
  return new ConfigError(refusalMessage(code, said, host), {cause: thrown, info: {aadsts: code}});
}

/** Whether a status without a code of the service may be another one the next time. */
function passes(status: number): boolean {
  return status === 200 || status === 408 || status >= 429;
}

function refusalMessage(code: number | undefined, said: string, host: string): string {
  const meaning = MEANINGS.find(([codes]) => code !== undefined && codes.includes(code))?.[1];
  if (meaning) return `${meaning}. (${host} said AADSTS${code}.)`;
  return (
    `The login service ${host} refused the sign-in: ${firstSentences(said)} ` +
    'Check tenant_id, client_id and credentials.'
  );
}

function refusalIn({text = ''}: LoginAnswer): {code?: number; description?: string} {
  try {
    const body = JSON.parse(text) as {error_description?: unknown; error_codes?: unknown};
    const said = body.error_description;
    const description = typeof said === 'string' ? said : '';
    const [first] = [body.error_codes].flat();
    const code = Number(first ?? /AADSTS(\d+)/.exec(description)?.[1]);
    return {...(description && {description}), ...(Number.isInteger(code) && {code})};
  } catch {
    return {};
  }
}

/** Trace and correlation ids at the end of a description are for Microsoft's support only. */
function firstSentences(said: string): string {
  return said.slice(0, 400).split('Trace ID:')[0]!.trimEnd();
}
