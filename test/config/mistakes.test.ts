/** What people enter by mistake, and what they are told. */
import {parseConfig} from '../../src/config/config';
import {secretsIn} from '../../src/config/credentials';
import {makeCertificate} from '../support/make-certificate';

const TENANT = '11111111-2222-3333-4444-555555555555';
const CLIENT = '66666666-7777-8888-9999-000000000000';
const SECRET = 'Xy8~Q4vT.s3cret-that_is-as-long-as-real1';
const ZERO = '00000000-0000-0000-0000-000000000000';
const LOGIN = 'https://login.microsoftonline.com';
const NOW = Date.parse('2026-03-01T12:00:00Z');

const SETTINGS = {
  tenant_id: TENANT,
  client_id: CLIENT,
  credentials: {auth_type: 'client_secret', client_secret: SECRET},
};

const COPY = 'App registrations > your app > Overview (setup guide, "Copy the ids")';
const ENTER_TENANT = `enter the id alone: the Directory (tenant) ID from ${COPY}`;
const ENTER_CLIENT = `enter the id alone: the Application (client) ID from ${COPY}`;
const PASTE = 'paste the PEM text of the certificate with its private key';
const MAKE_PEM = 'openssl pkcs12 -in FILE.pfx -nodes -out FILE.pem';

/** The whole message, without its beginning and the full stop. */
function told(settings: object): string {
  try {
    const {warnings} = parseConfig(settings, {environment: {}, now: NOW});
    return warnings.join('; ');
  } catch (error) {
    const {message} = error as Error;
    expect(message.length).toBeLessThan(300);
    expect(message).not.toMatch(/Xy8|s3cret/);
    return /^The settings cannot be used: (.*)\.$/s.exec(message)?.[1] ?? message;
  }
}

function withValue(setting: string, value: unknown): object {
  const key = setting.replace('credentials.', '');
  if (key === setting) return {...SETTINGS, [key]: value};
  const credentials =
    key === 'certificate' ? {auth_type: 'client_certificate'} : SETTINGS.credentials;
  return {...SETTINGS, credentials: {...credentials, [key]: value}};
}

describe('tenant_id', () => {
  test.each<[unknown, string]>([
    [`${LOGIN}/${TENANT}`, `more than an id; enter the id alone: ${TENANT}`],
    [`${LOGIN}/${TENANT}/oauth2/v2.0/token`, `more than an id; enter the id alone: ${TENANT}`],
    [`{${TENANT}}`, `more than an id; enter the id alone: ${TENANT}`],
    [`/${TENANT}/`, `more than an id; enter the id alone: ${TENANT}`],
    [
      `${LOGIN}/contoso.onmicrosoft.com/v2.0`,
      'an address; enter the id alone: contoso.onmicrosoft.com',
    ],
    ['https://contoso.com', 'an address; enter the id alone: contoso.com'],
    ['contoso.onmicrosoft.com/', 'an address; enter the id alone: contoso.onmicrosoft.com'],
    [LOGIN, `an address; ${ENTER_TENANT}`],
    ['login.microsoftonline.us', `an address; ${ENTER_TENANT}`],
    ['portal.azure.com', `an address; ${ENTER_TENANT}`],
    ['@contoso.com', 'an address; enter the id alone: contoso.com'],
    ['contoso.com.', 'an address; enter the id alone: contoso.com'],
    [TENANT.replaceAll('-', ''), `an id in another spelling; enter ${TENANT}`],
    ['https://contoso.sharepoint.com', `an address; ${ENTER_TENANT}`],
    ['contoso-my.sharepoint.com', `an address; ${ENTER_TENANT}`],
    ['sts.windows.net', `an address; ${ENTER_TENANT}`],
    ['ann@contoso.com', `a user; ${ENTER_TENANT}`],
    ['Directory (tenant) ID', `a placeholder; ${ENTER_TENANT}`],
    ['<tenant id>', `a placeholder; ${ENTER_TENANT}`],
    ['YOUR_TENANT_ID', `a placeholder; ${ENTER_TENANT}`],
    [ZERO, `a placeholder; ${ENTER_TENANT}`],
    ['common', `no tenant; ${ENTER_TENANT}`],
    ['Organizations', `no tenant; ${ENTER_TENANT}`],
  ])('%s', (value, text) => {
    expect(told(withValue('tenant_id', value))).toBe(
      `tenant_id is ${JSON.stringify(value)}, ${text}`,
    );
  });

  test('that stands beside a secret is told without showing it', () => {
    expect(told(withValue('tenant_id', `${TENANT} ${SECRET}`))).toBe(
      `tenant_id is more than an id; enter the id alone: ${TENANT}`,
    );
  });

  test.each(['\u2010', '\u2013', '\u2014', '\u2212'])('with the dash %j is respelled', (dash) => {
    expect(told(withValue('tenant_id', TENANT.replaceAll('-', dash)))).toBe(
      `tenant_id is an id in another spelling; enter ${TENANT}`,
    );
  });

  test('two ids are no id', () => {
    expect(told(withValue('tenant_id', `${TENANT} ${CLIENT}`))).toMatch(
      /^tenant_id cannot be used; it must be the Directory \(tenant\) ID: /,
    );
  });
});

