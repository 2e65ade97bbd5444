/**
 * Writes the files in `test_files/` that follow from the streams and from the simulated tenant:
 * expected records, states of the future, and the catalog for these. `npm run acceptance-files`
 */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {REPOSITORY} from '../support/connector';
import type {Result} from '../support/messages';
import {entriesOf, readAcceptanceConfig} from './acceptance-config';
import {loadConfig} from './configured-catalog';
import type {ConfiguredStream} from './configured-catalog';
import {nameOf, recordsOf} from './record-rules';
import {Runs} from './runs';
import type {State} from './runs';

const {basic_read: basicRead, incremental} = readAcceptanceConfig().acceptance_tests;

const RECORDS_OF_A_STREAM = 2;
const FUTURE_DAY = '2999-12-31';
const FUTURE_TIME = `${FUTURE_DAY}T23:59:59.999Z`;

function write(path: string, text: string): void {
  writeFileSync(join(REPOSITORY, path), text);
}

function writeExpectedRecords(result: Result, configured: ConfiguredStream[]): void {
  const lines = configured.flatMap((stream) =>
    recordsOf(result)
      .filter((record) => record.stream === nameOf(stream))
      .slice(0, RECORDS_OF_A_STREAM)
      .map((record) => JSON.stringify(record)),
  );
  const {expect_records: expected} = entriesOf(basicRead)[0]!;
  write(expected!.path!, `${lines.join('\n')}\n`);
}

/** The last state of a stream with every date in the future; undefined where it has no date. */
function inFuture(state: State): State | undefined {
  const {stream_state: saved, ...stream} = state.stream;
  const cursor = saved['cursor'] as Record<string, unknown>;
  const later = {
    ...('watermark' in cursor && {watermark: FUTURE_TIME}),
    ...('reportRefreshDate' in cursor && {reportRefreshDate: FUTURE_DAY}),
    ...('reportDate' in cursor && {reportDate: FUTURE_DAY, empty_days: [], delivered: {}}),
  };
  if (Object.keys(later).length === 0) return undefined;
  const future = {...saved, synced_at: FUTURE_TIME, cursor: later};
  return {...state, stream: {...stream, stream_state: future}};
}

function writeFuture(result: Result, configured: ConfiguredStream[]): void {
  const states = configured.flatMap((stream) => {
    const last = result.states(nameOf(stream)).at(-1);
    return (last && inFuture(last.state)) ?? [];
  });
  const names = new Set(states.map(({stream}) => stream.stream_descriptor.name));
  const streams = configured
    .filter((stream) => names.has(nameOf(stream)))
    // The tests take the schema of now.
    .map((stream) => ({...stream, stream: {...stream.stream, json_schema: {}}}));
  const entry = entriesOf(incremental).find(({future_state: f}) => f?.future_state_path)!;
  write(entry.future_state!.future_state_path!, `${JSON.stringify(states, null, 2)}\n`);
  write(entry.configured_catalog_path!, `${JSON.stringify({streams}, null, 2)}\n`);
}

async function main(): Promise<void> {
  const runs = await Runs.open();
  try {
    const config = entriesOf(basicRead)[0]!.config_path;
    const streams = await runs.discover(config);
    const whole = loadConfig(streams, 'full_refresh');
    writeExpectedRecords(await runs.read(config, whole), whole);
    const changing = loadConfig(streams, 'incremental');
    writeFuture(await runs.read(config, changing), changing);
  } finally {
    await runs.close();
  }
}

void main();
