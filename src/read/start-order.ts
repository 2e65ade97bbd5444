import type {RateLimitScope} from '../graph/request';

/** It allows so few requests that the sync of a large tenant takes as long as they do. */
const FIRST: RateLimitScope = 'entra_reporting';

/** Streams under the scarcest limit start first; the order is kept otherwise. */
export function inStartOrder<Item>(
  items: readonly Item[],
  scopeOf: (item: Item) => RateLimitScope | undefined,
): Item[] {
  const isFirst = (item: Item): boolean => scopeOf(item) === FIRST;
  return [...items.filter(isFirst), ...items.filter((item) => !isFirst(item))];
}
