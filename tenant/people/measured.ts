/** Products of which the use is measured: Copilot, and those that are activated. */
import {SKU_IDS, UNLISTED_SKU_ID as UNLISTED} from '../sku-catalogue';
import {USED} from './named-person';
import type {NamedPerson} from './named-person';

const {COPILOT, OFFICESUBSCRIPTION, PROJECTPROFESSIONAL, SPE_E3, VISIOCLIENT} = SKU_IDS;
const E3 = {sku: SPE_E3};

export const MEASURED: readonly NamedPerson[] = [
  {
    name: 'copilot.never-used',
    signedInDaysAgo: 2,
    licences: [E3, {sku: COPILOT}],
    usage: USED,
    expected: {[SPE_E3]: 'no row', [COPILOT]: 'product_not_used, review'},
    copilotBand: 'never',
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
    copilotBand: 'unknown',
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
  {
    name: 'copilot.seven-days',
    signedInDaysAgo: 2,
    licences: [E3, {sku: COPILOT}],
    usage: {lastUseDaysAgo: {...USED.lastUseDaysAgo, copilot: 7}},
    expected: {[SPE_E3]: 'no row', [COPILOT]: 'no row'},
    copilotBand: 'last_7_days',
  },
  {
    name: 'copilot.eight-days',
    signedInDaysAgo: 2,
    licences: [E3, {sku: COPILOT}],
    usage: {lastUseDaysAgo: {...USED.lastUseDaysAgo, copilot: 8}},
    expected: {[SPE_E3]: 'no row', [COPILOT]: 'no row'},
    copilotBand: 'last_30_days',
  },
  {
    name: 'copilot.thirty-days',
    signedInDaysAgo: 2,
    licences: [E3, {sku: COPILOT}],
    usage: {lastUseDaysAgo: {...USED.lastUseDaysAgo, copilot: 30}},
    expected: {[SPE_E3]: 'no row', [COPILOT]: 'no row'},
    copilotBand: 'last_30_days',
  },
  {
    name: 'copilot.thirty-one-days',
    signedInDaysAgo: 2,
    licences: [E3, {sku: COPILOT}],
    usage: {lastUseDaysAgo: {...USED.lastUseDaysAgo, copilot: 31}},
    expected: {[SPE_E3]: 'no row', [COPILOT]: 'no row'},
    copilotBand: 'last_90_days',
  },
  {
    name: 'copilot.ninety-days',
    signedInDaysAgo: 2,
    licences: [E3, {sku: COPILOT}],
    usage: {lastUseDaysAgo: {...USED.lastUseDaysAgo, copilot: 90}},
    expected: {[SPE_E3]: 'no row', [COPILOT]: 'no row'},
    copilotBand: 'last_90_days',
  },
  {
    name: 'copilot.ninety-one-days',
    signedInDaysAgo: 2,
    licences: [E3, {sku: COPILOT}],
    usage: {lastUseDaysAgo: {...USED.lastUseDaysAgo, copilot: 91}},
    expected: {[SPE_E3]: 'no row', [COPILOT]: 'product_not_used, review'},
    copilotBand: 'older',
  },
  {
    name: 'unlisted-product.not-in-the-report',
    signedInDaysAgo: 2,
    licences: [{sku: UNLISTED}],
    usage: USED,
    expected: {[UNLISTED]: 'unknown'},
  },
];
