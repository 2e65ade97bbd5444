import {NOBODY} from '../nobody';
import type {Tenant} from '../tenant/tenant';
import {Connector} from './connector';
import type {RunOptions} from './connector';
import type {Result} from './messages';
import {openTenant} from './tenants';

const APP = 'under App registrations > your app >';
const OVERVIEW = `in the Azure portal ${APP} Overview`;
const SECRETS = `${APP} Certificates & secrets`;
const NEW_SECRET = `${SECRETS} and enter its Value as client_secret.`;
const LATER = 'also after several attempts. Try again later';

const WRONG_SECRET =
  'The client secret is wrong. Often the Secret ID was copied instead of its Value: ' +
  `create a new secret ${NEW_SECRET}`;
const NO_SECRET = 'No client secret arrived. Enter the Value of a secret as client_secret.';
const DISABLED =
  'The application is disabled. Switch on "Enabled for users to sign-in" ' +
  'under Enterprise applications > your app > Properties.';
const NO_TENANT =
  'There is no such tenant in this cloud. Compare tenant_id with the Directory (tenant) ID ' +
  `${OVERVIEW}, and cloud with the cloud of that tenant.`;
const NO_GRAPH =
  'This tenant does not know Microsoft Graph under the address in use. ' +
  'Check that the setting cloud names the cloud of the tenant.';
const POLICY =
  'A policy of the tenant blocks the sign-in. Ask an administrator to allow the application ' +
  'under Microsoft Entra ID > Protection > Conditional Access.';
const BAD_CERTIFICATE =
  'The certificate did not pass the checks of the login service. See whether it is listed ' +
  `${SECRETS} > Certificates, and has not expired there; if not, upload a new one.`;

const REFUSALS: [code: number, message: string][] = [
  [7000215, WRONG_SECRET],
  [70002, WRONG_SECRET],
  [7000222, `The client secret has expired. Create a new one ${NEW_SECRET}`],
  [7000218, NO_SECRET],
  [7000216, NO_SECRET],
  [
    700016,
    'This tenant does not know the application. Compare client_id with the Application (client) ' +
      `ID and tenant_id with the Directory (tenant) ID ${OVERVIEW}.`,
  ],
  [
    7000229,
    'The application has never been consented to in this tenant. Grant admin consent ' +
      `${APP} API permissions.`,
  ],
  [7000112, DISABLED],
  [1000031, DISABLED],
  [90002, NO_TENANT],
  [900023, NO_TENANT],
  [90038, NO_TENANT],
  [900382, NO_TENANT],
  [500011, NO_GRAPH],
  [50001, NO_GRAPH],
  [53003, POLICY],
  [530032, POLICY],
  [
    500021,
    'The network of this machine restricts which tenants may be signed in to. ' +
      'Ask whoever runs its proxy to allow this tenant (tenant restrictions).',
  ],
  [
    700027,
    'The login service does not know the certificate. Upload its public part (not the private ' +
      `key) ${SECRETS} > Certificates, or enter a certificate that is listed there.`,
  ],
  [
    700024,
    'The login service takes the signed sign-in for outdated. ' +
      'Set the clock of this machine right.',
  ],
  [700030, BAD_CERTIFICATE],
  [50012, BAD_CERTIFICATE],
  [
    700025,
    'The application is registered as a public client, which may not sign in by itself. ' +
      `Set "Allow public client flows" to No ${APP} Authentication.`,
  ],
  [
    70021,
    'No federated credential of the application fits the token in token_file_path. Compare its ' +
      `issuer, subject and audience with the entry ${SECRETS} > Federated credentials.`,
  ],
];

async function check(tenant: Tenant, settings = {}, options: RunOptions = {}): Promise<Result> {
  const files = {config: tenant.settings(settings)};
  const result = await new Connector(tenant).run(['check'], {...options, files});
  expect([result.exitCode, result.status.status, result.lines.length]).toEqual([0, 'FAILED', 1]);
  return result;
}

/** The message, with the host of the tenant as HOST. */
function messageOf({status}: Result, url: string): string {
  return status.message.replaceAll(new URL(url).host, 'HOST');
}

describe('a sign-in that is refused says what happened, what to do, and its number:', () => {
  test.concurrent.each(REFUSALS)('AADSTS%d', async (code, message) => {
    const tenant = await openTenant({users: 1});
    tenant.refuseSignIn(code);
    const result = await check(tenant);
    expect(messageOf(result, tenant.url)).toBe(`${message} (HOST said AADSTS${code}.)`);
    expect(tenant.requests.filter(({method}) => method === 'POST').length).toBe(1);
  });
});

describe('a sign-in that may work later is tried several times:', () => {
  test.concurrent.each([90033, 90055, 50000])('AADSTS%d', async (code) => {
    const tenant = await openTenant({users: 1});
    tenant.refuseSignIn(code);
    const result = await check(tenant);
    expect(messageOf(result, tenant.url)).toBe(
      `The login service HOST cannot answer now (AADSTS${code}), ${LATER}.`,
    );
    expect(tenant.requests.filter(({method}) => method === 'POST').length).toBeGreaterThan(2);
  });

  test.concurrent('a login service that nobody runs', async () => {
    const tenant = await openTenant({users: 1});
    const login = `https://${NOBODY}`;
    const result = await check(tenant, {endpoints: {graph_url: tenant.url, login_url: login}});
    expect(messageOf(result, login)).toBe(
      `The login service HOST gave no complete answer (ECONNREFUSED: connect ECONNREFUSED HOST), ` +
        `${LATER}; if it fails as well, check that firewall and proxy let this machine reach that host (docs/setup.md, section 12).`,
    );
  });

  test.concurrent('a login service that answers again after a while', async () => {
    const tenant = await openTenant({users: 1});
    tenant.faults.inject({match: '/oauth2/v2.0/token', times: 2, respond: {status: 503}});
    const files = {config: tenant.settings()};
    const result = await new Connector(tenant).run(['check'], {files});
    expect(result.status.status).toBe('SUCCEEDED');
  });
});

test.concurrent(
  'a certificate that this machine does not trust is named, with a way out',
  async () => {
    const tenant = await openTenant({users: 1});
    const result = await check(tenant, {}, {env: {NODE_EXTRA_CA_CERTS: undefined}});
    expect(messageOf(result, tenant.url)).toBe(
      'The certificate of HOST is not trusted on this machine (DEPTH_ZERO_SELF_SIGNED_CERT). ' +
        'If a proxy of your company inspects the traffic, put its root certificate into a PEM file ' +
        'and name that file in the environment variable NODE_EXTRA_CA_CERTS.',
    );
    expect(tenant.requests).toEqual([]);
  },
);
