/**
 * For short lists that carry no date of change: the state holds a hash of every row, and only
 * what is new, changed or gone is emitted.
 */
import {createHash} from 'node:crypto';
import {hasPersonalId} from '../../streams/personal-data';
import {SYNCED_AT, isRow} from '../../streams/row';
import type {Row} from '../../streams/stream';
import {emptyListError} from '../domain-filter';
import {listPages} from '../list-pages';
import {ListPass, ReadIds, lastOfEach} from '../list-pass';
import {isSameTenant, saveState} from '../state';
import type {OpenedState} from '../state';
import type {StreamContext, SyncEvents} from '../stream-context';
import {setSyncedAtOfRows, tombstone} from '../transform';
import type {TransformedRow} from '../transform';

export async function* readChangeDetection(
  context: StreamContext,
  opened: OpenedState,
): SyncEvents {
  const known = knownHashes(context, opened);
  let rows = await readAll(context);
  if (rows.length === 0 && known.size > 0) {
    context.log(
      'WARN',
      'the list came back empty, although it had rows before; requesting it once more',
    );
    rows = await readAll(context);
  }
  if (rows.length === 0 && context.definition.empty === 'impossible') throw emptyListError(context);
  const hashes = new Map(rows.map((row) => [row.id, hashOf(row)]));
  // Other settings can mean other fields, so then every row counts as changed.
  const comparable = opened.kind === 'continued';
  const changed = rows.filter((row) => !comparable || known.get(row.id) !== hashes.get(row.id));
  const gone = [...known.keys()].filter((id) => !hashes.has(id));
  const save = (known: Iterable<[string, unknown]>): {state: Row} => ({
    state: saveState(context.scope, context.extractionClock.latest, {
      hashes: Object.fromEntries(known),
    }),
  });
  if (changed.length + gone.length > 0) {
    // A read that is cut off may leave these rows behind and not the state that covers them. The
    // next one must then take them for rows that are there, of which it knows nothing more.
    const unsure = [...changed.map(({id}) => id), ...gone].map((id): [string, null] => [id, null]);
    yield save([...known, ...unsure]);
    const extractedAt = context.extractionClock.next();
    const tombstones = gone.map((id) => tombstone(id, extractedAt));
    const rows = setSyncedAtOfRows([...changed, ...tombstones], extractedAt);
    yield {rows, extractedAt, isPseudonymous: true};
  }
  yield save(hashes);
}

/** Rows of another tenant are not ours to delete, and those of another key have other ids. */
function knownHashes({schema, scope}: StreamContext, opened: OpenedState): Map<string, unknown> {
  const usable =
    opened.kind === 'continued' ||
    (opened.kind === 'config_changed' &&
      isSameTenant(opened, scope) &&
      !(opened.changed.includes('personal_data') && hasPersonalId(schema)));
  const hashes = usable ? opened.cursor['hashes'] : undefined;
  return new Map(isRow(hashes) ? Object.entries(hashes) : []);
}

async function readAll(context: StreamContext): Promise<TransformedRow[]> {
  const rows: TransformedRow[] = [];
  const pass = new ListPass(context, new ReadIds(), {repeats: true});
  for await (const page of listPages(context, undefined)) rows.push(...pass.take(page));
  const last = lastOfEach(rows);
  // The state must hold no clear value, so what it is compared with holds none either.
  for (const row of last) context.people?.apply(row);
  return last;
}

/** Of the content alone: `synced_at` differs each time. */
function hashOf({[SYNCED_AT]: _syncedAt, ...content}: TransformedRow): string {
  const hash = createHash('sha256').update(JSON.stringify(canonical(content)));
  return hash.digest('base64url').slice(0, 22);
}

/** More levels than any row of Graph has. What lies deeper does not count. */
const MAX_HASHED_LEVELS = 100;

/** The same content in the same order: keys sorted, and lists of objects by id. */
function canonical(value: unknown, level = 0): unknown {
  if (level === MAX_HASHED_LEVELS) return null;
  if (Array.isArray(value)) return sortedById(value.map((item) => canonical(item, level + 1)));
  if (!isRow(value)) return value;
  const keys = Object.keys(value).sort();
  return keys.map((key) => [key, canonical(value[key], level + 1)]);
}

/** Graph does not promise the order of nested objects; lists of plain values keep theirs. */
function sortedById(items: unknown[]): unknown[] {
  const texts = items.map((item) => JSON.stringify(item));
  return Array.isArray(items[0]) ? texts.sort() : items;
}
