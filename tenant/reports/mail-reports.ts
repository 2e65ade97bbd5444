/** The reports of Exchange and Yammer. */
import {
  bytes,
  column,
  storageBytes,
  activityCount,
  DELETED_DATE,
  DISPLAY_NAME,
  constant,
  IS_DELETED,
  lastActivity,
  pastDate,
  PRINCIPAL_NAME,
  PRODUCTS,
  REFRESH_DATE,
  REPORT_PERIOD,
  headerSalt,
  total,
  trueFalse,
  yesNo,
} from './columns';
import type {Column} from './columns';
import {holders} from './definition';
import type {ReportDefinition} from './definition';

const IDENTITY_COLUMNS = [REFRESH_DATE, PRINCIPAL_NAME, DISPLAY_NAME, IS_DELETED, DELETED_DATE];

export const emailActivity: ReportDefinition = {
  acceptedParameters: 'period or date',
  workloads: ['exchange'],
  includes: holders('exchange'),
  columns: [
    ...IDENTITY_COLUMNS,
    lastActivity('exchange'),
    activityCount('Send Count', 'exchange', 12),
    activityCount('Receive Count', 'exchange', 60),
    activityCount('Read Count', 'exchange', 50),
    activityCount('Meeting Created Count', 'exchange', 2),
    activityCount('Meeting Interacted Count', 'exchange', 4),
    PRODUCTS,
    REPORT_PERIOD,
  ],
};

const VERSIONS = ['', '', 'Undetermined', '16.0.17928.20114'];

/** The version of an app, empty where it is not used or not known. */
function appVersion(header: string): Column {
  const salt = headerSalt(header);
  return [
    header,
    (entity) =>
      entity.lastActivity('exchange') === undefined
        ? ''
        : (VERSIONS[entity.randomInt(salt, VERSIONS.length)] ?? ''),
  ];
}

export const emailAppUsage: ReportDefinition = {
  acceptedParameters: 'period or date',
  workloads: ['exchange'],
  includes: holders('exchange'),
  columns: [
    ...IDENTITY_COLUMNS,
    lastActivity('exchange'),
    appVersion('Mail For Mac'),
    appVersion('Outlook For Mac'),
    appVersion('Outlook For Windows'),
    appVersion('Outlook For Mobile'),
    appVersion('Other For Mobile'),
    appVersion('Outlook For Web'),
    appVersion('POP3 App'),
    appVersion('IMAP4 App'),
    appVersion('SMTP App'),
    REPORT_PERIOD,
  ],
};

export const mailboxUsage: ReportDefinition = {
  acceptedParameters: 'period',
  workloads: ['exchange'],
  includes: (entity) => entity.has('exchange') && entity.user.facts?.isWithoutMailboxRow !== true,
  columns: [
    ...IDENTITY_COLUMNS,
    pastDate('Created Date', 3000),
    lastActivity('exchange'),
    total('Item Count', 200_000),
    bytes('Storage Used (Byte)', (entity) => entity.mailboxBytes),
    constant('Issue Warning Quota (Byte)', '105226698752'),
    constant('Prohibit Send Quota (Byte)', '106300440576'),
    constant('Prohibit Send/Receive Quota (Byte)', '107374182400'),
    total('Deleted Item Count', 20_000),
    storageBytes('Deleted Item Size (Byte)', 20),
    constant('Deleted Item Quota (Byte)', '32212254720'),
    trueFalse('Has Archive', (entity) => entity.hasArchive),
    REPORT_PERIOD,
  ],
};

const YAMMER_COLUMNS = [
  REFRESH_DATE,
  PRINCIPAL_NAME,
  DISPLAY_NAME,
  column('User State', (entity) => (entity.isDeleted ? 'deleted' : 'active')),
  pastDate('State Change Date', 2000),
  lastActivity('yammer'),
];

export const yammerDeviceUsage: ReportDefinition = {
  acceptedParameters: 'period or date',
  workloads: ['yammer'],
  includes: holders('yammer'),
  columns: [
    ...YAMMER_COLUMNS,
    yesNo('Used Web', 'yammer', 2),
    constant('Used Windows Phone', 'No'),
    yesNo('Used Android Phone', 'yammer', 4),
    yesNo('Used iPhone', 'yammer', 3),
    yesNo('Used iPad', 'yammer', 9),
    yesNo('Used Others', 'yammer', 12),
    REPORT_PERIOD,
  ],
};

export const yammerActivity: ReportDefinition = {
  acceptedParameters: 'period or date',
  workloads: ['yammer'],
  includes: holders('yammer'),
  columns: [
    ...YAMMER_COLUMNS,
    activityCount('Posted Count', 'yammer', 2),
    activityCount('Read Count', 'yammer', 8),
    activityCount('Liked Count', 'yammer', 2),
    PRODUCTS,
    REPORT_PERIOD,
  ],
};
