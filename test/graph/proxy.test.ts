import {ConfigError} from '../../src/errors';
import {asMessage} from '../../src/message-text';
import {proxyFor, proxyHost, proxySecrets, viaProxy} from '../../src/graph/proxy';

const GRAPH = 'https://graph.microsoft.com/v1.0/users';
const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [
  name,
  name.toLowerCase(),
]);

let before: NodeJS.ProcessEnv;

beforeEach(() => {
  before = {...process.env};
  for (const name of NAMES) delete process.env[name];
});

afterEach(() => {
  for (const name of NAMES) {
    delete process.env[name];
    if (before[name] !== undefined) process.env[name] = before[name];
  }
});

function given(value: string, name = 'HTTPS_PROXY'): void {
  process.env[name] = value;
}

test.each([
  ['proxy:8080', 'http://proxy:8080/'],
  ['proxy', 'http://proxy/'],
  ['10.0.0.1:3128', 'http://10.0.0.1:3128/'],
  ['[::1]:3128', 'http://[::1]:3128/'],
  ['user:pass@proxy:8080', 'http://user:pass@proxy:8080/'],
  [' http://proxy:8080\n', 'http://proxy:8080/'],
  ['HTTP://proxy:8080/', 'http://proxy:8080/'],
  ['https://proxy', 'https://proxy/'],
  ['http://proxy:8080/path', 'http://proxy:8080/path'],
  ['//proxy:8080', 'http://proxy:8080/'],
  ['my_proxy-1.example:8080', 'http://my_proxy-1.example:8080/'],
  ['http://user:p@ss@proxy:8080', 'http://user:p%40ss@proxy:8080/'],
  ['http://user:p%23ss%25@proxy:8080', 'http://user:p%23ss%25@proxy:8080/'],
  ['http://user@proxy:8080', 'http://user@proxy:8080/'],
])('%j is the proxy %s', (value, expected) => {
  given(value);
  expect(proxyFor(GRAPH)?.href).toBe(expected);
});

/** Each has `s3cret` within its password. */
const PASSWORDS = [
  'http://user:s3cret#x@proxy:8080',
  'http://user:12#s3cret@proxy:8080',
  'http://user:12/s3cret@proxy:8080',
  'http://user:12?s3cret@proxy:8080',
  'http://user:12\\s3cret@proxy:8080',
  'http://user:p@s3cret#x@proxy:8080',
  'http://user:s3cret%@proxy:8080',
  'http://user:s3cret%zz@proxy:8080',
  'http://us%er:s3cret@proxy:8080',
  'user:12#s3cret@proxy:8080',
  'user:s3cret%@10.0.0.1:3128',
  'user:s3cret://x@proxy:8080',
];

describe('is refused without a word of it:', () => {
  test.each([
    ...PASSWORDS,
    'socks5://proxy:1080',
    'http://',
    'http://:3128',
    '127.0.0.1 3128',
    'proxy:port',
    'proxy:99999',
    '"http://user:s3cret@proxy:8080"',
    '"http://proxy:8080"',
    "'proxy:8080'",
    '3128',
    'http://3128',
    'http:/proxy:8080',
    'proxy:8080/path',
  ])('%j', (value) => {
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']) {
      given(value, name);
      const error = thrownBy(() => proxyFor(GRAPH));
      expect(error).toBeInstanceOf(ConfigError);
      expect(error.message).toMatch(
        new RegExp(`^The environment variable ${name} .*percent-encode the password`),
      );
      expect(`${error.message}${error.stack}`).not.toMatch(/s3cret|user:1|proxy:8080|10\.0\.0/);
      delete process.env[name];
    }
  });
});

test.each([
  [{}, undefined],
  [{HTTPS_PROXY: ' '}, undefined],
  [{HTTP_PROXY: 'proxy:1'}, undefined],
  [{https_proxy: 'a:1', HTTPS_PROXY: 'b:1', ALL_PROXY: 'c:1'}, 'a:1'],
  [{HTTPS_PROXY: 'b:1', all_proxy: 'c:1'}, 'b:1'],
  [{HTTPS_PROXY: '  ', all_proxy: 'c:1'}, 'c:1'],
  [{ALL_PROXY: 'c:1'}, 'c:1'],
  [{HTTPS_PROXY: 'http://user:s3cret#@proxy', NO_PROXY: 'graph.microsoft.com'}, undefined],
])('of %j counts %s', (environment, host) => {
  Object.assign(process.env, environment);
  expect(proxyHost(GRAPH)).toBe(host);
  expect(asMessage(viaProxy(GRAPH)).whole).toBe(
    host === undefined ? '' : ` through the proxy ${host}`,
  );
});

test.each([
  ['http://user:p%40ss@proxy', ['p%40ss', 'p@ss']],
  ['http://user@proxy', ['', '']],
])('the secrets of %s are kept out of messages, as written and as meant', (value, secrets) => {
  given(value);
  expect(proxySecrets(GRAPH)).toEqual(secrets);
  process.env['NO_PROXY'] = '*';
  expect(proxySecrets(GRAPH)).toEqual([]);
});

function thrownBy(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  return new Error('nothing was thrown');
}
