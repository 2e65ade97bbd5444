/** The rows of /users/delta: current, outdated or removed users. */
import type {Directory} from './directory';
import {reference, typeAnnotation} from './user';
import type {UserField} from './user';

export interface RowForm {
  fields: readonly UserField[];
  /** The version from which the round starts; absent in the first one. */
  since?: number;
  /** The manager is in the row only where it changed in this round. */
  leavesOutManagers?: boolean;
}

export function deltaRow(directory: Directory, index: number, form: RowForm): object {
  const id = directory.value(index, 'id');
  const state = directory.stateAt(index);
  if (state !== 'live') {
    return {id, '@removed': {reason: state === 'deleted' ? 'changed' : 'deleted'}};
  }
  const row = liveRow(directory, index, {fields: form.fields, read: directory.reader(index)});
  return {...row, ...managerAnnotation(directory, index, form)};
}

/** Without the manager. */
function liveRow(
  directory: Directory,
  index: number,
  {fields, read}: {fields: readonly UserField[]; read: (field: UserField) => unknown},
): object {
  const row: Record<string, unknown> = typeAnnotation(read('isAgent') === true);
  for (const field of fields) {
    if (field === 'managerId') continue;
    const value = read(field);
    // A property that was never set is left out, one that was cleared is null.
    const isShown = value !== null || directory.wasEverSet(index, field);
    if (isShown && value !== undefined) row[field] = value;
  }
  row['id'] = directory.value(index, 'id');
  return row;
}

/** Who is the manager, and who was it before where that changed in the round. */
function managerAnnotation(
  directory: Directory,
  index: number,
  {fields, since, leavesOutManagers = false}: RowForm,
): object {
  if (!fields.includes('managerId')) return {};
  const change = since === undefined ? undefined : directory.managerChangedSince(index, since);
  const isNew = since === undefined || directory.movedSince(index, since);
  if (leavesOutManagers && !change && !isNew) return {};
  const id = directory.managerOf(index);
  const former = change?.formerId ?? null;
  const entries = [
    ...(id === null ? [] : [reference(id)]),
    // Behind the manager of today: the order says nothing.
    ...(former === null || former === id
      ? []
      : [{...reference(former), '@removed': {reason: 'deleted'}}]),
  ];
  return entries.length > 0 ? {'manager@delta': entries} : {};
}

/**
 * Of a changed user the id and the changed properties alone. Undefined where nothing shows that the
 * row is not whole.
 */
export function thinRow(directory: Directory, index: number, form: RowForm): object | undefined {
  const previous = directory.previousAt(index);
  if (previous?.state !== 'live' || directory.stateAt(index) !== 'live') return undefined;
  const read = directory.reader(index);
  const isChanged = (field: UserField): boolean =>
    JSON.stringify(read(field)) !== JSON.stringify(previous.user[field]);
  const changed = form.fields.filter(isChanged);
  if (changed.includes('userPrincipalName')) return undefined;
  const properties = changed.filter((field) => field !== 'managerId');
  return {
    ...Object.fromEntries(properties.map((field) => [field, read(field)])),
    ...(changed.includes('managerId') && managerAnnotation(directory, index, form)),
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
  const row = liveRow(directory, index, {fields, read: (field) => user[field]});
  const showsManager = fields.includes('managerId') && user.managerId !== null;
  return {...row, ...(showsManager && {'manager@delta': [reference(user.managerId ?? '')]})};
}
