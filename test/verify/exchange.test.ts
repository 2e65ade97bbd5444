import {gzipSync} from 'node:zlib';
import {exchangeOf} from '../../verify/exchange';
import type {RawExchange} from '../../verify/exchange';

const HOSTS = {graph: 'graph.microsoft.com', login: 'login.microsoftonline.com'};
const JSON_TYPE = {'content-type': 'application/json'};

function raw(url: string, change: Partial<RawExchange> = {}): RawExchange {
  const usual = {method: 'GET', status: 200, headers: JSON_TYPE, body: Buffer.alloc(0)};
  return {...usual, url: new URL(url), milliseconds: 12, ...change};
}

const USERS = 'https://graph.microsoft.com/v1.0/users';

test('of a page of users stay its length, its link and what its objects are made of', () => {
  const value = [
    {id: 'a', displayName: 'Ann', assignedLicenses: [{skuId: 'x'}], department: null},
    {id: 'b', displayName: 'Bob', assignedLicenses: [], department: 'Sales', 'Größe in m': 1.8},
  ];
  const body = Buffer.from(JSON.stringify({value, '@odata.nextLink': `${USERS}?$skiptoken=x`}));
  expect(exchangeOf(raw(`${USERS}?$top=999`, {body}), HOSTS)).toEqual({
    kind: 'graph',
    method: 'GET',
    endpoint: '/v1.0/users',
    query: ['$top=999'],
    status: 200,
    milliseconds: 12,
    headers: {},
    rows: 2,
    next: 'page',
    properties: {
      id: {seen: 2, nulls: 0, types: ['string']},
      displayName: {seen: 2, nulls: 0, types: ['string']},
      assignedLicenses: {seen: 2, nulls: 0, types: ['array']},
      'assignedLicenses[]': {seen: 1, nulls: 0, types: ['object']},
      'assignedLicenses[].skuId': {seen: 1, nulls: 0, types: ['string']},
      department: {seen: 2, nulls: 1, types: ['null', 'string']},
      '{unusual name}': {seen: 1, nulls: 0, types: ['number']},
    },
  });
});

test.each([
  ['Guest', undefined],
  ['Robot', ['Robot']],
  ['ann@contoso.com', ['{unusual value}']],
])('the type of user %s is repeated as %j', (userType, undocumentedValues) => {
  const body = Buffer.from(JSON.stringify({value: [{userType}]}));
  const shape = exchangeOf(raw(USERS, {body}), HOSTS).properties?.['userType'];
  expect(shape?.undocumentedValues).toEqual(undocumentedValues);
});

test.each([
  ['Report Refresh Date,User Principal Name\r\n2026-11-26,ann@contoso.com\r\n', true],
  ['\ufeffReport Refresh Date,User Principal Name\n2026-11-26,ann@contoso.com', false],
])('of the report %j stay columns and lines', (text, endsWithLineBreak) => {
  const headers = {'content-type': 'application/octet-stream', 'content-encoding': 'gzip'};
  const download = raw('https://reports.office.com/a/secret?sig=x', {
    headers,
    body: gzipSync(text),
  });
  expect(exchangeOf(download, HOSTS)).toMatchObject({
    kind: 'download',
    endpoint: 'reports.office.com',
    query: [],
    csv: {
      columns: ['Report Refresh Date', 'User Principal Name'],
      lines: 2,
      hasByteOrderMark: text.startsWith('\ufeff'),
      endsWithLineBreak,
    },
  });
});

test('a page of HTML in place of a report is not repeated', () => {
  const body = Buffer.from('<p>Dear "Ann" of contoso\n');
  const headers = {'content-type': 'text/html'};
  const exchange = exchangeOf(raw('https://reports.office.com/a', {headers, body}), HOSTS);
  expect(exchange.csv?.columns).toEqual(['{unusual name}']);
});

test('of a refusal stay status and code, of headers those about limits, without ids', () => {
  const body = Buffer.from(JSON.stringify({error: {code: 'TooManyRequests', message: 'Ann!'}}));
  const id = '05e9a617-0261-4cee-bb44-138d3ef5d965';
  const headers = {
    ...JSON_TYPE,
    'retry-after': '2.128',
    'x-ms-throttle-scope': `Tenant_Application/ReadWrite/${id}/${id}`,
    'request-id': id,
  };
  const exchange = exchangeOf(raw(USERS, {status: 429, headers, body}), HOSTS);
  expect(exchange).toMatchObject({status: 429, code: 'TooManyRequests'});
  expect(exchange.headers).toEqual({
    'retry-after': '2.128',
    'x-ms-throttle-scope': 'Tenant_Application/ReadWrite/{id}/{id}',
  });
});

test.each([
  [{error: 'invalid_client', error_description: 'AADSTS7000215: Ann'}, 'invalid_client'],
  [{error: 'Ann Smith, 42'}, '{unusual code}'],
])('of the token answer %j stays the code %s', (content, code) => {
  const url = 'https://login.microsoftonline.com/x/oauth2/v2.0/token';
  const body = Buffer.from(JSON.stringify(content));
  const exchange = exchangeOf(raw(url, {method: 'POST', status: 401, body}), HOSTS);
  expect(exchange).toMatchObject({kind: 'login', code});
  expect(exchange.properties).toBeUndefined();
});

test('a body that was cut off leaves nothing', () => {
  const body = gzipSync('{"value":[]}').subarray(0, 12);
  const headers = {...JSON_TYPE, 'content-encoding': 'gzip'};
  expect(exchangeOf(raw(USERS, {headers, body}), HOSTS)).not.toHaveProperty('rows');
});
