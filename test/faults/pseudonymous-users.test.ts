import type {Tenant} from '../../tenant/tenant';
import {PSEUDONYMIZE, principalPseudonymOf, pseudonymOf} from '../support/expected-pseudonyms';
import type {Row} from '../support/messages';
import {PAGED} from './family';
import {THIN_ROWS} from './kinds/links';
import {faultMatrix} from './matrix';

function change({directory}: Tenant): void {
  const users = [...directory.all()];
  for (const user of users.slice(0, 60)) directory.change(user.id, {city: 'Bonn'});
  for (const user of users.slice(3, 6)) directory.remove(user.id);
  directory.add({userPrincipalName: 'new@contoso.com'});
}

function rows({directory}: Tenant): Map<string, Row> {
  const users = [...directory.all()].map(({id, userPrincipalName, city}) => ({
    id: pseudonymOf(id),
    userPrincipalName: principalPseudonymOf(userPrincipalName),
    displayName: null,
    city,
  }));
  return new Map(users.map((user) => [user.id, user]));
}

describe('users with pseudonyms, in a later round of a delta query:', () => {
  faultMatrix(
    {
      stream: 'users',
      syncMode: 'incremental',
      settings: PSEUDONYMIZE,
      answered: 'page',
      match: (rawUrl) => rawUrl.includes('/users/delta'),
      passing: 11,
      rows,
      tenant: PAGED,
      before: {agoMs: 3_600_000, change},
    },
    [THIN_ROWS],
  );
});
