/** Administrators, and people of a department with a cost centre and a manager. */
import {SKU_IDS} from '../sku-catalogue';
import {USED} from './named-person';
import type {NamedPerson} from './named-person';

const {SPE_E3} = SKU_IDS;
const E3 = {sku: SPE_E3};

export const ORGANIZATION: readonly NamedPerson[] = [
  {
    name: 'admin.without-factors',
    signedInDaysAgo: 2,
    licences: [],
    usage: {registration: {isAdmin: true, isMfaCapable: false, methodsRegistered: ['email']}},
    expected: {},
    hasMfaGap: true,
  },
  {
    name: 'admin.of-no-use',
    signedInDaysAgo: 2,
    licences: [],
    usage: {
      registration: {
        isAdmin: true,
        isMfaCapable: false,
        methodsRegistered: ['mobilePhone', 'email'],
      },
    },
    expected: {},
    hasMfaGap: true,
  },
  {
    name: 'admin.with-factors',
    signedInDaysAgo: 2,
    licences: [],
    usage: {registration: {isAdmin: true, isMfaCapable: true, methodsRegistered: ['mobilePhone']}},
    expected: {},
    hasMfaGap: false,
  },
  {
    name: 'admin.disabled',
    isDisabled: true,
    signedInDaysAgo: 200,
    licences: [],
    usage: {registration: {isAdmin: true, isMfaCapable: false, methodsRegistered: []}},
    expected: {},
    hasMfaGap: false,
  },
  {
    name: 'staff.without-factors',
    signedInDaysAgo: 2,
    licences: [],
    usage: {registration: {isAdmin: false, isMfaCapable: false, methodsRegistered: []}},
    expected: {},
    hasMfaGap: false,
  },
  {
    name: 'workshop.lead',
    department: 'Workshop',
    costCenter: 'CC-1',
    signedInDaysAgo: 2,
    licences: [E3],
    usage: USED,
    expected: {[SPE_E3]: 'no row'},
  },
  {
    name: 'workshop.idle',
    department: 'Workshop',
    costCenter: 'CC-2',
    manager: 'workshop.lead',
    signedInDaysAgo: 200,
    licences: [E3],
    expected: {[SPE_E3]: 'inactive, probable'},
  },
  {
    name: 'workshop.works',
    department: 'Workshop',
    costCenter: 'CC-2',
    manager: 'workshop.lead',
    signedInDaysAgo: 1,
    licences: [E3],
    usage: USED,
    expected: {[SPE_E3]: 'no row'},
  },
];
