/** The reports about groups: those of Microsoft 365, teams, and communities in Viva Engage. */
import {
  activityCount,
  column,
  headerSalt,
  lastActivity,
  REFRESH_DATE,
  REPORT_PERIOD,
  storageBytes,
  total,
  trueFalse,
} from './columns';
import type {Column} from './columns';
import type {Workload} from './activity';
import type {ReportDefinition} from './definition';
import type {ReportEntity} from './report-entity';

const GROUP = headerSalt('group');

/** Some groups have no owner any more. */
const hasOwner = (entity: ReportEntity): boolean => entity.randomInt(390, 12) !== 0;
const isDeletedGroup = (entity: ReportEntity): boolean => entity.randomInt(391, 30) === 0;
/** A team is a group; not every group is a team, and not every one has a community. */
const isTeam = (entity: ReportEntity): boolean => entity.randomInt(392, 3) !== 0;
const hasCommunity = (entity: ReportEntity): boolean => entity.randomInt(393, 2) === 0;
const isPrivate = (entity: ReportEntity): boolean => entity.randomInt(394, 2) === 0;

/** The members are among the ten users of whom the first one is the owner. */
const memberCount = (entity: ReportEntity): number => 2 + entity.randomInt(395, 9);
const externalCount = (entity: ReportEntity): number => entity.randomInt(396, 2);

const groupName = (entity: ReportEntity): string =>
  entity.groupName(({userSeed}) => `Team "${userSeed.index}", Köln`);

const owner = (entity: ReportEntity): string => (hasOwner(entity) ? entity.principalName : '');

/** No more of them in a period than there are members. */
function membersWho(header: string, workload: Workload): Column {
  const salt = headerSalt(header);
  return column(header, (entity) => {
    const amount = entity.amount(workload, salt, 9);
    return amount === undefined ? '' : String(Math.min(amount, memberCount(entity)));
  });
}

export const teamsTeamActivity: ReportDefinition = {
  acceptedParameters: 'period or date',
  about: 'groups',
  workloads: ['teams'],
  includes: (entity) => isTeam(entity) && !isDeletedGroup(entity),
  columns: [
    REFRESH_DATE,
    column('Team Name', groupName),
    column('Team Id', (entity) => entity.groupId(GROUP)),
    column('Team Type', (entity) => (isPrivate(entity) ? 'Private' : 'Public')),
    lastActivity('teams'),
    REPORT_PERIOD,
    membersWho('Active Users', 'teams'),
    activityCount('Active Channels', 'teams', 1),
    column('Guests', (entity) => String(externalCount(entity))),
    activityCount('Reactions', 'teams', 9),
    activityCount('Meetings Organized', 'teams', 1),
    activityCount('Post Messages', 'teams', 3),
    activityCount('Reply Messages', 'teams', 5),
    activityCount('Channel Messages', 'teams', 8),
    activityCount('Urgent Messages', 'teams', 1),
    activityCount('Mentions', 'teams', 4),
    activityCount('Active Shared Channels', 'teams', 1),
    column('Active External Users', (entity) => String(externalCount(entity))),
  ],
};

export const office365GroupsActivity: ReportDefinition = {
  acceptedParameters: 'period or date',
  about: 'groups',
  workloads: ['site'],
  includes: () => true,
  columns: [
    REFRESH_DATE,
    column('Group Display Name', groupName),
    trueFalse('Is Deleted', isDeletedGroup),
    column('Owner Principal Name', owner),
    lastActivity('site'),
    column('Group Type', (entity) => (isPrivate(entity) ? 'Private' : 'Public')),
    column('Member Count', (entity) => String(memberCount(entity))),
    column('External Member Count', (entity) => String(externalCount(entity))),
    activityCount('Exchange Received Email Count', 'site', 12),
    activityCount('SharePoint Active File Count', 'site', 9),
    activityCount('Yammer Posted Message Count', 'site', 1),
    activityCount('Yammer Read Message Count', 'site', 4),
    activityCount('Yammer Liked Message Count', 'site', 1),
    total('Exchange Mailbox Total Item Count', 20_000),
    storageBytes('Exchange Mailbox Storage Used (Byte)', 50),
    total('SharePoint Total File Count', 90_000),
    storageBytes('SharePoint Site Storage Used (Byte)', 900),
    REPORT_PERIOD,
    column('Group Id', (entity) => entity.groupId(GROUP)),
  ],
};

export const yammerGroupsActivity: ReportDefinition = {
  acceptedParameters: 'period or date',
  about: 'groups',
  workloads: ['yammer'],
  includes: hasCommunity,
  columns: [
    REFRESH_DATE,
    column('Group Display Name', groupName),
    trueFalse('Is Deleted', isDeletedGroup),
    column('Owner Principal Name', owner),
    lastActivity('yammer'),
    column('Group Type', (entity) => (isPrivate(entity) ? 'private' : 'public')),
    column('Office 365 Connected', () => 'Yes'),
    column('Member Count', (entity) => String(memberCount(entity))),
    activityCount('Posted Count', 'yammer', 2),
    activityCount('Read Count', 'yammer', 8),
    activityCount('Liked Count', 'yammer', 2),
    REPORT_PERIOD,
  ],
};
