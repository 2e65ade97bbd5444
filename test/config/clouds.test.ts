import {parseConfig} from '../../src/config/config';
import {CLOUDS} from '../../src/config/clouds';

const SETTINGS = {
  tenant_id: '11111111-2222-3333-4444-555555555555',
  client_id: '66666666-7777-8888-9999-000000000000',
  credentials: {auth_type: 'client_secret', client_secret: 'Xy8~s3cret'},
};

function hostsOf(change: object): {graphUrl: string; loginUrl: string} {
  const {config} = parseConfig({...SETTINGS, ...change}, {environment: {}, now: 0});
  return {graphUrl: config.graphUrl, loginUrl: config.loginUrl};
}

test.each([
  ['global', 'login.microsoftonline.com', 'graph.microsoft.com'],
  ['us_gov_l4', 'login.microsoftonline.us', 'graph.microsoft.us'],
  ['us_gov_l5', 'login.microsoftonline.us', 'dod-graph.microsoft.us'],
  ['china', 'login.chinacloudapi.cn', 'microsoftgraph.chinacloudapi.cn'],
])('the cloud %s signs in at %s and asks %s', (cloud, login, graph) => {
  expect(hostsOf({cloud})).toEqual({graphUrl: `https://${graph}`, loginUrl: `https://${login}`});
});

test('only China has another name for its login service, and not beside one of endpoints', () => {
  const aliasOf = (change: object): string | undefined =>
    parseConfig({...SETTINGS, ...change}, {environment: {}, now: 0}).config.loginAlias;
  const endpoints = {login_url: 'https://127.0.0.1:8443'};
  expect(aliasOf({cloud: 'china'})).toBe('https://login.partner.microsoftonline.cn');
  expect(aliasOf({cloud: 'china', endpoints})).toBeUndefined();
  expect(['global', 'us_gov_l4', 'us_gov_l5'].map((cloud) => aliasOf({cloud}))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('these are all clouds', () => {
  expect(Object.keys(CLOUDS)).toEqual(['global', 'us_gov_l4', 'us_gov_l5', 'china']);
});

test('endpoints go before the hosts of the cloud, each by itself', () => {
  const endpoints = {graph_url: 'https://127.0.0.1:8443'};
  expect(hostsOf({cloud: 'china', endpoints})).toEqual({
    graphUrl: 'https://127.0.0.1:8443',
    loginUrl: 'https://login.chinacloudapi.cn',
  });
});