describe('client_id', () => {
  test.each<[unknown, string]>([
    [`api://${CLIENT}`, `more than an id; enter the id alone: ${CLIENT}`],
    ['Application (client) ID', `a placeholder; ${ENTER_CLIENT}`],
    [ZERO, `a placeholder; ${ENTER_CLIENT}`],
    [TENANT, `the same as tenant_id; ${ENTER_CLIENT}`],
    [TENANT.replace(/^1/, '1').toUpperCase(), `the same as tenant_id; ${ENTER_CLIENT}`],
    ['https://contoso.com/app', `an address; ${ENTER_CLIENT}`],
  ])('%s', (value, text) => {
    const shown = /^api:/.test(String(value)) ? 'is' : `is ${JSON.stringify(value)},`;
    expect(told(withValue('client_id', value))).toBe(`client_id ${shown} ${text}`);
  });

  test('a domain beside an id as the tenant looks swapped', () => {
    expect(told(withValue('client_id', 'contoso.com'))).toBe(
      'client_id is "contoso.com", a domain; tenant_id and client_id look swapped: ' +
        `compare both from ${COPY}`,
    );
  });
});

describe('domains', () => {
  test.each<[string, string]>([
    ['*.contoso.com', 'SUB'],
    ['@*.contoso.com', 'SUB'],
    ['a.com; b.com', ', several domains; enter one domain a row'],
    ['a.com, b.com', ', several domains; enter one domain a row'],
    ['a.com b.com', ', several domains; enter one domain a row'],
    ['a.com\nb.com', ', several domains; enter one domain a row'],
    ['@a.com,@b.com', ', several domains; enter one domain a row'],
    ['ann@contoso.com', ', an address; enter the part after the @: contoso.com'],
    ['https://contoso.com', ', an address; enter the domain alone: contoso.com'],
    ['https://www.contoso.com/path', ', an address; enter the domain alone: www.contoso.com'],
    ['contoso.com/', ', an address; enter the domain alone: contoso.com'],
    ['contoso', ' but must be a domain such as contoso.com'],
    ['a.com; b', ' but must be a domain such as contoso.com'],
    ['*contoso.com', 'SUB'],
    ['.contoso.com', 'SUB'],
    ['%.contoso.com', 'SUB'],
    ['%contoso.com', 'SUB'],
    ['a.com and b.com', ', several domains; enter one domain a row'],
    ['a.com / b.com', ', several domains; enter one domain a row'],
    ['a.com/b.com', ', several domains; enter one domain a row'],
    ['http://a.com, http://b.com/x', ', several domains; enter one domain a row'],
    ['ann@a.com; bob@b.com', ', several domains; enter one domain a row'],
    ['["a.com", "b.com"]', ', several domains; enter one domain a row'],
    ['*; a.com', ', several domains; enter one domain a row'],
    ['@contoso.com;', ', more than a domain; enter the domain alone: contoso.com'],
    ['contoso.com,', ', more than a domain; enter the domain alone: contoso.com'],
    ["'contoso.com'", ', more than a domain; enter the domain alone: contoso.com'],
    ['- contoso.com', ', more than a domain; enter the domain alone: contoso.com'],
    ['contoso.com.', ', more than a domain; enter the domain alone: contoso.com'],
    ['@@contoso.com', ', more than a domain; enter the domain alone: contoso.com'],
    ['all', '; for everyone enter * alone'],
    ['Everyone', '; for everyone enter * alone'],
    ['10.0.0.1', ' but must be a domain such as contoso.com'],
    ['**', ' but must be a domain such as contoso.com'],
    ['contoso.com (main)', ' but must be a domain such as contoso.com'],
  ])('%j', (row, text) => {
    const subdomains =
      ', but subdomains are listed one by one: enter contoso.com and each of its subdomains in a ' +
      'row of its own';
    expect(told(withValue('domains', ['x.org', row]))).toBe(
      `domains, row 2, is ${JSON.stringify(row)}${text === 'SUB' ? subdomains : text}`,
    );
  });
});

