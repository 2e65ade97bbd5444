/**
 * The host from which usage reports are downloaded. Its links are pre-authenticated and expire soon;
 * a request with an Authorization header is refused, because it leaks the token to another host.
 */
import type {ReportName} from './reports/catalogue';
import type {ReportParameters} from './reports/parameters';
import type {RequestLogEntry} from './request-log';
import type {RouteResponse} from './router';
import type {TenantCore} from './tenant-core';

const PATH = '/reports-download/v1.0/download';
const LINK_LIFETIME_MS = 120_000;

interface DownloadToken {
  kind: 'report';
  name: ReportName;
  parameters: ReportParameters;
  expiresMs: number;
}

export function downloadLink(
  tenant: TenantCore,
  name: ReportName,
  parameters: ReportParameters,
): string {
  const expiresMs = tenant.now() + LINK_LIFETIME_MS;
  const token: DownloadToken = {kind: 'report', name, parameters, expiresMs};
  return `${tenant.downloadUrl}${PATH}?token=${tenant.sealedTokens.seal(token)}`;
}

export function reportFile(
  {reports}: TenantCore,
  name: ReportName,
  parameters: ReportParameters,
): RouteResponse {
  return {
    headers: {'content-type': 'application/octet-stream'},
    body: '',
    stream: () => reports.file(name, parameters),
  };
}

function page(status: number, text: string): RouteResponse {
  const headers = {'content-type': 'text/html; charset=utf-8'};
  const body = `<!DOCTYPE html><html><head><title>${text}</title></head><body>${text}</body></html>`;
  return {status, headers, body};
}

export function downloadHost(tenant: TenantCore, entry: RequestLogEntry): RouteResponse {
  const {method, path, query, headers} = entry;
  if (method !== 'GET' || path !== PATH) return page(404, 'Not found');
  if (headers.authorization !== undefined) return page(400, 'Bad request');
  const token = tenant.sealedTokens.open(query['token'] ?? '') as DownloadToken | undefined;
  if (token?.kind !== 'report' || tenant.now() >= token.expiresMs) return page(403, 'Forbidden');
  return reportFile(tenant, token.name, token.parameters);
}
