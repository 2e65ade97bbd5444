import type {Credential} from '../graph/auth/sign-in';
import {inspectTokenFile} from '../graph/auth/token-file';
import {message} from '../message-text';
import {
  certificateErrorText,
  expiryOf,
  openingPassword,
  repairPem,
  withOwnFirst,
} from './certificate';
import {visibleText} from './invisible';
import {isSecretPlaceholder} from './secret-placeholder';
import {quoteText} from './shown-value';
import type {ValidationError} from './shown-value';
import {inSetupGuide} from '../setup-guide';

/** How the app signs in, and until when as far as that is known. */
interface ParsedCredentials {
  credentials: Credential;
  /** `YYYY-MM-DD`: of a secret as the user entered it, of a certificate as it says. */
  expiresOn?: string;
  errors: ValidationError[];
}

/** As resources/spec.json describes them, once they fit it. */
export type RawCredentials =
  | {auth_type: 'client_secret'; client_secret: string; client_secret_expires_on?: string}
  | {auth_type: 'client_certificate'; certificate: string; password?: string}
  | {auth_type: 'workload_identity'; token_file_path: string};

/** What the form cannot check: whether the certificate and the token file can be used. */
export function parseCredentials(raw: RawCredentials, now: number): ParsedCredentials {
  switch (raw.auth_type) {
    case 'client_secret': {
      const {client_secret: clientSecret, client_secret_expires_on: expiresOn} = raw;
      return {
        credentials: {kind: 'client_secret', clientSecret: clientSecret.trim()},
        ...(expiresOn && {expiresOn}),
        errors: [],
      };
    }
    case 'client_certificate':
      return parseCertificate(raw, now);
    case 'workload_identity':
      return parseWorkloadIdentity(raw.token_file_path.trim());
  }
}

/** Texts that must not appear anywhere, of settings that may be wrong in any way. */
export function secretsIn(settings: unknown): string[] {
  const credentials = (settings as {credentials?: unknown} | null | undefined)?.credentials;
  if (typeof credentials === 'string') return secretTexts(credentials);
  const {
    client_secret,
    certificate: pem,
    password,
  } = (credentials ?? {}) as Record<string, unknown>;
  return [client_secret, pem, password].flatMap(secretTexts);
}

/** The words of a placeholder are those of messages, and no secret. */
function secretTexts(value: unknown): string[] {
  return typeof value === 'string' && !isSecretPlaceholder(value) ? spellings(value) : [];
}

/** A certificate is also secret line by line, and with its line breaks repaired. */
function spellings(text: string): string[] {
  const pem = repairPem(text);
  const lines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
  return [text, visibleText(text).trim(), pem, ...lines].filter(Boolean);
}

function parseCertificate(
  raw: Extract<RawCredentials, {auth_type: 'client_certificate'}>,
  now: number,
): ParsedCredentials {
  const repaired = repairPem(raw.certificate);
  const password = openingPassword(repaired, raw.password);
  const pem = withOwnFirst(repaired, password);
  const error = certificateErrorText(raw.certificate, password, now);
  return {
    credentials: {kind: 'client_certificate', pem, ...(password !== undefined && {password})},
    ...(!error && {expiresOn: expiryOf(pem)}),
    errors: error ? [{setting: 'credentials.certificate', text: error}] : [],
  };
}

/** A JSON web token begins with `{"` in base64. */
const LIKE_TOKEN = /^ey[\w-]+\.[\w-]+/;

function parseWorkloadIdentity(tokenFilePath: string): ParsedCredentials {
  const credentials: Credential = {kind: 'workload_identity', tokenFilePath};
  if (LIKE_TOKEN.test(tokenFilePath)) {
    const text = 'is a token; enter the path of the file in which the platform keeps it';
    return {credentials, errors: [{setting: 'credentials.token_file_path', text}]};
  }
  const problem = tokenFileProblem(tokenFilePath);
  if (!problem) return {credentials, errors: []};
  const text = message`is ${quoteText(tokenFilePath)}, which ${problem}; let the platform mount the federated token there, in Kubernetes by the label azure.workload.identity/use on the pod`;
  return {credentials, errors: [{setting: 'credentials.token_file_path', text}]};
}

function tokenFileProblem(path: string): string | undefined {
  const file = inspectTokenFile(path);
  switch (file.kind) {
    case 'token':
      return undefined;
    case 'empty':
      return 'is an empty file';
    case 'missing':
      return 'does not exist';
    case 'unreadable':
      return `cannot be read (${file.code})`;
  }
}

const MS_PER_DAY = 86_400_000;
const WARN_DAYS = 30;

const PLACE = 'in the Azure portal under App registrations > your app > Certificates & secrets';

const RENEWALS = {
  client_secret: {
    what: 'The client secret',
    whatToDo:
      `Create a new one ${PLACE}, enter its Value as client_secret, and its date as ` +
      `client_secret_expires_on ${inSetupGuide('secret')}.`,
  },
  client_certificate: {
    what: 'The certificate',
    whatToDo:
      `Create a new one, upload its public part ${PLACE} > Certificates, and enter it with its ` +
      `private key as certificate ${inSetupGuide('alternatives')}.`,
  },
};

/** A warning when the secret (by the date that the user entered) or the certificate ends soon. */
export function secretExpiry(
  {kind}: Credential,
  expiresOn: string | undefined,
  now: number,
): string | undefined {
  if (kind === 'workload_identity' || !expiresOn) return undefined;
  const today = Math.floor(now / MS_PER_DAY) * MS_PER_DAY;
  const days = Math.round((Date.parse(expiresOn) - today) / MS_PER_DAY);
  if (Number.isNaN(days) || days > WARN_DAYS) return undefined;
  const {what, whatToDo} = RENEWALS[kind];
  if (days < 0) return `${what} expired on ${expiresOn}, by its date. ${whatToDo}`;
  const when = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
  return `${what} expires ${when} (${expiresOn}). ${whatToDo}`;
}