test('domains in one text are shown, because they are no secret', () => {
  expect(told(withValue('domains', 'a.com, @b.com'))).toBe(
    'domains is "a.com, @b.com" but must be a list with one domain a row, such as ["contoso.com"]',
  );
});

describe('a secret in the place of another setting is not shown', () => {
  const TOKEN = `eyJhbGciOiJSUzI1NiJ9.${'x'.repeat(400)}.${SECRET}`;

  test.each<[string, unknown]>([
    ['domains', ['contoso.com', SECRET]],
    ['domains', [`contoso.com; ${SECRET}`]],
    ['domains', SECRET],
    ['tenant_id', SECRET],
    ['tenant_id', SECRET.slice(0, 34).replaceAll(/[~]/g, '_')],
    ['client_id', TOKEN],
    ['cloud', SECRET],
    ['endpoints', {graph_url: SECRET}],
    [SECRET, 'client_secret'],
    [`client_secret=${SECRET}`, 'x'],
    ['endpoints', {login_url: `https://app:${SECRET}@login.example/`}],
  ])('%s: %j', (setting, value) => {
    expect(told({...SETTINGS, [setting]: value})).not.toMatch(/eyJ|Xy8|T\.s3|as-long/);
  });

  test.each([TOKEN, 'eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln'])(
    'a token in the place of the path of its file: %s',
    (token) => {
      const credentials = {auth_type: 'workload_identity', token_file_path: token};
      expect(told({...SETTINGS, credentials})).toBe(
        'credentials.token_file_path is a token; enter the path of the file in which the platform ' +
          'keeps it',
      );
    },
  );
});

describe('cloud', () => {
  test.each([
    ['gcc', 'GCC uses global (GCC High: us_gov_l4)'],
    ['GCC', 'GCC uses global (GCC High: us_gov_l4)'],
    ['GCC High', 'enter us_gov_l4'],
    ['DoD', 'enter us_gov_l5'],
    ['21Vianet', 'enter china'],
    ['AzureCloud', 'enter global'],
    ['Global', 'enter global'],
    ['us-gov-l4', 'enter us_gov_l4'],
    ['GCCH', 'enter us_gov_l4'],
    ['Office 365 GCC High', 'enter us_gov_l4'],
    ['IL4', 'enter us_gov_l4'],
    ['https://graph.microsoft.us', 'enter us_gov_l4'],
    ['dod-graph.microsoft.us', 'enter us_gov_l5'],
    ['Microsoft 365 GCC', 'GCC uses global (GCC High: us_gov_l4)'],
    ['GCC Moderate', 'GCC uses global (GCC High: us_gov_l4)'],
    ['21Vianet China', 'enter china'],
    ['public cloud', 'enter global'],
    ['https://graph.microsoft.com', 'enter global'],
    ['login.microsoftonline.com', 'enter global'],
  ])('%s', (value, text) => {
    expect(told(withValue('cloud', value))).toBe(`cloud is "${value}"; ${text}`);
  });

  test.each([
    'AzureUSGovernment',
    'US Government',
    'login.microsoftonline.us',
    'public sector',
    'prod',
  ])('the choice is left where a name is of more than one cloud, or of none: %s', (value) => {
    expect(told(withValue('cloud', value))).toMatch(/ but must be "global" or "us_gov_l4" or /);
  });
});

