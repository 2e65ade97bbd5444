/** Disabled accounts, and mailboxes that keep their licence. */
import {SKU_IDS, UNLISTED_SKU_ID as UNLISTED} from '../sku-catalogue';
import {GIB} from './named-person';
import type {NamedPerson} from './named-person';

const {POWER_BI_PRO, SPE_E3, SPE_E5} = SKU_IDS;
const E3 = {sku: SPE_E3};

export const DISABLED: readonly NamedPerson[] = [
  {
    name: 'disabled',
    isDisabled: true,
    signedInDaysAgo: 200,
    licences: [E3],
    usage: {mailboxBytes: 3 * GIB},
    expected: {[SPE_E3]: 'account_disabled, certain'},
  },
  {
    name: 'disabled.large-mailbox',
    isDisabled: true,
    signedInDaysAgo: 200,
    licences: [E3, {sku: POWER_BI_PRO}],
    usage: {mailboxBytes: 50 * GIB + 1},
    // Only products with Exchange keep a mailbox.
    expected: {
      [SPE_E3]: 'account_disabled, review',
      [POWER_BI_PRO]: 'account_disabled, certain',
    },
  },
  {
    name: 'disabled.fifty-gib',
    isDisabled: true,
    signedInDaysAgo: 200,
    licences: [E3],
    usage: {mailboxBytes: 50 * GIB},
    expected: {[SPE_E3]: 'account_disabled, certain'},
  },
  {
    name: 'disabled.archive',
    isDisabled: true,
    signedInDaysAgo: 200,
    licences: [{sku: SPE_E5}],
    usage: {mailboxBytes: GIB, hasArchive: true},
    expected: {[SPE_E5]: 'account_disabled, review'},
  },
  {
    name: 'disabled.without-mailbox',
    isDisabled: true,
    signedInDaysAgo: 200,
    licences: [E3],
    usage: {isWithoutMailboxRow: true},
    expected: {[SPE_E3]: 'account_disabled, certain'},
  },
  {
    name: 'disabled.two-suites',
    isDisabled: true,
    signedInDaysAgo: null,
    licences: [E3, {sku: SPE_E5}],
    usage: {mailboxBytes: GIB},
    expected: {[SPE_E3]: 'account_disabled, certain', [SPE_E5]: 'account_disabled, certain'},
  },
  {
    name: 'disabled.unlisted-product',
    isDisabled: true,
    signedInDaysAgo: 200,
    licences: [E3, {sku: UNLISTED}],
    usage: {mailboxBytes: 60 * GIB},
    // Nobody knows the plans of a product that the tenant does not list.
    expected: {[SPE_E3]: 'account_disabled, review', [UNLISTED]: 'account_disabled, review'},
  },
  {
    name: 'disabled.new-starter',
    isDisabled: true,
    createdDaysAgo: 10,
    signedInDaysAgo: null,
    licences: [{...E3, daysAgo: 10}],
    usage: {assignedDaysAgo: 10},
    expected: {[SPE_E3]: 'account_disabled, certain'},
  },
  {
    name: 'disabled.agent',
    isDisabled: true,
    isAgent: true,
    signedInDaysAgo: null,
    licences: [E3],
    expected: {[SPE_E3]: 'account_disabled, certain'},
  },
];
