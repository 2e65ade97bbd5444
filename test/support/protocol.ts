/** The rules of the protocol that every run has to keep, whatever else it is tested for. */
import type {Message, RecordMessage, Result, StateMessage} from './messages';

const MESSAGE_TYPES = new Set([
  'RECORD',
  'STATE',
  'LOG',
  'TRACE',
  'SPEC',
  'CATALOG',
  'CONNECTION_STATUS',
]);
const FAILURE_TYPES = new Set(['config_error', 'transient_error', 'system_error']);

const FOLLOWING: Record<string, string[]> = {
  nothing: ['STARTED'],
  STARTED: ['RUNNING', 'INCOMPLETE'],
  RUNNING: ['RUNNING', 'COMPLETE', 'INCOMPLETE'],
  COMPLETE: [],
  INCOMPLETE: [],
};

interface StreamLog {
  status: string;
  /** Records since the last STATE. */
  uncounted: number;
  states: number;
  syncedAt: string;
  errors: number;
  /** What was said at the level WARN about a stream that had ended INCOMPLETE. */
  excuse: string;
}

/** What the run was told to do, as far as it decides how it may end. */
export interface Task {
  /** Streams whose tables the sync replaces. */
  truncated: ReadonlySet<string>;
  /** Whether the settings say that a stream that may not be read fails no sync. */
  mayEmpty: boolean;
}

/** Which streams the beginning of a message names: `users`, or `users, all usage reports except …`. */
function namesIn(list: string): (stream: string) => boolean {
  const [, daily, , exceptions = ''] =
    /all (daily )?usage reports( except (.*))?$/.exec(list) ?? [];
  const hasGroup = / ?all (daily )?usage reports/.test(list);
  const group = daily ? /_detail_daily$/ : /_detail(_daily)?$/;
  const except = exceptions.split(' and ');
  const named = list.split(', ');
  return (stream) =>
    named.includes(stream) || (hasGroup && group.test(stream) && !except.includes(stream));
}

/** Goes through the messages of one run in order and notes what breaks a rule. */
class Auditor {
  readonly violations: string[] = [];
  private readonly streams = new Map<string, StreamLog>();
  private failureType: string | undefined;

  constructor(
    private readonly result: Result,
    private readonly task: Task,
  ) {}

  audit(): string[] {
    for (const message of this.result.messages) this.take(message);
    this.judgeEnding();
    return this.violations;
  }

  private take(message: Message): void {
    if (!MESSAGE_TYPES.has(message.type)) this.note(`a message of type ${message.type}`);
    if (message.type === 'RECORD') this.takeRecord(message);
    if (message.type === 'STATE') this.takeState(message);
    if (message.type === 'LOG') this.takeLog(message.log);
    if (message.type !== 'TRACE') return;
    const {trace} = message;
    if (trace.type === 'STREAM_STATUS') {
      const {stream_descriptor: stream, status} = trace.stream_status;
      this.takeStatus(stream.name, status);
      return;
    }
    const {failure_type: type, stream_descriptor: stream, message: text} = trace.error;
    if (!FAILURE_TYPES.has(type) || !text) this.note(`an ERROR trace without type or message`);
    // The first trace decides whether the platform tries again.
    if (this.failureType === 'config_error' && type !== 'config_error') {
      this.note(`${type} behind a config_error`);
    }
    this.failureType = type;
    if (stream) this.log(stream.name).errors += 1;
  }

  private takeRecord({record: {stream, data, emitted_at: emittedAt}}: RecordMessage): void {
    const log = this.log(stream);
    const {id, synced_at: syncedAt} = data as {id?: unknown; synced_at?: unknown};
    if (log.status !== 'RUNNING') this.note(`${stream}: a record while ${log.status}`);
    if (typeof id !== 'string' || id === '') this.note(`${stream}: a record without id`);
    if (syncedAt !== new Date(emittedAt).toISOString()) {
      this.note(`${stream}: synced_at ${String(syncedAt)} is not emitted_at ${emittedAt}`);
    }
    if (String(syncedAt) < log.syncedAt) this.note(`${stream}: synced_at goes back`);
    log.syncedAt = String(syncedAt);
    log.uncounted += 1;
  }

  private takeState({state}: StateMessage): void {
    const stream = state.stream.stream_descriptor.name;
    const log = this.log(stream);
    if (state.type !== 'STREAM') this.note(`${stream}: a STATE of another type`);
    if (log.status !== 'RUNNING') this.note(`${stream}: a STATE while ${log.status}`);
    const {recordCount} = state.sourceStats;
    if (recordCount !== log.uncounted) {
      this.note(`${stream}: STATE counts ${recordCount} records, there were ${log.uncounted}`);
    }
    log.uncounted = 0;
    log.states += 1;
  }

