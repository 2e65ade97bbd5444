import type {Row} from './stream';

/**
 * The kind of a user: `user`, or a kind derived from it, such as `agentUser`. Graph names the type
 * of an object only where it is not the one that the list declares.
 * https://learn.microsoft.com/graph/api/resources/agentuser
 */
export function withObjectType(user: Row): Row {
  return {...user, object_type: objectType(user['@odata.type'])};
}

/** @param type such as `#microsoft.graph.agentUser`. */
function objectType(type: unknown): string | null {
  if (type === undefined) return 'user';
  return typeof type === 'string' ? (/[^#.]+$/.exec(type)?.[0] ?? null) : null;
}
