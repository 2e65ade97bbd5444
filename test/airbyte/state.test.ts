import {IncomingStates} from '../../src/airbyte/state';
import {ConfigError} from '../../src/errors';

const USERS = {name: 'users'};

function stateOf(stream: object, streamState: unknown, extra: object = {}): object {
  return {
    type: 'STREAM',
    stream: {stream_descriptor: stream, stream_state: streamState},
    ...extra,
  };
}

describe('what means a first sync', () => {
  test.each([
    ['no file', undefined],
    ['null', null],
    ['an empty list', []],
    ['an empty object', {}],
    ['an old state without data', [{type: 'LEGACY', data: {}}]],
    ['an old state whose data are null', [{type: 'LEGACY', data: null, stream: null}]],
    ['an old state that is nothing but its type', [{type: 'LEGACY'}]],
    ['an old state without a type', [{data: {}}]],
    ['an old state of Singer', [{type: 'LEGACY', data: {bookmarks: {}}}]],
    ['one old state, in no list', {type: 'LEGACY', data: {}}],
    ['no bookmarks', {bookmarks: {}}],
    ['bookmarks that are null', {bookmarks: null}],
    ['no bookmarks, and no stream in work', {bookmarks: {}, currently_syncing: null}],
    ['a state that is null', [stateOf(USERS, null)]],
    ['a state that is an empty object', [stateOf(USERS, {})]],
    ['one empty state, in no list', stateOf(USERS, {})],
    ['a stream without a state', [{type: 'STREAM', stream: {stream_descriptor: USERS}}]],
    ['the state of another stream', [stateOf({name: 'other'}, {a: 1})]],
    ['the state of another namespace', [stateOf({name: 'users', namespace: 'hr'}, {a: 1})]],
  ])('%s', (_kind, file) => {
    expect(IncomingStates.parse(file).of(USERS)).toBeUndefined();
  });
});

describe('states are found by stream', () => {
  test('each stream has its own', () => {
    const states = IncomingStates.parse([
      stateOf({name: 'users'}, {a: 1}),
      stateOf({name: 'subscribed_skus'}, {b: 2}),
    ]);
    expect(states.of({name: 'users'})).toEqual({a: 1});
    expect(states.of({name: 'subscribed_skus'})).toEqual({b: 2});
  });

  test('an empty namespace is none', () => {
    const states = IncomingStates.parse([stateOf({name: 'users', namespace: ''}, {a: 1})]);
    expect(states.of(USERS)).toEqual({a: 1});
  });

  test('the later of two states counts', () => {
    const states = IncomingStates.parse([stateOf(USERS, {a: 1}), stateOf(USERS, {a: 2})]);
    expect(states.of(USERS)).toEqual({a: 2});
  });

  test('the namespace belongs to the stream', () => {
    const inHr = {name: 'users', namespace: 'hr'};
    const states = IncomingStates.parse([stateOf(USERS, {a: 1}), stateOf(inHr, {a: 2})]);
    expect(states.of(USERS)).toEqual({a: 1});
    expect(states.of(inHr)).toEqual({a: 2});
  });

  test.each([
    ['with its type', stateOf(USERS, {a: 1})],
    ['without a type', stateOf(USERS, {a: 1}, {type: undefined})],
  ])('one state %s, in no list, is a list of one', (_kind, state) => {
    expect(IncomingStates.parse(state).of(USERS)).toEqual({a: 1});
  });

  test('an old state without data beside it changes nothing', () => {
    const states = IncomingStates.parse([{type: 'LEGACY', data: {}}, stateOf(USERS, {a: 1})]);
    expect(states.of(USERS)).toEqual({a: 1});
  });

  test.each([
    ['other keys that are null', stateOf({name: 'users'}, {a: 1}, {global_: null, data: null})],
    ['a namespace that is null', stateOf({name: 'users', namespace: null}, {a: 1})],
    ['a type that is null', stateOf({name: 'users'}, {a: 1}, {type: null})],
    ['no type', stateOf({name: 'users'}, {a: 1}, {type: undefined})],
    ['counts', stateOf({name: 'users'}, {a: 1}, {sourceStats: {recordCount: 3}})],
  ])('a state with %s is read', (_kind, entry) => {
    expect(IncomingStates.parse([entry]).of(USERS)).toEqual({a: 1});
  });
});

describe('a file that holds no states of streams is refused', () => {
  const onlyStream = 'this connector writes and reads states of type "STREAM" only';

  test.each([
    ['a number', 5, 'it is 5, not a list of states'],
    ['an object', {users: {}}, 'it is {"users":{}}, not a list of states'],
    ['bookmarks', {bookmarks: {users: 1}}, 'it is {"bookmarks":{"users":1}}, not a list of states'],
    [
      'no bookmarks, but a stream in work',
      {bookmarks: {}, currently_syncing: 'users'},
      'it is {"bookmarks":{},"currently_syncing":"users"}, not a list of states',
    ],
    [
      'an old state, in no list',
      {type: 'LEGACY', data: {users: 1}},
      'it is {"type":"LEGACY","data":{"users":1}}, not a list of states',
    ],
    [
      'one state without a descriptor',
      {type: 'STREAM', stream: {}},
      'it.stream has no stream_descriptor with a name',
    ],
    ['one state without a stream', {type: 'STREAM'}, 'it has no object "stream"'],
    [
      'a global state, in no list',
      {type: 'GLOBAL', global: {stream_states: []}},
      'it is {"type":"GLOBAL","global":{"stream_states":[]}}, not a list of states',
    ],
    ['a list of strings', ['users'], '[0] is "users", not a state'],
    ['a list with null', [null], '[0] is null, not a state'],
    [
      'a state of the old kind',
      [{type: 'LEGACY', data: {users: {cursor: 1}}}],
      `[0] is a state of type "LEGACY"; ${onlyStream}`,
    ],
    [
      'a global state',
      [stateOf(USERS, {}), {type: 'GLOBAL', global: {stream_states: []}}],
      `[1] is a state of type "GLOBAL"; ${onlyStream}`,
    ],
    ['an empty state', [{}], `[0] is a state of type null; ${onlyStream}`],
    [
      'no descriptor',
      [{type: 'STREAM', stream: {stream_state: {}}}],
      '[0].stream has no stream_descriptor with a name',
    ],
    ['no name', [stateOf({}, {})], '[0].stream has no stream_descriptor with a name'],
    [
      'a state that is a list',
      [stateOf(USERS, [1])],
      '[0].stream.stream_state is [1], not an object',
    ],
    [
      'a state that is a text',
      [stateOf(USERS, 'x')],
      '[0].stream.stream_state is "x", not an object',
    ],
  ])('%s', (_kind, file, reason) => {
    const message =
      `The state file cannot be used: ${reason}. Pass the states of an earlier sync as a list, ` +
      'or leave --state out to start over.';
    expect(() => IncomingStates.parse(file)).toThrow(new ConfigError(message));
  });
});
