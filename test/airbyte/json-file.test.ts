import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {quoteValue, readJsonFile} from '../../src/airbyte/json-file';
import {ConfigError, fullStack} from '../../src/errors';

const SETTINGS = {name: 'The settings file', option: '--config', maxMegabytes: 1};

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
  const error: unknown = await readJsonFile(path, SETTINGS).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigError);
  return error as ConfigError;
}

describe('a file is read', () => {
  test.each(['a.json', 'a.txt', 'a', 'a.yaml'])('whatever its suffix: %s', async (name) => {
    const path = await fileWith('{"a": [1, null]}', name);
    await expect(readJsonFile(path, SETTINGS)).resolves.toEqual({a: [1, null]});
  });

  test('with a byte order mark', async () => {
    const path = await fileWith(Buffer.from([0xef, 0xbb, 0xbf, 0x5b, 0x5d]));
    await expect(readJsonFile(path, SETTINGS)).resolves.toEqual([]);
  });

  test.each([
    ['nothing', ''],
    ['blanks', ' \n\t\r\n'],
    ['a byte order mark only', '\uFEFF'],
  ])('as undefined where it holds %s', async (_kind, content) => {
    await expect(readJsonFile(await fileWith(content), SETTINGS)).resolves.toBeUndefined();
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

describe('what is handed over in place of a path', () => {
  const secret = 'Xy8~s3cret';

  test.each([
    ['the settings', JSON.stringify({client_secret: secret})],
    ['the settings in lines', JSON.stringify({client_secret: secret}, null, 2)],
    ['a list', `[{"client_secret": "${secret}"}]`],
    ['a text', `"${secret}"`],
    ['settings behind blanks', ` \n {"client_secret": "${secret}"}`],
    ['settings in YAML', `tenant_id: x\nclient_secret: ${secret}`],
    ['settings that are longer than any path', `{"client_secret": "${secret.repeat(1_000)}"}`],
  ])('is not shown: %s', async (_kind, content) => {
    const error = await failureOf(content);
    expect(error.message).toBe(
      'The option --config takes the path of a file, not its content. Save ' +
        'the content in a file and pass its path: --config FILE.',
    );
    expect(fullStack(error)).not.toMatch(/Xy8|s3cret/);
  });

  test('is shown by its beginning where it is too long', async () => {
    const error = await failureOf(join(folder, 'x'.repeat(10_000)));
    expect(error.message).toContain('…');
    expect(fullStack(error)).not.toMatch(/x{400}/);
  });
});

test('a long path is shortened, and what to do stays', async () => {
  const path = `/${'x'.repeat(200)}/${'y'.repeat(200)}`;
  const {message} = (await readJsonFile(path, SETTINGS).catch((error: unknown) => error)) as Error;
  expect(message).toMatch(/^The settings file \/x+…y+ does not exist\. Check the path\.$/);
  expect(message).toHaveLength(299);
});

test.each([
  [98, `"${'x'.repeat(98)}"`],
  [99, `"${'x'.repeat(99)}…`],
])('a text of %d characters is shown as %s', (length, shown) => {
  expect(quoteValue('x'.repeat(length))).toBe(shown);
});

describe('a file that no program should have to take is refused', () => {
  test.each<[string, string | Buffer, string]>([
    ['too large', `[${' '.repeat(1_000_000)}]`, 'is larger than 1 MB'],
    ['in UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'is written in UTF-16'],
    ['nested too deep', '['.repeat(501) + ']'.repeat(501), 'is nested more than 500 levels deep'],
    ['nested far too deep', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, '500 levels deep'],
    ['nested far too deep, and cut', '['.repeat(500_000), 'is not valid JSON (line 1, column'],
    [
      'nothing but line breaks before a mistake',
      `${'\n'.repeat(900_000)}x`,
      '(line 900001, column 1',
    ],
  ])('%s', async (_kind, content, reason) => {
    expect((await failureOf(await fileWith(content))).message).toContain(reason);
  });

  test.each([
    [1_000_000, undefined],
    [1_000_001, 'is larger than 1 MB'],
  ])('one of %d bytes: %s', async (bytes, reason) => {
    const path = await fileWith(`[${' '.repeat(bytes - 2)}]`);
    const reading = readJsonFile(path, SETTINGS);
    if (reason === undefined) await expect(reading).resolves.toEqual([]);
    else await expect(reading).rejects.toThrow(reason);
  });

  test('one that never ends', async () => {
    expect((await failureOf('/dev/zero')).message).toContain('is larger than 1 MB');
  });

  test('but not one of the most levels', async () => {
    const path = await fileWith('['.repeat(500) + ']'.repeat(500));
    await expect(readJsonFile(path, SETTINGS)).resolves.toBeInstanceOf(Array);
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
