import {catalogFrom} from '../../tools/configure-catalog';

const STREAMS = [
  {
    name: 'users',
    json_schema: {},
    supported_sync_modes: ['full_refresh', 'incremental'],
    default_cursor_field: ['synced_at'],
    source_defined_primary_key: [['id']],
  },
  {name: 'user_licenses', json_schema: {}, supported_sync_modes: ['full_refresh']},
];

const OUTPUT = [
  {type: 'LOG', log: {level: 'INFO', message: 'two streams'}},
  {type: 'CATALOG', catalog: {streams: STREAMS}},
]
  .map((message) => `${JSON.stringify(message)}\n`)
  .join('');

function modes(mode: 'incremental' | 'full_refresh'): string[] {
  const {streams} = JSON.parse(catalogFrom(OUTPUT, mode)) as {
    streams: {sync_mode: string; destination_sync_mode: string}[];
  };
  return streams.map((one) => `${one.sync_mode}, ${one.destination_sync_mode}`);
}

test('a stream is read incrementally where it can be', () => {
  expect(modes('incremental')).toEqual(['incremental, append_dedup', 'full_refresh, overwrite']);
});

test('all streams are read whole when that is asked for', () => {
  expect(modes('full_refresh')).toEqual(['full_refresh, overwrite', 'full_refresh, overwrite']);
});

test('an output without a catalog is refused', () => {
  expect(() => catalogFrom('{"type":"LOG"}\n', 'incremental')).toThrow('no catalog');
});
