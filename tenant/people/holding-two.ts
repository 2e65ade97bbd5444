/** People who hold two products of which one may include the other. */
import {SKU_IDS} from '../sku-catalogue';
import {USED} from './named-person';
import type {NamedPerson} from './named-person';

const {
  AAD_PREMIUM,
  ENTERPRISEPACK,
  OFFICESUBSCRIPTION,
  POWER_BI_PRO,
  PROJECTPREMIUM,
  PROJECTPROFESSIONAL,
  SPE_E3,
  SPE_E5,
  SPE_F1,
  STANDARDPACK,
} = SKU_IDS;
const E3 = {sku: SPE_E3};

export const HOLDING_TWO: readonly NamedPerson[] = [
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
  {
    name: 'two-suites.new-starter',
    createdDaysAgo: 10,
    signedInDaysAgo: null,
    licences: [
      {...E3, daysAgo: 10},
      {sku: SPE_E5, daysAgo: 10},
    ],
    usage: {assignedDaysAgo: 10},
    expected: {[SPE_E3]: 'duplicate, certain', [SPE_E5]: 'no row'},
  },
  {
    name: 'two-suites.agent',
    isAgent: true,
    signedInDaysAgo: null,
    licences: [E3, {sku: SPE_E5}],
    expected: {[SPE_E3]: 'duplicate, certain', [SPE_E5]: 'no row'},
  },
  {
    name: 'known-pairs.chain',
    signedInDaysAgo: 2,
    licences: [{sku: SPE_E5}, {sku: STANDARDPACK}, {sku: SPE_F1}, {sku: OFFICESUBSCRIPTION}],
    usage: USED,
    expected: {
      [SPE_E5]: 'no row',
      [STANDARDPACK]: 'duplicate, certain',
      [SPE_F1]: 'duplicate, certain',
      [OFFICESUBSCRIPTION]: 'duplicate, certain',
    },
  },
  {
    name: 'no-pair',
    signedInDaysAgo: 2,
    licences: [E3, {sku: POWER_BI_PRO}],
    usage: USED,
    expected: {[SPE_E3]: 'no row', [POWER_BI_PRO]: 'no row'},
  },
  {
    name: 'suspended-product.covers-nothing',
    signedInDaysAgo: 2,
    licences: [{sku: PROJECTPREMIUM}, {sku: PROJECTPROFESSIONAL}],
    usage: {...USED, activatedDaysAgo: {'PROJECT CLIENT': 5}},
    expected: {[PROJECTPREMIUM]: 'no row', [PROJECTPROFESSIONAL]: 'no row'},
  },
];
