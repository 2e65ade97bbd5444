import {userRows} from '../support/expected-rows';
import {PAGED} from './family';
import {THIN_ROWS} from './kinds/links';
import {faultMatrix} from './matrix';

describe('the first round of a delta query, behind its first checkpoint:', () => {
  faultMatrix(
    {
      stream: 'users',
      syncMode: 'incremental',
      answered: 'page',
      match: (rawUrl) => rawUrl.includes('/users/delta'),
      passing: 11,
      rows: ({directory}) => userRows(directory.all()),
      tenant: PAGED,
    },
    [THIN_ROWS],
  );
});
