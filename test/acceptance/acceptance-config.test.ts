/** What strictness "high" asks of acceptance-test-config.yml, see docs/acceptance.md. */
import Ajv from 'ajv';
import {loadStreams} from '../../src/sync/load-streams';
import {isIncremental} from '../../src/sync/read-stream';
import {entriesOf, readAcceptanceConfig, readJson, readJsonLines} from './acceptance-config';
import {ACCEPTANCE_CONFIG_SCHEMA} from './acceptance-config-schema';

const config = readAcceptanceConfig();
const {basic_read: basicRead, incremental} = config.acceptance_tests;

async function streamNames(which: 'all' | 'incremental'): Promise<string[]> {
  const definitions = (await loadStreams()).map(({definition}) => definition);
  const wanted = definitions.filter((definition) => which === 'all' || isIncremental(definition));
  return wanted.map(({name}) => name).sort();
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
    expect([...new Set(named)].sort()).toEqual(await streamNames('all'));
  }
});

test('every incremental stream has a state of the future, or a reason to have none', async () => {
  const futures = entriesOf(incremental).flatMap(({future_state: future}) => future ?? []);
  const named = futures.flatMap(({future_state_path: path, missing_streams: missing = []}) => {
    if (path === undefined) return [];
    const states = readJson(path) as {stream: {stream_descriptor: {name: string}}}[];
    const inFuture = states.map(({stream}) => stream.stream_descriptor.name);
    return [...inFuture, ...missing.map(({name}) => name)];
  });
  expect(named.sort()).toEqual(await streamNames('incremental'));
});
