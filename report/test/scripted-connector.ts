/** A program that speaks as the connector does, and says what a test wants it to say. */
import {join} from 'node:path';
import type {StreamStatus} from '../../src/airbyte/messages';
import type {Workplace} from './run-report';

export type Line = object | string;

const COLUMNS = ['reportDate', 'reportRefreshDate'];

/** Of a stream that it offers. */
export function offered(name: string, cursor?: string): object {
  const isReport = cursor !== undefined && COLUMNS.includes(cursor);
  return {
    name,
    json_schema: {},
    supported_sync_modes: cursor === undefined ? ['full_refresh'] : ['full_refresh', 'incremental'],
    ...(cursor !== undefined && {default_cursor_field: [cursor]}),
    source_defined_cursor: isReport,
    source_defined_primary_key: [['id']],
  };
}

export function record(stream: string, data: object): Line {
  return {type: 'RECORD', record: {stream, data, emitted_at: 1}};
}

export function status(stream: string, to: StreamStatus): Line {
  const stream_status = {stream_descriptor: {name: stream}, status: to};
  return {type: 'TRACE', trace: {type: 'STREAM_STATUS', emitted_at: 1, stream_status}};
}

export function state(stream: string, content: object): Line {
  const named = {stream_descriptor: {name: stream}, stream_state: content};
  return {type: 'STATE', state: {type: 'STREAM', stream: named, sourceStats: {recordCount: 0}}};
}

export function warning(message: string): Line {
  return {type: 'LOG', log: {level: 'WARN', message}};
}

export function errorTrace(message: string, type: string, stream?: string): Line {
  const descriptor = stream === undefined ? {} : {stream_descriptor: {name: stream}};
  const error = {message, failure_type: type, ...descriptor};
  return {type: 'TRACE', trace: {type: 'ERROR', emitted_at: 1, error}};
}

/** The path of a script that writes these messages, keeps its state, and ends with this code. */
export function scriptedConnector(
  place: Workplace,
  streams: object[],
  {lines, exitCode = 0}: {lines: Line[]; exitCode?: number},
): string {
  const catalog = {type: 'CATALOG', catalog: {streams}};
  const toText = (all: Line[]): string =>
    all.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  const received = JSON.stringify(join(place.folder, 'received-state.json'));
  return place.write(
    'connector.js',
    `const {copyFileSync} = require('node:fs');
const [command, ...args] = process.argv.slice(2);
if (command === 'read') copyFileSync(args[args.indexOf('--state') + 1], ${received});
process.exitCode = command === 'read' ? ${exitCode} : 0;
process.stdout.write(command === 'read' ? ${JSON.stringify(toText(lines))} : ${JSON.stringify(toText([catalog]))});
`,
  );
}
