import {perTier} from '../support/tier';
import {live, livesOf, measureLife, shortLife} from './lives';
import {earlyPoints, pointsWithEdges} from './points';

const SEED = 2026;
const LIVES = 13;
const totals = measureLife();
const lives = perTier({
  commit: () => shortLife(earlyPoints(SEED, 4).reverse(), 'neither'),
  full: () =>
    livesOf(
      {
        first: [pointsWithEdges(SEED, LIVES), earlyPoints(SEED + 1, LIVES)],
        delta: [pointsWithEdges(SEED + 2, LIVES).reverse(), earlyPoints(SEED + 3, LIVES)],
      },
      ['neither'],
    ),
})();

describe(`killed by SIGKILL (seed ${SEED}), while nothing changes, a connection loses nothing:`, () => {
  test.concurrent.each(lives)('first sync at %s, second at %s', async (_first, _second, life) =>
    live('SIGKILL', life, totals),
  );
});
