/** One cheap request for each kind of data, all at the same time. */
import {TransientError} from '../errors';
import type {GraphClient} from '../graph/client';
import {listUrl} from '../graph/query';
import type {ReportHead} from '../graph/reports/csv';
import type {ReportsApi} from '../graph/reports/reports-api';
import type {RequestContext} from '../graph/request';
import {needsOf} from '../streams/permissions';
import {expandOf, periodUrl, selectOf} from '../streams/request-url';
import type {Stream, StreamDefinition} from '../streams/stream';

export interface ProbePorts {
  client: GraphClient;
  /** Scheme, host and version of the API, for all but usage reports. */
  baseUrl: string;
  reportsApi: ReportsApi;
  context: RequestContext;
}

/** What came of a probe: rows of a list, the head of a report, or what went wrong. */
export interface Probe {
  stream: Stream;
  rows?: Record<string, unknown>[];
  head?: ReportHead;
  error?: unknown;
}

/**
 * Streams of one group are readable or not together, so one of them is asked. A national cloud can
 * lack some of the usage reports, so that each of them is a group there.
 */
export function probeGroupOf(
  {report, endpoint, permissions}: StreamDefinition,
  {origin}: ReportsApi,
): string {
  if (report) return origin === 'report' ? `/${endpoint.split('/')[1]}` : endpoint;
  return [endpoint, ...permissions.map(({name}) => name)].join(' ');
}

/** Asks the first stream of each group. Never rejects. */
export async function probeGroups(
  streams: Stream[],
  ports: ProbePorts,
): Promise<Map<string, Probe>> {
  const firsts = new Map<string, Stream>();
  for (const stream of streams) {
    const scope = probeGroupOf(stream.definition, ports.reportsApi);
    if (!firsts.has(scope)) firsts.set(scope, stream);
  }
  const probes = [...firsts].map(async ([scope, stream]): Promise<[string, Probe]> => [
    scope,
    await probe(stream, ports),
  ]);
  return new Map(await Promise.all(probes));
}

/** What is thrown when time is up says nothing to a person. */
function errorOf(error: unknown, {signal}: RequestContext): unknown {
  if (!signal.aborted) return error;
  return new TransientError('Microsoft Graph gave no answer in time');
}

async function probe(stream: Stream, ports: ProbePorts): Promise<Probe> {
  const {client, baseUrl, reportsApi, context} = ports;
  const {definition, schema} = stream;
  const request = {
    scope: definition.rateLimitScope,
    context,
    needs: needsOf(definition.permissions),
  };
  try {
    if (definition.report) {
      await client.assertTemporaryFolder();
      const url = periodUrl(reportsApi, definition, 'D7');
      const {origin} = reportsApi;
      const file = await client.getReport({...request, url, origin}, () => false);
      await file.close();
      return {stream, head: file};
    }
    const top = definition.pageSizes.length > 0 ? 1 : undefined;
    const query = {select: selectOf(definition, schema), expand: expandOf(definition), top};
    const url = listUrl(baseUrl, definition.endpoint, query);
    const body = (await client.getJson({...request, url, origin: 'first_request'})) as {
      value?: unknown;
    };
    return {stream, rows: Array.isArray(body.value) ? (body.value as Probe['rows'] & object) : []};
  } catch (error) {
    return {stream, error: errorOf(error, context)};
  }
}
