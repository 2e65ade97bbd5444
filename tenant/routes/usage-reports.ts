/** The usage reports: redirects to downloads, and the setting that conceals names. */
import {downloadLink, reportFile} from '../download-host';
import {GraphError, reportPermissionMissing, unknownSegment, asUnknownError} from '../graph-errors';
import {REPORTS} from '../reports/catalogue';
import {hasReport} from '../reports/clouds';
import type {ReportName} from '../reports/catalogue';
import {parseReportCall, parseParameters} from '../reports/parameters';
import type {ReportParameters} from '../reports/parameters';
import {hasRole} from '../router';
import type {RouteResponse, RouteRequest, Route} from '../router';

const SETTINGS_READERS = ['ReportSettings.Read.All', 'ReportSettings.ReadWrite.All'];

const COPILOT: ReportName = 'getMicrosoft365CopilotUsageUserDetail';

interface ReportRequest {
  name: ReportName;
  parameters: ReportParameters;
}

function refuseOptions(request: RouteRequest): void {
  for (const [name, value] of request.query) {
    if (!name.startsWith('$') || (name === '$format' && value === 'text/csv')) continue;
    throw new GraphError(400, 'BadRequest', `Query option '${name}' is not allowed.`);
  }
}

function readReportRequest(
  request: RouteRequest,
  isKnown: (name: ReportName) => boolean,
): ReportRequest {
  const {tenant} = request;
  const {name, parameterText} = parseReportCall(request.params['call'] ?? '');
  if (!isKnown(name)) throw unknownSegment(name);
  tenant.reportLimits?.count(name);
  if (!hasRole(request, ['Reports.Read.All'])) {
    const refusal = reportPermissionMissing();
    throw REPORTS[name].wrapsRefusal ? asUnknownError(refusal) : refusal;
  }
  refuseOptions(request);
  const parameters = parseParameters(parameterText);
  if (tenant.withoutCopilotV2 && parameters.version !== undefined) throw unknownSegment(name);
  tenant.reports.check(name, parameters);
  return {name, parameters};
}

/** National clouds have the reports in beta alone. */
function linkOfVersion1(request: RouteRequest): RouteResponse {
  const {nationalCloud} = request.tenant;
  if (nationalCloud === undefined) return linkToReport(request);
  throw unknownSegment(request.params['call']?.split('(')[0] ?? '');
}

function linkToReport(request: RouteRequest): RouteResponse {
  const {nationalCloud, withoutReports} = request.tenant;
  const isHere = (name: ReportName): boolean =>
    !withoutReports && name !== COPILOT && hasReport(nationalCloud, name);
  const {name, parameters} = readReportRequest(request, isHere);
  const location = downloadLink(request.tenant, name, parameters);
  return {status: 302, headers: {location}, body: ''};
}

function copilotReport(request: RouteRequest): RouteResponse {
  if (isNational(request)) throw unknownSegment('copilot');
  const {name, parameters} = readReportRequest(request, (known) => known === COPILOT);
  return reportFile(request.tenant, name, parameters);
}

function isNational({tenant}: RouteRequest): boolean {
  return tenant.withoutReports || tenant.nationalCloud !== undefined;
}

function reportSettings(request: RouteRequest): RouteResponse {
  const {tenant} = request;
  if (isNational(request)) throw unknownSegment('reportSettings');
  if (!hasRole(request, SETTINGS_READERS)) throw reportPermissionMissing();
  return {
    body: {
      '@odata.context': `${tenant.url}/v1.0/$metadata#admin/reportSettings/$entity`,
      displayConcealedNames: tenant.reports.concealed,
    },
  };
}

export const routes: Route[] = [
  {method: 'GET', path: '/v1.0/reports/:call', uncached: true, handle: linkOfVersion1},
  {method: 'GET', path: '/beta/reports/:call', uncached: true, handle: linkToReport},
  {method: 'GET', path: '/v1.0/copilot/reports/:call', uncached: true, handle: copilotReport},
  {method: 'GET', path: '/v1.0/admin/reportSettings', uncached: true, handle: reportSettings},
];
