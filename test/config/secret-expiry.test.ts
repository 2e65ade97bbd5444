import {secretExpiry} from '../../src/config/credentials';

const LATE_ON_MARCH_1 = Date.parse('2026-03-01T23:59:59Z');

function warning(expiresOn?: string, now = LATE_ON_MARCH_1): string | undefined {
  const credentials = {kind: 'client_secret', clientSecret: 'x'} as const;
  return secretExpiry(credentials, expiresOn, now);
}

test.each([
  ['31 days before', '2026-04-01', undefined],
  ['30 days before', '2026-03-31', 'The client secret expires in 30 days (2026-03-31).'],
  ['2 days before', '2026-03-03', 'The client secret expires in 2 days (2026-03-03).'],
  ['the day before', '2026-03-02', 'The client secret expires tomorrow (2026-03-02).'],
  ['on the day', '2026-03-01', 'The client secret expires today (2026-03-01).'],
  ['the day after', '2026-02-28', 'The client secret expired on 2026-02-28, by its date.'],
  ['years after', '2020-01-01', 'The client secret expired on 2020-01-01, by its date.'],
  ['without a date', undefined, undefined],
])('%s', (_when, expiresOn, sentence) => {
  const text = warning(expiresOn);
  expect(text?.split(' Create a new one')[0]).toBe(sentence);
});

test('the warning says where to create a secret and where to enter it', () => {
  expect(warning('2026-03-02')).toMatch(
    /Create a new one .* Certificates & secrets, .* client_secret, .* client_secret_expires_on \(setup guide, "Create the secret"\)\.$/,
  );
});

test.each(['2026-03-01T00:00:00Z', '2026-03-01T12:00:00Z', '2026-03-01T23:59:59.999Z'])(
  'at %s it is the same day',
  (now) => {
    expect(warning('2026-03-31', Date.parse(now))).toContain('in 30 days');
  },
);

test('a certificate says by itself when it expires, and what to do is said for it', () => {
  const certificate = {kind: 'client_certificate', pem: 'x'} as const;
  expect(secretExpiry(certificate, '2026-03-11', LATE_ON_MARCH_1)).toBe(
    'The certificate expires in 10 days (2026-03-11). Create a new one, upload its public part in ' +
      'the Azure portal under App registrations > your app > Certificates & secrets > ' +
      'Certificates, and enter it with its private key as certificate (setup guide, "Better than a secret").',
  );
  expect(secretExpiry(certificate, '2026-04-01', LATE_ON_MARCH_1)).toBeUndefined();
});

test('a workload identity has no such date', () => {
  const identity = {kind: 'workload_identity', tokenFilePath: '/x'} as const;
  expect(secretExpiry(identity, '2026-03-02', LATE_ON_MARCH_1)).toBeUndefined();
});
