import {covers, rolesIn} from '../../../src/graph/auth/token';
import {tokenWith} from '../../support/token-with';

function tokenOf(payload: unknown): string {
  return `x.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.x`;
}

describe('the roles of a token', () => {
  test.each<[string, string, readonly string[] | undefined]>([
    ['are its claim', tokenOf({roles: ['A.Read', 'B.Read']}), ['A.Read', 'B.Read']],
    ['are none where it has no such claim', tokenOf({aud: 'x'}), []],
    ['leave out what is no text', tokenOf({roles: ['A.Read', 5, null]}), ['A.Read']],
    ['are not known where the claim is no list', tokenOf({roles: 'A.Read'}), undefined],
    ['are not known of another kind of token', 'token-1', undefined],
    ['are not known where the payload is empty', 'a..c', undefined],
    ['are not known where the payload is no JSON', 'a.b.c', undefined],
    ['are not known where the payload is null', tokenOf(null), undefined],
    ['are not known of no token', '', undefined],
    ['may have letters of any script', tokenOf({roles: ['Ü.Read']}), ['Ü.Read']],
  ])('%s', (_what, token, roles) => {
    expect(rolesIn(token)).toEqual(roles);
  });

  test('are those that a test puts into one', () => {
    expect(rolesIn(tokenWith(['A.Read']))).toEqual(['A.Read']);
    expect(rolesIn(tokenWith([]))).toEqual([]);
  });
});

test.each<[readonly string[] | undefined, string[][], boolean]>([
  [['A'], [['A']], true],
  [['B'], [['A', 'B']], true],
  [['A', 'C'], [['A', 'B'], ['C']], true],
  [['A'], [['A', 'B'], ['C']], false],
  [['a'], [['A']], false],
  [[], [['A']], false],
  [[], [], true],
  [undefined, [['A']], false],
  [undefined, [], false],
])('%j cover the needs %j: %p', (roles, needs, expected) => {
  expect(covers(roles, needs)).toBe(expected);
});
