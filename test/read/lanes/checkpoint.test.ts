import {parseCheckpoint, serializeCheckpoint} from '../../../src/read/checkpoint';

const LANES = {
  parts: [
    {filter: "startsWith(userPrincipalName,'a')", nextLink: 'https://graph.example/next'},
    {filter: "not(startsWith(userPrincipalName,'a'))", nextLink: null},
  ],
  changesLink: 'https://graph.example/delta',
  users: 1_234,
};

test.each([
  {filter: 1, nextLink: 'https://graph.example/next', hasMatch: true},
  {filter: 0, nextLink: null, hasMatch: true, lanes: LANES},
  {filter: 0, nextLink: null, hasMatch: true, lanes: {...LANES, parts: []}},
])('a checkpoint comes back from a state as it was: %j', (checkpoint) => {
  const state = JSON.parse(JSON.stringify(serializeCheckpoint(checkpoint))) as unknown;
  expect(parseCheckpoint(state)).toEqual(checkpoint);
});

test('one of an older version has no lanes', () => {
  expect(parseCheckpoint({filter: 0, next_link: 'link', anyone: true})).toEqual({
    filter: 0,
    nextLink: 'link',
    hasMatch: true,
  });
});

const SAVED = serializeCheckpoint({filter: 0, nextLink: null, hasMatch: true, lanes: LANES});
const saved = SAVED['lanes'] as Record<string, unknown>;

test.each([
  ['no object', 'lanes'],
  ['a list', []],
  ['no parts', {...saved, parts: undefined}],
  ['a part that is a text', {...saved, parts: ['a']}],
  ['a part without a filter', {...saved, parts: [{next_link: null}]}],
  ['a part without a word of its link', {...saved, parts: [{filter: 'a'}]}],
  ['no link to the changes', {...saved, changes_link: null}],
  ['no number of users', {...saved, users: '12'}],
  ['a negative number of users', {...saved, users: -1}],
])('one whose lanes are %s is not known', (_, lanes) => {
  expect(parseCheckpoint({...SAVED, lanes})).toBeUndefined();
});
