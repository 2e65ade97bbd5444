import type {Figures} from '../../bench/client-figures';
import {READS} from '../../bench/client-tenant';
import {LATENCY_MS, PLAN, tablesOf} from '../../bench/table-plan';
import type {PlannedRow} from '../../bench/table-plan';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];

function figures(seconds: number): Figures {
  return {seconds, cpuSeconds: seconds / 2, peakMb: 99.6, requests: 1_012, runs: 3};
}

function planned(users: number, latencyMs: number): PlannedRow {
  const found = PLAN.find((row) => row.users === users && row.latencyMs === latencyMs);
  if (!found) throw new Error('There is no such row.');
  return found;
}

test('the plan has every size, with and without latency, for every way to read', () => {
  const expected = READS.flatMap((read) =>
    [0, LATENCY_MS].flatMap((latencyMs) => SIZES.map((users) => ({read, latencyMs, users}))),
  );
  expect(PLAN.map(({read, latencyMs, users}) => ({read, latencyMs, users}))).toEqual(expected);
});

test('a row has the figures of the connector, of the bare loop and of the SDK, in this order', () => {
  const all = {'bare loop': figures(2), connector: figures(1), 'JS SDK': figures(125.4)};
  const [full] = tablesOf(new Map([[planned(10_000, 0), all]]));
  expect(full?.rows[1]).toEqual([
    '10,000',
    '0 ms',
    '1.00 / 2.00 / 125',
    '0.50 / 1.00 / 62.70',
    '100 / 100 / 100',
    '1,012 / 1,012 / 1,012',
    '3',
  ]);
});

test('what was not measured is no number', () => {
  const [full] = tablesOf(new Map([[planned(1_000, LATENCY_MS), {connector: figures(1)}]]));
  expect(full?.rows[4]?.slice(1, 4)).toEqual([
    '200 ms',
    '1.00 / not measured / not measured',
    '0.50 / not measured / not measured',
  ]);
  const none = ['not measured', 'not measured', 'not measured', 'not measured', '0'];
  expect(full?.rows[5]).toEqual(['10,000', '200 ms', ...none]);
});
