import type {Row} from '../messages';
import {formatNumber} from '../table';
import type {Table} from '../table';
import type {Tables} from '../warehouse';

/** Which licensed users can sign in with a second factor. */
export function mfaCoverage(tables: Tables): Table | undefined {
  const users = tables.get('users') ?? [];
  const registrations = tables.get('user_registration_details') ?? [];
  if (users.length === 0 || registrations.length === 0) return undefined;
  const details = new Map(registrations.map((row) => [row['id'], row]));
  const licensed = users.filter(holdsLicence);
  const found = (user: Row): Row | undefined => details.get(user['id']);
  const groups: Record<string, Row[]> = {
    Members: licensed.filter((user) => user['userType'] !== 'Guest'),
    Guests: licensed.filter((user) => user['userType'] === 'Guest'),
    Administrators: licensed.filter((user) => found(user)?.['isAdmin'] === true),
    'Users with a licence': licensed,
  };
  return {
    title: 'Multifactor authentication of users with a licence',
    columns: [
      {title: 'who', align: 'left'},
      {title: 'users'},
      {title: 'registered'},
      {title: 'and capable'},
      {title: 'not registered'},
      {title: 'unknown'},
      {title: 'capable'},
    ],
    rows: Object.entries(groups).map(([name, members]) => [name, ...coverage(members.map(found))]),
    notes: [
      'From users and user_registration_details, joined by id. Who is registered but not capable',
      'has only methods that the policy does not allow. Disabled accounts are unknown: Microsoft',
      'leaves them out of the report.',
    ],
  };
}

function holdsLicence({assignedLicenses}: Row): boolean {
  return Array.isArray(assignedLicenses) && assignedLicenses.length > 0;
}

function coverage(details: readonly (Row | undefined)[]): string[] {
  const count = (field: string, value: boolean): number =>
    details.filter((row) => row?.[field] === value).length;
  const registered = count('isMfaRegistered', true);
  const capable = count('isMfaCapable', true);
  const missing = count('isMfaRegistered', false);
  const known = registered + missing;
  const share = known === 0 ? '' : `${((capable / known) * 100).toFixed(0)} %`;
  const unknown = details.length - known;
  return [...[details.length, registered, capable, missing, unknown].map(formatNumber), share];
}
