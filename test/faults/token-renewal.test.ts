import {userRows} from '../support/expected-rows';
import {onRequest} from '../support/tenants';
import type {Tenant} from '../../tenant/tenant';
import {PAGED} from './family';
import {faultMatrix} from './matrix';

/** In the middle of a round, every token ends. */
function revoke(tenant: Tenant): void {
  onRequest(tenant, {part: '/users/delta', skip: 11}, () => tenant.revokeTokens());
}

describe('the token endpoint, in the middle of a delta round:', () => {
  faultMatrix({
    stream: 'users',
    syncMode: 'incremental',
    answered: 'token',
    match: (_rawUrl, method) => method === 'POST',
    opening: 1,
    passing: 1,
    rows: ({directory}) => userRows(directory.all()),
    tenant: PAGED,
    begin: revoke,
  });
});