describe('credentials', () => {
  test('without auth_type have three choices', () => {
    const credentials = {client_secret: SECRET};
    expect(told({...SETTINGS, credentials})).toBe(
      'credentials.auth_type is missing; it must be "client_secret" or "client_certificate" or ' +
        '"workload_identity"',
    );
  });

  test.each([
    ['an object', {value: SECRET}],
    ['a list', [SECRET]],
    ['a number', 12_345_678],
  ])('whose secret is %s', (_what, value) => {
    expect(told(withValue('credentials.client_secret', value))).toBe(
      'credentials.client_secret cannot be used; it must be a text',
    );
  });

  test.each([
    ...[
      'Value of the client secret',
      'client_secret',
      'Your client secret',
      'Secret ID',
      'xxxxxxxx',
    ],
    ...['<client secret>', '${CLIENT_SECRET}', '$(CLIENT_SECRET)', '{{ secrets.app }}', '%SECRET%'],
  ])('whose secret is the words of documentation or a template: %s', (words) => {
    expect(told(withValue('credentials.client_secret', words))).toBe(
      'credentials.client_secret is a placeholder; enter the Value of a secret from Certificates & ' +
        'secrets (setup guide, "Create the secret")',
    );
    expect(secretsIn(withValue('credentials.client_secret', words))).toEqual([]);
  });

  test.each(['Xy8******************', 'abc●●●●●●', '••••••••'])(
    'whose secret is what the Azure portal shows of it later: %s',
    (mask) => {
      expect(told(withValue('credentials.client_secret', mask))).toBe(
        'credentials.client_secret is the mask that the Azure portal shows for an older secret; create a new ' +
          'one and enter its Value (setup guide, "Create the secret")',
      );
    },
  );

  test.each(['Xy8*s3cret****Q', '$Xy8s3cret', '(Xy8~s3cret', '<Xy8~s3cret+1>', 'my secret 1'])(
    'whose secret merely resembles a placeholder are taken: %s',
    (secret) => {
      expect(told(withValue('credentials.client_secret', secret))).toBe('');
    },
  );

  test.each([
    ['a text', SECRET],
    ['a list', [SETTINGS.credentials]],
    ['a number', 5],
  ])('that are %s are told what must be in them', (_what, credentials) => {
    expect(told({...SETTINGS, credentials})).toBe(
      'credentials cannot be used; it must be an object with auth_type "client_secret" or ' +
        '"client_certificate" or "workload_identity"',
    );
  });

  test.each([
    {certificate: '**********', password: 'secret_placeholder'},
    {certificate: 'x', password: 5, token_file_path: ''},
  ])('may have left-overs of another way to sign in: %j', (others) => {
    const credentials = {...SETTINGS.credentials, ...others};
    const text = told({...SETTINGS, credentials});
    expect(text).toMatch(/setting credentials\.certificate is not known/);
    expect(text).not.toMatch(/mask|must be/);
  });

  test('may have a mask left over beside a certificate', async () => {
    const {cert, key} = await makeCertificate(NOW);
    const credentials = {
      auth_type: 'client_certificate',
      certificate: `${cert}${key}`,
      client_secret: '**********',
      client_secret_expires_on: '2026-02-30',
    };
    expect(told({...SETTINGS, credentials})).toMatch(/^the settings credentials.client_secret, /);
  });

  test.each(['**********', ' ***** ', 'secret_placeholder', 'secret_coordinate::airbyte_x_v1'])(
    'and other secrets that are what Airbyte shows of them: %s',
    (mask) => {
      for (const setting of ['tenant_id', 'credentials.client_secret', 'credentials.certificate']) {
        expect(told(withValue(setting, mask))).toBe(
          `${setting} is the mask that Airbyte shows in place of a saved secret; enter the value itself`,
        );
      }
    },
  );
});

/** `SEQUENCE { INTEGER 3, …` as a PFX file begins. */
function pfx(length: number): string {
  const head = length > 127 ? [0x30, 0x82, length >> 8, length & 255] : [0x30, length];
  return Buffer.concat([Buffer.from([...head, 2, 1, 3]), Buffer.alloc(length - 3, 7)]).toString(
    'base64',
  );
}

