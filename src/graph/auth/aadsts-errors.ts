/** What the codes of the login service mean, and what to do, in the words of the Azure portal. */
import type {ErrorResolution} from '../resolution';
import type {Credential} from './sign-in';

const OVERVIEW = 'in the Azure portal under App registrations > your app > Overview';
const SECRETS = 'under App registrations > your app > Certificates & secrets';

interface AadstsError {
  codes: number[];
  /** What happened, and what to do. */
  text: string;
  /** Of docs/setup.md. */
  section: string;
  /** Where the same codes mean something else for other credentials. */
  onlyFor?: Credential['kind'];
}

/**
 * The first that fits counts.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export const AADSTS_ERRORS: readonly AadstsError[] = [
  {
    codes: [7000215, 70002],
    text:
      'The client secret is wrong. Often the Secret ID was copied instead of its Value: ' +
      `create a new secret ${SECRETS} and enter its Value as client_secret`,
    section: 'section 5',
  },
  {
    codes: [7000222],
    text:
      `The client secret has expired. Create a new one ${SECRETS} and enter its Value as ` +
      'client_secret',
    section: 'section 5',
  },
  {
    codes: [7000216, 7000218],
    text: 'No client secret arrived. Enter the Value of a secret as client_secret',
    section: 'section 5',
  },
  {
    codes: [700025],
    text:
      'The application is registered as a public client, which may not sign in by itself. ' +
      'Set "Allow public client flows" to No under App registrations > your app > Authentication',
    section: 'section 12',
  },
  {
    codes: [700027],
    text:
      'The login service does not know the certificate. Upload its public part (not the private ' +
      `key) ${SECRETS} > Certificates, or enter a certificate that is listed there`,
    section: 'section 10',
  },
  {
    codes: [50003],
    text:
      'The application has no certificate with which its sign-in could be checked. Upload the ' +
      `public part of the certificate (not the private key) ${SECRETS} > Certificates`,
    section: 'section 10',
  },
  {
    codes: [50012, 50017, 700030],
    text:
      'The certificate did not pass the checks of the login service. See whether it is listed ' +
      `${SECRETS} > Certificates, and has not expired there; if not, upload a new one`,
    section: 'section 10',
  },
  {
    codes: [700024, 500133],
    text:
      'The login service takes the token in token_file_path for outdated. Mostly the platform no ' +
      'longer renews that file: see that it does, or restart the pod. If the file is new, set the ' +
      'clock of this machine right',
    section: 'section 10',
    onlyFor: 'workload_identity',
  },
  {
    codes: [700024, 500133],
    text: 'The login service takes the signed sign-in for outdated. Set the clock of this machine right',
    section: 'section 12',
  },
  {
    codes: [70021, 700211, 700212, 700213],
    text:
      'No federated credential of the application fits the token in token_file_path. Compare its ' +
      `issuer, subject and audience with the entry ${SECRETS} > Federated credentials`,
    section: 'section 10',
  },
  {
    codes: [700016, 700011, 70001],
    text:
      'This tenant does not know the application. Compare client_id with the Application (client) ' +
      `ID and tenant_id with the Directory (tenant) ID ${OVERVIEW}`,
    section: 'section 6',
  },
  {
    codes: [7000229],
    text:
      'The application has never been consented to in this tenant. Grant admin consent ' +
      'under App registrations > your app > API permissions',
    section: 'section 4',
  },
  {
    codes: [65001, 650056, 90008, 90094],
    text:
      'Nobody has consented to permissions of Microsoft Graph for the application. Add the ' +
      'application permissions under App registrations > your app > API permissions, then choose ' +
      'Grant admin consent',
    section: 'sections 3 and 4',
  },
  {
    codes: [7000112, 1000031],
    text:
      'The application is disabled. Switch on "Enabled for users to sign-in" ' +
      'under Enterprise applications > your app > Properties',
    section: 'section 12',
  },
  {
    codes: [90002, 900023, 90038, 900382, 900432],
    text:
      'There is no such tenant in this cloud. Compare tenant_id with the Directory (tenant) ID ' +
      `${OVERVIEW}, and cloud with the cloud of that tenant`,
    section: 'sections 6 and 11',
  },
  {
    codes: [9001023, 90124, 90130],
    text: `tenant_id must name your own tenant. Enter the Directory (tenant) ID ${OVERVIEW}`,
    section: 'section 6',
  },
  {
    codes: [500011, 50001],
    text:
      'This tenant does not know Microsoft Graph under the address in use. ' +
      'Check that the setting cloud names the cloud of the tenant',
    section: 'section 11',
  },
  {
    codes: [1002012, 70011, 28002],
    text:
      'The login service gives no token for the address of Microsoft Graph in use. Check that the ' +
      'setting cloud names the cloud of the tenant, and that endpoints.graph_url is right or left out',
    section: 'section 11',
  },
  {
    codes: [53003, 530032],
    text:
      'A policy of the tenant blocks the sign-in. Ask an administrator to allow the application ' +
      'under Microsoft Entra ID > Protection > Conditional Access',
    section: 'section 12',
  },
  {
    codes: [500021, 500022],
    text:
      'The network of this machine restricts which tenants may be signed in to. ' +
      'Ask whoever runs its proxy to allow this tenant (tenant restrictions)',
    section: 'section 12',
  },
];

/** The login service is busy or has a problem of its own. */
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

/** The rows of the error-resolution table for the token endpoint; their text is OAuth's `error`. */
export const TOKEN_ENDPOINT_ERRORS: readonly ErrorResolution[] = [
  ...AADSTS_ERRORS.map(({codes, text, section, onlyFor}): ErrorResolution => ({
    ...REFUSED,
    codes: codes.map(String),
    ...(onlyFor && {credential: onlyFor}),
    meaning: `${text} (docs/setup.md, ${section}).`,
  })),
  {...UNAVAILABLE, codes: TRANSIENT_AADSTS},
  {...UNAVAILABLE, says: / (temporarily_unavailable|server_error)$/},
  // A success without a token comes from whatever stands in the way to the service.
  {...UNAVAILABLE, status: 200},
  {...UNAVAILABLE, status: 408},
  {...UNAVAILABLE, status: [429, 999]},
  {
    ...REFUSED,
    meaning: 'The login service {host} refused the sign-in',
    advice: 'Check tenant_id, client_id and credentials (docs/setup.md, section 12).',
  },
];
