/** What the soak needs to know about each stream. */
import type {AirbyteStream, SyncMode} from '../src/airbyte/messages';
import type {Cursor} from '../src/streams/stream';
import {loadStreams} from '../src/streams/load';
import type {Row} from '../test/support/messages';

export interface SoakStream {
  name: string;
  syncMode: SyncMode;
  cursor: Cursor['kind'];
  /** As far as the expected rows of a report need it. */
  airbyteStream: AirbyteStream;
  /** The fields that are compared, in this order. */
  fields: readonly string[];
}

/** Fields that the connector looks up in its own table of products. */
const PRODUCT_LOOKUPS = new Set(['sku_name', 'skuPartNumber']);
const NAMED_BY_GRAPH = new Set(['subscribed_skus', 'directory_subscriptions']);
const REPORTS: ReadonlySet<string> = new Set<Cursor['kind']>(['report_snapshot', 'daily_slices']);

export async function soakStreams(): Promise<SoakStream[]> {
  return (await loadStreams()).map(({definition: {name, cursor}, schema}) => ({
    name,
    syncMode: cursor.kind === 'none' ? 'full_refresh' : 'incremental',
    cursor: cursor.kind,
    airbyteStream: {name, json_schema: schema} as unknown as AirbyteStream,
    fields: Object.keys(schema.properties).filter((field) => isCompared(name, cursor.kind, field)),
  }));
}

/** The compared values of a row, which do not depend on when it was read. */
export function comparableText({fields}: SoakStream, row: Row): string {
  const values = fields.map((field) => row[field] ?? null);
  return JSON.stringify(values, withoutOwnNames);
}

/** The part of a table that one sync replaces or completes: a day of a report, or the whole table. */
export function tablePart({cursor}: SoakStream, row: Row): string {
  if (cursor === 'report_snapshot') return String(row['reportRefreshDate']);
  return cursor === 'daily_slices' ? String(row['reportDate']) : '';
}

/** Fields of the connector that the tenant can compute by itself. */
const SIGN_IN_SUMMARY = new Set(['latest_sign_in_at', 'last_use_at', 'last_use_evidence']);

function isCompared(stream: string, cursor: Cursor['kind'], field: string): boolean {
  if (field === 'synced_at' || field === '_ab_cdc_deleted_at') return false;
  // The tenant has no other source for its own details.
  if (stream === 'organization') return field === 'id';
  if (PRODUCT_LOOKUPS.has(field)) return field === 'skuPartNumber' && NAMED_BY_GRAPH.has(stream);
  return isReport(cursor) || !field.includes('_') || SIGN_IN_SUMMARY.has(field);
}

export function isReport(cursor: Cursor['kind']): boolean {
  return REPORTS.has(cursor);
}

/** Inside a Graph value only fields added by the connector have an underscore. */
function withoutOwnNames(key: string, value: unknown): unknown {
  return key.includes('_') ? undefined : value;
}
