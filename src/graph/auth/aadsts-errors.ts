/** What the codes of the login service mean, and what to do, in the words of the Azure portal. */
import type {GuideSection} from '../../setup-guide';
import type {Credential, TenantForm} from './sign-in';

const OVERVIEW = 'in the Azure portal under App registrations > your app > Overview';
const SECRETS = 'under App registrations > your app > Certificates & secrets';

interface AadstsError {
  codes: number[];
  /** What happened, and what to do. */
  text: string;
  guide: readonly GuideSection[];
  /** Where the same codes mean something else for other credentials. */
  onlyFor?: Credential['kind'];
  /** Where the form of tenant_id makes another mistake likely. */
  tenantForm?: TenantForm;
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
    guide: ['secret'],
  },
  {
    codes: [7000222],
    text:
      `The client secret has expired. Create a new one ${SECRETS} and enter its Value as ` +
      'client_secret',
    guide: ['secret'],
  },
  {
    codes: [7000216, 7000218],
    text: 'The login service received no client secret. Enter the Value of a secret as client_secret',
    guide: ['secret'],
  },
  {
    codes: [700025],
    text:
      'The application is registered as a public client, which cannot sign in by itself. ' +
      'Set "Allow public client flows" to No under App registrations > your app > Authentication',
    guide: ['messages'],
  },
  {
    codes: [700027],
    text:
      'The login service does not know the certificate. Upload its public part (not the private ' +
      `key) ${SECRETS} > Certificates, or enter one that is listed there`,
    guide: ['alternatives'],
  },
  {
    codes: [50003],
    text:
      'The application has no certificate. Upload the public part of yours (not the private key) ' +
      `${SECRETS} > Certificates`,
    guide: ['alternatives'],
  },
  {
    codes: [50012, 50017, 700030],
    text:
      'The login service rejected the certificate. Check whether it is listed ' +
      `${SECRETS} > Certificates and not expired; if not, upload a new one`,
    guide: ['alternatives'],
  },
  {
    codes: [700024, 500133],
    text:
      'The login service rejects the token in token_file_path as expired. Check that the ' +
      'platform renews that file, or restart the pod; if it is new, correct the clock of this machine',
    guide: ['alternatives'],
    onlyFor: 'workload_identity',
  },
  {
    codes: [700024, 500133],
    text: 'The login service rejects the signed sign-in as expired. Correct the clock of this machine',
    guide: ['messages'],
  },
  {
    codes: [70021, 700211, 700212, 700213],
    text:
      'No federated credential matches the token in token_file_path. Compare its issuer, subject and ' +
      `audience with ${SECRETS.replace('under ', '')} > Federated credentials`,
    guide: ['alternatives'],
  },
  {
    codes: [700016, 700011, 70001],
    tenantForm: 'domain',
    text:
      'This tenant does not know the application. client_id must be its Application (client) ID, no ' +
      `Directory or Object ID: compare both ids ${OVERVIEW}`,
    guide: ['ids'],
  },
  {
    codes: [700016, 700011, 70001],
    text:
      'This tenant does not know the application. Compare client_id with the Application (client) ' +
      `ID and tenant_id with the Directory (tenant) ID ${OVERVIEW}`,
    guide: ['ids'],
  },
  {
    codes: [7000229],
    text:
      'Nobody has consented to the application in this tenant. Grant admin consent ' +
      'under App registrations > your app > API permissions',
    guide: ['consent'],
  },
  {
    codes: [65001, 650056, 90008, 90094],
    text:
      'Nobody has consented to permissions of Microsoft Graph. Add application permissions ' +
      'under App registrations > your app > API permissions, then choose Grant admin consent',
    guide: ['permissions', 'consent'],
  },
  {
    codes: [7000112, 1000031],
    text:
      'The application is disabled. Switch on "Enabled for users to sign-in" ' +
      'under Enterprise applications > your app > Properties',
    guide: ['messages'],
  },
  {
    codes: [90002],
    tenantForm: 'id',
    text:
      'There is no tenant with this id in this cloud. tenant_id and client_id look swapped, or ' +
      `cloud is wrong: compare both ids ${OVERVIEW}`,
    guide: ['ids', 'clouds'],
  },
  {
    codes: [90002, 900023],
    text:
      'There is no such tenant in this cloud. Compare tenant_id with the Directory (tenant) ID ' +
      `${OVERVIEW}, and cloud with its cloud`,
    guide: ['ids', 'clouds'],
  },
  {
    codes: [90038, 900382, 900432],
    text:
      'The tenant belongs to another cloud. Choose its cloud in the setting cloud: global (also ' +
      'GCC), us_gov_l4 (GCC High), us_gov_l5 (DoD) or china (21Vianet)',
    guide: ['clouds'],
  },
  {
    codes: [9001023, 90124, 90130],
    text: `tenant_id must name your own tenant. Enter the Directory (tenant) ID ${OVERVIEW}`,
    guide: ['ids'],
  },
  {
    codes: [500011, 50001],
    text:
      'This tenant does not know Microsoft Graph at the configured address. ' +
      'Check that the setting cloud names the cloud of the tenant',
    guide: ['clouds'],
  },
  {
    codes: [1002012, 70011, 28002],
    text:
      'The login service issues no token for the configured address of Microsoft Graph. Check that the ' +
      'setting cloud names the cloud of the tenant, and that endpoints.graph_url is right or left out',
    guide: ['clouds'],
  },
  {
    codes: [53003, 530032],
    text:
      'A policy of the tenant blocks the sign-in. Ask an administrator to allow the application ' +
      'under Microsoft Entra ID > Protection > Conditional Access',
    guide: ['messages'],
  },
  {
    codes: [500021, 500022],
    text:
      'The network of this machine restricts the tenants to which it may sign in. ' +
      'Ask the administrator of its proxy to allow this tenant (tenant restrictions)',
    guide: ['messages'],
  },
];
