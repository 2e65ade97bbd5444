/** The reports across services: active users, Microsoft 365 apps, activations. */
import type {Workload} from './activity';
import {
  column,
  DELETED_DATE,
  DISPLAY_NAME,
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
  yesNo,
} from './columns';
import type {Column} from './columns';
import {licensed, withSuite} from './definition';
import type {ReportDefinition} from './definition';

const SERVICES: readonly (readonly [name: string, workload: Workload])[] = [
  ['Exchange', 'exchange'],
  ['OneDrive', 'oneDrive'],
  ['SharePoint', 'sharePoint'],
  ['Skype For Business', 'skype'],
  ['Yammer', 'yammer'],
  ['Teams', 'teams'],
];

/** Empty for who may not use the service. */
function ofSuite([header, cell]: Column): Column {
  return [header, (subject) => (subject.hasSuite ? cell(subject) : '')];
}

/** The one report without the column of the period. */
export const office365ActiveUser: ReportDefinition = {
  takes: 'period or date',
  workloads: SERVICES.map(([, workload]) => workload),
  lists: licensed,
  columns: [
    REFRESH_DATE,
    PRINCIPAL_NAME,
    DISPLAY_NAME,
    IS_DELETED,
    DELETED_DATE,
    ...SERVICES.map(([name]) => trueFalse(`Has ${name} License`, withSuite)),
    ...SERVICES.map(([name, workload]) =>
      ofSuite(lastActivity(workload, `${name} Last Activity Date`)),
    ),
    ...SERVICES.map(([name]) => ofSuite(pastDay(`${name} License Assign Date`, 1500))),
    PRODUCTS,
  ],
};

const PLATFORMS = ['Windows', 'Mac', 'Mobile', 'Web'];
const APPS = ['Outlook', 'Word', 'Excel', 'PowerPoint', 'OneNote', 'Teams'];

export const m365AppUser: ReportDefinition = {
  takes: 'period or date',
  wrapsRefusal: true,
  workloads: ['apps'],
  lists: licensed,
  columns: [
    REFRESH_DATE,
    PRINCIPAL_NAME,
    pastDay('Last Activation Date', 700),
    lastActivity('apps'),
    REPORT_PERIOD,
    ...[...PLATFORMS, ...APPS].map((name) => yesNo(name, 'apps', 2)),
    ...PLATFORMS.flatMap((platform) => APPS.map((app) => yesNo(`${app} (${platform})`, 'apps'))),
  ],
};

const PRODUCT_TYPES = ['MICROSOFT 365 APPS FOR ENTERPRISE', 'VISIO CLIENT', 'PROJECT CLIENT'];

/** Several rows of one user differ in their numbers too. */
function byProduct(header: string, sides: number): Column {
  const salt = saltOf(header);
  return [header, (subject) => String(subject.roll(salt + subject.variant, sides))];
}

export const office365Activations: ReportDefinition = {
  takes: 'nothing',
  wrapsRefusal: true,
  workloads: [],
  lists: (subject) => subject.hasSuite && !subject.isDeleted,
  rowsOf: (subject) => subject.roll(380, PRODUCT_TYPES.length + 1),
  columns: [
    REFRESH_DATE,
    PRINCIPAL_NAME,
    DISPLAY_NAME,
    column('Product Type', (subject) => PRODUCT_TYPES[subject.variant] ?? ''),
    pastDay('Last Activated Date', 900),
    byProduct('Windows', 4),
    byProduct('Mac', 2),
    stock('Windows 10 Mobile', 1),
    byProduct('iOS', 3),
    byProduct('Android', 2),
    trueFalse('Activated On Shared Computer', (subject) => subject.roll(381, 12) === 0),
  ],
};
