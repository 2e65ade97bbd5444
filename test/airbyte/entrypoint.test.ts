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
