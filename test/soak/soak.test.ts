import {soak} from '../../soak/soak';
import {perTier} from '../support/tier';

const SEED = 11;
const {users, syncs} = perTier({commit: {users: 100, syncs: 2}, full: {users: 2_000, syncs: 3}});

test(`${syncs} syncs of ${users} users, in which every twentieth request fails (seed ${SEED}), lose nothing`, async () => {
  const options = {users, syncs, faults: 0.05, seed: SEED, reportRows: users};
  const result = await soak(options);
  expect(result.violations).toEqual([]);
  for (const {rows, faultHits} of result.syncs) {
    expect(rows).toBeGreaterThan(users);
    expect(faultHits).toBeGreaterThan(0);
  }
});
