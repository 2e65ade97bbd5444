import {EventEmitter, once} from 'node:events';
import {PassThrough} from 'node:stream';
import {runConnector} from '../../src/airbyte/entrypoint';
import type {Source} from '../../src/airbyte/source';

/** A process as far as the runner asks one; it notes what would end it. */
class Host extends EventEmitter {
  readonly argv = ['node', 'connector', 'discover'];
  readonly stdout = new PassThrough().resume();
  readonly stderr = new PassThrough();
  readonly ends: string[] = [];
  exitCode: number | undefined;

  constructor(readonly pid: number) {
    super();
  }

  kill(pid: number, signal: string): void {
    this.ends.push(`kill ${pid} ${signal}`);
  }

  exit(code: number): void {
    this.ends.push(`exit ${code}`);
    this.emit('exited');
  }
}

/** Its `discover` begins, says so, and ends only when it is told to. */
function endless(begun: () => void): Source {
  return {
    discover: async (_config: unknown, {signal}: {signal: AbortSignal}) => {
      begun();
      await once(signal, 'abort');
      throw signal.reason;
    },
  } as unknown as Source;
}

async function stop(pid: number, signal: string): Promise<string[]> {
  const host = new Host(pid);
  let ended: Promise<void> = Promise.resolve();
  await new Promise<void>((begun) => {
    const connector = {name: 'test', version: '1.0.0', description: '', source: endless(begun)};
    ended = runConnector(connector, host as unknown as NodeJS.Process);
  });
  host.emit(signal, signal);
  await ended;
  await new Promise(setImmediate);
  return host.ends;
}

test('a process that is told to end dies by that signal', async () => {
  expect(await stop(4711, 'SIGTERM')).toEqual(['kill 4711 SIGTERM']);
});

test.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
])('the first process of a container, which outlives %s, exits with %i', async (signal, code) => {
  expect(await stop(1, signal)).toEqual([`kill 1 ${signal}`, `exit ${code}`]);
});

test.each([
  ['uncaughtException', new Error('thrown where nobody awaits')],
  ['unhandledRejection', 'a promise that nobody awaits'],
])('an %s ends the process with a trace and exit code 1', async (event, reason) => {
  const host = new Host(4711);
  let written = '';
  host.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()));
  await new Promise<void>((begun) => {
    const connector = {name: 'test', version: '1.0.0', description: '', source: endless(begun)};
    void runConnector(connector, host as unknown as NodeJS.Process);
  });
  const exited = once(host, 'exited');
  host.emit(event, reason);
  await exited;
  expect(host.ends).toEqual(['exit 1']);
  const trace = JSON.parse(written.trim().split('\n').at(-1)!) as object;
  expect(trace).toMatchObject({
    type: 'TRACE',
    trace: {
      type: 'ERROR',
      error: {internal_message: expect.stringContaining('nobody awaits') as unknown},
    },
  });
});
