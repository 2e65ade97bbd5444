import type {ConfiguredStream} from '../../src/airbyte/catalog';
import type {OnMissingPermission} from '../../src/config/config';
import {ConfigError} from '../../src/errors';
import {exitStatusOf} from '../../src/read/exit-code';
import {readPage, tableRows} from './markdown';

const MODES: readonly OnMissingPermission[] = ['auto', 'skip', 'fail'];

interface Condition {
  change: Partial<ConfiguredStream>;
  partial?: boolean;
  /** Whether no other stream is read. */
  alone?: boolean;
}

/** As Airbyte's platform asks for these modes. */
const INCREMENTAL = {syncMode: 'incremental', destinationSyncMode: 'append_dedup'} as const;
const OVERWRITE = {destinationSyncMode: 'overwrite', generationId: 3, minimumGenerationId: 3};
const CONDITIONS: Readonly<Record<string, Condition[]>> = {
  'Incremental, Append or Append + Deduped': [
    {change: INCREMENTAL},
    {change: {...INCREMENTAL, destinationSyncMode: 'append'}},
    {change: {...INCREMENTAL, generationId: 3, minimumGenerationId: 0}},
  ],
  'Full refresh, Append': [{change: {generationId: 3, minimumGenerationId: 0}}],
  'Full refresh, Overwrite or Overwrite + Deduped': [
    {change: OVERWRITE},
    {change: {...OVERWRITE, destinationSyncMode: 'overwrite_dedup'}},
  ],
  'Any mode, in a refresh that removes records': [
    {change: {...INCREMENTAL, generationId: 3, minimumGenerationId: 3}},
    {change: {generationId: 3, minimumGenerationId: 3}},
  ],
  'Full refresh, Overwrite, after rows were written': [{change: OVERWRITE, partial: true}],
  'Any mode, where no selected stream can be read': [
    {change: INCREMENTAL, alone: true},
    {change: OVERWRITE, alone: true},
  ],
};

function configured(name: string, change: Partial<ConfiguredStream>): ConfiguredStream {
  return {
    descriptor: {name},
    syncMode: 'full_refresh',
    destinationSyncMode: 'append',
    ...change,
  };
}

function exitCode({change, partial = false, alone}: Condition, mode: OnMissingPermission): number {
  const error = new ConfigError('May not be read.');
  const denied = {
    kind: 'denied',
    configured: configured('denied', change),
    error,
    partial,
  } as const;
  const complete = {kind: 'complete', configured: configured('complete', {})} as const;
  return exitStatusOf(alone ? [denied] : [denied, complete], mode).exitCode;
}

test('the setup guide says for each sync mode whether a sync fails when a permission is missing', () => {
  const rows = tableRows(readPage('docs/setup.md'), 'Sync mode of the stream');
  expect(rows.map(([condition]) => condition)).toEqual(Object.keys(CONDITIONS));
  for (const [condition = '', ...cells] of rows) {
    const told = cells.map((cell) =>
      /^(\*\*)?fails\b/.test(cell) ? 1 : /^succeeds\b/.test(cell) ? 0 : cell,
    );
    for (const one of CONDITIONS[condition]!) {
      expect([condition, ...told]).toEqual([
        condition,
        ...MODES.map((mode) => exitCode(one, mode)),
      ]);
    }
  }
});
