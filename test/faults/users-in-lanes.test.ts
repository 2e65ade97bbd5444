import {userRows} from '../support/expected-rows';
import {PAGED} from './family';
import {faultMatrix} from './matrix';

describe('users, read in lanes:', () => {
  faultMatrix({
    stream: 'users',
    syncMode: 'full_refresh',
    answered: 'page',
    match: (rawUrl) => rawUrl.startsWith('/v1.0/users?'),
    // The first page of the list that is left for lanes, and the one behind it.
    opening: 2,
    passing: 6,
    rows: ({directory}) => userRows(directory.all()),
    tenant: PAGED,
    minLaneUsers: 50,
  });
});
