import {perTier} from '../support/tier';
import {live, livesOf, measureLife, shortLife} from './lives';
import {earlyPoints, randomPoints} from './points';

const SEED = 2036;
const LIVES = 12;
const totals = measureLife();
const lives = perTier({
  commit: () => shortLife(earlyPoints(SEED, 4), 'delta'),
  full: () =>
    livesOf(
      {
        first: [randomPoints(SEED, LIVES), earlyPoints(SEED + 1, LIVES)],
        delta: [randomPoints(SEED + 2, LIVES), earlyPoints(SEED + 3, LIVES)],
      },
      ['first', 'delta', 'first'],
    ),
})();

describe(`killed by SIGKILL (seed ${SEED}), while the directory changes, a connection loses nothing:`, () => {
  test.concurrent.each(lives)('first sync at %s, second at %s', async (_first, _second, life) =>
    live('SIGKILL', life, totals),
  );
});
