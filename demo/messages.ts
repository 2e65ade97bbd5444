/** Reads records, states and results from the connector's messages. */
import type {AirbyteMessage} from '../src/airbyte/messages';

export type Row = Record<string, unknown>;

/** Counts of one stream, or of several. */
export interface StreamResult {
  records: number;
  /** Records that mark a row as deleted. */
  deletions: number;
  /** As the connector logged them; undefined where it did not. */
  requests: number | undefined;
  seconds: number;
  complete: boolean;
}

const DELETED_AT = '_ab_cdc_deleted_at';

export function isDeletion(row: Row): boolean {
  return typeof row[DELETED_AT] === 'string';
}

export function rowsOf(messages: readonly AirbyteMessage[], stream: string): Row[] {
  return messages.flatMap((message) =>
    message.type === 'RECORD' && message.record.stream === stream ? [message.record.data] : [],
  );
}

/** The results of some streams in one read, added up. */
export function resultOf(
  messages: readonly AirbyteMessage[],
  streams: ReadonlySet<string>,
): StreamResult {
  const rows = [...streams].flatMap((stream) => rowsOf(messages, stream));
  const [starts, ends]: [number[], number[]] = [[], []];
  let completed = 0;
  for (const message of messages) {
    if (message.type !== 'TRACE' || message.trace.type !== 'STREAM_STATUS') continue;
    const {stream_status: said, emitted_at: at} = message.trace;
    if (!streams.has(said.stream_descriptor.name)) continue;
    if (said.status === 'STARTED') starts.push(at);
    if (said.status === 'COMPLETE' || said.status === 'INCOMPLETE') ends.push(at);
    if (said.status === 'COMPLETE') completed += 1;
  }
  return {
    records: rows.length,
    deletions: rows.filter(isDeletion).length,
    requests: requestsOf(messages, streams),
    seconds: starts.length === 0 ? 0 : (Math.max(...ends) - Math.min(...starts)) / 1000,
    complete: completed === streams.size,
  };
}

/** The connector ends each stream with a line such as "users: 1000 records, 2 requests, 0.3 s." */
function requestsOf(
  messages: readonly AirbyteMessage[],
  streams: ReadonlySet<string>,
): number | undefined {
  let sum: number | undefined;
  for (const message of messages) {
    if (message.type !== 'LOG') continue;
    const [, stream = '', requests] =
      /^(\w+): .*\b(\d+) requests?\b/.exec(message.log.message) ?? [];
    if (streams.has(stream)) sum = (sum ?? 0) + Number(requests);
  }
  return sum;
}

/** The latest state of each stream, as the platform passes it to the next sync. */
export function lastStates(messages: readonly AirbyteMessage[]): object[] {
  const states = new Map<string, object>();
  for (const message of messages) {
    if (message.type !== 'STATE') continue;
    const {type, stream} = message.state;
    states.set(stream.stream_descriptor.name, {type, stream});
  }
  return [...states.values()];
}

/** The first error that the connector reported. */
export function errorIn(messages: readonly AirbyteMessage[]): string | undefined {
  for (const message of messages) {
    if (message.type === 'TRACE' && message.trace.type === 'ERROR') {
      return message.trace.error.message;
    }
    if (message.type === 'CONNECTION_STATUS' && message.connectionStatus.status === 'FAILED') {
      return message.connectionStatus.message ?? 'The connection failed.';
    }
  }
  return undefined;
}