  private takeLog({level, message}: {level: string; message: string}): void {
    if (level !== 'WARN') return;
    const subject = message.split(':')[0] ?? '';
    // Of many streams a message names those that fit, and counts the others.
    const isNamed = / and \d+ more$/.test(subject) ? () => true : namesIn(subject);
    for (const [stream, log] of this.streams) {
      if (log.status === 'INCOMPLETE' && isNamed(stream)) log.excuse ||= message;
    }
  }

  private takeStatus(stream: string, status: string): void {
    const log = this.log(stream);
    if (!FOLLOWING[log.status]?.includes(status)) {
      this.note(`${stream}: ${status} behind ${log.status}`);
    }
    log.status = status;
    const ended = status === 'COMPLETE' || status === 'INCOMPLETE';
    if (ended && log.uncounted > 0 && log.states > 0) {
      this.note(`${stream}: ${status} with ${log.uncounted} records behind the last STATE`);
    }
    if (status === 'COMPLETE' && log.states === 0) this.note(`${stream}: COMPLETE without STATE`);
  }

  private judgeEnding(): void {
    const {exitCode, rest, signal} = this.result;
    if (rest !== '' && signal !== 'SIGKILL' && exitCode !== 141) this.note(`a cut line: ${rest}`);
    if (exitCode !== 0 && exitCode !== 1) return;
    for (const [stream, log] of this.streams) {
      const isExcused = log.status === 'INCOMPLETE' && log.errors === 0 && log.excuse !== '';
      const wanted = log.status === 'INCOMPLETE' && !isExcused ? 1 : 0;
      if (log.errors !== wanted) this.note(`${stream}: ${log.status}, ${log.errors} ERROR traces`);
      if (isExcused && exitCode === 0) this.judgeExcuse(stream, log);
      if (log.status !== 'COMPLETE' && log.status !== 'INCOMPLETE') {
        this.note(`${stream}: ends ${log.status}`);
      }
      if (exitCode === 0 && log.status !== 'COMPLETE' && !isExcused) {
        this.note(`${stream}: exit code 0`);
      }
    }
    const failed = this.failureType !== undefined;
    if (failed !== (exitCode === 1)) this.note(`exit code ${exitCode}, ERROR trace: ${failed}`);
  }

  /** With exit code 0 the platform replaces the table, also by nothing. */
  private judgeExcuse(stream: string, {excuse, states}: StreamLog): void {
    if (!this.task.truncated.has(stream)) return;
    const isAllowed = this.task.mayEmpty || excuse.includes('does not offer');
    if (!isAllowed) this.note(`${stream}: exit code 0 would empty its table`);
    if (states > 0) this.note(`${stream}: exit code 0 would replace its table by a part`);
  }

  private log(stream: string): StreamLog {
    const known = this.streams.get(stream);
    if (known) return known;
    const log = {status: 'nothing', uncounted: 0, states: 0, syncedAt: '', errors: 0, excuse: ''};
    this.streams.set(stream, log);
    return log;
  }

  private note(violation: string): void {
    if (this.violations.length < 10) this.violations.push(violation);
  }
}

/** Empty for a run that keeps the protocol. */
export function protocolViolations(result: Result, task: Task): string[] {
  try {
    const violations = new Auditor(result, task).audit();
    return result.stderr === '' ? violations : [...violations, `stderr: ${result.stderr}`];
  } catch (error) {
    return [`standard output is not one JSON object a line: ${String(error)}`];
  }
}

/** Those secrets that turn up anywhere in the output, in any spelling. An empty text is none. */
export function leakedSecrets({stdout, stderr}: Result, secrets: Iterable<string>): string[] {
  const isIn = (text: string): boolean => stdout.includes(text) || stderr.includes(text);
  return [...secrets].filter((secret) => secret !== '' && spellingsOf(secret).some(isIn));
}

function spellingsOf(secret: string): string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  const escapedTwice = JSON.stringify(escaped).slice(1, -1);
  const plain = [secret, escaped, escapedTwice];
  const encoded = plain.flatMap((text) => [
    encodeURIComponent(text),
    new URLSearchParams({v: text}).toString().slice(2),
  ]);
  const lowerCase = encoded.map((text) => text.replace(/%../g, (code) => code.toLowerCase()));
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [...new Set([...plain, ...encoded, ...lowerCase, base64])];
}
