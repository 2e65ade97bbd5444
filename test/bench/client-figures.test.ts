import {assertComplete, endOfRound, summarize} from '../../bench/client-figures';

function measured(seconds: number, requests: number): Parameters<typeof summarize>[0][number] {
  return {seconds, cpuSeconds: seconds / 2, peakMb: 100 + seconds, requests};
}

test('a client is told by the medians of its runs', () => {
  expect(summarize([measured(9, 12), measured(1, 12), measured(2, 14)])).toEqual({
    seconds: 2,
    cpuSeconds: 1,
    peakMb: 102,
    requests: 12,
    runs: 3,
  });
});

test('a client that has not read everybody is not compared', () => {
  expect(() => assertComplete(999, 1_000, 'bare loop')).toThrow('bare loop: 999 rows, not 1000.');
  expect(() => assertComplete(1_000, 1_000, 'bare loop')).not.toThrow();
});

test('the next round of every client begins at the link that the connector has saved', () => {
  const stream_state = {version: 1, cursor: {start_link: 'https://graph.example/delta?token'}};
  const state = {type: 'STREAM', stream: {stream_descriptor: {name: 'users'}, stream_state}};
  expect(endOfRound(state)).toEqual({state, link: 'https://graph.example/delta?token'});
});
