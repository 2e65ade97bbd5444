/** The reports across services: active users, Microsoft 365 apps, activations. */
import type {Service} from '../services';
import type {Workload} from './activity';
import {
  column,
  dateCell,
  DELETED_DATE,
  DISPLAY_NAME,
  IS_DELETED,
  lastActivity,
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
import {holders, isLicensed} from './definition';
import type {ReportDefinition} from './definition';

const SERVICES: readonly (readonly [name: string, service: Service & Workload])[] = [
  ['Exchange', 'exchange'],
  ['OneDrive', 'oneDrive'],
  ['SharePoint', 'sharePoint'],
  ['Skype For Business', 'skype'],
  ['Yammer', 'yammer'],
  ['Teams', 'teams'],
];

/** Empty for people without the service. */
function holdersOnly(service: Service, [header, cell]: Column): Column {
  return [header, (entity) => (entity.has(service) ? cell(entity) : '')];
}

/** The only report without a period column. */
export const office365ActiveUser: ReportDefinition = {
  acceptedParameters: 'period or date',
  workloads: SERVICES.map(([, service]) => service),
  includes: isLicensed,
  columns: [
    REFRESH_DATE,
    PRINCIPAL_NAME,
    DISPLAY_NAME,
    IS_DELETED,
    DELETED_DATE,
    ...SERVICES.map(([name, service]) => trueFalse(`Has ${name} License`, holders(service))),
    ...SERVICES.map(([name, service]) =>
      holdersOnly(service, lastActivity(service, `${name} Last Activity Date`)),
    ),
    ...SERVICES.map(([name, service]) =>
      column(`${name} License Assign Date`, (entity) => dateCell(entity.assignedDay(service))),
    ),
    PRODUCTS,
  ],
};

const PLATFORMS = ['Windows', 'Mac', 'Mobile', 'Web'];
const APPS = ['Outlook', 'Word', 'Excel', 'PowerPoint', 'OneNote', 'Teams'];

/** The desktop apps are those of Windows and Mac; who uses none works on phones and in browsers. */
function usedOn(platform: string, [header, cell]: Column): Column {
  if (platform !== 'Windows' && platform !== 'Mac') return [header, cell];
  return [
    header,
    (entity): string => {
      if (!entity.usesDesktopApps) return 'No';
      const isCertain = entity.user.facts !== undefined;
      return isCertain && entity.lastActivity('apps') !== undefined ? 'Yes' : cell(entity);
    },
  ];
}

export const m365AppUser: ReportDefinition = {
  acceptedParameters: 'period or date',
  wrapsRefusal: true,
  workloads: ['apps'],
  includes: holders('apps'),
  columns: [
    REFRESH_DATE,
    PRINCIPAL_NAME,
    column('Last Activation Date', (entity) => dateCell(entity.activations[0]?.[1])),
    lastActivity('apps'),
    REPORT_PERIOD,
    ...PLATFORMS.map((platform) => usedOn(platform, yesNo(platform, 'apps', 2))),
    ...APPS.map((name) => yesNo(name, 'apps', 2)),
    ...PLATFORMS.flatMap((platform) =>
      APPS.map((app) => usedOn(platform, yesNo(`${app} (${platform})`, 'apps'))),
    ),
  ],
};

/** Differs between the rows of one user; nothing of what was never activated. */
function byProduct(header: string, bound: number): Column {
  const salt = headerSalt(header);
  return [
    header,
    (entity) => {
      const isActivated = entity.activations[entity.variant]?.[1] !== undefined;
      return String(isActivated ? entity.randomInt(salt + entity.variant, bound) : 0);
    },
  ];
}

export const office365Activations: ReportDefinition = {
  acceptedParameters: 'nothing',
  wrapsRefusal: true,
  workloads: [],
  includes: (entity) => !entity.isDeleted && entity.activations.length > 0,
  rowCount: (entity) => entity.activations.length,
  columns: [
    REFRESH_DATE,
    PRINCIPAL_NAME,
    DISPLAY_NAME,
    column('Product Type', (entity) => entity.activations[entity.variant]?.[0] ?? ''),
    column('Last Activated Date', (entity) => dateCell(entity.activations[entity.variant]?.[1])),
    byProduct('Windows', 4),
    byProduct('Mac', 2),
    total('Windows 10 Mobile', 1),
    byProduct('iOS', 3),
    byProduct('Android', 2),
    trueFalse('Activated On Shared Computer', (entity) => entity.randomInt(381, 12) === 0),
  ],
};
