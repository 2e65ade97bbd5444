import {organizationDetailRows} from '../support/expected-rows';
import type {Tenant} from '../../tenant/tenant';
import {PAGED} from './family';
import {LOST_DELTA_LINKS, THIN_ROWS, UNEXPLAINED_DELTA_LINKS} from './kinds/links';
import {faultMatrix} from './matrix';

/** Most of them change, and some of them have another manager or none. */
function change({directory}: Tenant): void {
  const users = [...directory.all()];
  for (const user of users.slice(0, 60)) directory.change(user.id, {mobilePhone: '+49 170 1'});
  for (const user of users.slice(20, 30)) directory.change(user.id, {managerId: users[1]!.id});
  for (const user of users.slice(30, 40)) directory.change(user.id, {managerId: null});
  for (const user of users.slice(3, 6)) directory.remove(user.id);
  directory.add({userPrincipalName: 'new@contoso.com', managerId: users[1]!.id});
}

describe('a later round of a delta query that may leave managers out:', () => {
  faultMatrix(
    {
      stream: 'user_organization_details',
      isVariant: true,
      syncMode: 'incremental',
      answered: 'page',
      match: (rawUrl) => rawUrl.includes('/users/delta'),
      passing: 11,
      rows: (tenant) => organizationDetailRows(tenant.directory.all(), tenant),
      tenant: {...PAGED, quirks: ['delta-rows-without-manager']},
      before: {agoMs: 3_600_000, change},
    },
    [...LOST_DELTA_LINKS, ...UNEXPLAINED_DELTA_LINKS, THIN_ROWS],
  );
});
