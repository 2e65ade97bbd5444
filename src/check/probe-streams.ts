import type {ConnectorError} from '../errors';
import type {GraphClient} from '../graph/client';
import {listUrl} from '../graph/query';
import {newMeter} from '../graph/request';
import type {RequestOwner} from '../graph/request';
import {explainFailure} from '../sync/explain-failure';
import type {Stream} from '../sync/load-streams';
import {periodUrl} from '../sync/reports/report-url';
import {selectOf} from '../sync/select';

interface ProbePorts {
  client: GraphClient;
  /** Scheme, host and version of the API. */
  baseUrl: string;
  signal: AbortSignal;
}

/** A stream that cannot be read, and why. */
export interface Finding {
  stream: string;
  error: ConnectorError;
}

/**
 * Asks for the first rows of every stream, all at the same time; streams that would ask for the
 * same share one request.
 * @returns the streams that failed.
 * @throws ConfigError or TransientError when the sign-in fails, which all streams would repeat.
 */
export async function probeStreams(streams: Stream[], ports: ProbePorts): Promise<Finding[]> {
  const owner: RequestOwner = {
    signal: ports.signal,
    meter: newMeter(),
    idle: (wait) => wait(),
  };
  await ports.client.signIn(owner);
  const probes = new Map<string, Promise<unknown>>();
  for (const stream of streams) {
    const url = probeUrl(stream, ports.baseUrl);
    if (!probes.has(url)) probes.set(url, probe(stream, {url, owner, client: ports.client}));
  }
  const findings = streams.map(async (stream): Promise<Finding[]> => {
    const error = await probes.get(probeUrl(stream, ports.baseUrl));
    if (error === undefined) return [];
    ports.signal.throwIfAborted();
    return [{stream: stream.definition.name, error: explainFailure(stream.definition, error)}];
  });
  return (await Promise.all(findings)).flat();
}

function probeUrl({definition, schema}: Stream, baseUrl: string): string {
  if (definition.report) return periodUrl(baseUrl, definition, 'D7');
  const select = selectOf(definition, schema);
  const top = definition.pageSizes.length > 0 ? 1 : undefined;
  return listUrl(baseUrl, definition.endpoint, {select, top});
}

/** @returns what went wrong; undefined when there was an answer. */
async function probe(
  {definition}: Stream,
  {url, owner, client}: {url: string; owner: RequestOwner; client: GraphClient},
): Promise<unknown> {
  const request = {url, family: definition.limits, owner};
  try {
    if (definition.report) await (await client.getReport(request, () => false)).close();
    else await client.getJson(request);
    return undefined;
  } catch (error) {
    return error;
  }
}
