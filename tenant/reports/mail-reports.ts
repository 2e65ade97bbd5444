/** The reports of Exchange and of Yammer. */
import {
  column,
  bytes,
  count,
  DELETED_DATE,
  DISPLAY_NAME,
  fixed,
  IS_DELETED,
  lastActivity,
  pastDay,
  PRINCIPAL_NAME,
  PRODUCTS,
  REFRESH_DATE,
  REPORT_PERIOD,
  saltOf,
  stock,
  trueFalse,
} from './columns';
import type {Column} from './columns';
import {licensed} from './definition';
import type {ReportDefinition} from './definition';

const WHO = [REFRESH_DATE, PRINCIPAL_NAME, DISPLAY_NAME, IS_DELETED, DELETED_DATE];

export const emailActivity: ReportDefinition = {
  takes: 'period or date',
  workloads: ['exchange'],
  lists: licensed,
  columns: [
    ...WHO,
    lastActivity('exchange'),
    count('Send Count', 'exchange', 12),
    count('Receive Count', 'exchange', 60),
    count('Read Count', 'exchange', 50),
    count('Meeting Created Count', 'exchange', 2),
    count('Meeting Interacted Count', 'exchange', 4),
    PRODUCTS,
    REPORT_PERIOD,
  ],
};

const VERSIONS = ['', '', 'Undetermined', '16.0.17928.20114'];

/** The version of the program where the service could tell it. */
function program(header: string): Column {
  const salt = saltOf(header);
  return [
    header,
    (subject) =>
      subject.lastActivity('exchange') === undefined
        ? ''
        : (VERSIONS[subject.roll(salt, VERSIONS.length)] ?? ''),
  ];
}

export const emailAppUsage: ReportDefinition = {
  takes: 'period or date',
  workloads: ['exchange'],
  lists: licensed,
  columns: [
    ...WHO,
    lastActivity('exchange'),
    program('Mail For Mac'),
    program('Outlook For Mac'),
    program('Outlook For Windows'),
    program('Outlook For Mobile'),
    program('Other For Mobile'),
    program('Outlook For Web'),
    program('POP3 App'),
    program('IMAP4 App'),
    program('SMTP App'),
    REPORT_PERIOD,
  ],
};

export const mailboxUsage: ReportDefinition = {
  takes: 'period',
  workloads: ['exchange'],
  lists: licensed,
  columns: [
    ...WHO,
    pastDay('Created Date', 3000),
    lastActivity('exchange'),
    stock('Item Count', 200_000),
    bytes('Storage Used (Byte)', 95),
    fixed('Issue Warning Quota (Byte)', '105226698752'),
    fixed('Prohibit Send Quota (Byte)', '106300440576'),
    fixed('Prohibit Send/Receive Quota (Byte)', '107374182400'),
    stock('Deleted Item Count', 20_000),
    bytes('Deleted Item Size (Byte)', 20),
    fixed('Deleted Item Quota (Byte)', '32212254720'),
    trueFalse('Has Archive', (subject) => subject.roll(350, 3) === 0),
    REPORT_PERIOD,
  ],
};

export const yammerActivity: ReportDefinition = {
  takes: 'period or date',
  workloads: ['yammer'],
  lists: licensed,
  columns: [
    REFRESH_DATE,
    PRINCIPAL_NAME,
    DISPLAY_NAME,
    column('User State', (subject) => (subject.isDeleted ? 'deleted' : 'active')),
    pastDay('State Change Date', 2000),
    lastActivity('yammer'),
    count('Posted Count', 'yammer', 2),
    count('Read Count', 'yammer', 8),
    count('Liked Count', 'yammer', 2),
    PRODUCTS,
    REPORT_PERIOD,
  ],
};
