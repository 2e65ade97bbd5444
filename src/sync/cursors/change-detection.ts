/**
 * For short lists that carry no date of change: the state holds a hash of every row, and only
 * what is new, changed or gone is emitted.
 */
import {createHash} from 'node:crypto';
import {emptyListError} from '../domain-filter';
import {listPages} from '../list';
import type {Row} from '../define-stream';
import type {ReadContext, SyncEvents} from '../read-context';
import {SYNCED_AT, stampRows, tombstone} from '../rows';
import type {ShapedRow} from '../rows';
import {isRow, saveState} from '../saved-state';
import type {OpenedState} from '../saved-state';
import {isFormerTable} from '../start-over';

export async function* changeDetection(context: ReadContext, opened: OpenedState): SyncEvents {
  const known = knownHashes(context, opened);
  let rows = await readAll(context);
  if (rows.length === 0 && known.size > 0) {
    context.log('WARN', 'the list came back empty, although it had rows before; asking once more');
    rows = await readAll(context);
  }
  if (rows.length === 0 && context.definition.empty === 'impossible') throw emptyListError(context);
  const hashes = new Map(rows.map((row) => [row.id, hashOf(row)]));
  // Other settings can mean other fields, so then every row counts as changed.
  const comparable = opened.kind === 'same_settings';
  const changed = rows.filter((row) => !comparable || known.get(row.id) !== hashes.get(row.id));
  const gone = [...known.keys()].filter((id) => !hashes.has(id));
  const save = (known: Iterable<[string, unknown]>): {state: Row} => ({
    state: saveState(context.madeWith, context.stamps.latest, {hashes: Object.fromEntries(known)}),
  });
  if (changed.length + gone.length > 0) {
    // A read that is cut off may leave these rows behind and not the state that covers them. The
    // next one must then take them for rows that are there, of which it knows nothing more.
    const unsure = [...changed.map(({id}) => id), ...gone].map((id): [string, null] => [id, null]);
    yield save([...known, ...unsure]);
    const stamp = context.stamps.next();
    const tombstones = gone.map((id) => tombstone(id, stamp));
    yield {rows: stampRows([...changed, ...tombstones], stamp), stamp};
  }
  yield save(hashes);
}

/** Rows of another tenant are not ours to delete. */
function knownHashes({madeWith}: ReadContext, opened: OpenedState): Map<string, unknown> {
  const usable =
    opened.kind === 'same_settings' ||
    (opened.kind === 'other_settings' && isFormerTable(opened, madeWith));
  const hashes = usable ? opened.cursor['hashes'] : undefined;
  return new Map(isRow(hashes) ? Object.entries(hashes) : []);
}

async function readAll(context: ReadContext): Promise<ShapedRow[]> {
  const rows: ShapedRow[] = [];
  for await (const page of listPages(context, undefined))
    rows.push(...page.rows.map(context.shape));
  return rows;
}

/** Of the content alone: the stamp is another one each time. */
function hashOf({[SYNCED_AT]: _stamp, ...content}: ShapedRow): string {
  const hash = createHash('sha256').update(JSON.stringify(canonical(content)));
  return hash.digest('base64url').slice(0, 22);
}

/** More levels than any row of Graph has. What lies deeper does not count. */
const MOST_LEVELS = 100;

/** The same content in the same order: keys sorted, and lists of objects by id. */
function canonical(value: unknown, level = 0): unknown {
  if (level === MOST_LEVELS) return null;
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
