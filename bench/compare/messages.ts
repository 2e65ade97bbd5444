/** What a command wrote, in the form in which two revisions are compared. */
import type {AirbyteMessage} from '../../src/airbyte/messages';

/** Texts in the order in which they were written, by what they are about. */
export type Messages = ReadonlyMap<string, readonly string[]>;

export interface CommandOutput {
  exitCode: number;
  /** Standard output, line by line. */
  lines: readonly string[];
}

/** Log messages are for people: their differences count only when asked for. */
export const LOGS = 'LOG';

const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
const DURATION = /\b\d+(?:\.\d+)? s\b/g;
const GUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;
const CLOCK_FIELDS = new Set(['synced_at', '_ab_cdc_deleted_at']);
/** A stack trace names files and lines of the program. */
const LEFT_OUT = new Set(['emitted_at', 'stack_trace']);

/**
 * Records and states of one stream stay in one list, because a state covers the records before it.
 * @param isNow whether a time (epoch milliseconds) is one of the command's own, not of the tenant.
 */
export function groupMessages(
  {exitCode, lines}: CommandOutput,
  isNow: (time: number) => boolean,
): Messages {
  const groups = new Map<string, string[]>([['exit code', [String(exitCode)]]]);
  for (const line of lines) {
    const [group, text] = describeMessage(line, isNow);
    const texts = groups.get(group);
    if (texts) texts.push(text);
    else groups.set(group, [text]);
  }
  return groups;
}

function describeMessage(
  line: string,
  isNow: (time: number) => boolean,
): [group: string, text: string] {
  const message = JSON.parse(line) as AirbyteMessage;
  switch (message.type) {
    case 'RECORD':
      return [`${message.record.stream}: RECORD, STATE`, withoutClockFields(message.record)];
    case 'STATE': {
      const {name} = message.state.stream.stream_descriptor;
      return [`${name}: RECORD, STATE`, withoutTimes(JSON.stringify(message.state), isNow)];
    }
    case 'TRACE':
      return describeTrace(message.trace);
    case 'LOG':
      return [LOGS, readable(`${message.log.level} ${message.log.message}`)];
    case 'CONNECTION_STATUS':
      return ['CONNECTION_STATUS', readable(JSON.stringify(message.connectionStatus))];
    case 'CATALOG':
    case 'SPEC':
      return [message.type, line];
  }
}

type Trace = Extract<AirbyteMessage, {type: 'TRACE'}>['trace'];

function describeTrace(trace: Trace): [group: string, text: string] {
  if (trace.type === 'STREAM_STATUS') {
    const {stream_descriptor: stream, status} = trace.stream_status;
    return [`${stream.name}: TRACE`, status];
  }
  return ['TRACE ERROR', readable(withoutClockFields(trace.error))];
}

function withoutClockFields(content: object): string {
  return JSON.stringify(content, (key, value: unknown) => {
    if (LEFT_OUT.has(key)) return undefined;
    return CLOCK_FIELDS.has(key) && typeof value === 'string' ? 'TIME' : value;
  });
}

function withoutTimes(text: string, isNow: (time: number) => boolean): string {
  return text.replace(TIME, (time) => (isNow(Date.parse(time)) ? 'TIME' : time));
}

/** Without what differs from run to run: times, durations, ids of requests. */
function readable(text: string): string {
  return text.replace(TIME, 'TIME').replace(DURATION, 'N s').replace(GUID, 'GUID');
}
