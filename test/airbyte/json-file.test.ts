import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {readJsonFile} from '../../src/airbyte/json-file';
import {ConfigError, fullStack} from '../../src/errors';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'json-file-'));
});

afterAll(() => rm(folder, {recursive: true}));

async function fileWith(content: string | Buffer, name = 'settings.json'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function failureOf(path: string): Promise<ConfigError> {
  const error: unknown = await readJsonFile(path, 'The settings file').catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConfigError);
  return error as ConfigError;
}

describe('a file is read', () => {
  test.each(['a.json', 'a.txt', 'a', 'a.yaml'])('whatever its suffix: %s', async (name) => {
    const path = await fileWith('{"a": [1, null]}', name);
    await expect(readJsonFile(path, 'The settings file')).resolves.toEqual({a: [1, null]});
  });

  test('with a byte order mark', async () => {
    const path = await fileWith(Buffer.from([0xef, 0xbb, 0xbf, 0x5b, 0x5d]));
    await expect(readJsonFile(path, 'The settings file')).resolves.toEqual([]);
  });

  test.each([
    ['nothing', ''],
    ['blanks', ' \n\t\r\n'],
    ['a byte order mark only', '\uFEFF'],
  ])('as undefined where it holds %s', async (_kind, content) => {
    await expect(readJsonFile(await fileWith(content), 'x')).resolves.toBeUndefined();
  });
});

describe('a file that cannot be read is named', () => {
  test('a missing one', async () => {
    const path = join(folder, 'missing.json');
    const {message} = await failureOf(path);
    expect(message).toBe(`The settings file ${path} does not exist. Check the path.`);
  });

  test('a folder', async () => {
    const path = join(folder, 'a-folder');
    await mkdir(path);
    const {message} = await failureOf(path);
    expect(message).toBe(`The settings file ${path} is a folder. Check the path.`);
  });

  test('a path through a file', async () => {
    const path = join(await fileWith('{}', 'file'), 'inner.json');
    const {message} = await failureOf(path);
    expect(message).toBe(`The settings file ${path} cannot be read (ENOTDIR). Check the path.`);
  });
});

describe('invalid JSON is located', () => {
  test.each([
    ['a comma at the end', '{\n  "a": 1,\n}', 'line 3, column 1'],
    ['a value left out', '{\n  "a": }', 'line 2, column 8'],
    ['a comma too many', '[1,2,,]', 'line 1, column 6'],
    ['a comma left out', '{"a": 1\n "b": 2}', 'line 2, column 2'],
    ['a name without quotes', '{a: 1}', 'line 1, column 2'],
    ['quotes of a word processor', '{\n“a”: 1}', 'line 2, column 1'],
    ['a line break in a text', '{"a": "x\ny"}', 'line 1, column 9'],
    ['an unknown escape', '{"a": "\\q"}', 'line 1, column 9'],
    ['something behind the end', '{}\n{}', 'line 2, column 1'],
    ['a word', 'tenant_id: x', 'line 1, column 2'],
    ['an end too early', '{"a": [1, 2', 'line 1, column 12'],
    ['a text without an end', '{\n"a": "b', 'line 2, column 8'],
  ])('%s', async (_kind, content, place) => {
    const path = await fileWith(content);
    const {message} = await failureOf(path);
    expect(message).toBe(
      `The settings file ${path} is not valid JSON (${place}). Correct the file.`,
    );
  });
});

describe('invalid JSON is never quoted', () => {
  const secret = 'Xy8~s3cret';

  test.each([
    ['a comma at the end', `{"client_secret": "${secret}",}`],
    ['a text without quotes', `{"client_secret": ${secret}}`],
    ['a text without an end', `{"client_secret": "${secret}`],
    ['the secret only', secret],
    ['single quotes', `{'client_secret': '${secret}'}`],
    ['a value left out behind it', `{"client_secret": "${secret}", "a": }`],
  ])('%s', async (_kind, content) => {
    const error = await failureOf(await fileWith(content));
    expect(fullStack(error)).not.toMatch(/Xy8|s3cret/);
  });
});
