/**
 * People who are each one case of the answers about licences: every reason for which a seat is
 * wasted, every order of two reasons, every exception. What is expected of each stands beside the
 * case, written by hand.
 */
import {SKU_IDS} from './sku-catalogue';
import type {UsageFacts} from './usage-facts';

const GIB = 2 ** 30;

export type Way = 'direct' | 'group' | 'in error';

export interface Licence {
  sku: string;
  ways?: readonly Way[];
  /** When it was assigned; by default long ago. */
  daysAgo?: number;
}

/** Confidence that the seat is wasted for a reason; `no row` where it is none, `unknown` where nobody can say. */
export type ExpectedVerdict =
  `${Reason}, ${'certain' | 'probable' | 'review'}` | 'no row' | 'unknown' | 'not held';

type Reason =
  'account_disabled' | 'duplicate' | 'never_signed_in' | 'inactive' | 'product_not_used';

export interface NamedPerson {
  /** Also the name in front of the @. */
  name: string;
  isDisabled?: true;
  isGuest?: true;
  /** Null: Graph does not know it. By default years ago. */
  createdDaysAgo?: number | null;
  /** The last sign-in that succeeded. Null: a row without dates. */
  signedInDaysAgo?: number | null;
  /** Attempts since then, none of which succeeded. */
  attemptedDaysAgo?: number;
  licences: readonly Licence[];
  usage?: Partial<UsageFacts>;
  /** What each product's seat is, with the usual settings, by skuId. */
  expected: Readonly<Record<string, ExpectedVerdict>>;
}

const {SPE_E3, SPE_E5, ENTERPRISEPACK, AAD_PREMIUM, COPILOT, VISIOCLIENT} = SKU_IDS;
const {PROJECTPROFESSIONAL, PROJECTPREMIUM, OFFICESUBSCRIPTION, POWER_BI_PRO, FLOW_FREE} = SKU_IDS;
/** A product that the tenant does not list among its subscriptions. */
const UNLISTED = 'a10d5e58-74da-4312-95c8-76be4e5b75a0';
const E3 = {sku: SPE_E3};
const USED = {lastUseDaysAgo: {exchange: 3, teams: 3, apps: 4}};

