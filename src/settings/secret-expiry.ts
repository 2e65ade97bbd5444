import type {Credentials} from './credentials';

const DAY_MS = 86_400_000;
const WARN_DAYS = 30;

const WHAT_TO_DO =
  'Create a new one in the Azure portal under App registrations > your app > Certificates & ' +
  'secrets, enter its Value as client_secret, and its date as client_secret_expires_on.';

/** A warning when the client secret ends soon, by the date that the user entered. */
export function secretExpiry(credentials: Credentials, now: number): string | undefined {
  if (credentials.kind !== 'client_secret' || credentials.expiresOn === undefined) return undefined;
  const {expiresOn} = credentials;
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const days = Math.round((Date.parse(expiresOn) - today) / DAY_MS);
  if (Number.isNaN(days) || days > WARN_DAYS) return undefined;
  if (days < 0) return `The client secret expired on ${expiresOn}, by its date. ${WHAT_TO_DO}`;
  const when = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
  return `The client secret expires ${when} (${expiresOn}). ${WHAT_TO_DO}`;
}
