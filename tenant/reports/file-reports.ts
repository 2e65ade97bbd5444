/** The reports of OneDrive and SharePoint. */
import {
  column,
  bytes,
  count,
  DELETED_DATE,
  IS_DELETED,
  lastActivity,
  PRINCIPAL_NAME,
  PRODUCTS,
  REFRESH_DATE,
  REPORT_PERIOD,
  fixed,
  saltOf,
  stock,
  trueFalse,
} from './columns';
import type {Column} from './columns';
import {licensed, withSuite} from './definition';
import type {ReportDefinition} from './definition';
import type {Subject} from './subject';

function fileCounts(workload: 'oneDrive' | 'sharePoint'): Column[] {
  return [
    REFRESH_DATE,
    PRINCIPAL_NAME,
    IS_DELETED,
    DELETED_DATE,
    lastActivity(workload),
    count('Viewed Or Edited File Count', workload, 9),
    count('Synced File Count', workload, 5),
    count('Shared Internally File Count', workload, 2),
    count('Shared Externally File Count', workload, 1),
  ];
}

export const oneDriveActivity: ReportDefinition = {
  takes: 'period or date',
  workloads: ['oneDrive'],
  lists: licensed,
  columns: [...fileCounts('oneDrive'), PRODUCTS, REPORT_PERIOD],
};

export const sharePointActivity: ReportDefinition = {
  takes: 'period or date',
  workloads: ['sharePoint'],
  lists: licensed,
  columns: [
    ...fileCounts('sharePoint'),
    count('Visited Page Count', 'sharePoint', 6),
    PRODUCTS,
    REPORT_PERIOD,
  ],
};

const PERSONAL_SITE = saltOf('personal site');
const TEAM_SITE = saltOf('team site');

function personalUrl(subject: Subject): string {
  return subject.siteUrl((person) => {
    const folder = person
      .read('userPrincipalName')
      .replace(/[^A-Za-z0-9]/g, '_')
      .toLowerCase();
    return `https://contoso-my.sharepoint.com/personal/${folder}`;
  });
}

/** Documented without the site id, which the service has been seen to put in front. */
export const oneDriveUsage: ReportDefinition = {
  takes: 'period or date',
  workloads: ['oneDrive'],
  lists: withSuite,
  columns: [
    REFRESH_DATE,
    column('Site Id', (subject) => subject.siteId(PERSONAL_SITE)),
    ['Site URL', personalUrl],
    column('Owner Display Name', (subject) => subject.displayName),
    IS_DELETED,
    lastActivity('oneDrive'),
    stock('File Count', 40_000),
    count('Active File Count', 'oneDrive', 20),
    bytes('Storage Used (Byte)', 300),
    fixed('Storage Allocated (Byte)', '5497558138880'),
    column('Owner Principal Name', (subject) => subject.principalName),
    REPORT_PERIOD,
  ],
};

const TEMPLATES = ['Group', 'Team Site', 'SharePoint Communication Site', 'Publishing Site'];

/** Some sites belong to a group, and then nobody is named. */
const hasOwner = (subject: Subject): boolean => subject.roll(360, 15) !== 0;

function siteUrl(subject: Subject): string {
  return subject.siteUrl(
    ({seat}) => `https://contoso.sharepoint.com/sites/Köln, Team "${seat.index}"`,
  );
}

export const sharePointSiteUsage: ReportDefinition = {
  takes: 'period or date',
  about: 'sites',
  workloads: ['site'],
  lists: () => true,
  columns: [
    REFRESH_DATE,
    column('Site Id', (subject) => subject.siteId(TEAM_SITE)),
    ['Site URL', siteUrl],
    column('Owner Display Name', (subject) => (hasOwner(subject) ? subject.displayName : '')),
    trueFalse('Is Deleted', (subject) => subject.roll(361, 40) === 0),
    lastActivity('site'),
    stock('File Count', 90_000),
    count('Active File Count', 'site', 20),
    count('Page View Count', 'site', 80),
    count('Visited Page Count', 'site', 15),
    bytes('Storage Used (Byte)', 900),
    fixed('Storage Allocated (Byte)', '27487790694400'),
    column('Root Web Template', (subject) => TEMPLATES[subject.roll(362, TEMPLATES.length)] ?? ''),
    column('Owner Principal Name', (subject) => (hasOwner(subject) ? subject.principalName : '')),
    REPORT_PERIOD,
  ],
};
