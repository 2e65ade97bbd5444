import {userRows} from '../support/expected-rows';
import {faultMatrix} from './matrix';

describe('the token endpoint, before the streams begin:', () => {
  faultMatrix({
    stream: 'users',
    syncMode: 'incremental',
    answered: 'token',
    match: (_rawUrl, method) => method === 'POST',
    passing: 0,
    rows: ({directory}) => userRows(directory.all()),
  });
});
