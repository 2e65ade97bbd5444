/** Names of streams in a message. */
import type {StreamDefinition} from './stream';

/** A group that is named whole has one name in place of all of its streams'. */
const GROUPS: readonly {name: string; has: (definition: StreamDefinition) => boolean}[] = [
  {name: 'all usage reports', has: ({report}) => report !== undefined},
  {name: 'all daily usage reports', has: ({cursor}) => cursor.kind === 'daily_slices'},
];

/** The names of fewer streams are as short as that of the group. */
const MIN_GROUP_SIZE = 3;

/** A group is also named where it lacks so few that they can be named in its place. */
const MAX_EXCEPTIONS = 2;
const MIN_SIZE_WITH_EXCEPTIONS = 8;

/**
 * Such as `users` and `all usage reports`.
 * @param all the streams that the message could be about: a group is whole where none is left.
 */
export function listStreams(
  named: readonly StreamDefinition[],
  all: readonly StreamDefinition[],
): string[] {
  const names = new Set(named.map(({name}) => name));
  for (const group of GROUPS) {
    const members = all.filter(group.has);
    const left = members.filter(({name}) => !names.has(name));
    const isWhole = left.length === 0 && members.length >= MIN_GROUP_SIZE;
    const isAlmostWhole =
      left.length <= MAX_EXCEPTIONS && members.length >= MIN_SIZE_WITH_EXCEPTIONS;
    if (!isWhole && !isAlmostWhole) continue;
    const others = named.filter((definition) => !group.has(definition));
    const except = left.length > 0 ? ` except ${left.map(({name}) => name).join(' and ')}` : '';
    return [...others.map(({name}) => name), `${group.name}${except}`];
  }
  return named.map(({name}) => name);
}
