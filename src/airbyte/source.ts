import type {ConfiguredStream} from './catalog';
import type {MessageWriter} from './message-writer';
import type {AirbyteStream, ConnectionStatus, ConnectorSpecification} from './messages';
import type {Redactor} from './redactor';
import type {IncomingStates} from './state';

/** What a command of the source works with. */
export interface Session {
  messages: MessageWriter;
  /** Tell it every secret as soon as it is known. */
  redactor: Redactor;
  /** Aborts when the process has to end: no further request, no further message. */
  signal: AbortSignal;
}

export interface ReadRequest {
  config: unknown;
  streams: ConfiguredStream[];
  states: IncomingStates;
}

/** An answer of `check`, and the parts of its message that are words of others. */
export interface CheckResult extends ConnectionStatus {
  quoted?: readonly string[];
}

/** A connector, as the runner drives it. `config` is the parsed settings file, not yet checked. */
export interface Source {
  spec(): Promise<ConnectorSpecification>;
  /** Problems that the user can mend are a FAILED status, not an error. */
  check(config: unknown, session: Session): Promise<CheckResult>;
  /** `config` is undefined where none was given. */
  discover(config: unknown, session: Session): Promise<AirbyteStream[]>;
  /** Writes its own messages; resolves to the exit code. */
  read(request: ReadRequest, session: Session): Promise<number>;
}
