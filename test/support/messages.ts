/** What a run of the connector left behind, and how tests pick from it. */
import type {AirbyteMessage, ErrorTrace, JsonObject} from '../../src/airbyte/messages';

export type Message = AirbyteMessage;
export type RecordMessage = Extract<Message, {type: 'RECORD'}>;
export type StateMessage = Extract<Message, {type: 'STATE'}>;
export type Row = Record<string, unknown>;

export interface Ending {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  durationMs: number;
}

export class Result implements Ending {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
  /** Whole lines; of a process that was killed, the last one may be missing. */
  readonly lines: string[];
  /** Behind the last line end. */
  readonly rest: string;
  private parsed: Message[] | undefined;

  constructor(ending: Ending) {
    this.exitCode = ending.exitCode;
    this.signal = ending.signal;
    this.stdout = ending.stdout;
    this.stderr = ending.stderr;
    this.durationMs = ending.durationMs;
    this.lines = ending.stdout.split('\n');
    this.rest = this.lines.pop() ?? '';
  }

  get messages(): Message[] {
    this.parsed ??= this.lines.map((line) => JSON.parse(line) as Message);
    return this.parsed;
  }

  /** The data of the records of a stream, in order. */
  records(stream: string): Row[] {
    return this.messages.flatMap((message) =>
      message.type === 'RECORD' && message.record.stream === stream ? [message.record.data] : [],
    );
  }

  states(stream: string): StateMessage[] {
    return this.messages.filter(
      (message) => message.type === 'STATE' && nameOf(message) === stream,
    ) as StateMessage[];
  }

  /** The contents of the last STATE of a stream. */
  lastState(stream: string): JsonObject | undefined {
    return this.states(stream).at(-1)?.state.stream.stream_state;
  }

  statuses(stream: string): string[] {
    return this.messages.flatMap((message) =>
      message.type === 'TRACE' &&
      message.trace.type === 'STREAM_STATUS' &&
      message.trace.stream_status.stream_descriptor.name === stream
        ? [message.trace.stream_status.status]
        : [],
    );
  }

  /** The ERROR traces, in order. */
  get errors(): ErrorTrace[] {
    return this.messages.flatMap((message) =>
      message.type === 'TRACE' && message.trace.type === 'ERROR'
        ? [withShortMessage(message.trace.error)]
        : [],
    );
  }

  /** Failure type and stream of each ERROR trace, in order. */
  get failures(): [type: string, stream: string | undefined][] {
    return this.errors.map((error) => [error.failure_type, error.stream_descriptor?.name]);
  }

  logs(level: string): string[] {
    return this.messages.flatMap((message) =>
      message.type === 'LOG' && message.log.level === level
        ? [level === 'WARN' || level === 'ERROR' ? short(message.log.message) : message.log.message]
        : [],
    );
  }

  /** The answer of `check`. */
  get status(): {status: string; message: string} {
    const answers = this.messages.flatMap((message) =>
      message.type === 'CONNECTION_STATUS' ? [message.connectionStatus] : [],
    );
    if (answers.length !== 1) throw new Error(`${answers.length} answers: ${this.stdout}`);
    answers[0]?.message?.split('\n').forEach(short);
    return {message: '', ...answers[0]!};
  }
}

/** Whether it is a STATE of the users from which the next sync goes on in the middle of a round. */
const MAX_MESSAGE_LENGTH = 299;

/** Holds the limit of messages for people; several mistakes in the settings are each within it. */
function short(text: string): string {
  const parts = text.startsWith('The settings cannot be used: ') ? text.split('; ') : [text];
  const long = parts.filter(({length}) => length > MAX_MESSAGE_LENGTH);
  if (long.length > 0) throw new Error(`A message is too long (${long[0]!.length}): ${long[0]!}`);
  return text;
}

function withShortMessage(error: ErrorTrace): ErrorTrace {
  short(error.message);
  return error;
}

export function isCheckpoint(message: Message): boolean {
  if (message.type !== 'STATE' || nameOf(message) !== 'users') return false;
  const {cursor} = message.state.stream.stream_state as {cursor?: {next_link?: unknown}};
  return typeof cursor?.next_link === 'string';
}

/** The stream that a STATE belongs to. */
export function nameOf(message: StateMessage): string {
  return message.state.stream.stream_descriptor.name;
}
