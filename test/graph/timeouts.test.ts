import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {deadlineIn} from '../../src/graph/timeouts';
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
  const {signal} = deadline(10);
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  expect(String(signal.reason)).toBe('Error: there was no answer within 0.01 s');
});

test('the other signal counts as well, with its reason', () => {
  const outer = new AbortController();
  const ending = deadline(10_000, outer.signal);
  outer.abort(new Error('enough'));
  expect([String(ending.signal.reason), ending.hasPassed]).toEqual(['Error: enough', false]);
});

test('another signal that has aborted before counts at once', () => {
  const outer = AbortSignal.abort(new Error('enough'));
  expect(deadline(10_000, outer).signal.aborted).toBe(true);
});

test('what was cleared never aborts', async () => {
  const outer = new AbortController();
  const ending = deadline(10, outer.signal);
  ending.clear();
  outer.abort();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([ending.signal.aborted, ending.hasPassed]).toEqual([false, false]);
});
