/** Holders of an E3 suite whom a smaller one might do for. */
import {SKU_IDS} from '../sku-catalogue';
import {GIB, USED} from './named-person';
import type {NamedPerson} from './named-person';

const {ENTERPRISEPACK, SPE_E3} = SKU_IDS;
const E3 = {sku: SPE_E3};
/** Browsers and phones alone, and little data. */
const LIGHT = {...USED, usesDesktopApps: false, mailboxBytes: GIB, oneDriveBytes: GIB};

export const RIGHT_SIZING: readonly NamedPerson[] = [
  {
    name: 'fits.f3',
    signedInDaysAgo: 2,
    licences: [E3],
    usage: {...LIGHT},
    expected: {[SPE_E3]: 'no row'},
    fitsIn: {suite: 'Microsoft 365 F3', blockedBy: null},
  },
  {
    name: 'fits.f3-exactly',
    signedInDaysAgo: 2,
    licences: [E3],
    usage: {...LIGHT, mailboxBytes: 2 * GIB, oneDriveBytes: 2 * GIB},
    expected: {[SPE_E3]: 'no row'},
    fitsIn: {suite: 'Microsoft 365 F3', blockedBy: null},
  },
  {
    name: 'fits.office-f3',
    signedInDaysAgo: 2,
    licences: [{sku: ENTERPRISEPACK}],
    usage: {...LIGHT},
    expected: {[ENTERPRISEPACK]: 'no row'},
    fitsIn: {suite: 'Office 365 F3', blockedBy: null},
  },
  {
    name: 'fits.without-mailbox',
    signedInDaysAgo: 2,
    licences: [{sku: ENTERPRISEPACK}],
    usage: {...LIGHT, isWithoutMailboxRow: true},
    expected: {[ENTERPRISEPACK]: 'no row'},
    fitsIn: {suite: 'Office 365 F3', blockedBy: null},
    mailbox: null,
  },
  {
    name: 'fits.e1-alone',
    signedInDaysAgo: 2,
    licences: [{sku: ENTERPRISEPACK}],
    usage: {...LIGHT, mailboxBytes: 50 * GIB, oneDriveBytes: 1024 * GIB},
    expected: {[ENTERPRISEPACK]: 'no row'},
    fitsIn: {suite: 'Office 365 E1', blockedBy: 'mailbox_size,onedrive_size'},
  },
  {
    name: 'too-large-for-e1',
    signedInDaysAgo: 2,
    licences: [{sku: ENTERPRISEPACK}],
    usage: {...LIGHT, mailboxBytes: 50 * GIB + 1},
    expected: {[ENTERPRISEPACK]: 'no row'},
    fitsIn: {suite: null, blockedBy: 'mailbox_size'},
    mailbox: ['enabled', 50 * GIB + 1],
  },
  {
    name: 'too-large.onedrive-for-e1',
    signedInDaysAgo: 2,
    licences: [{sku: ENTERPRISEPACK}],
    usage: {...LIGHT, oneDriveBytes: 1024 * GIB + 1},
    expected: {[ENTERPRISEPACK]: 'no row'},
    fitsIn: {suite: null, blockedBy: 'onedrive_size'},
  },
  {
    name: 'too-large.mailbox',
    signedInDaysAgo: 2,
    licences: [E3],
    usage: {...LIGHT, mailboxBytes: 2 * GIB + 1},
    expected: {[SPE_E3]: 'no row'},
    fitsIn: {suite: null, blockedBy: 'mailbox_size'},
  },
  {
    name: 'too-large.onedrive',
    signedInDaysAgo: 2,
    licences: [E3],
    usage: {...LIGHT, oneDriveBytes: 2 * GIB + 1},
    expected: {[SPE_E3]: 'no row'},
    fitsIn: {suite: null, blockedBy: 'onedrive_size'},
  },
  {
    name: 'needs.archive',
    signedInDaysAgo: 2,
    licences: [{sku: ENTERPRISEPACK}],
    usage: {...LIGHT, hasArchive: true},
    expected: {[ENTERPRISEPACK]: 'no row'},
    fitsIn: {suite: null, blockedBy: 'archive'},
  },
  {
    name: 'needs.desktop-apps',
    signedInDaysAgo: 2,
    licences: [E3],
    usage: {...LIGHT, usesDesktopApps: true},
    expected: {[SPE_E3]: 'no row'},
    fitsIn: {suite: null, blockedBy: 'desktop_apps'},
  },
  {
    name: 'needs.everything',
    signedInDaysAgo: 2,
    licences: [E3],
    usage: {...USED, usesDesktopApps: true, hasArchive: true, mailboxBytes: 60 * GIB},
    expected: {[SPE_E3]: 'no row'},
    fitsIn: {suite: null, blockedBy: 'archive,desktop_apps,mailbox_size,onedrive_size'},
    mailbox: ['enabled', 60 * GIB],
  },
  {
    name: 'wasted.though-small',
    signedInDaysAgo: 120,
    licences: [E3],
    usage: {...LIGHT, lastUseDaysAgo: {}},
    expected: {[SPE_E3]: 'inactive, probable'},
    fitsIn: {suite: null, blockedBy: 'wasted'},
  },
];
