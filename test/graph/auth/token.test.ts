import {TokenSource} from '../../../src/graph/auth/token';
import {FakeClock} from '../../support/fake-clock';

/** Tokens that are numbered in the order in which they were asked for, each good for an hour. */
function numberedTokens(clock = new FakeClock()): TokenSource {
  let count = 0;
  return new TokenSource({
    request: () => {
      count += 1;
      return Promise.resolve({
        token: `token-${count}`,
        expiresOnTimestamp: clock.now() + 3_600_000,
      });
    },
    now: () => clock.now(),
    signal: new AbortController().signal,
    onToken: () => undefined,
  });
}

test('a token that is refused late does not cost the new one', async () => {
  const tokens = numberedTokens();
  await tokens.get();
  tokens.invalidate('token-1');
  await expect(tokens.get()).resolves.toBe('token-2');
  tokens.invalidate('token-1');
  await expect(tokens.get()).resolves.toBe('token-2');
});

test.each([
  [5 * 60_000 + 1, 'token-1'],
  [5 * 60_000, 'token-2'],
])('with %d ms left the token is %s', async (leftMs, expected) => {
  const clock = new FakeClock();
  const tokens = numberedTokens(clock);
  await tokens.get();
  clock.advance(3_600_000 - leftMs);
  await expect(tokens.get()).resolves.toBe(expected);
});
