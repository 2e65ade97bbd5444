/** What strictness "high" asks of acceptance-test-config.yml, see docs/acceptance.md. */
import Ajv from 'ajv';
import type {Cursor} from '../../src/streams/stream';
import {loadStreams} from '../../src/streams/load';
import {entriesOf, readAcceptanceConfig, readJson, readJsonLines} from './acceptance-config';
import {ACCEPTANCE_CONFIG_SCHEMA} from './acceptance-config-schema';

const config = readAcceptanceConfig();
const {basic_read: basicRead, incremental} = config.acceptance_tests;

async function streamNames(): Promise<string[]> {
  return (await loadStreams()).map(({definition}) => definition.name).sort();
}

test('the configuration is one that the acceptance tests take at strictness high', () => {
  const ajv = new Ajv({allErrors: true, strict: false});
  expect(ajv.validate(ACCEPTANCE_CONFIG_SCHEMA, config) || ajv.errorsText()).toBe(true);
  expect(ajv.validate(ACCEPTANCE_CONFIG_SCHEMA, {...config, tests: {}})).toBe(false);
});

test('every stream has expected records, or a reason to have none', async () => {
  for (const {expect_records: expected, empty_streams: empty = []} of entriesOf(basicRead)) {
    const lines = readJsonLines(expected!.path!) as {stream: string}[];
    const named = [...lines.map(({stream}) => stream), ...empty.map(({name}) => name)];
    expect([...new Set(named)].sort()).toEqual(await streamNames());
  }
});

/** No state of these can lie in the future; each kind has its reason in the configuration. */
const WITHOUT_DATE = new Set<Cursor['kind']>(['delta_link', 'change_detection', 'full_scan']);

test('a stream has a state of the future exactly where its cursor has a date', async () => {
  const definitions = (await loadStreams()).map(({definition}) => definition);
  const dated = definitions.filter(
    ({cursor}) => cursor.isIncremental && !WITHOUT_DATE.has(cursor.kind),
  );
  const futures = entriesOf(incremental).flatMap(({future_state: future}) => future ?? []);
  const named = futures.flatMap(({future_state_path: path}) => {
    if (path === undefined) return [];
    const states = readJson(path) as {stream: {stream_descriptor: {name: string}}}[];
    return states.map(({stream}) => stream.stream_descriptor.name);
  });
  expect(named.sort()).toEqual(dated.map(({name}) => name).sort());
});

test('the streams that have no such state are incremental, and of no cursor with a date', async () => {
  const definitions = (await loadStreams()).map(({definition}) => definition);
  const missing = entriesOf(incremental).flatMap(
    ({future_state: future}) => future?.missing_streams ?? [],
  );
  const kinds = missing.map(
    ({name}) => definitions.find((definition) => definition.name === name)?.cursor.kind,
  );
  expect(new Set(kinds)).toEqual(WITHOUT_DATE);
});
