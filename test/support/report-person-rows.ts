/** Rows of the smaller marts about a person of a made-up tenant. */
import type {MartRow} from '../../report/marts';
import {martRow} from './report-data';
import type {Person} from './report-people';

const DAY = '2026-11-28';

function whoIs({id, name, address}: Person): {
  user_id: string;
  user_principal_name: string;
  display_name: string;
} {
  return {user_id: id, user_principal_name: address, display_name: name};
}

export function rightSizing(person: Person, hasPrices: boolean): MartRow['m365__right_sizing'] {
  const fits = person.index % 4 === 0;
  return martRow('m365__right_sizing', {
    ...whoIs(person),
    seat_id: `${person.id}_sku-e3`,
    department: person.department,
    sku_id: 'sku-e3',
    product: 'Microsoft 365 E3',
    fits_in_sku_id: fits ? 'sku-f3' : null,
    fits_in: fits ? 'Microsoft 365 F3' : null,
    blocked_by: fits ? null : 'desktop_apps,mailbox_size',
    mailbox_bytes: 1024 ** 3,
    onedrive_bytes: null,
    monthly_price_difference: hasPrices && fits ? 26 : null,
    as_of_date: DAY,
  });
}

export function copilotSeat(person: Person): MartRow['m365__copilot_adoption'] {
  const isUsed = person.index % 3 !== 0;
  return martRow('m365__copilot_adoption', {
    ...whoIs(person),
    seat_id: `${person.id}_sku-copilot`,
    department: person.department,
    sku_id: 'sku-copilot',
    product: 'Microsoft 365 Copilot',
    seat_since_date: '2026-01-10',
    last_activity_date: isUsed ? '2026-11-25' : null,
    teams_last_activity_date: isUsed ? '2026-11-25' : null,
    band: isUsed ? 'last_7_days' : 'never',
    is_never_used: !isUsed,
    as_of_date: DAY,
  });
}

export function stores(person: Person): MartRow['m365__storage'][] {
  const share = (person.index % 20) / 20;
  return (['mailbox', 'onedrive'] as const).map((kind) =>
    martRow('m365__storage', {
      ...whoIs(person),
      storage_id: `${kind} ${person.address}`,
      kind,
      department: person.department,
      account_state: person.index % 10 === 2 ? 'disabled' : 'enabled',
      storage_used_bytes: share * 1024 ** 4,
      quota_bytes: 1024 ** 4,
      share_of_quota: share,
    }),
  );
}

export function administrator(person: Person): MartRow['m365__admin_mfa_gaps'] {
  return martRow('m365__admin_mfa_gaps', {
    ...whoIs(person),
    is_mfa_registered: false,
    is_mfa_capable: false,
    methods: 'email,mobilePhone',
    last_seen_date: '2026-11-20',
  });
}
