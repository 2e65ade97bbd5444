import {parseConfiguredCatalog, streamKey} from '../../src/airbyte/catalog';
import {ConfigError} from '../../src/errors';

const ENTRY = {
  stream: {name: 'users', json_schema: {}},
  sync_mode: 'incremental',
  destination_sync_mode: 'append_dedup',
};

function catalogWith(...entries: unknown[]): unknown {
  return {streams: entries};
}

describe('a configured catalog', () => {
  test('gives its streams in order', () => {
    const other = {...ENTRY, stream: {name: 'subscribed_skus'}, sync_mode: 'full_refresh'};
    expect(parseConfiguredCatalog(catalogWith(ENTRY, other))).toEqual([
      {
        descriptor: {name: 'users'},
        syncMode: 'incremental',
        destinationSyncMode: 'append_dedup',
      },
      {
        descriptor: {name: 'subscribed_skus'},
        syncMode: 'full_refresh',
        destinationSyncMode: 'append_dedup',
      },
    ]);
  });

  test('may be empty', () => {
    expect(parseConfiguredCatalog(catalogWith())).toEqual([]);
  });

  test('may hold null wherever a key may be left out', () => {
    const entry = {
      ...ENTRY,
      stream: {name: 'users', namespace: null, json_schema: null},
      generation_id: null,
      minimum_generation_id: null,
      cursor_field: null,
      primary_key: null,
      sync_id: null,
    };
    expect(parseConfiguredCatalog(catalogWith(entry))).toEqual(
      parseConfiguredCatalog(catalogWith(ENTRY)),
    );
  });

  test('gives namespace and generations where it has them', () => {
    const entry = {
      ...ENTRY,
      stream: {name: 'users', namespace: 'hr'},
      generation_id: 0,
      minimum_generation_id: 12,
    };
    expect(parseConfiguredCatalog(catalogWith(entry))).toMatchObject([
      {
        descriptor: {name: 'users', namespace: 'hr'},
        generationId: 0,
        minimumGenerationId: 12,
      },
    ]);
  });

  test('takes an empty namespace for none', () => {
    const entry = {...ENTRY, stream: {name: 'users', namespace: ''}};
    const [stream] = parseConfiguredCatalog(catalogWith(entry));
    expect(stream?.descriptor).toStrictEqual({name: 'users'});
  });

  test.each(['append', 'overwrite', 'append_dedup', 'overwrite_dedup', 'update', 'soft_delete'])(
    'knows the destination sync mode %s',
    (mode) => {
      const entry = {...ENTRY, destination_sync_mode: mode};
      const [stream] = parseConfiguredCatalog(catalogWith(entry));
      expect(stream?.destinationSyncMode).toBe(mode);
    },
  );

  test('may hold streams of one name in two namespaces', () => {
    const entry = {...ENTRY, stream: {name: 'users', namespace: 'hr'}};
    expect(parseConfiguredCatalog(catalogWith(ENTRY, entry))).toHaveLength(2);
  });
});

describe('a file that is no configured catalog is refused', () => {
  const noList = 'it has no list "streams"; pass a configured catalog, not the output of discover';

  test.each([
    ['null', null, noList],
    ['a list', [], noList],
    ['a text', 'users', noList],
    ['the message of discover', {type: 'CATALOG', catalog: {streams: []}}, noList],
    ['streams as an object', {streams: {}}, noList],
    ['an entry that is null', catalogWith(null), 'streams[0] has no object "stream"'],
    [
      'a stream of discover',
      catalogWith({name: 'users', json_schema: {}}),
      'streams[0] has no object "stream"',
    ],
    ['a name only', catalogWith({...ENTRY, stream: 'users'}), 'streams[0] has no object "stream"'],
    ['no name', catalogWith({...ENTRY, stream: {}}), 'streams[0].stream has no "name"'],
    [
      'an empty name',
      catalogWith({...ENTRY, stream: {name: ''}}),
      'streams[0].stream has no "name"',
    ],
    [
      'no sync mode',
      catalogWith({...ENTRY, sync_mode: undefined}),
      'streams[0].sync_mode is nothing but must be one of: full_refresh, incremental',
    ],
    [
      'a sync mode of another case',
      catalogWith(ENTRY, {...ENTRY, stream: {name: 'b'}, sync_mode: 'FULL_REFRESH'}),
      'streams[1].sync_mode is "FULL_REFRESH" but must be one of: full_refresh, incremental',
    ],
    [
      'a destination sync mode that is null',
      catalogWith({...ENTRY, destination_sync_mode: null}),
      'streams[0].destination_sync_mode is null but must be one of: ' +
        'append, overwrite, append_dedup, overwrite_dedup',
    ],
    [
      'a generation that is a text',
      catalogWith({...ENTRY, generation_id: '7'}),
      'streams[0].generation_id is "7" but must be a whole number',
    ],
    [
      'a generation with decimals',
      catalogWith({...ENTRY, minimum_generation_id: 1.5}),
      'streams[0].minimum_generation_id is 1.5 but must be a whole number',
    ],
    ['a stream twice', catalogWith(ENTRY, ENTRY), 'streams[1] repeats the stream "users"'],
  ])('%s', (_kind, catalog, reason) => {
    const message = `The catalog file is not a configured catalog: ${reason}.`;
    expect(() => parseConfiguredCatalog(catalog)).toThrow(new ConfigError(message));
  });

  test('a long value is cut', () => {
    const catalog = catalogWith({...ENTRY, sync_mode: 'x'.repeat(1_000)});
    expect(() => parseConfiguredCatalog(catalog)).toThrow(/is "x{99}… but must/);
  });
});

describe('the key of a stream', () => {
  test.each([
    [{name: 'a'}, {name: 'b'}],
    [{name: 'a'}, {name: 'a', namespace: 'n'}],
    [{name: 'a'}, {name: 'a', namespace: ''}],
    [
      {name: 'b', namespace: 'a'},
      {name: 'a', namespace: 'b'},
    ],
  ])('differs between %j and %j', (one, other) => {
    expect(streamKey(one)).not.toBe(streamKey(other));
    expect(streamKey({...one})).toBe(streamKey(one));
  });
});
