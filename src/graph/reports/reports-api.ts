import type {RequestOrigin} from '../resolution';

/** Where usage reports are asked for, and what an answer means there. */
export interface ReportsApi {
  /** Scheme, host and version of the API. */
  baseUrl: string;
  /** Goes on behind the function and its parameters. */
  query: string;
  origin: Extract<RequestOrigin, 'report' | 'national_report'>;
}

/**
 * Version 1.0 has the usage reports in the global cloud only, beta has them in all clouds. Beta can
 * also answer JSON, so that CSV is asked for by name.
 * https://learn.microsoft.com/graph/api/reportroot-getoffice365activeuserdetail?view=graph-rest-beta
 * @param graphUrl scheme and host of Graph.
 */
export function reportsApiOf(graphUrl: string, {isGlobal}: {isGlobal: boolean}): ReportsApi {
  if (isGlobal) return {baseUrl: `${graphUrl}/v1.0`, query: '', origin: 'report'};
  return {baseUrl: `${graphUrl}/beta`, query: '?$format=text/csv', origin: 'national_report'};
}
