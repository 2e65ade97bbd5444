/** The rows of /users/delta: current, outdated or removed users. */
import type {Directory} from './directory';
import type {UserField} from './user';

export function deltaRow(
  directory: Directory,
  index: number,
  fields: readonly UserField[],
): object {
  const id = directory.value(index, 'id');
  const state = directory.stateAt(index);
  if (state !== 'live') {
    return {id, '@removed': {reason: state === 'deleted' ? 'changed' : 'deleted'}};
  }
  return liveRow(directory, index, {fields, read: directory.reader(index)});
}

function liveRow(
  directory: Directory,
  index: number,
  {fields, read}: {fields: readonly UserField[]; read: (field: UserField) => unknown},
): object {
  const row: Record<string, unknown> = {};
  for (const field of fields) {
    const value = read(field);
    // A property that was never set is left out, one that was cleared is null.
    const isShown = value !== null || directory.wasEverSet(index, field);
    if (isShown && value !== undefined) row[field] = value;
  }
  row['id'] = directory.value(index, 'id');
  return row;
}

/**
 * Of a changed user the id and the changed properties alone. Undefined where nothing shows that the
 * row is not whole.
 */
export function thinRow(
  directory: Directory,
  index: number,
  fields: readonly UserField[],
): object | undefined {
  const previous = directory.previousAt(index);
  if (previous?.state !== 'live' || directory.stateAt(index) !== 'live') return undefined;
  const read = directory.reader(index);
  const isChanged = (field: UserField): boolean =>
    JSON.stringify(read(field)) !== JSON.stringify(previous.user[field]);
  const changed = fields.filter(isChanged);
  if (changed.includes('userPrincipalName')) return undefined;
  return {
    ...Object.fromEntries(changed.map((field) => [field, read(field)])),
    id: previous.user.id,
  };
}

/** The user before its last change. */
export function staleRow(
  directory: Directory,
  index: number,
  fields: readonly UserField[],
): object | undefined {
  const previous = directory.previousAt(index);
  if (!previous) return undefined;
  const {user, state} = previous;
  if (state !== 'live') return {id: user.id, '@removed': {reason: 'changed'}};
  return liveRow(directory, index, {fields, read: (field) => user[field]});
}
