/** The reports across services: active users, Microsoft 365 apps, activations. */
import type {Workload} from './activity';
import {
  column,
  DELETED_DATE,
  DISPLAY_NAME,
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
import {isLicensed, hasSuite} from './definition';
import type {ReportDefinition} from './definition';

const SERVICES: readonly (readonly [name: string, workload: Workload])[] = [
  ['Exchange', 'exchange'],
  ['OneDrive', 'oneDrive'],
  ['SharePoint', 'sharePoint'],
  ['Skype For Business', 'skype'],
  ['Yammer', 'yammer'],
  ['Teams', 'teams'],
];

/** Empty for users without a suite licence. */
function suiteOnly([header, cell]: Column): Column {
  return [header, (entity) => (entity.hasSuite ? cell(entity) : '')];
}

/** The only report without a period column. */
export const office365ActiveUser: ReportDefinition = {
  acceptedParameters: 'period or date',
  workloads: SERVICES.map(([, workload]) => workload),
  includes: isLicensed,
  columns: [
    REFRESH_DATE,
    PRINCIPAL_NAME,
    DISPLAY_NAME,
    IS_DELETED,
    DELETED_DATE,
    ...SERVICES.map(([name]) => trueFalse(`Has ${name} License`, hasSuite)),
    ...SERVICES.map(([name, workload]) =>
      suiteOnly(lastActivity(workload, `${name} Last Activity Date`)),
    ),
    ...SERVICES.map(([name]) => suiteOnly(pastDate(`${name} License Assign Date`, 1500))),
    PRODUCTS,
  ],
};

const PLATFORMS = ['Windows', 'Mac', 'Mobile', 'Web'];
const APPS = ['Outlook', 'Word', 'Excel', 'PowerPoint', 'OneNote', 'Teams'];

export const m365AppUser: ReportDefinition = {
  acceptedParameters: 'period or date',
  wrapsRefusal: true,
  workloads: ['apps'],
  includes: isLicensed,
  columns: [
    REFRESH_DATE,
    PRINCIPAL_NAME,
    pastDate('Last Activation Date', 700),
    lastActivity('apps'),
    REPORT_PERIOD,
    ...[...PLATFORMS, ...APPS].map((name) => yesNo(name, 'apps', 2)),
    ...PLATFORMS.flatMap((platform) => APPS.map((app) => yesNo(`${app} (${platform})`, 'apps'))),
  ],
};

const PRODUCT_TYPES = ['MICROSOFT 365 APPS FOR ENTERPRISE', 'VISIO CLIENT', 'PROJECT CLIENT'];

/** Differs between the rows of one user. */
function byProduct(header: string, bound: number): Column {
  const salt = headerSalt(header);
  return [header, (entity) => String(entity.randomInt(salt + entity.variant, bound))];
}

export const office365Activations: ReportDefinition = {
  acceptedParameters: 'nothing',
  wrapsRefusal: true,
  workloads: [],
  includes: (entity) => entity.hasSuite && !entity.isDeleted,
  rowCount: (entity) => entity.randomInt(380, PRODUCT_TYPES.length + 1),
  columns: [
    REFRESH_DATE,
    PRINCIPAL_NAME,
    DISPLAY_NAME,
    column('Product Type', (entity) => PRODUCT_TYPES[entity.variant] ?? ''),
    pastDate('Last Activated Date', 900),
    byProduct('Windows', 4),
    byProduct('Mac', 2),
    total('Windows 10 Mobile', 1),
    byProduct('iOS', 3),
    byProduct('Android', 2),
    trueFalse('Activated On Shared Computer', (entity) => entity.randomInt(381, 12) === 0),
  ],
};
