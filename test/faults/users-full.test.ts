import {userRows} from '../support/expected-rows';
import {PAGED} from './family';
import {faultMatrix} from './matrix';

describe('users, read whole:', () => {
  faultMatrix({
    stream: 'users',
    syncMode: 'full_refresh',
    answered: 'page',
    match: (rawUrl) => rawUrl.startsWith('/v1.0/users?'),
    passing: 3,
    rows: ({directory}) => userRows(directory.all()),
    tenant: PAGED,
  });
});
