/** What a refused sign-in says, by the code of the login service: exact, and of every code that has words. */

const APP = 'under App registrations > your app >';
const OVERVIEW = `in the Azure portal ${APP} Overview`;
const SECRETS = `${APP} Certificates & secrets`;
const NEW_SECRET = `${SECRETS} and enter its Value as client_secret`;

const SECRET_GUIDE = '(setup guide, "Create the secret").';
const CERTIFICATE_GUIDE = '(setup guide, "Better than a secret").';
const CLOUD_GUIDE = '(setup guide, "National clouds").';
const IDS_AND_CLOUD_GUIDE = '(setup guide, "Copy the ids" and "National clouds").';
const OTHER_GUIDE = '(setup guide, "Troubleshooting by message").';

const WRONG_SECRET =
  'The client secret is wrong. Often the Secret ID was copied instead of its Value: ' +
  `create a new secret ${NEW_SECRET} ${SECRET_GUIDE}`;
const NO_SECRET = `The login service received no client secret. Enter the Value of a secret as client_secret ${SECRET_GUIDE}`;
const UNKNOWN_APP =
  'This tenant does not know the application. Compare client_id with the Application (client) ' +
  `ID and tenant_id with the Directory (tenant) ID ${OVERVIEW} (setup guide, "Copy the ids").`;
const NO_CONSENT =
  'Nobody has consented to permissions of Microsoft Graph. Add application permissions ' +
  `${APP} API permissions, then choose Grant admin consent ` +
  '(setup guide, "Add the permissions" and "Grant admin consent").';
const DISABLED =
  'The application is disabled. Switch on "Enabled for users to sign-in" ' +
  `under Enterprise applications > your app > Properties ${OTHER_GUIDE}`;
const NO_TENANT =
  'There is no such tenant in this cloud. Compare tenant_id with the Directory (tenant) ID ' +
  `${OVERVIEW}, and cloud with its cloud ${IDS_AND_CLOUD_GUIDE}`;
const SWAPPED =
  'There is no tenant with this id in this cloud. tenant_id and client_id look swapped, or ' +
  `cloud is wrong: compare both ids ${OVERVIEW} ${IDS_AND_CLOUD_GUIDE}`;
const OTHER_CLOUD =
  'The tenant belongs to another cloud. Choose its cloud in the setting cloud: global (also GCC), ' +
  `us_gov_l4 (GCC High), us_gov_l5 (DoD) or china (21Vianet) ${CLOUD_GUIDE}`;
const SHARED_TENANT =
  `tenant_id must name your own tenant. Enter the Directory (tenant) ID ${OVERVIEW} ` +
  '(setup guide, "Copy the ids").';
const NO_GRAPH =
  'This tenant does not know Microsoft Graph at the configured address. ' +
  `Check that the setting cloud names the cloud of the tenant ${CLOUD_GUIDE}`;
const NO_SCOPE =
  'The login service issues no token for the configured address of Microsoft Graph. Check that the ' +
  'setting cloud names the cloud of the tenant, and that endpoints.graph_url is right or left out ' +
  CLOUD_GUIDE;
const POLICY =
  'A policy of the tenant blocks the sign-in. Ask an administrator to allow the application ' +
  `under Microsoft Entra ID > Protection > Conditional Access ${OTHER_GUIDE}`;
const RESTRICTED =
  'The network of this machine restricts the tenants to which it may sign in. ' +
  `Ask the administrator of its proxy to allow this tenant (tenant restrictions) ${OTHER_GUIDE}`;
const BAD_CERTIFICATE =
  'The login service rejected the certificate. Check whether it is listed ' +
  `${SECRETS} > Certificates and not expired; if not, upload a new one ` +
  CERTIFICATE_GUIDE;
const OUTDATED =
  'The login service rejects the signed sign-in as expired. ' +
  `Correct the clock of this machine ${OTHER_GUIDE}`;
const NO_FEDERATION =
  'No federated credential matches the token in token_file_path. Compare its issuer, subject and ' +
  `audience with ${SECRETS.replace('under ', '')} > Federated credentials ${CERTIFICATE_GUIDE}`;

export const SIGN_IN_REFUSALS: [code: number, message: string][] = [
  [7000215, WRONG_SECRET],
  [70002, WRONG_SECRET],
  [7000222, `The client secret has expired. Create a new one ${NEW_SECRET} ${SECRET_GUIDE}`],
  [7000218, NO_SECRET],
  [7000216, NO_SECRET],
  [700016, UNKNOWN_APP],
  [700011, UNKNOWN_APP],
  [70001, UNKNOWN_APP],
  [
    7000229,
    'Nobody has consented to the application in this tenant. Grant admin consent ' +
      `${APP} API permissions (setup guide, "Grant admin consent").`,
  ],
  [65001, NO_CONSENT],
  [650056, NO_CONSENT],
  [90008, NO_CONSENT],
  [90094, NO_CONSENT],
  [7000112, DISABLED],
  [1000031, DISABLED],
  [90002, SWAPPED],
  [900023, NO_TENANT],
  [90038, OTHER_CLOUD],
  [900382, OTHER_CLOUD],
  [900432, OTHER_CLOUD],
  [9001023, SHARED_TENANT],
  [90124, SHARED_TENANT],
  [90130, SHARED_TENANT],
  [500011, NO_GRAPH],
  [50001, NO_GRAPH],
  [1002012, NO_SCOPE],
  [70011, NO_SCOPE],
  [28002, NO_SCOPE],
  [53003, POLICY],
  [530032, POLICY],
  [500021, RESTRICTED],
  [500022, RESTRICTED],
  [
    700027,
    'The login service does not know the certificate. Upload its public part (not the private ' +
      `key) ${SECRETS} > Certificates, or enter one that is listed there ` +
      CERTIFICATE_GUIDE,
  ],
  [
    50003,
    'The application has no certificate. Upload the public part of yours (not the private key) ' +
      `${SECRETS} > Certificates ` +
      CERTIFICATE_GUIDE,
  ],
  [700024, OUTDATED],
  [500133, OUTDATED],
  [700030, BAD_CERTIFICATE],
  [50012, BAD_CERTIFICATE],
  [50017, BAD_CERTIFICATE],
  [
    700025,
    'The application is registered as a public client, which cannot sign in by itself. ' +
      `Set "Allow public client flows" to No ${APP} Authentication ${OTHER_GUIDE}`,
  ],
  [70021, NO_FEDERATION],
  [700211, NO_FEDERATION],
  [700212, NO_FEDERATION],
  [700213, NO_FEDERATION],
];
