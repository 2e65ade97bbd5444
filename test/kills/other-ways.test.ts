import {perTier} from '../support/tier';
import {live, livesOf, measureLife, shortLife} from './lives';
import {pointsWithEdges, randomPoints} from './points';

const SEED = 2046;
const LIVES = 5;
const totals = measureLife();
const lives = perTier({
  // Points of characters and of states.
  commit: () => shortLife(randomPoints(SEED + 1, 4).slice(2), 'first'),
  full: () =>
    livesOf({first: [pointsWithEdges(SEED, LIVES)], delta: [randomPoints(SEED + 1, LIVES)]}, [
      'neither',
      'first',
      'neither',
    ]),
})();

describe.each(['SIGTERM', 'a closed pipe'] as const)(
  `ended by %s (seed ${SEED}), a connection loses nothing:`,
  (way) => {
    test.concurrent.each(lives)('first sync at %s, second at %s', async (_first, _second, life) =>
      live(way, life, totals),
    );
  },
);
