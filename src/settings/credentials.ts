import {readFileSync} from 'node:fs';
import {expiryOf, pemProblem, repairPem} from './pem';
import {quoteText} from './form';
import type {Problem} from './form';

/** How the app signs in, ready to be used. */
export type Credentials =
  | {
      readonly kind: 'client_secret';
      readonly clientSecret: string;
      /** `YYYY-MM-DD`, as the user entered it. */
      readonly expiresOn?: string;
    }
  | {
      readonly kind: 'client_certificate';
      readonly pem: string;
      readonly password?: string;
      /** `YYYY-MM-DD`, as the certificate says; absent where it cannot be used. */
      readonly expiresOn?: string;
    }
  | {readonly kind: 'workload_identity'; readonly tokenFilePath: string};

/** As resources/spec.json describes them, once they fit it. */
export type RawCredentials =
  | {auth_type: 'client_secret'; client_secret: string; client_secret_expires_on?: string}
  | {auth_type: 'client_certificate'; certificate: string; password?: string}
  | {auth_type: 'workload_identity'; token_file_path: string};

/** What the form cannot check: whether the certificate and the token file can be used. */
export function parseCredentials(
  raw: RawCredentials,
  now: number,
): {credentials: Credentials; problems: Problem[]} {
  switch (raw.auth_type) {
    case 'client_secret': {
      const expiresOn = raw.client_secret_expires_on;
      const clientSecret = raw.client_secret.trim();
      const text = 'is blank; enter the Value of a client secret';
      return {
        credentials: {kind: 'client_secret', clientSecret, ...(expiresOn && {expiresOn})},
        problems: clientSecret ? [] : [{setting: 'credentials.client_secret', text}],
      };
    }
    case 'client_certificate':
      return certificate(raw, now);
    case 'workload_identity':
      return workloadIdentity(raw.token_file_path.trim());
  }
}

/** Texts that must not appear anywhere, of settings that may be wrong in any way. */
export function secretsIn(settings: unknown): string[] {
  const credentials = (settings as {credentials?: unknown} | null | undefined)?.credentials;
  if (typeof credentials === 'string') return spellings(credentials);
  const {
    client_secret,
    certificate: pem,
    password,
  } = (credentials ?? {}) as Record<string, unknown>;
  return [client_secret, pem, password].flatMap((value) =>
    typeof value === 'string' ? spellings(value) : [],
  );
}

/** A certificate is also secret line by line, and with its line breaks repaired. */
function spellings(text: string): string[] {
  const pem = repairPem(text);
  const lines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
  return [text, text.trim(), pem, ...lines].filter(Boolean);
}

function certificate(
  raw: Extract<RawCredentials, {auth_type: 'client_certificate'}>,
  now: number,
): {credentials: Credentials; problems: Problem[]} {
  const pem = repairPem(raw.certificate);
  const password = raw.password === '' ? undefined : raw.password;
  const problem = pemProblem(pem, password, now);
  const optional = {
    ...(password !== undefined && {password}),
    ...(!problem && {expiresOn: expiryOf(pem)}),
  };
  return {
    credentials: {kind: 'client_certificate', pem, ...optional},
    problems: problem ? [{setting: 'credentials.certificate', text: problem}] : [],
  };
}

function workloadIdentity(tokenFilePath: string): {credentials: Credentials; problems: Problem[]} {
  const credentials: Credentials = {kind: 'workload_identity', tokenFilePath};
  const problem = tokenFileProblem(tokenFilePath);
  if (!problem) return {credentials, problems: []};
  const text =
    `is ${quoteText(tokenFilePath)}, ${problem}; let the platform mount the federated token ` +
    'there, in Kubernetes by the label azure.workload.identity/use on the pod';
  return {credentials, problems: [{setting: 'credentials.token_file_path', text}]};
}

function tokenFileProblem(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() === '' ? 'which is an empty file' : undefined;
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'which does not exist' : `which cannot be read (${code})`;
  }
}
