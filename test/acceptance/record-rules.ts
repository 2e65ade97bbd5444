/** What Airbyte's connector acceptance tests ask of the messages of a read. */
import type {Stream} from '../../src/streams/stream';
import {validatorOf} from '../contract/schema-rules';
import type {RecordMessage, Result, Row, StateMessage} from '../support/messages';
import type {ConfiguredStream} from './configured-catalog';

export type AirbyteRecord = RecordMessage['record'];

export function recordsOf(result: Result): AirbyteRecord[] {
  return result.messages.flatMap((message) => (message.type === 'RECORD' ? [message.record] : []));
}

export function statesOf(result: Result): StateMessage['state'][] {
  return result.messages.flatMap((message) => (message.type === 'STATE' ? [message.state] : []));
}

export function nameOf({stream}: ConfiguredStream): string {
  return stream.name;
}

/** Where records do not fit their schema, columns that the schema does not name included. */
export function schemaErrors(result: Result, configured: ConfiguredStream[]): string[] {
  return configured.flatMap(({stream}) => {
    const closed = {...stream.json_schema, additionalProperties: false};
    const validate = validatorOf(closed as unknown as Stream['schema']);
    const errors = result.records(stream.name).flatMap((row) => validate(row) ?? []);
    return [...new Set(errors)].map((error) => `${stream.name}: ${error}`);
  });
}

/** The values of the primary key, as a text. */
export function keyOf({stream}: ConfiguredStream, row: Row): string {
  const paths = stream.source_defined_primary_key ?? [];
  return JSON.stringify(paths.map((path) => path.reduce(inner, row as unknown)));
}

function inner(value: unknown, name: string): unknown {
  return (value as Row | null | undefined)?.[name] ?? null;
}

export function keysOf(configured: ConfiguredStream, result: Result): Set<string> {
  const rows = result.records(configured.stream.name);
  return new Set(rows.map((row) => keyOf(configured, row)));
}

/** Keys whose parts are all null, or where one is a list or an object. */
export function badKeys(configured: ConfiguredStream, result: Result): string[] {
  return [...keysOf(configured, result)].filter((key) => {
    const parts = JSON.parse(key) as unknown[];
    const isNull = parts.every((part) => part === null);
    return isNull || parts.some((part) => part !== null && typeof part === 'object');
  });
}

/** Without the time of its arrival, which differs from read to read. */
export function withoutArrival({synced_at: _, ...row}: Row): Row {
  return row;
}

/** Every value that a state keeps under the name of the cursor field, at any depth. */
export function cursorValuesIn(state: unknown, cursorField: string): unknown[] {
  if (typeof state !== 'object' || state === null) return [];
  return Object.entries(state).flatMap(([key, value]: [string, unknown]) =>
    key === cursorField && !Array.isArray(state) ? [value] : cursorValuesIn(value, cursorField),
  );
}

/** Letters become a, digits 0: two values of one format have one outline. */
export function outlineOf(value: unknown): string {
  return String(value).replace(/\p{L}/gu, 'a').replace(/\d/g, '0');
}
