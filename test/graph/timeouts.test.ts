import {getEventListeners} from 'node:events';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {DEFAULT_TIMEOUTS, deadlineIn} from '../../src/graph/timeouts';
import type {Deadline} from '../../src/graph/timeouts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const open: Deadline[] = [];
afterEach(() => {
  for (const deadline of open.splice(0)) deadline.clear();
});

function deadline(ms: number, outer = new AbortController().signal): Deadline {
  const made = deadlineIn(ms, outer);
  open.push(made);
  return made;
}

test('time is up also after memory was cleaned up', async () => {
  let isUp = false;
  deadlineIn(30, new AbortController().signal).signal.addEventListener('abort', () => {
    isUp = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 10));
  collectGarbage();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(isUp).toBe(true);
});

test('its reason says how long there was no answer', async () => {
  const ending = deadline(10);
  const {signal} = ending;
  expect(ending.hasPassed).toBe(false);
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  expect(String(signal.reason)).toBe('Error: there was no answer within 0.01 s');
  expect(ending.hasPassed).toBe(true);
});

test('the other signal counts as well, with its reason', () => {
  const outer = new AbortController();
  const ending = deadline(10_000, outer.signal);
  outer.abort(new Error('enough'));
  expect([String(ending.signal.reason), ending.hasPassed]).toEqual(['Error: enough', false]);
});

test('another signal that has aborted before counts at once', () => {
  const outer = AbortSignal.abort(new Error('enough'));
  const {signal, hasPassed} = deadline(10_000, outer);
  expect([signal.aborted, String(signal.reason), hasPassed]).toEqual([
    true,
    'Error: enough',
    false,
  ]);
});

test('time that is up behind the other signal changes nothing', async () => {
  const outer = new AbortController();
  const ending = deadline(10, outer.signal);
  outer.abort(new Error('enough'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([String(ending.signal.reason), ending.hasPassed]).toEqual(['Error: enough', false]);
});

test('a cleared one no longer listens to the other signal', () => {
  const outer = new AbortController();
  const ending = deadline(10_000, outer.signal);
  expect(getEventListeners(outer.signal, 'abort')).toHaveLength(1);
  ending.clear();
  expect(getEventListeners(outer.signal, 'abort')).toEqual([]);
});

test('a report may take an hour, every other answer less than two minutes', () => {
  expect(DEFAULT_TIMEOUTS).toEqual({
    silenceMs: 100_000,
    textMs: 100_000,
    fileMs: 60 * 60_000,
    signInMs: 60_000,
  });
});

test('what was cleared never aborts', async () => {
  const outer = new AbortController();
  const ending = deadline(10, outer.signal);
  ending.clear();
  outer.abort();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([ending.signal.aborted, ending.hasPassed]).toEqual([false, false]);
});
