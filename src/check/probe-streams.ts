import type {ConnectorError} from '../errors';
import type {GraphClient} from '../graph/client';
import {listUrl} from '../graph/query';
import {newMeter} from '../graph/request';
import type {RequestOwner} from '../graph/request';
import {explainFailure} from '../sync/explain-failure';
import type {Stream} from '../sync/load-streams';
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
 * Asks for one row of every stream, all at the same time.
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
  const findings = await Promise.all(streams.map((stream) => probe(stream, owner, ports)));
  return findings.flatMap((finding) => finding ?? []);
}

async function probe(
  {definition, schema}: Stream,
  owner: RequestOwner,
  {client, baseUrl, signal}: ProbePorts,
): Promise<Finding | undefined> {
  const select = selectOf(definition, schema);
  const top = definition.pageSizes.length > 0 ? 1 : undefined;
  const url = listUrl(baseUrl, definition.endpoint, {select, top});
  try {
    await client.getJson({url, family: definition.limits, owner});
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    return {stream: definition.name, error: explainFailure(definition, error)};
  }
}
