import {signInRows} from '../support/expected-rows';
import {PAGED} from './family';
import {NOT_PREMIUM} from './kinds/refusals';
import {faultMatrix} from './matrix';

describe('sign-in activity, read whole:', () => {
  faultMatrix(
    {
      stream: 'sign_in_activity',
      startsFirst: true,
      syncMode: 'full_refresh',
      answered: 'page',
      match: (rawUrl) => rawUrl.includes('signInActivity'),
      passing: 3,
      rows: ({directory}) => signInRows(directory.all()),
      tenant: PAGED,
      limitedMs: 60_000,
    },
    NOT_PREMIUM,
  );
});
