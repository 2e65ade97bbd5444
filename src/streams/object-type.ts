/**
 * The kind of a user: `user`, or a kind derived from it, such as `agentUser`. Graph names the type
 * of an object only where it is not the one that the list declares.
 * https://learn.microsoft.com/graph/api/resources/agentuser
 * @param type such as `#microsoft.graph.agentUser`.
 */
export function objectType(type: unknown): string | null {
  if (type === undefined) return 'user';
  return typeof type === 'string' ? (/[^#.]+$/.exec(type)?.[0] ?? null) : null;
}
