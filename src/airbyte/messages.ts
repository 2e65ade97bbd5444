/**
 * The messages of the Airbyte protocol that a source sends, as types.
 * https://docs.airbyte.com/platform/understanding-airbyte/airbyte-protocol
 */
import type {FailureType} from '../errors';

export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export type LogLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

export type StreamStatus = 'STARTED' | 'RUNNING' | 'COMPLETE' | 'INCOMPLETE';

/** `namespace` is only set where the configured catalog gave one: the platform matches on both. */
export interface StreamDescriptor {
  name: string;
  namespace?: string;
}

export interface ConnectionStatus {
  status: 'SUCCEEDED' | 'FAILED';
  message?: string;
}

/** https://docs.airbyte.com/platform/connector-development/connector-specification-reference */
export interface ConnectorSpecification {
  connectionSpecification: JsonObject;
  protocol_version?: string;
  documentationUrl?: string;
  changelogUrl?: string;
}

export type SyncMode = 'full_refresh' | 'incremental';

/** One stream of the catalog that `discover` answers. */
export interface AirbyteStream {
  name: string;
  json_schema: JsonObject;
  supported_sync_modes: SyncMode[];
  source_defined_cursor?: boolean;
  default_cursor_field?: string[];
  source_defined_primary_key?: string[][];
  is_resumable?: boolean;
}

/** The only reason that protocol 0.18 knows; the time is in epoch milliseconds. */
export interface RateLimited {
  type: 'RATE_LIMITED';
  rate_limited: {quota_reset: number};
}

export interface ErrorTrace {
  message: string;
  internal_message?: string;
  stack_trace?: string;
  failure_type: FailureType;
  stream_descriptor?: StreamDescriptor;
}

/** What was changed in a top-level field of a record, because readers could not have taken it. */
export interface FieldChange {
  field: string;
  /** `TRUNCATED`: a part of the value was left out or replaced. */
  change: 'NULLED' | 'TRUNCATED';
  reason: 'SOURCE_RECORD_SIZE_LIMITATION' | 'SOURCE_SERIALIZATION_ERROR';
}

export interface RecordMessage {
  stream: string;
  namespace?: string;
  data: JsonObject;
  emitted_at: number;
  meta?: {changes: FieldChange[]};
}

export type AirbyteMessage =
  | {type: 'RECORD'; record: RecordMessage}
  | {
      type: 'STATE';
      state: {
        type: 'STREAM';
        stream: {stream_descriptor: StreamDescriptor; stream_state: JsonObject};
        sourceStats: {recordCount: number};
      };
    }
  | {type: 'LOG'; log: {level: LogLevel; message: string}}
  | {type: 'SPEC'; spec: ConnectorSpecification}
  | {type: 'CONNECTION_STATUS'; connectionStatus: ConnectionStatus}
  | {type: 'CATALOG'; catalog: {streams: AirbyteStream[]}}
  | {type: 'TRACE'; trace: {type: 'ERROR'; emitted_at: number; error: ErrorTrace}}
  | {
      type: 'TRACE';
      trace: {
        type: 'STREAM_STATUS';
        emitted_at: number;
        stream_status: {
          stream_descriptor: StreamDescriptor;
          status: StreamStatus;
          reasons?: RateLimited[];
        };
      };
    };
