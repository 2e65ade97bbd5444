import {relatedId} from '../../src/streams/relationship';

const USER = '#microsoft.graph.user';
const here = (id: unknown): object => ({'@odata.type': USER, id});
const gone = (id: string): object => ({...here(id), '@removed': {reason: 'deleted'}});

test.each<[what: string, row: Record<string, unknown>, id: string | null | undefined]>([
  ['an expanded manager', {manager: here('bob')}, 'bob'],
  ['a contact as manager', {manager: {'@odata.type': '#microsoft.graph.orgContact', id: 'c'}}, 'c'],
  ['a manager that is null', {manager: null}, null],
  ['no word of a manager', {id: 'ann'}, undefined],
  ['a manager without an id', {manager: {}}, undefined],
  ['a manager with an empty id', {manager: {id: ''}}, undefined],
  ['a manager that is a text', {manager: 'bob'}, undefined],
  ['the manager of a delta row', {'manager@delta': [here('bob')]}, 'bob'],
  ['a manager taken away', {'manager@delta': [gone('bob')]}, null],
  ['another one, named first', {'manager@delta': [here('cy'), gone('bob')]}, 'cy'],
  ['another one, named last', {'manager@delta': [gone('bob'), here('cy')]}, 'cy'],
  ['the same one again', {'manager@delta': [gone('bob'), here('bob')]}, 'bob'],
  ['several, of whom the last counts', {'manager@delta': [here('bob'), here('cy')]}, 'cy'],
  ['two taken away', {'manager@delta': [gone('bob'), gone('cy')]}, null],
  ['an empty list of changes', {'manager@delta': []}, null],
  ['a change without an id', {'manager@delta': [here(undefined)]}, undefined],
  ['a change that is no object', {'manager@delta': ['bob']}, undefined],
  ['changes that are no list', {'manager@delta': here('bob')}, undefined],
])('%s', (_what, row, id) => {
  expect(relatedId(row, {name: 'manager', field: 'manager_id'})).toBe(id);
});
