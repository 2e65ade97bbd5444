import {setImmediate as immediate} from 'node:timers/promises';
import {Mutex} from '../../src/graph/mutex';

const {signal: never} = new AbortController();

/** Who has it, in the order in which they got it. */
async function contend(mutex: Mutex, names: readonly string[]): Promise<string[]> {
  const holders: string[] = [];
  for (const name of names) void mutex.acquire(never).then(() => holders.push(name));
  await immediate();
  return holders;
}

test('one holds it at a time, in the order in which they came', async () => {
  const mutex = new Mutex();
  const holders = await contend(mutex, ['a', 'b', 'c']);
  const seen = [[...holders]];
  for (let turn = 0; turn < 2; turn += 1) {
    mutex.release();
    await immediate();
    seen.push([...holders]);
  }
  expect(seen).toEqual([['a'], ['a', 'b'], ['a', 'b', 'c']]);
});

test('to release it where nobody holds it does nothing', async () => {
  const mutex = new Mutex();
  mutex.release();
  await expect(contend(mutex, ['a', 'b'])).resolves.toEqual(['a']);
});

test('whoever gives up leaves the line, and does not get it', async () => {
  const mutex = new Mutex();
  await mutex.acquire(never);
  const abort = new AbortController();
  const waiting = mutex.acquire(abort.signal);
  const holders = await contend(mutex, ['behind']);
  abort.abort(new Error('not wanted'));
  await expect(waiting).rejects.toThrow('not wanted');
  await expect(mutex.acquire(abort.signal)).rejects.toThrow('not wanted');
  mutex.release();
  await immediate();
  expect(holders).toEqual(['behind']);
});
