/** The reports of Teams and of Copilot. */
import {
  column,
  count,
  DELETED_DATE,
  DISPLAY_NAME,
  fixed,
  IS_DELETED,
  lastActivity,
  PRINCIPAL_NAME,
  PRODUCTS,
  REFRESH_DATE,
  REPORT_PERIOD,
  saltOf,
  yesNo,
} from './columns';
import type {Column} from './columns';
import {licensed} from './definition';
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

/** The same time once as a duration and once in seconds. */
function duration(name: string): [Column, Column] {
  const salt = saltOf(name);
  return [
    [name, (subject) => isoDuration(subject.amount('teams', salt, 3000) ?? 0)],
    [`${name} In Seconds`, (subject) => String(subject.amount('teams', salt, 3000) ?? 0)],
  ];
}

const [audio, audioSeconds] = duration('Audio Duration');
const [video, videoSeconds] = duration('Video Duration');
const [screen, screenSeconds] = duration('Screen Share Duration');

/** In the order of the wire, which is not that of the documentation. */
export const teamsUserActivity: ReportDefinition = {
  takes: 'period or date',
  workloads: ['teams'],
  // Guests take part without a licence of this company.
  lists: (subject) =>
    subject.isLicensed || subject.person.read('userPrincipalName').includes('#EXT#'),
  columns: [
    REFRESH_DATE,
    column('User Id', (subject) => subject.userId),
    PRINCIPAL_NAME,
    lastActivity('teams'),
    IS_DELETED,
    DELETED_DATE,
    PRODUCTS,
    count('Team Chat Message Count', 'teams', 4),
    count('Private Chat Message Count', 'teams', 25),
    count('Call Count', 'teams', 2),
    count('Meeting Count', 'teams', 3),
    count('Meetings Organized Count', 'teams', 1),
    count('Meetings Attended Count', 'teams', 3),
    count('Ad Hoc Meetings Organized Count', 'teams', 1),
    count('Ad Hoc Meetings Attended Count', 'teams', 1),
    count('Scheduled One-time Meetings Organized Count', 'teams', 1),
    count('Scheduled One-time Meetings Attended Count', 'teams', 2),
    count('Scheduled Recurring Meetings Organized Count', 'teams', 1),
    count('Scheduled Recurring Meetings Attended Count', 'teams', 2),
    ...[audio, video, screen, audioSeconds, videoSeconds, screenSeconds],
    yesNo('Has Other Action', 'teams'),
    count('Urgent Messages', 'teams', 1),
    count('Post Messages', 'teams', 1),
    fixed('Tenant Display Name', 'Contoso "Simulated" GmbH & Co. KG'),
    column('Shared Channel Tenant Display Names', (subject) =>
      subject.roll(370, 9) === 0 ? 'Fabrikam, Inc.' : '',
    ),
    count('Reply Messages', 'teams', 2),
    column('Is Licensed', (subject) => (subject.isLicensed ? 'Yes' : 'No')),
    REPORT_PERIOD,
  ],
};

export const teamsDeviceUsage: ReportDefinition = {
  takes: 'period or date',
  workloads: ['teams'],
  lists: licensed,
  columns: [
    REFRESH_DATE,
    PRINCIPAL_NAME,
    lastActivity('teams'),
    IS_DELETED,
    DELETED_DATE,
    yesNo('Used Web', 'teams', 2),
    fixed('Used Windows Phone', 'No'),
    yesNo('Used iOS', 'teams', 3),
    yesNo('Used Mac', 'teams', 6),
    yesNo('Used Android Phone', 'teams', 4),
    yesNo('Used Windows', 'teams', 2),
    REPORT_PERIOD,
  ],
};

const PROGRAMS = ['Word', 'Excel', 'PowerPoint', 'Outlook', 'OneNote', 'Loop'];

/** Only for who has Copilot; most never opened half of the programs with it. */
function copilotDate(name: string): Column {
  const [header, cell] = lastActivity('copilot', `${name} Last Activity Date`);
  const salt = saltOf(header);
  return [header, (subject) => (subject.roll(salt, 2) === 0 ? '' : cell(subject))];
}

export const copilotUsage: ReportDefinition = {
  takes: 'period',
  isDirect: true,
  workloads: ['copilot'],
  lists: (subject) => subject.hasSuite && !subject.isDeleted && subject.roll(371, 6) === 0,
  columns: [
    REFRESH_DATE,
    PRINCIPAL_NAME,
    DISPLAY_NAME,
    lastActivity('copilot'),
    copilotDate('Copilot Chat'),
    copilotDate('Microsoft Teams Copilot'),
    ...PROGRAMS.map((name) => copilotDate(`${name} Copilot`)),
    REPORT_PERIOD,
  ],
};
