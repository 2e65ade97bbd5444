/** The reports of OneDrive and SharePoint. */
import {
  bytes,
  column,
  storageBytes,
  activityCount,
  DELETED_DATE,
  IS_DELETED,
  lastActivity,
  PRINCIPAL_NAME,
  PRODUCTS,
  REFRESH_DATE,
  REPORT_PERIOD,
  constant,
  headerSalt,
  total,
  trueFalse,
} from './columns';
import type {Column} from './columns';
import {holders} from './definition';
import type {ReportDefinition} from './definition';
import type {ReportEntity} from './report-entity';

function fileCounts(workload: 'oneDrive' | 'sharePoint'): Column[] {
  return [
    REFRESH_DATE,
    PRINCIPAL_NAME,
    IS_DELETED,
    DELETED_DATE,
    lastActivity(workload),
    activityCount('Viewed Or Edited File Count', workload, 9),
    activityCount('Synced File Count', workload, 5),
    activityCount('Shared Internally File Count', workload, 2),
    activityCount('Shared Externally File Count', workload, 1),
  ];
}

export const oneDriveActivity: ReportDefinition = {
  acceptedParameters: 'period or date',
  workloads: ['oneDrive'],
  includes: holders('oneDrive'),
  columns: [...fileCounts('oneDrive'), PRODUCTS, REPORT_PERIOD],
};

export const sharePointActivity: ReportDefinition = {
  acceptedParameters: 'period or date',
  workloads: ['sharePoint'],
  includes: holders('sharePoint'),
  columns: [
    ...fileCounts('sharePoint'),
    activityCount('Visited Page Count', 'sharePoint', 6),
    PRODUCTS,
    REPORT_PERIOD,
  ],
};

const PERSONAL_SITE = headerSalt('personal site');
const TEAM_SITE = headerSalt('team site');

function personalUrl(entity: ReportEntity): string {
  return entity.siteUrl((user) => {
    const folder = user
      .read('userPrincipalName')
      .replace(/[^A-Za-z0-9]/g, '_')
      .toLowerCase();
    return `https://contoso-my.sharepoint.com/personal/${folder}`;
  });
}

/** The service has been seen to add the undocumented site id. */
export const oneDriveUsage: ReportDefinition = {
  acceptedParameters: 'period or date',
  workloads: ['oneDrive'],
  includes: holders('oneDrive'),
  columns: [
    REFRESH_DATE,
    column('Site Id', (entity) => entity.siteId(PERSONAL_SITE)),
    ['Site URL', personalUrl],
    column('Owner Display Name', (entity) => entity.displayName),
    IS_DELETED,
    lastActivity('oneDrive'),
    total('File Count', 40_000),
    activityCount('Active File Count', 'oneDrive', 20),
    bytes('Storage Used (Byte)', (entity) => entity.oneDriveBytes),
    constant('Storage Allocated (Byte)', '5497558138880'),
    column('Owner Principal Name', (entity) => entity.principalName),
    REPORT_PERIOD,
  ],
};

const TEMPLATES = ['Group', 'Team Site', 'SharePoint Communication Site', 'Publishing Site'];

/** Sites of a group have no owner. */
const hasOwner = (entity: ReportEntity): boolean => entity.randomInt(360, 15) !== 0;

function siteUrl(entity: ReportEntity): string {
  return entity.siteUrl(
    ({userSeed}) => `https://contoso.sharepoint.com/sites/Köln, Team "${userSeed.index}"`,
  );
}

export const sharePointSiteUsage: ReportDefinition = {
  acceptedParameters: 'period or date',
  about: 'sites',
  workloads: ['site'],
  includes: () => true,
  columns: [
    REFRESH_DATE,
    column('Site Id', (entity) => entity.siteId(TEAM_SITE)),
    ['Site URL', siteUrl],
    column('Owner Display Name', (entity) => (hasOwner(entity) ? entity.displayName : '')),
    trueFalse('Is Deleted', (entity) => entity.randomInt(361, 40) === 0),
    lastActivity('site'),
    total('File Count', 90_000),
    activityCount('Active File Count', 'site', 20),
    activityCount('Page View Count', 'site', 80),
    activityCount('Visited Page Count', 'site', 15),
    storageBytes('Storage Used (Byte)', 900),
    constant('Storage Allocated (Byte)', '27487790694400'),
    column(
      'Root Web Template',
      (entity) => TEMPLATES[entity.randomInt(362, TEMPLATES.length)] ?? '',
    ),
    column('Owner Principal Name', (entity) => (hasOwner(entity) ? entity.principalName : '')),
    REPORT_PERIOD,
  ],
};
