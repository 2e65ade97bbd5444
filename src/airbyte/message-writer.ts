import {rowTextOf} from '../copied-row';
import type {RowText} from '../copied-row';
import {asConnectorError, fullStack, technicalMessage} from '../errors';
import {asMessage, withShown} from '../message-text';
import type {MessageText} from '../message-text';
import {CopiedRecords} from './copied-record';
import type {
  AirbyteMessage,
  AirbyteStream,
  ConnectionStatus,
  ConnectorSpecification,
  JsonObject,
  LogLevel,
  RateLimited,
  StreamDescriptor,
  StreamStatus,
} from './messages';
import type {LineOutput} from './output';
import type {Redactor} from './redactor';
import {escapeLineSeparators, sanitizeText} from './sanitize';
import {serializeRecord} from './serialize-record';

interface WriterOptions {
  output: LineOutput;
  redactor: Redactor;
  /** Epoch milliseconds. */
  now: () => number;
  /** Whether LOG messages of level DEBUG are written. */
  debug?: boolean;
}

/** Writes protocol messages, one a line. Every text for people passes the redactor here. */
export class MessageWriter {
  /** Whoever writes a stream names it by one object. */
  private readonly copiedRecords = new WeakMap<StreamDescriptor, CopiedRecords>();

  constructor(private readonly options: WriterOptions) {}

  /** @param quoted the parts of the message that are words of others, as errors have them. */
  log(level: LogLevel, text: string | MessageText, quoted?: readonly string[]): void {
    if (level === 'DEBUG' && !this.options.debug) return;
    const message = this.redact(text.toString(), withShown(asMessage(text), quoted));
    this.write({type: 'LOG', log: {level, message}});
  }

  spec(spec: ConnectorSpecification): void {
    this.write({type: 'SPEC', spec});
  }

  connectionStatus({status, message}: ConnectionStatus, quoted?: readonly string[]): void {
    const connectionStatus = message ? {status, message: this.redact(message, quoted)} : {status};
    this.write({type: 'CONNECTION_STATUS', connectionStatus});
  }

  catalog(streams: AirbyteStream[]): void {
    this.write({type: 'CATALOG', catalog: {streams}});
  }

  /**
   * `emittedAt` in epoch milliseconds. Await `ready()` after each batch of records.
   * @throws SystemError where the record has a primary key that readers do not take.
   */
  record(stream: StreamDescriptor, data: JsonObject, emittedAt: number): void {
    const text = rowTextOf(data);
    if (text) {
      this.copyRecord(stream, {data, text, emittedAt});
      return;
    }
    const {name, namespace} = stream;
    const record = namespace
      ? {stream: name, namespace, data, emitted_at: emittedAt}
      : {stream: name, data, emitted_at: emittedAt};
    this.options.output.write(escapeLineSeparators(serializeRecord(record)));
  }

  /** `recordCount`: the records of this stream since its STATE before. */
  state(stream: StreamDescriptor, streamState: JsonObject, recordCount: number): void {
    this.write({
      type: 'STATE',
      state: {
        type: 'STREAM',
        stream: {stream_descriptor: stream, stream_state: streamState},
        sourceStats: {recordCount},
      },
    });
  }

  streamStatus(stream: StreamDescriptor, status: StreamStatus, reasons?: RateLimited[]): void {
    const streamStatus = {stream_descriptor: stream, status, ...(reasons && {reasons})};
    this.write({
      type: 'TRACE',
      trace: {
        type: 'STREAM_STATUS',
        emitted_at: this.options.now(),
        stream_status: streamStatus,
      },
    });
  }

  errorTrace(thrown: unknown, stream?: StreamDescriptor): void {
    const error = asConnectorError(thrown);
    const {quoted} = error.fields;
    this.write({
      type: 'TRACE',
      trace: {
        type: 'ERROR',
        emitted_at: this.options.now(),
        error: {
          message: this.redact(error.message, quoted),
          internal_message: this.redact(technicalMessage(error), quoted),
          stack_trace: this.redact(fullStack(error), quoted),
          failure_type: error.failureType,
          ...(stream && {stream_descriptor: stream}),
        },
      },
    });
  }

  /** Resolves when the reader has caught up; rejects when it is gone. */
  ready(): Promise<void> {
    return this.options.output.ready();
  }

  private copyRecord(
    stream: StreamDescriptor,
    {data, text, emittedAt}: {data: JsonObject; text: RowText; emittedAt: number},
  ): void {
    const records = this.copiedRecords.get(stream) ?? new CopiedRecords(stream);
    this.copiedRecords.set(stream, records);
    const tail = records.tailOf(data, text, emittedAt);
    const {body, start, end} = text;
    this.options.output.copy({head: records.head, body, start, end: end - 1, tail});
  }

  private redact(text: string, quoted?: readonly string[]): string {
    return sanitizeText(this.options.redactor.redact(text, quoted));
  }

  private write(message: AirbyteMessage): void {
    this.options.output.write(escapeLineSeparators(JSON.stringify(message)));
  }
}
