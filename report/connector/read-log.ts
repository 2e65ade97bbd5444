/** What the messages of a read say about each stream. */
import type {ErrorTrace, StreamStatus} from '../../src/airbyte/messages';
import {REFRESH_ADVICE} from '../../src/read/refresh-advice';
import type {OtherMessage} from './process';

export class ReadLog {
  private readonly statuses = new Map<string, StreamStatus>();
  private readonly states = new Map<string, object>();
  private readonly warnings: string[] = [];
  private readonly traces: ErrorTrace[] = [];

  take(message: OtherMessage): void {
    if (message.type === 'STATE') {
      const {type, stream} = message.state;
      this.states.set(stream.stream_descriptor.name, {type, stream});
    }
    if (message.type === 'LOG' && (message.log.level === 'WARN' || message.log.level === 'ERROR')) {
      this.warnings.push(message.log.message);
    }
    if (message.type !== 'TRACE') return;
    if (message.trace.type === 'ERROR') this.traces.push(message.trace.error);
    else {
      const {stream_descriptor: stream, status} = message.trace.stream_status;
      this.statuses.set(stream.name, status);
    }
  }

  isComplete(stream: string): boolean {
    return this.statuses.get(stream) === 'COMPLETE';
  }

  get isAnythingComplete(): boolean {
    return [...this.statuses.values()].includes('COMPLETE');
  }

  /** The last state of the stream, as the next read gets it. */
  stateOf(stream: string): object | undefined {
    return this.states.get(stream);
  }

  /** Whether the stream began anew, so that what came is all that there is. */
  isReadAnew(stream: string): boolean {
    return this.warnings.some(
      (text) => text.startsWith(`${stream}: `) && text.includes(REFRESH_ADVICE),
    );
  }

  /** Why a stream has not been read to its end, in the connector's words. */
  reasonOf(stream: string): string {
    const own = this.warnings.filter((text) => text.startsWith(`${stream}: `)).at(-1);
    const error = this.traces.find(({stream_descriptor}) => stream_descriptor?.name === stream);
    // One warning can be about many streams, and then names some of them or a group.
    const shared = this.warnings.find((text) => new RegExp(`\\b${stream}\\b`).test(text));
    const last = this.warnings.filter((text) => !text.startsWith(`${stream}: `)).at(-1);
    return own ?? error?.message ?? shared ?? last ?? 'The connector did not say why.';
  }

  /**
   * The error because of which the whole read counts for nothing; undefined where there is none, or
   * only errors of single streams that trying again does not heal.
   */
  get fatalError(): ErrorTrace | undefined {
    const fatal = this.traces.find(
      ({stream_descriptor, failure_type}) => !stream_descriptor || failure_type !== 'config_error',
    );
    return fatal ?? (this.isAnythingComplete ? undefined : this.traces[0]);
  }
}
