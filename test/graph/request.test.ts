import {pathOf} from '../../src/graph/request';

const ID = '0a1b2c3d-0000-4000-8000-00000000000f';

test.each([
  [`https://graph.microsoft.com/v1.0/users/${ID}?$select=id`, '/v1.0/users/{id}'],
  [`https://graph.microsoft.com/v1.0/users/${ID.toUpperCase()}`, '/v1.0/users/{id}'],
  ['https://graph.microsoft.com/v1.0/users/delta?$deltatoken=secret', '/v1.0/users/delta'],
  ['https://graph.microsoft.com/v1.0/users', '/v1.0/users'],
])('the path of %s in a message is %s', (url, path) => {
  expect(pathOf(url)).toBe(path);
});
