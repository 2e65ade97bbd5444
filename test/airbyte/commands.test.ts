import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Invocation} from '../../src/airbyte/command-line';
import {runCommand} from '../../src/airbyte/commands';
import {MessageWriter} from '../../src/airbyte/message-writer';
import {LineOutput} from '../../src/airbyte/output';
import {Redactor} from '../../src/airbyte/redactor';
import type {ReadRequest, Source} from '../../src/airbyte/source';
import {ConfigError, TransientError} from '../../src/errors';
import {Sink} from '../support/output-recorder';

const CATALOG = {
  streams: [{stream: {name: 'users'}, sync_mode: 'incremental', destination_sync_mode: 'append'}],
};
const STATE = [
  {type: 'STREAM', stream: {stream_descriptor: {name: 'users'}, stream_state: {a: 1}}},
];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commands-'));
});

afterAll(() => rm(folder, {recursive: true}));

async function fileWith(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(content) ?? '');
  return path;
}

/** A source that answers as little as it can. */
const QUIET: Source = {
  spec: () => Promise.resolve({connectionSpecification: {title: 'x'}}),
  check: () => Promise.resolve({status: 'SUCCEEDED'}),
  discover: () => Promise.resolve([]),
  read: () => Promise.resolve(0),
};

async function run(
  invocation: Partial<Invocation>,
  source: Partial<Source> = {},
): Promise<{code: number; messages: unknown[]}> {
  const sink = new Sink();
  const output = new LineOutput(sink);
  const redactor = new Redactor();
  const messages = new MessageWriter({output, redactor, now: () => 0});
  const code = await runCommand(
    {debug: false, unknown: [], ...invocation} as Invocation,
    {...QUIET, ...source},
    {messages, redactor, signal: new AbortController().signal},
  );
  await output.end();
  return {code, messages: sink.messages()};
}

describe('spec', () => {
  test('writes the form', async () => {
    const {code, messages} = await run({command: 'spec'});
    expect(code).toBe(0);
    expect(messages).toEqual([{type: 'SPEC', spec: {connectionSpecification: {title: 'x'}}}]);
  });

  test('warns of arguments that are not known, and goes on', async () => {
    const {messages} = await run({command: 'spec', unknown: ['--foo']});
    const message = 'Unknown arguments are ignored: --foo.';
    expect(messages).toMatchObject([{log: {level: 'WARN', message}}, {type: 'SPEC'}]);
  });

  test.each([
    [['--client-secret', 'Xy8'], '--client-secret, 1 value'],
    [['--client-secret=Xy8', '-x', '-Xy8', '--'], '--client-secret, -x, 2 values'],
    [['Xy8', '{"client_secret": "Xy8"}'], '2 values'],
    [[`--${'Xy8'.repeat(20)}`, '--Xy8~'], '2 values'],
  ])('shows no value of theirs: %j', async (unknown, named) => {
    const {messages} = await run({command: 'spec', unknown});
    const message = `Unknown arguments are ignored: ${named}.`;
    expect(messages).toMatchObject([{log: {message}}, {type: 'SPEC'}]);
  });
});

describe('check', () => {
  test('writes the status', async () => {
    const config = await fileWith('config.json', {});
    const {code, messages} = await run({command: 'check', config});
    expect(code).toBe(0);
    expect(messages).toEqual([
      {type: 'CONNECTION_STATUS', connectionStatus: {status: 'SUCCEEDED'}},
    ]);
  });

  test.each<[string, () => Promise<string>, string]>([
    ['missing', () => Promise.resolve(join(folder, 'none.json')), 'does not exist'],
    ['empty', () => fileWith('empty.json', undefined), 'is empty. Fill in the settings as JSON.'],
  ])('answers FAILED where the settings file is %s', async (_what, file, reason) => {
    const {code, messages} = await run({command: 'check', config: await file()});
    expect(code).toBe(0);
    expect(messages).toMatchObject([
      {connectionStatus: {status: 'FAILED', message: expect.stringContaining(reason) as string}},
    ]);
  });

  test('answers FAILED to what the user can mend', async () => {
    const config = await fileWith('config.json', {});
    const check = (): Promise<never> => Promise.reject(new ConfigError('The secret is wrong.'));
    const {code, messages} = await run({command: 'check', config}, {check});
    expect(code).toBe(0);
    expect(messages).toMatchObject([
      {connectionStatus: {status: 'FAILED', message: 'The secret is wrong.'}},
    ]);
  });

  test('leaves other failures to its caller', async () => {
    const config = await fileWith('config.json', {});
    const check = (): Promise<never> => Promise.reject(new TransientError('Silence.'));
    await expect(run({command: 'check', config}, {check})).rejects.toThrow('Silence.');
  });
});

describe('discover', () => {
  test('needs no settings', async () => {
    const settings: unknown[] = [];
    const discover = (config: unknown): Promise<never[]> => {
      settings.push(config);
      return Promise.resolve([]);
    };
    const {messages} = await run({command: 'discover'}, {discover});
    await run({command: 'discover', config: await fileWith('config.json', {a: 1})}, {discover});
    expect(messages).toEqual([{type: 'CATALOG', catalog: {streams: []}}]);
    expect(settings).toEqual([undefined, {a: 1}]);
  });
});

describe('read', () => {
  async function requestOf(state?: unknown): Promise<ReadRequest | undefined> {
    let request: ReadRequest | undefined;
    const read = (received: ReadRequest): Promise<number> => {
      request = received;
      return Promise.resolve(1);
    };
    const invocation = {
      command: 'read' as const,
      config: await fileWith('config.json', {a: 1}),
      catalog: await fileWith('catalog.txt', CATALOG),
      ...(state !== undefined && {state: await fileWith('state.txt', state)}),
    };
    const {code} = await run(invocation, {read});
    expect(code).toBe(1);
    return request;
  }

  test('hands over settings, streams and states, and ends with the code of the source', async () => {
    const request = await requestOf(STATE);
    expect(request?.config).toEqual({a: 1});
    expect(request?.streams).toMatchObject([{descriptor: {name: 'users'}}]);
    expect(request?.states.of({name: 'users'})).toEqual({a: 1});
  });

  test.each([undefined, []])('is a first sync with the states %j', async (states) => {
    const request = await requestOf(states);
    expect(request?.states.of({name: 'users'})).toBeUndefined();
  });

  test('is refused where the catalog is empty', async () => {
    const config = await fileWith('config.json', {});
    const catalog = await fileWith('empty.json', undefined);
    await expect(run({command: 'read', config, catalog})).rejects.toThrow('has no list "streams"');
  });
});
