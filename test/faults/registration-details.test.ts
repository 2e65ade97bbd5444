import {PAGED} from './family';
import {NOT_PREMIUM} from './kinds/refusals';
import {faultMatrix} from './matrix';

describe('registration details:', () => {
  faultMatrix(
    {
      stream: 'user_registration_details',
      startsFirst: true,
      syncMode: 'incremental',
      answered: 'page',
      match: (rawUrl) => rawUrl.includes('/userRegistrationDetails'),
      passing: 3,
      rows: (tenant) => new Map(tenant.registrations().map((row) => [row.id, {...row}])),
      tenant: PAGED,
      limitedMs: 60_000,
    },
    NOT_PREMIUM,
  );
});
