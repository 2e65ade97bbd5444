/** What is told of wrong settings, at its longest: alone, and many at a time. */
import {parseConfig} from '../../src/config/config';
import {secretExpiry} from '../../src/config/credentials';
import {DOMAINS, HOST, expectShort} from './worst-case';

const TENANT = '11111111-2222-3333-4444-555555555555';
const CLIENT = '66666666-7777-8888-9999-000000000000';
const SETTINGS = {
  tenant_id: TENANT,
  client_id: CLIENT,
  credentials: {auth_type: 'client_secret', client_secret: 'a-secret-value'},
};
const LONG_WORDS = 'word '.repeat(200);
const LONG_NAME = 'n'.repeat(1_000);
const LONG_DOMAIN = `${DOMAINS[0]!}.${HOST}`.slice(-250).replace(/^[.-]+/, '');
const MAKE_PEM = 'openssl pkcs12 -in FILE.pfx -nodes -out FILE.pem';
const OVERVIEW = 'App registrations > your app > Overview (setup guide, "Copy the ids")';

function told(settings: object): string {
  try {
    const {warnings} = parseConfig(settings, {environment: {}, now: 0});
    return `The settings cannot be used: ${warnings.join('; ')}.`;
  } catch (error) {
    return (error as Error).message;
  }
}

const credentials = (rest: object): object => ({...SETTINGS, credentials: rest});
const certificate = (text: string): object =>
  credentials({auth_type: 'client_certificate', certificate: text});
const url = (graph_url: string): object => ({...SETTINGS, endpoints: {graph_url}});