describe('a certificate', () => {
  const FROM_PFX = `${PASTE}, which this command makes from a PFX file: ${MAKE_PEM}`;
  const THUMBPRINT = '9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B';

  test.each<[string, () => string | Promise<string>, string]>([
    [
      'a PFX file in base64',
      () => pfx(2_000),
      `is a PFX file in base64; convert the file to PEM and paste that: ${MAKE_PEM}`,
    ],
    [
      'a PFX file as a data address',
      () => `data:application/x-pkcs12;base64,${pfx(2_000)}`,
      `is a PFX file in base64; convert the file to PEM and paste that: ${MAKE_PEM}`,
    ],
    [
      'a certificate without its first and last line',
      async () => (await makeCertificate(NOW)).cert.replace(/-----.*-----/g, ''),
      `is base64 without -----BEGIN …-----; ${FROM_PFX}`,
    ],
    ['a path', () => '/etc/ssl/app.pem', `is the path of a file; ${FROM_PFX}`],
    ['a path of Windows', () => 'C:\\certs\\app', `is the path of a file; ${FROM_PFX}`],
    ['the name of a file', () => 'my app.pfx', `is the path of a file; ${FROM_PFX}`],
    ['a thumbprint', () => THUMBPRINT, `is a thumbprint; ${FROM_PFX}`],
    [
      'a thumbprint with colons',
      () => THUMBPRINT.match(/../g)!.join(':'),
      `is a thumbprint; ${FROM_PFX}`,
    ],
    [
      'a thumbprint of SHA-256',
      () => `${THUMBPRINT}${THUMBPRINT.slice(0, 24)}`,
      `is a thumbprint; ${FROM_PFX}`,
    ],
    [
      'a thumbprint in base64',
      () => Buffer.from(THUMBPRINT, 'hex').toString('base64url'),
      `is a thumbprint; ${FROM_PFX}`,
    ],
    [
      'a key alone',
      async () => (await makeCertificate(NOW)).key,
      `holds no certificate, only a private key; ${PASTE}`,
    ],
    [
      'any other text',
      () => 'MII',
      'holds no certificate; paste the PEM text, starting with -----BEGIN CERTIFICATE-----',
    ],
  ])('that is %s', async (_what, make, text) => {
    const value = await make();
    const message = told(withValue('credentials.certificate', value));
    expect(message).toBe(`credentials.certificate ${text}`);
    expect(message).not.toContain(value.slice(0, 12).trim() || 'nothing');
  });
});

test('a word that merely resembles a setting leads to none', () => {
  expect(told({...SETTINGS, color: 'x'})).toMatch(/^the setting color is not known; known are: /);
});

describe('names of settings that are not known lead to the one that is meant', () => {
  const {tenant_id: tenant, client_id: client, credentials} = SETTINGS;

  test('in the spelling of other tools, once each', () => {
    expect(told({tenantId: tenant, clientId: client, credentials})).toBe(
      'tenant_id is missing (Directory (tenant) ID); client_id is missing (Application (client) ID); ' +
        'the setting tenantId is not known (did you mean tenant_id?); ' +
        'the setting clientId is not known (did you mean client_id?)',
    );
  });

  test.each<[object, string]>([
    [{clientSecret: SECRET}, 'clientSecret is not known (did you mean credentials.client_secret?)'],
    [{directory_id: tenant}, 'directory_id is not known (did you mean tenant_id?)'],
    [{'Application ID': client}, 'Application ID is not known (did you mean client_id?)'],
    [{numWorkers: 3}, 'numWorkers is not known (did you mean num_workers?)'],
    [{reportperiod: 'D7'}, 'reportperiod is not known (did you mean report_period?)'],
    [{graph_url: 'x'}, 'graph_url is not known (did you mean endpoints.graph_url?)'],
    [{region: 'x'}, 'region is not known (did you mean cloud?)'],
    [{ARM_TENANT_ID: tenant}, 'ARM_TENANT_ID is not known (did you mean tenant_id?)'],
    [
      {AZURE_CLIENT_SECRET: 'x'},
      'AZURE_CLIENT_SECRET is not known (did you mean credentials.client_secret?)',
    ],
    [{entraClientId: client}, 'entraClientId is not known (did you mean client_id?)'],
    [{password: 'x'}, 'password is not known (did you mean credentials.client_secret?)'],
    [{authentication: {}}, 'authentication is not known (did you mean credentials?)'],
    [
      {credentials: {...credentials, clientSecret: 'x'}},
      'credentials.clientSecret is not known (did you mean credentials.client_secret?)',
    ],
  ])('%j', (change, text) => {
    expect(told({...SETTINGS, ...change})).toBe(`the setting ${text}`);
  });
});
