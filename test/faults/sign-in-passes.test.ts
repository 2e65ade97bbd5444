import {signInRows} from '../support/expected-rows';
import {PAGED} from './family';
import {WITHOUT_SIGN_INS} from './kinds/bodies';
import {NOT_PREMIUM} from './kinds/refusals';
import {faultMatrix} from './matrix';

const DAY_MS = 86_400_000;

describe('sign-in activity, in passes:', () => {
  faultMatrix(
    {
      stream: 'sign_in_activity',
      startsFirst: true,
      syncMode: 'incremental',
      answered: 'page',
      match: (rawUrl) => rawUrl.includes('signInActivity'),
      passing: 3,
      rows: ({directory}) => signInRows(directory.all()),
      tenant: PAGED,
      // Long enough ago for the passes to have several pages each.
      before: {
        agoMs: 20 * DAY_MS,
        change: ({directory}) => directory.add({userPrincipalName: 'new@contoso.com'}),
      },
      // A filter is given up, and then everything is asked for as long again.
      limitedMs: 300_000,
    },
    [...NOT_PREMIUM, ...WITHOUT_SIGN_INS],
  );
});