/** One mistake each, and what must stand whole in the end of the message. */
const MISTAKES: Record<string, [object, string]> = {
  'tenant_id: an address of a long host': [
    {...SETTINGS, tenant_id: `https://${LONG_DOMAIN}/path`},
    'tenant_id ',
  ],
  'tenant_id: words': [
    {...SETTINGS, tenant_id: LONG_WORDS},
    'must be the Directory (tenant) ID: 00000000-0000-0000-0000-000000000000 or a verified domain',
  ],
  'tenant_id: an address without a tenant': [
    {...SETTINGS, tenant_id: `https://portal.azure.com/${'p/'.repeat(150)}`},
    OVERVIEW,
  ],
  'tenant_id: an object': [
    {...SETTINGS, tenant_id: {[LONG_NAME]: LONG_WORDS}},
    'or a verified domain',
  ],
  'tenant_id: a mail address': [{...SETTINGS, tenant_id: `ann@${HOST}`}, 'tenant_id '],
  'client_id: a domain': [{...SETTINGS, client_id: 'contoso.com'}, OVERVIEW],
  'client_id: an address': [
    {...SETTINGS, client_id: `https://contoso.com/${'p/'.repeat(200)}`},
    OVERVIEW,
  ],
  'client_id: the same as tenant_id': [{...SETTINGS, client_id: TENANT}, OVERVIEW],
  'client_id: a list': [
    {...SETTINGS, client_id: [LONG_WORDS]},
    'the Application (client) ID: 00000000-0000-0000-0000-000000000000',
  ],
  'credentials: none': [{tenant_id: TENANT, client_id: CLIENT}, 'credentials'],
  'credentials: no kind': [
    credentials({}),
    '"client_secret" or "client_certificate" or "workload_identity"',
  ],
  'credentials: a long kind': [
    credentials({auth_type: LONG_WORDS}),
    '"client_secret" or "client_certificate" or "workload_identity"',
  ],
  'credentials: a text': [{...SETTINGS, credentials: LONG_WORDS}, 'must be an object'],
  'client_secret: an object': [
    credentials({auth_type: 'client_secret', client_secret: {a: LONG_WORDS}}),
    'must be a text',
  ],
  'client_secret: the mask': [
    credentials({auth_type: 'client_secret', client_secret: '**********'}),
    'enter the value itself',
  ],
  'certificate: a path': [certificate(`/${'p'.repeat(150)}.pfx`), MAKE_PEM],
  'certificate: a thumbprint': [certificate('ab'.repeat(32)), MAKE_PEM],
  'certificate: base64': [certificate(`M${'A'.repeat(1_000)}`), MAKE_PEM],
  'certificate: a key only': [
    certificate('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'),
    'paste the PEM text of the certificate with its private key',
  ],
  'certificate: words': [
    certificate(LONG_WORDS),
    'paste the PEM text, starting with -----BEGIN CERTIFICATE-----',
  ],
  'token_file_path: a long path': [
    credentials({auth_type: 'workload_identity', token_file_path: `/${LONG_NAME}`}),
    'in Kubernetes by the label azure.workload.identity/use on the pod',
  ],
  'domains: a text': [
    {...SETTINGS, domains: LONG_NAME},
    'must be a list with one domain a row, such as ["contoso.com"]',
  ],
  'domains: many in one row': [
    {...SETTINGS, domains: [DOMAINS.join('; ')]},
    'several domains; enter one domain a row',
  ],
  'domains: a long word': [
    {...SETTINGS, domains: [LONG_NAME]},
    'but must be a domain such as contoso.com',
  ],
  'domains: subdomains of a long domain': [
    {...SETTINGS, domains: [`*.${HOST}`]},
    'and each of its subdomains in a row of its own',
  ],
  'domains: a user of a long domain': [
    {...SETTINGS, domains: [`ann@${HOST}`]},
    'enter the part after the @: l',
  ],
  'domains: an address of a long host': [
    {...SETTINGS, domains: [`https://${HOST}/`]},
    'enter the domain alone: l',
  ],
  'domains: names beside *': [{...SETTINGS, domains: ['*', HOST]}, 'keep either the names or *'],
  'cloud: a long word': [
    {...SETTINGS, cloud: LONG_NAME},
    '"global" or "us_gov_l4" or "us_gov_l5" or "china"',
  ],
  'cloud: GCC': [{...SETTINGS, cloud: 'gcc'}, 'GCC uses global (GCC High: us_gov_l4)'],
  'num_workers: a long list': [
    {...SETTINGS, num_workers: Array(500).fill(1)},
    'a whole number from 1 to 20',
  ],
  'endpoints: no host': [
    url(`http://${LONG_NAME}`),
    'must be https:// and a host, such as https://127.0.0.1:8443',
  ],
  'endpoints: a host that is not allowed': [
    url(`https://${HOST}`),
    'in the environment variable SOURCE_MICROSOFT_365_ALLOWED_HOSTS',
  ],
  'a setting that is not known': [{...SETTINGS, [LONG_NAME]: 1}, 'known are: tenant_id, client_id'],
  'many settings that are not known': [
    {...SETTINGS, ...Object.fromEntries(DOMAINS.map((name) => [name, 1]))},
    'known are: tenant_id, client_id',
  ],
  'a setting that is nearly known': [{...SETTINGS, [`tenant_id_${LONG_NAME}`]: 1}, 'not known'],
};

test.each(Object.entries(MISTAKES))('%s', (_title, [settings, own]) => {
  const text = told(settings);
  expectShort(text, 'The settings cannot be used: ', own);
  expect(text).not.toContain('undefined');
});

test('many mistakes are each as short as one alone, and those that are not shown are counted', () => {
  const text = told({...SETTINGS, domains: Array(500).fill(DOMAINS.join(';')), cloud: LONG_NAME});
  const mistakes = text.replace('The settings cannot be used: ', '').split('; ');
  for (const mistake of mistakes) expectShort(mistake);
  expect(told({...SETTINGS, domains: Array(500).fill('no domain')})).toMatch(
    /; and 490 more mistakes\.$/,
  );
});

test.each([
  [
    {kind: 'client_secret', clientSecret: 'x'},
    'client_secret_expires_on (setup guide, "Create the secret").',
  ],
  [
    {kind: 'client_certificate', pem: 'x'},
    'private key as certificate (setup guide, "Better than a secret").',
  ],
] as const)('what expires: %j', (credential, own) => {
  expectShort(secretExpiry(credential, '2026-03-01', Date.parse('2026-02-20'))!, own);
});
