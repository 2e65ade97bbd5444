import {userRows} from '../support/expected-rows';
import type {Tenant} from '../../tenant/tenant';
import {PAGED} from './family';
import {LOST_DELTA_LINKS, THIN_ROWS, UNEXPLAINED_DELTA_LINKS} from './kinds/links';
import {faultMatrix} from './matrix';

/** Most of them change, so that the round has a checkpoint before its end. */
function change({directory}: Tenant): void {
  const users = [...directory.all()];
  for (const user of users.slice(0, 60)) directory.change(user.id, {city: 'Bonn'});
  for (const user of users.slice(3, 6)) directory.remove(user.id);
  directory.add({userPrincipalName: 'new@contoso.com'});
}

describe('a later round of a delta query, behind its first checkpoint:', () => {
  faultMatrix(
    {
      stream: 'users',
      syncMode: 'incremental',
      answered: 'page',
      match: (rawUrl) => rawUrl.includes('/users/delta'),
      passing: 11,
      rows: ({directory}) => userRows(directory.all()),
      tenant: PAGED,
      before: {agoMs: 3_600_000, change},
    },
    [...LOST_DELTA_LINKS, ...UNEXPLAINED_DELTA_LINKS, THIN_ROWS],
  );
});
