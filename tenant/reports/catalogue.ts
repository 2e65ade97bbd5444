/** The usage reports of the tenant by function name. */
import {m365AppUser, office365Activations, office365ActiveUser} from './app-reports';
import type {ReportDefinition} from './definition';
import {
  oneDriveActivity,
  oneDriveUsage,
  sharePointActivity,
  sharePointSiteUsage,
} from './file-reports';
import {office365GroupsActivity, teamsTeamActivity, yammerGroupsActivity} from './group-reports';
import {
  emailActivity,
  emailAppUsage,
  mailboxUsage,
  yammerActivity,
  yammerDeviceUsage,
} from './mail-reports';
import {copilotUsage, teamsDeviceUsage, teamsUserActivity} from './teams-reports';

const CATALOGUE = {
  getOffice365ActiveUserDetail: office365ActiveUser,
  getM365AppUserDetail: m365AppUser,
  getOffice365ActivationsUserDetail: office365Activations,
  getEmailActivityUserDetail: emailActivity,
  getEmailAppUsageUserDetail: emailAppUsage,
  getMailboxUsageDetail: mailboxUsage,
  getOneDriveActivityUserDetail: oneDriveActivity,
  getOneDriveUsageAccountDetail: oneDriveUsage,
  getSharePointActivityUserDetail: sharePointActivity,
  getSharePointSiteUsageDetail: sharePointSiteUsage,
  getTeamsUserActivityUserDetail: teamsUserActivity,
  getTeamsDeviceUsageUserDetail: teamsDeviceUsage,
  getYammerActivityUserDetail: yammerActivity,
  getYammerDeviceUsageUserDetail: yammerDeviceUsage,
  getYammerGroupsActivityDetail: yammerGroupsActivity,
  getOffice365GroupsActivityDetail: office365GroupsActivity,
  getTeamsTeamActivityDetail: teamsTeamActivity,
  getMicrosoft365CopilotUsageUserDetail: copilotUsage,
};

export type ReportName = keyof typeof CATALOGUE;

export const REPORTS: Readonly<Record<ReportName, ReportDefinition>> = CATALOGUE;
export const REPORT_NAMES = Object.keys(CATALOGUE) as ReportName[];

export function isReportName(name: string): name is ReportName {
  return Object.hasOwn(CATALOGUE, name);
}
