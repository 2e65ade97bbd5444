import {endpointTemplate, queryTemplate} from '../../verify/endpoint-template';

const GUID = '05e9a617-0261-4cee-bb44-138d3ef5d965';

test.each([
  ['/v1.0/users', '/v1.0/users'],
  ['/v1.0/users/delta', '/v1.0/users/delta'],
  [`/v1.0/users/${GUID}`, '/v1.0/users/{id}'],
  ['/v1.0/users/ann@contoso.com/manager', '/v1.0/users/{other}/manager'],
  ['/v1.0/users/ann%40contoso.com', '/v1.0/users/{other}'],
  ["/v1.0/users('ann@contoso.com')", '/v1.0/users({value})'],
  ["/v1.0/reports/getX365Detail(period='D30')", "/v1.0/reports/getX365Detail(period='D30')"],
  ["/v1.0/reports/getX(date='2026-11-27')", '/v1.0/reports/getX(date={value})'],
  ['/v1.0/reports/getX(date=2026-11-27)', '/v1.0/reports/getX(date={value})'],
  [
    "/v1.0/reports/getX(period='D28',version='v2')",
    "/v1.0/reports/getX(period='D28',version='v2')",
  ],
  [
    '/v1.0/directory/deletedItems/microsoft.graph.user',
    '/v1.0/directory/deletedItems/microsoft.graph.user',
  ],
  [`/${GUID}/oauth2/v2.0/token`, '/{id}/oauth2/v2.0/token'],
  ['/contoso.onmicrosoft.com/oauth2/v2.0/token', '/contoso.onmicrosoft.com/oauth2/v2.0/token'],
  ['/v1.0/%E0%A4%A', '/v1.0/{other}'],
])('%s becomes %s', (path, template) => {
  expect(endpointTemplate(path)).toBe(template);
});

test.each([
  ['$top=999&$select=id,displayName', ['$top=999', '$select']],
  ["$filter=endsWith(userPrincipalName,'@contoso.com')&$count=true", ['$filter', '$count=true']],
  ['$deltatoken=latest', ['$deltatoken=latest']],
  ['$deltatoken=aGVsbG8', ['$deltatoken']],
  ['$skiptoken=12345678', ['$skiptoken']],
  ['ann@contoso.com=1', ['{other}=1']],
])('of the query %s stays %j', (query, expected) => {
  expect(queryTemplate(new URLSearchParams(query))).toEqual(expected);
});
