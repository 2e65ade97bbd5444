/** The usage reports: links to files, and the setting that conceals names in them. */
import {downloadLink, reportFile} from '../download-host';
import {GraphError, reportPermissionMissing, unknownSegment, wrapped} from '../graph-errors';
import {REPORTS} from '../reports/catalogue';
import type {ReportName} from '../reports/catalogue';
import {readCall, readQuestion} from '../reports/question';
import type {ReportQuestion} from '../reports/question';
import {hasRole} from '../router';
import type {Answer, Call, Route} from '../router';

const SETTINGS_READERS = ['ReportSettings.Read.All', 'ReportSettings.ReadWrite.All'];

const COPILOT: ReportName = 'getMicrosoft365CopilotUsageUserDetail';

interface Asked {
  name: ReportName;
  question: ReportQuestion;
}

function refuseOptions(call: Call): void {
  for (const [name, value] of call.query) {
    if (!name.startsWith('$') || (name === '$format' && value === 'text/csv')) continue;
    throw new GraphError(400, 'BadRequest', `Query option '${name}' is not allowed.`);
  }
}

function readAsked(call: Call, isKnown: (name: ReportName) => boolean): Asked {
  const {tenant} = call;
  const {name, parameters} = readCall(call.params['call'] ?? '');
  if (!isKnown(name)) throw unknownSegment(name);
  tenant.reportLimits?.count(name);
  if (!hasRole(call, ['Reports.Read.All'])) {
    const refusal = reportPermissionMissing();
    throw REPORTS[name].wrapsRefusal ? wrapped(refusal) : refusal;
  }
  refuseOptions(call);
  const question = readQuestion(parameters);
  tenant.reports.check(name, question);
  return {name, question};
}

function linkToReport(call: Call): Answer {
  const isHere = (name: ReportName): boolean => !call.tenant.withoutReports && name !== COPILOT;
  const {name, question} = readAsked(call, isHere);
  const location = downloadLink(call.tenant, name, question);
  return {status: 302, headers: {location}, body: ''};
}

function copilotReport(call: Call): Answer {
  if (call.tenant.withoutReports) throw unknownSegment('copilot');
  const {name, question} = readAsked(call, (known) => known === COPILOT);
  return reportFile(call.tenant, name, question);
}

function reportSettings(call: Call): Answer {
  const {tenant} = call;
  if (tenant.withoutReports) throw unknownSegment('reportSettings');
  if (!hasRole(call, SETTINGS_READERS)) throw reportPermissionMissing();
  return {
    body: {
      '@odata.context': `${tenant.url}/v1.0/$metadata#admin/reportSettings/$entity`,
      displayConcealedNames: tenant.reports.concealed,
    },
  };
}

export const routes: Route[] = [
  {method: 'GET', path: '/v1.0/reports/:call', uncached: true, handle: linkToReport},
  {method: 'GET', path: '/v1.0/copilot/reports/:call', uncached: true, handle: copilotReport},
  {method: 'GET', path: '/v1.0/admin/reportSettings', uncached: true, handle: reportSettings},
];
