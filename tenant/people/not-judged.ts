/** Seats that are none, that nobody can give back, or that are held in unusual ways. */
import {SKU_IDS, UNLISTED_SKU_ID as UNLISTED} from '../sku-catalogue';
import type {NamedPerson} from './named-person';

const {FLOW_FREE, PROJECTPREMIUM, SPE_E3} = SKU_IDS;
const E3 = {sku: SPE_E3};

export const NOT_JUDGED: readonly NamedPerson[] = [
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
