import {LineOutput, OutputClosedError} from '../../src/airbyte/output';
import {Sink} from '../support/output-recorder';

const LONG_LINE = 'x'.repeat(70_000);

function numbered(count: number): string[] {
  return Array.from({length: count}, (_, index) => `line ${index}`);
}

async function closedOutput(failWith: string): Promise<{output: LineOutput; sink: Sink}> {
  const sink = new Sink({failWith});
  const output = new LineOutput(sink);
  const aborted = new Promise((resolve) => output.signal.addEventListener('abort', resolve));
  output.write(LONG_LINE);
  await aborted;
  return {output, sink};
}

describe('lines', () => {
  test('each message is a line of its own', async () => {
    const sink = new Sink();
    const output = new LineOutput(sink);
    output.write('{"a":1}');
    output.write('{"b":2}');
    await output.end();
    expect(sink.text).toBe('{"a":1}\n{"b":2}\n');
  });

  test('a hundred thousand lines take few writes, and keep their order', async () => {
    const sink = new Sink();
    const output = new LineOutput(sink);
    const lines = numbered(100_000);
    for (const line of lines) output.write(line);
    await output.end();
    expect(sink.lines).toEqual(lines);
    expect(sink.chunks.length).toBeLessThan(50);
  });

  test('a chunk ends where a line ends', async () => {
    const sink = new Sink();
    const output = new LineOutput(sink);
    for (const line of numbered(20_000)) output.write(line);
    await output.end();
    const chunks = sink.chunks.filter((chunk) => chunk !== '');
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.filter((chunk) => !chunk.endsWith('\n'))).toEqual([]);
  });

  test.each([
    [32_766, 0],
    [32_767, 32_768],
  ])('of a line of %d characters %d are written at once, with its end', async (length, written) => {
    const sink = new Sink();
    const output = new LineOutput(sink);
    output.write('x'.repeat(length));
    expect(sink.text).toHaveLength(written);
    await output.end();
    expect(sink.text).toHaveLength(length + 1);
  });

  test('a few lines go out without waiting for more', async () => {
    const sink = new Sink();
    const output = new LineOutput(sink);
    output.write('alone');
    expect(sink.text).toBe('');
    await new Promise(setImmediate);
    expect(sink.text).toBe('alone\n');
  });
});

describe('a line whose middle is copied', () => {
  const body = Buffer.from('{"a":"Zoë"},{"b":"漢字"}');
  const start = body.indexOf('{"b"');
  const copied = {head: '<', body, start, end: body.length - 1, tail: '>'};
  const line = '<{"b":"漢字">';

  async function written(write: (output: LineOutput) => void): Promise<Sink> {
    const sink = new Sink();
    const output = new LineOutput(sink);
    write(output);
    await output.end();
    return sink;
  }

  test('has the part of the body between its head and its tail', async () => {
    const sink = await written((output) => output.copy({...copied, head: 'é<', tail: '>é'}));
    expect(sink.text).toBe(`é${line}é\n`);
  });

  test('stands between the lines before and behind it', async () => {
    const sink = await written((output) => {
      for (let count = 0; count < 3; count += 1) {
        output.write('before é');
        output.copy(copied);
        output.copy(copied);
        output.write('behind é');
      }
    });
    const three = ['before é', line, line, 'behind é'];
    expect(sink.lines).toEqual([...three, ...three, ...three]);
  });

  test.each([10, 3_000, 32_000, 65_000, 65_536, 200_000])(
    'of %d bytes is whole, and so is what stands around it',
    async (length) => {
      const long = {head: '<', body: Buffer.alloc(length, 'x'), start: 0, end: length, tail: '>'};
      const sink = await written((output) => {
        for (let count = 0; count < 5; count += 1) {
          output.copy(long);
          output.write('y'.repeat(30_000));
          output.copy(copied);
        }
      });
      const one = [`<${'x'.repeat(length)}>`, 'y'.repeat(30_000), line];
      expect(sink.lines).toEqual([...one, ...one, ...one, ...one, ...one]);
    },
  );

  test('goes out without waiting for more, and many take few writes', async () => {
    const sink = new Sink();
    const output = new LineOutput(sink);
    output.copy(copied);
    await new Promise(setImmediate);
    expect(sink.lines).toEqual([line]);
    for (let count = 0; count < 10_000; count += 1) output.copy(copied);
    await output.end();
    expect(sink.lines).toHaveLength(10_001);
    expect(sink.chunks.length).toBeLessThan(10);
  });

  test('ends where a chunk ends', async () => {
    const long = Buffer.alloc(2_000, 'x');
    const sink = await written((output) => {
      for (let end = 0; end < 2_000; end += 1) {
        output.copy({head: '<', body: long, start: 0, end, tail: 'é'.repeat(end % 97)});
      }
    });
    const chunks = sink.chunks.filter((chunk) => chunk !== '');
    expect(chunks.length).toBeGreaterThan(20);
    expect(chunks.filter((chunk) => !chunk.endsWith('\n'))).toEqual([]);
  });

  test('stays what it was while a slow reader has not taken it', async () => {
    const sink = new Sink({slow: true});
    const output = new LineOutput(sink);
    const lines = numbered(30_000);
    const releasing = setInterval(() => void sink.release(), 0);
    for (const text of lines) {
      output.copy({head: '', body: Buffer.from(text), start: 0, end: text.length, tail: ''});
    }
    await output.end();
    clearInterval(releasing);
    expect(sink.lines).toEqual(lines);
  });

  test('is not taken behind the end of the output', async () => {
    const sink = new Sink();
    const output = new LineOutput(sink);
    output.stop();
    output.copy(copied);
    await output.end();
    expect(sink.text).toBe('');
  });
});

