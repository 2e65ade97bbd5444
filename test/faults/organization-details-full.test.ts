import {organizationDetailRows} from '../support/expected-rows';
import {PAGED} from './family';
import {faultMatrix} from './matrix';

describe('users with their managers, read whole:', () => {
  faultMatrix({
    stream: 'user_organization_details',
    isVariant: true,
    syncMode: 'full_refresh',
    answered: 'page',
    match: (rawUrl) => rawUrl.startsWith('/v1.0/users?'),
    passing: 3,
    rows: (tenant) => organizationDetailRows(tenant.directory.all(), tenant),
    tenant: PAGED,
  });
});
