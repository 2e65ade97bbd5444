import {AgentPool} from '../../src/graph/agent-pool';

const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [
  name,
  name.toLowerCase(),
]);
const GRAPH = 'https://graph.microsoft.com/v1.0/users';

let before: NodeJS.ProcessEnv;
let connections: AgentPool;

beforeEach(() => {
  before = {...process.env};
  for (const name of NAMES) delete process.env[name];
  connections = new AgentPool();
});

afterEach(() => {
  connections.close();
  for (const name of NAMES) {
    delete process.env[name];
    if (before[name] !== undefined) process.env[name] = before[name];
  }
});

/** The proxy through which a URL is asked; undefined for none. */
function proxyOf(url: string): string | undefined {
  return (connections.for(url) as {proxy?: URL}).proxy?.href;
}

test.each<[string, Record<string, string>, string | undefined]>([
  ['none is named', {}, undefined],
  ['one is named', {HTTPS_PROXY: 'http://proxy:3128'}, 'http://proxy:3128/'],
  ['one is named in small letters', {https_proxy: 'http://proxy:3128'}, 'http://proxy:3128/'],
  ['one is named for all', {ALL_PROXY: 'http://proxy:3128'}, 'http://proxy:3128/'],
  ['one is named with a password', {HTTPS_PROXY: 'http://u:p@proxy:1'}, 'http://u:p@proxy:1/'],
  ['one that is itself encrypted is named', {HTTPS_PROXY: 'https://proxy'}, 'https://proxy/'],
  ['one for other requests is named', {HTTP_PROXY: 'http://proxy:3128'}, undefined],
  [
    'the host is excepted',
    {HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'x.example,graph.microsoft.com'},
    undefined,
  ],
  [
    'the domain of the host is excepted',
    {HTTPS_PROXY: 'http://proxy:3128', no_proxy: '.microsoft.com'},
    undefined,
  ],
  [
    'another host is excepted',
    {HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'login.microsoftonline.com'},
    'http://proxy:3128/',
  ],
  ['every host is excepted', {HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: '*'}, undefined],
])('when %s', (_what, environment, proxy) => {
  Object.assign(process.env, environment);
  expect(proxyOf(GRAPH)).toBe(proxy);
});

test('hosts share the connections of their proxy, and no others', () => {
  process.env['HTTPS_PROXY'] = 'http://proxy:3128';
  process.env['NO_PROXY'] = '127.0.0.1';
  const graph = connections.for(GRAPH);
  expect(connections.for('https://reports.office.com/x')).toBe(graph);
  expect(connections.for('https://127.0.0.1:8443/x')).not.toBe(graph);
  expect(connections.for('https://127.0.0.1:9443/x')).toBe(connections.for('https://127.0.0.1/'));
});
