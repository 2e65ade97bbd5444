import {objectType} from '../../src/streams/object-type';

test.each<[type: unknown, expected: string | null]>([
  ['#microsoft.graph.agentUser', 'agentUser'],
  ['#microsoft.graph.user', 'user'],
  ['microsoft.graph.agentUser', 'agentUser'],
  ['#microsoft.graph.some.newKind', 'newKind'],
  ['#agentUser', 'agentUser'],
  [undefined, 'user'],
  ['', null],
  ['#', null],
  [null, null],
  [7, null],
])('a user of the type %j is of the kind %j', (type, expected) => {
  expect(objectType(type)).toBe(expected);
});
