import {Readable} from 'node:stream';
import {TIMED_OUT, bodyBytes, bodyChunks, bodyText, textOf} from '../../src/graph/body';
import {DEFAULT_TIMEOUTS} from '../../src/graph/timeouts';

const TIMEOUTS = {silenceMs: 10_000, wholeMs: 60_000};

/** A body whose pieces a test sends one by one. */
function openBody(): Readable {
  return new Readable({read: () => undefined});
}

beforeEach(() => jest.useFakeTimers({doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask']}));
afterEach(() => jest.useRealTimers());

describe('no timer is left, and the body is destroyed', () => {
  test('after a body that was read whole', async () => {
    const body = Readable.from([Buffer.from('one '), Buffer.from('two')]);
    await expect(bodyText(body, DEFAULT_TIMEOUTS)).resolves.toBe('one two');
    expect([jest.getTimerCount(), body.destroyed]).toEqual([0, true]);
  });

  test('after a body that failed', async () => {
    const body = openBody();
    body.push('one');
    const reading = bodyText(body, DEFAULT_TIMEOUTS);
    body.destroy(new Error('broken'));
    await expect(reading).rejects.toThrow('broken');
    expect([jest.getTimerCount(), body.destroyed]).toEqual([0, true]);
  });

  test('after a body that broke off without an error', async () => {
    const body = openBody();
    const reading = bodyText(body, DEFAULT_TIMEOUTS);
    body.destroy();
    await expect(reading).rejects.toThrow();
    expect(jest.getTimerCount()).toBe(0);
  });

  test('after a body of which no more is wanted', async () => {
    const body = openBody();
    body.push('one');
    for await (const piece of bodyChunks(body, TIMEOUTS)) {
      expect(String(piece)).toBe('one');
      break;
    }
    expect([jest.getTimerCount(), body.destroyed]).toEqual([0, true]);
  });

  test('after a body that took too long', async () => {
    const body = openBody();
    const reading = bodyText(body, DEFAULT_TIMEOUTS);
    jest.advanceTimersByTime(DEFAULT_TIMEOUTS.textMs);
    await expect(reading).rejects.toMatchObject({code: TIMED_OUT});
    expect([jest.getTimerCount(), body.destroyed]).toEqual([0, true]);
  });
});

describe('a body may be silent', () => {
  test.each([
    [9_999, false],
    [10_000, true],
  ])('for %d of 10,000 ms: given up %s', async (silentMs, isGivenUp) => {
    const body = openBody();
    const next = bodyChunks(body, TIMEOUTS).next();
    next.catch(() => undefined);
    jest.advanceTimersByTime(silentMs);
    expect(body.destroyed).toBe(isGivenUp);
    body.push('one');
    const outcome = await next.then(
      ({value}) => String(value),
      ({message}: Error) => message,
    );
    expect(outcome).toBe(isGivenUp ? 'no further byte came for 10 s' : 'one');
    body.destroy();
  });

  test('for as long as its reader works', async () => {
    const body = openBody();
    const pieces = bodyChunks(body, TIMEOUTS);
    body.push('one');
    await pieces.next();
    jest.advanceTimersByTime(50_000);
    body.push('two');
    await expect(pieces.next()).resolves.toMatchObject({value: Buffer.from('two')});
    await pieces.return();
  });

  test('before each of its pieces anew', async () => {
    const body = openBody();
    const pieces = bodyChunks(body, TIMEOUTS);
    for (const piece of ['one', 'two', 'three']) {
      const next = pieces.next();
      jest.advanceTimersByTime(9_999);
      body.push(piece);
      await expect(next).resolves.toMatchObject({value: Buffer.from(piece)});
    }
    await pieces.return();
  });
});

test.each([
  [59_999, false],
  [60_000, true],
])('a body that takes %d of 60,000 ms is given up: %s', async (wholeMs, isGivenUp) => {
  const body = openBody();
  const pieces = bodyChunks(body, TIMEOUTS);
  body.push('one');
  await pieces.next();
  jest.advanceTimersByTime(wholeMs);
  expect(body.destroyed).toBe(isGivenUp);
  const next = pieces.next();
  if (!isGivenUp) body.push('two');
  const outcome = await next.then(
    ({value}) => String(value),
    ({message}: Error) => message,
  );
  expect(outcome).toBe(isGivenUp ? 'the answer did not end for 60 s' : 'two');
  await pieces.return();
});

test('a byte order mark before a text is left out, and no other one', async () => {
  const body = Readable.from([Buffer.from('\ufeff\ufeffone\ufeff')]);
  await expect(bodyText(body, DEFAULT_TIMEOUTS)).resolves.toBe('\ufeffone\ufeff');
});

test('the bytes of a long body are free when its text is there, and no others', async () => {
  const long = 'é'.repeat(100_000);
  const [bytes, short, other] = await Promise.all(
    [long, 'short', 'other'].map((text) =>
      bodyBytes(Readable.from([Buffer.from(text)]), DEFAULT_TIMEOUTS),
    ),
  );
  expect(textOf(bytes!)).toBe(long);
  expect(bytes).toHaveLength(0);
  expect([textOf(short!), String(other)]).toEqual(['short', 'other']);
});
