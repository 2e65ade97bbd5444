/** The reports of Teams and Copilot. */
import {
  column,
  activityCount,
  DELETED_DATE,
  DISPLAY_NAME,
  constant,
  IS_DELETED,
  lastActivity,
  PRINCIPAL_NAME,
  PRODUCTS,
  REFRESH_DATE,
  REPORT_PERIOD,
  headerSalt,
  yesNo,
} from './columns';
import type {Column} from './columns';
import {holders} from './definition';
import type {ReportDefinition} from './definition';

function isoDuration(seconds: number): string {
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  const parts = [hours && `${hours}H`, minutes && `${minutes}M`, rest && `${rest}S`];
  const text = parts.filter(Boolean).join('');
  return `PT${text === '' ? '0S' : text}`;
}

/** The same value as an ISO 8601 duration and in seconds. */
function duration(name: string): [Column, Column] {
  const salt = headerSalt(name);
  return [
    [name, (entity) => isoDuration(entity.amount('teams', salt, 3000) ?? 0)],
    [`${name} In Seconds`, (entity) => String(entity.amount('teams', salt, 3000) ?? 0)],
  ];
}

const [audio, audioSeconds] = duration('Audio Duration');
const [video, videoSeconds] = duration('Video Duration');
const [screen, screenSeconds] = duration('Screen Share Duration');

/** In the order of the service, which differs from the documentation. */
export const teamsUserActivity: ReportDefinition = {
  acceptedParameters: 'period or date',
  workloads: ['teams'],
  // Guests need no licence of this tenant.
  includes: (entity) =>
    entity.has('teams') || entity.user.read('userPrincipalName').includes('#EXT#'),
  columns: [
    REFRESH_DATE,
    column('User Id', (entity) => entity.userId),
    PRINCIPAL_NAME,
    lastActivity('teams'),
    IS_DELETED,
    DELETED_DATE,
    PRODUCTS,
    activityCount('Team Chat Message Count', 'teams', 4),
    activityCount('Private Chat Message Count', 'teams', 25),
    activityCount('Call Count', 'teams', 2),
    activityCount('Meeting Count', 'teams', 3),
    activityCount('Meetings Organized Count', 'teams', 1),
    activityCount('Meetings Attended Count', 'teams', 3),
    activityCount('Ad Hoc Meetings Organized Count', 'teams', 1),
    activityCount('Ad Hoc Meetings Attended Count', 'teams', 1),
    activityCount('Scheduled One-time Meetings Organized Count', 'teams', 1),
    activityCount('Scheduled One-time Meetings Attended Count', 'teams', 2),
    activityCount('Scheduled Recurring Meetings Organized Count', 'teams', 1),
    activityCount('Scheduled Recurring Meetings Attended Count', 'teams', 2),
    ...[audio, video, screen, audioSeconds, videoSeconds, screenSeconds],
    yesNo('Has Other Action', 'teams'),
    activityCount('Urgent Messages', 'teams', 1),
    activityCount('Post Messages', 'teams', 1),
    constant('Tenant Display Name', 'Contoso "Simulated" GmbH & Co. KG'),
    column('Shared Channel Tenant Display Names', (entity) =>
      entity.randomInt(370, 9) === 0 ? 'Fabrikam, Inc.' : '',
    ),
    activityCount('Reply Messages', 'teams', 2),
    column('Is Licensed', (entity) => (entity.has('teams') ? 'Yes' : 'No')),
    REPORT_PERIOD,
  ],
};

export const teamsDeviceUsage: ReportDefinition = {
  acceptedParameters: 'period or date',
  workloads: ['teams'],
  includes: holders('teams'),
  columns: [
    REFRESH_DATE,
    PRINCIPAL_NAME,
    lastActivity('teams'),
    IS_DELETED,
    DELETED_DATE,
    yesNo('Used Web', 'teams', 2),
    constant('Used Windows Phone', 'No'),
    yesNo('Used iOS', 'teams', 3),
    yesNo('Used Mac', 'teams', 6),
    yesNo('Used Android Phone', 'teams', 4),
    yesNo('Used Windows', 'teams', 2),
    REPORT_PERIOD,
  ],
};

const COPILOT_APPS = ['Word', 'Excel', 'PowerPoint', 'Outlook', 'OneNote', 'Loop'];

/** Empty for about half of the apps of a user. */
function copilotDate(name: string): Column {
  const [header, cell] = lastActivity('copilot', `${name} Last Activity Date`);
  const salt = headerSalt(header);
  return [header, (entity) => (entity.randomInt(salt, 2) === 0 ? '' : cell(entity))];
}

const COPILOT_COLUMNS = [
  REFRESH_DATE,
  PRINCIPAL_NAME,
  DISPLAY_NAME,
  lastActivity('copilot'),
  copilotDate('Copilot Chat'),
  copilotDate('Microsoft Teams Copilot'),
  ...COPILOT_APPS.map((name) => copilotDate(`${name} Copilot`)),
  REPORT_PERIOD,
];

const [WORK, WEB, OTHER_APPS] = ['work', 'web', 'other apps'].map(headerSalt) as [
  number,
  number,
  number,
];

/** The prompts of several kinds together; empty where the user never used Copilot. */
function prompts(header: string, ...kinds: readonly number[]): Column {
  return column(`Prompts submitted for ${header}`, (entity) => {
    const counts = kinds.map((salt) => entity.amount('copilot', salt, 5));
    if (counts.includes(undefined)) return '';
    return String(counts.reduce<number>((sum, count) => sum + (count ?? 0), 0));
  });
}

const ACTIVE_DAYS = column('Active Usage Days for all apps', (entity) => {
  const amount = entity.amount('copilot', headerSalt('active days'), 1);
  return amount === undefined ? '' : String(amount);
});

export const copilotUsage: ReportDefinition = {
  acceptedParameters: 'period',
  isDirect: true,
  workloads: ['copilot'],
  includes: (entity) =>
    entity.has('copilot') && !entity.isDeleted && entity.user.facts?.isWithoutCopilotRow !== true,
  columns: COPILOT_COLUMNS,
  v2: {
    periods: {D7: 7, D28: 28, D90: 90, D180: 180},
    columns: [
      ...COPILOT_COLUMNS,
      prompts('all apps', WORK, WEB, OTHER_APPS),
      prompts('Copilot Chat (work)', WORK),
      prompts('Copilot Chat (web)', WEB),
      ACTIVE_DAYS,
      copilotDate('Copilot Chat (work)'),
      copilotDate('Copilot Chat (web)'),
      copilotDate('Microsoft 365 Copilot'),
      copilotDate('Edge'),
      copilotDate('Copilot Agent'),
    ],
  },
};
