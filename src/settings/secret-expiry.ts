import type {Credentials} from './credentials';

const DAY_MS = 86_400_000;
const WARN_DAYS = 30;

const PLACE = 'in the Azure portal under App registrations > your app > Certificates & secrets';

const RENEWALS = {
  client_secret: {
    what: 'The client secret',
    whatToDo:
      `Create a new one ${PLACE}, enter its Value as client_secret, and its date as ` +
      'client_secret_expires_on (docs/setup.md, section 5).',
  },
  client_certificate: {
    what: 'The certificate',
    whatToDo:
      `Create a new one, upload its public part ${PLACE} > Certificates, and enter it with its ` +
      'private key as certificate (docs/setup.md, section 10).',
  },
};

/** A warning when the secret (by the date that the user entered) or the certificate ends soon. */
export function secretExpiry(credentials: Credentials, now: number): string | undefined {
  if (credentials.kind === 'workload_identity' || !credentials.expiresOn) return undefined;
  const {kind, expiresOn} = credentials;
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const days = Math.round((Date.parse(expiresOn) - today) / DAY_MS);
  if (Number.isNaN(days) || days > WARN_DAYS) return undefined;
  const {what, whatToDo} = RENEWALS[kind];
  if (days < 0) return `${what} expired on ${expiresOn}, by its date. ${whatToDo}`;
  const when = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
  return `${what} expires ${when} (${expiresOn}). ${whatToDo}`;
}