export const NAMED_PEOPLE: readonly NamedPerson[] = [
  // A disabled account.
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
  // Two products of which one includes the other.
  {
    name: 'two-suites',
    signedInDaysAgo: 2,
    licences: [E3, {sku: SPE_E5}],
    usage: USED,
    expected: {[SPE_E3]: 'duplicate, certain', [SPE_E5]: 'no row'},
  },
  {
    name: 'two-suites.idle',
    signedInDaysAgo: 150,
    licences: [E3, {sku: SPE_E5}],
    usage: {lastUseDaysAgo: {exchange: 150}},
    expected: {[SPE_E3]: 'duplicate, certain', [SPE_E5]: 'inactive, probable'},
  },
  {
    name: 'whole-plan-set',
    signedInDaysAgo: 2,
    licences: [E3, {sku: ENTERPRISEPACK}, {sku: AAD_PREMIUM}],
    usage: USED,
    expected: {
      [SPE_E3]: 'no row',
      [ENTERPRISEPACK]: 'duplicate, certain',
      [AAD_PREMIUM]: 'duplicate, certain',
    },
  },
  // Nobody has seen the person.
  {
    name: 'never',
    signedInDaysAgo: null,
    licences: [E3],
    expected: {[SPE_E3]: 'never_signed_in, probable'},
  },
  {
    name: 'never.new-starter',
    createdDaysAgo: 10,
    signedInDaysAgo: null,
    licences: [{...E3, daysAgo: 10}],
    usage: {assignedDaysAgo: 10},
    expected: {[SPE_E3]: 'no row'},
  },
  {
    name: 'never.seat-of-thirty-days',
    signedInDaysAgo: null,
    licences: [{...E3, daysAgo: 30}],
    usage: {assignedDaysAgo: 30},
    expected: {[SPE_E3]: 'never_signed_in, review'},
  },
  {
    name: 'never.seat-of-thirty-one-days',
    signedInDaysAgo: null,
    licences: [{...E3, daysAgo: 31}],
    usage: {assignedDaysAgo: 31},
    expected: {[SPE_E3]: 'never_signed_in, probable'},
  },
  {
    name: 'never.but-mail',
    signedInDaysAgo: null,
    licences: [E3],
    usage: {lastUseDaysAgo: {exchange: 3}},
    expected: {[SPE_E3]: 'no row'},
  },
  {
    name: 'never.attempts',
    signedInDaysAgo: null,
    attemptedDaysAgo: 1,
    licences: [E3],
    expected: {[SPE_E3]: 'never_signed_in, probable'},
  },
  {
    name: 'never.unknown-creation',
    createdDaysAgo: null,
    signedInDaysAgo: null,
    licences: [E3],
    expected: {[SPE_E3]: 'never_signed_in, probable'},
  },
  {
    name: 'ninety-days',
    signedInDaysAgo: 90,
    licences: [E3],
    expected: {[SPE_E3]: 'no row'},
  },
  {
    name: 'ninety-one-days',
    signedInDaysAgo: 91,
    licences: [E3],
    usage: {lastUseDaysAgo: {teams: 120}},
    expected: {[SPE_E3]: 'inactive, probable'},
  },
  {
    name: 'idle.new-seat',
    signedInDaysAgo: 300,
    licences: [{...E3, daysAgo: 12}],
    usage: {assignedDaysAgo: 12},
    expected: {[SPE_E3]: 'inactive, review'},
  },
  {
    name: 'idle.but-teams',
    signedInDaysAgo: 300,
    licences: [E3],
    usage: {lastUseDaysAgo: {teams: 20}},
    expected: {[SPE_E3]: 'no row'},
  },
  {
    name: 'idle.guest',
    isGuest: true,
    signedInDaysAgo: 120,
    licences: [{sku: ENTERPRISEPACK}],
    expected: {[ENTERPRISEPACK]: 'inactive, probable'},
  },
  // Products of which the use is measured.
  {
    name: 'copilot.never-used',
    signedInDaysAgo: 2,
    licences: [E3, {sku: COPILOT}],
    usage: USED,
    expected: {[SPE_E3]: 'no row', [COPILOT]: 'product_not_used, review'},
  },
  {
    name: 'copilot.used-long-ago',
    signedInDaysAgo: 2,
    licences: [E3, {sku: COPILOT}],
    usage: {lastUseDaysAgo: {...USED.lastUseDaysAgo, copilot: 100}},
    expected: {[SPE_E3]: 'no row', [COPILOT]: 'product_not_used, review'},
  },
  {
    name: 'copilot.not-in-the-report',
    signedInDaysAgo: 2,
    licences: [E3, {sku: COPILOT}],
    usage: {...USED, isWithoutCopilotRow: true},
    expected: {[SPE_E3]: 'no row', [COPILOT]: 'unknown'},
  },
  {
    name: 'visio.not-activated',
    signedInDaysAgo: 2,
    licences: [{sku: VISIOCLIENT}, {sku: PROJECTPROFESSIONAL}, {sku: OFFICESUBSCRIPTION}],
    usage: {
      ...USED,
      activatedDaysAgo: {
        'VISIO CLIENT': null,
        'PROJECT CLIENT': 900,
        'MICROSOFT 365 APPS FOR ENTERPRISE': null,
      },
    },
    expected: {
      [VISIOCLIENT]: 'product_not_used, review',
      [PROJECTPROFESSIONAL]: 'no row',
      [OFFICESUBSCRIPTION]: 'product_not_used, review',
    },
  },
  {
    name: 'visio.not-in-the-report',
    signedInDaysAgo: 2,
    licences: [{sku: VISIOCLIENT}],
    usage: {...USED, activatedDaysAgo: {}},
    expected: {[VISIOCLIENT]: 'unknown'},
  },
  // Seats that are none, or that nobody can give back.
  {
    name: 'suspended-product',
    signedInDaysAgo: 400,
    licences: [{sku: PROJECTPREMIUM}],
    expected: {[PROJECTPREMIUM]: 'no row'},
  },
  {
    name: 'free-product',
    signedInDaysAgo: 400,
    licences: [{sku: FLOW_FREE}],
    expected: {[FLOW_FREE]: 'no row'},
  },
  {
    name: 'in-error',
    signedInDaysAgo: 400,
    licences: [{...E3, ways: ['in error']}],
    expected: {[SPE_E3]: 'not held'},
  },
  {
    name: 'both-ways',
    signedInDaysAgo: 400,
    licences: [{...E3, ways: ['direct', 'group']}],
    expected: {[SPE_E3]: 'inactive, probable'},
  },
  {
    name: 'unlisted-product',
    signedInDaysAgo: 400,
    licences: [{sku: UNLISTED}],
    expected: {[UNLISTED]: 'inactive, probable'},
  },
];
