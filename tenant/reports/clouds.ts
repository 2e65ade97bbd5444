/**
 * What the national clouds have of the usage reports: the beta version alone, without Copilot, and in
 * China neither the reports of Viva Engage (Yammer) nor some columns about it and about Teams.
 * https://learn.microsoft.com/graph/api/reportroot-getoffice365activeuserdetail?view=graph-rest-beta
 */
import type {ReportName} from './catalogue';

export const NATIONAL_CLOUDS = ['us_gov_l4', 'us_gov_l5', 'china'] as const;

export type NationalCloud = (typeof NATIONAL_CLOUDS)[number];

const YAMMER = /^getYammer/;
const YAMMER_OR_TEAMS = /^(Has )?(Yammer|Teams) /;

export function hasReport(cloud: NationalCloud | undefined, name: ReportName): boolean {
  if (cloud === undefined) return true;
  if (name === 'getMicrosoft365CopilotUsageUserDetail') return false;
  return cloud !== 'china' || !YAMMER.test(name);
}

export function hasColumn(
  cloud: NationalCloud | undefined,
  name: ReportName,
  header: string,
): boolean {
  const isActiveUser = name === 'getOffice365ActiveUserDetail';
  return cloud !== 'china' || !isActiveUser || !YAMMER_OR_TEAMS.test(header);
}