describe('a slow reader', () => {
  test('holds the writer back until it has caught up', async () => {
    const sink = new Sink({slow: true});
    const output = new LineOutput(sink);
    output.write(LONG_LINE);
    let isReady = false;
    const ready = output.ready().then(() => (isReady = true));
    await new Promise(setImmediate);
    expect(isReady).toBe(false);
    await sink.release();
    await ready;
    expect(isReady).toBe(true);
  });

  test('does not hold back who has written little', async () => {
    const output = new LineOutput(new Sink({slow: true}));
    output.write('little');
    await expect(output.ready()).resolves.toBeUndefined();
  });

  test('gets every line in order', async () => {
    const sink = new Sink({slow: true});
    const output = new LineOutput(sink);
    const lines = numbered(50_000);
    const releasing = setInterval(() => void sink.release(), 0);
    for (const line of lines) {
      output.write(line);
      await output.ready();
    }
    await output.end();
    clearInterval(releasing);
    expect(sink.lines).toEqual(lines);
  });

  test('lets end() resolve only after all is written', async () => {
    const sink = new Sink({slow: true});
    const output = new LineOutput(sink);
    output.write('last words');
    let ended = false;
    const end = output.end().then(() => (ended = true));
    await new Promise(setImmediate);
    expect(ended).toBe(false);
    await sink.release();
    // The empty write that marks the end is held back as well.
    await sink.release();
    await end;
    expect(sink.text).toBe('last words\n');
  });
});

describe('a reader that is gone', () => {
  test.each(['EPIPE', 'ECONNRESET'])(
    '%s aborts the signal with OutputClosedError',
    async (code) => {
      const {output} = await closedOutput(code);
      expect(output.signal.reason).toBeInstanceOf(OutputClosedError);
      await expect(output.ready()).rejects.toBe(output.signal.reason);
    },
  );

  test('another error of the stream is kept as it is', async () => {
    const {output} = await closedOutput('ENOSPC');
    expect(output.signal.reason).toMatchObject({code: 'ENOSPC', message: 'write ENOSPC'});
    await expect(output.ready()).rejects.toMatchObject({code: 'ENOSPC'});
  });

  test('wakes whoever waits for it', async () => {
    const sink = new Sink({slow: true});
    const output = new LineOutput(sink);
    output.write(LONG_LINE);
    const ready = output.ready();
    sink.destroy(Object.assign(new Error('write EPIPE'), {code: 'EPIPE'}));
    await expect(ready).rejects.toBeInstanceOf(OutputClosedError);
  });

  test('a stream that was closed without an error counts as gone', async () => {
    const sink = new Sink();
    const output = new LineOutput(sink);
    const aborted = new Promise((resolve) => output.signal.addEventListener('abort', resolve));
    sink.destroy();
    await aborted;
    expect(output.signal.reason).toBeInstanceOf(OutputClosedError);
  });

  test('lets end() resolve, and takes further lines without an error', async () => {
    const {output, sink} = await closedOutput('EPIPE');
    output.write('to nobody');
    await output.end();
    expect(sink.chunks).toEqual([]);
  });

  test('lets an end() under way resolve', async () => {
    const sink = new Sink({slow: true});
    const output = new LineOutput(sink);
    output.write('x');
    const end = output.end();
    sink.destroy();
    await expect(end).resolves.toBeUndefined();
  });
});

describe('an output that is stopped', () => {
  test('still writes what it took before, and nothing after', async () => {
    const sink = new Sink();
    const output = new LineOutput(sink);
    output.write('before');
    output.stop();
    output.write('after');
    await new Promise(setImmediate);
    expect(sink.text).toBe('before\n');
  });

  test('holds nobody back and says why', async () => {
    const output = new LineOutput(new Sink());
    output.stop();
    await expect(output.ready()).rejects.toThrow('the output was stopped');
    expect(output.signal.aborted).toBe(false);
  });
});
